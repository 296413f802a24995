/** Modules of Node that are simulated, by name; each is made when a program first requires it. */
import * as workerThreads from 'node:worker_threads';
import * as tty from 'node:tty';
import * as v8 from 'node:v8';
import type { NodeGlobals } from './globals.js';
import { asyncHooksShim } from './async/async-hooks.js';
import { diagnosticsChannelShim } from './async/diagnostics-channel.js';
import { utilShim } from './memory/retained.js';
import { refusing } from './refusing.js';
import { clusterShim } from './cluster/cluster.js';
import { httpShim } from './http/http.js';
import { childProcessShim } from './system/child-process.js';
import { dnsShim } from './system/dns.js';
import { osShim } from './system/os.js';
import { perfHooksShim } from './clock/perf-hooks.js';
import { cryptoShim } from './crypto/crypto.js';
import { zlibShim } from './zlib/zlib.js';

type Shim = (globals: NodeGlobals) => unknown;

const promisesOf = (module: Record<string, unknown>): unknown => module['promises'];

/** The main thread of a process that has no other. */
const workerThreadsShim: Shim = ({ messaging }) => ({
  ...refusing('worker_threads', workerThreads, [
    'markAsUntransferable',
    'isMarkedAsUntransferable',
  ]),
  isMainThread: true,
  threadId: 0,
  parentPort: null,
  workerData: null,
  resourceLimits: {},
  ...messaging,
});

const v8Shim: Shim = () => ({
  ...refusing('v8', v8, ['serialize', 'deserialize', 'Serializer', 'Deserializer']),
  getHeapStatistics: () => ({
    total_heap_size: 20_000_000,
    used_heap_size: 10_000_000,
    heap_size_limit: 2_000_000_000,
  }),
});

export const SHIMS: Readonly<Record<string, Shim>> = {
  async_hooks: ({ ground }) => asyncHooksShim(ground.host),
  child_process: ({ ground }) => childProcessShim(ground.host),
  cluster: clusterShim,
  console: ({ console }) => console,
  crypto: ({ ground, crypto }) => cryptoShim(ground.host, crypto),
  dns: ({ ground }) => dnsShim(ground.host, ground.connections),
  diagnostics_channel: () => diagnosticsChannelShim(),
  'dns/promises': ({ ground }) => promisesOf(dnsShim(ground.host, ground.connections)),
  fs: ({ fs }) => fs,
  'fs/promises': ({ fs }) => promisesOf(fs),
  http: ({ ground, timers }) => httpShim({ ...ground, timers }, 'http:'),
  https: ({ ground, timers }) => httpShim({ ...ground, timers }, 'https:'),
  os: ({ ground }) => osShim(ground.host),
  perf_hooks: ({ performance }) => perfHooksShim(performance),
  process: ({ process }) => process,
  timers: ({ timers }) => timers,
  'timers/promises': ({ timers }) => timers.promises,
  sys: ({ retained }) => utilShim(retained),
  // The real one does not load in a thread.
  trace_events: () => ({
    ...refusing('trace_events', { createTracing: () => undefined }),
    getEnabledCategories: () => undefined,
  }),
  tty: () => ({ ...refusing('tty', tty), isatty: () => false }),
  util: ({ retained }) => utilShim(retained),
  v8: v8Shim,
  worker_threads: workerThreadsShim,
  zlib: ({ ground }) => zlibShim(ground.host),
};
