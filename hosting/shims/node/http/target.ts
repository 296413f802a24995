/** Target of a request, from the arguments of `http.request` in all their forms. */
import { urlToHttpOptions } from 'node:url';
import { notSimulated } from '../../../realm/refusal.js';
import { coded } from '../node-errors.js';

interface RequestOptions {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly path?: string | null;
  readonly method?: string;
  readonly headers?: unknown;
  readonly auth?: string | null;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  readonly agent?: unknown;
  readonly setHost?: boolean;
  readonly socketPath?: string;
  readonly defaultPort?: number;
}

export interface RequestTarget {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly hostHeader: string;
  readonly path: string;
  readonly url: string;
  readonly headers: unknown;
  readonly auth: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly agent: unknown;
  readonly setsHost: boolean;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** `scheme`: of the module that was called. */
export function targetOf(scheme: string, given: readonly unknown[], agent: unknown): RequestTarget {
  const [first, second] = given;
  const from =
    typeof first === 'string'
      ? urlToHttpOptions(new URL(first))
      : first instanceof URL
        ? urlToHttpOptions(first)
        : {};
  const more = (typeof first === 'string' || first instanceof URL ? second : first) ?? {};
  const options = { ...from, ...(typeof more === 'object' ? more : {}) } as RequestOptions;
  if (options.socketPath !== undefined) throw notSimulated('http.request({ socketPath })');
  const protocol = options.protocol ?? agentsProtocol(options.agent) ?? scheme;
  if (protocol !== scheme && agentsProtocol(options.agent) !== protocol)
    throw coded(
      new TypeError(`Protocol "${protocol}" not supported. Expected "${scheme}"`),
      'ERR_INVALID_PROTOCOL',
    );
  const path = options.path ?? '/';
  if (/[^\u0021-\u00ff]/.test(path))
    throw coded(
      new TypeError('Request path contains unescaped characters'),
      'ERR_UNESCAPED_CHARACTERS',
    );
  const hostname = (options.hostname ?? options.host ?? 'localhost').replace(/^\[|\]$/g, '');
  const standard = PORTS[protocol];
  const port = Number(options.port ?? options.defaultPort ?? standard);
  const name = hostname.includes(':') ? `[${hostname}]` : hostname;
  const hostHeader = port === standard ? name : `${name}:${String(port)}`;
  return {
    method: (options.method ?? 'GET').toUpperCase(),
    protocol,
    hostname,
    hostHeader,
    path,
    url: `${protocol}//${hostHeader}${path}`,
    headers: options.headers,
    auth: options.auth ?? undefined,
    timeoutMs: options.timeout,
    signal: options.signal,
    agent: options.agent ?? agent,
    setsHost: options.setHost !== false,
  };
}

/** An agent of the program's own may be of the other module. */
const agentsProtocol = (agent: unknown): string | undefined =>
  (Object(agent) as { protocol?: string }).protocol;
