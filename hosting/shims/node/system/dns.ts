/** `dns`: names that some node answers for resolve, each to the same address; no other does. */
import * as dns from 'node:dns';
import { isIP } from 'node:net';
import type { Connections } from '../../../network/connections.js';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notFound } from '../fetch/network-errors.js';

const ADDRESS = '10.0.0.1';
const TTL_S = 60;

interface LookupOptions {
  readonly all?: boolean;
  readonly family?: number;
}

type Done = (error: Error | null, ...values: unknown[]) => void;

type Calls = Readonly<Record<string, unknown>>;

/** Kinds of records that no name has here. */
const WITHOUT_RECORDS = [
  'resolve6',
  'resolveAny',
  'resolveCname',
  'resolveMx',
  'resolveNs',
  'resolveSrv',
  'resolveTxt',
  'resolvePtr',
  'resolveSoa',
  'resolveNaptr',
  'reverse',
] as const;

function callbackCalls(host: HostedProcess, connections: Connections): Calls {
  const lookedUp = (hostname: string): { address: string; family: number } => {
    const family = isIP(hostname);
    if (family !== 0) return { address: hostname, family };
    if (!connections.knows(hostname)) throw notFound(hostname);
    return { address: ADDRESS, family: 4 };
  };
  const lookup = (hostname: string, given: LookupOptions | number | Done, last?: Done): void => {
    const done = typeof given === 'function' ? given : (last as Done);
    const options = typeof given === 'object' ? given : {};
    host.tasks.complete(() => {
      try {
        const found = lookedUp(hostname);
        if (options.all === true) done(null, [found]);
        else done(null, found.address, found.family);
      } catch (error) {
        done(error as Error);
      }
    });
  };
  const resolve = (hostname: string, ...rest: unknown[]): void => {
    const done = rest.pop() as Done;
    const { ttl } = (typeof rest[0] === 'object' ? rest[0] : {}) as { ttl?: boolean };
    host.tasks.complete(() => {
      try {
        const { address } = lookedUp(hostname);
        done(null, [ttl === true ? { address, ttl: TTL_S } : address]);
      } catch (error) {
        done(error as Error);
      }
    });
  };
  const none = (hostname: string, ...rest: unknown[]): void => {
    const done = rest.pop() as Done;
    host.tasks.complete(() => {
      const error = new Error(`queryAny ENODATA ${hostname}`);
      done(Object.assign(error, { code: 'ENODATA', hostname }));
    });
  };
  const others = Object.fromEntries(WITHOUT_RECORDS.map((name) => [name, none]));
  return { lookup, resolve, resolve4: resolve, ...others };
}

/** The same calls, each with a promise of its answer. */
const promisedCalls = (byCallback: Calls): Calls =>
  Object.fromEntries(
    Object.entries(byCallback).map(([name, call]) => [
      name,
      (...values: [string, ...unknown[]]) =>
        new Promise((settle, reject) => {
          const done: Done = (error, first, family) => {
            if (error !== null) reject(error);
            else
              settle(
                name === 'lookup' && !Array.isArray(first) ? { address: first, family } : first,
              );
          };
          (call as (...all: unknown[]) => void)(...values, done);
        }),
    ]),
  );

export function dnsShim(host: HostedProcess, connections: Connections): Record<string, unknown> {
  const byCallback = callbackCalls(host, connections);
  const settings = {
    getServers: () => [],
    setServers: () => undefined,
    getDefaultResultOrder: () => 'verbatim',
    setDefaultResultOrder: () => undefined,
  };
  class Resolver {
    cancel(): void {
      // Nothing waits longer than an event.
    }
  }
  Object.assign(Resolver.prototype, byCallback, settings);
  return {
    ...dns,
    ...byCallback,
    ...settings,
    Resolver,
    promises: { ...promisedCalls(byCallback), ...settings },
  };
}
