/** The globals of a program for Node: the shims, and where they stand in the shared global object. */
import type { Volume } from '../../disk/volume.js';
import type { Connections } from '../../network/connections.js';
import type { HostedProcess } from '../../realm/hosted-process.js';
import type { Swap } from '../../realm/node/stage.js';
import { timeoutShim } from './abort/abort.js';
import { dateShim } from './clock/date.js';
import { Performance } from './clock/performance.js';
import { consoleShim } from './console/console.js';
import type { Output } from './console/console.js';
import { webCryptoShim } from './crypto/crypto.js';
import { fetchShim } from './fetch/fetch.js';
import { FileSystem } from './fs/file-system.js';
import { fsShim } from './fs/fs.js';
import { intlShim, localeSwaps } from './locale/locale.js';
import { IdleRegistry, KeptRef } from './memory/memory.js';
import { anyShim, Retained } from './memory/retained.js';
import { memorySwaps } from './memory/shared-memory.js';
import { messagingShim } from './messages/message-channel.js';
import type { Messaging } from './messages/message-channel.js';
import { invalidArgument } from './node-errors.js';
import { processShim } from './process/process.js';
import { nextTickShim } from './process/next-tick.js';
import { randomShim } from './random/random.js';
import { real } from '../../realm/node/real.js';
import { timersShim } from './timers/timers.js';
import type { Timers } from './timers/timers.js';
import { atomicsShim, webAssemblyShim } from './wasm/wasm.js';
import { compressionStreams } from './zlib/zlib.js';

/** Globals that code must not find in the shared global object as the host's. */
const SWAPPED = new Set([
  'Date',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'performance',
  'process',
  'console',
  'fetch',
  'crypto',
  'MessageChannel',
  'Intl',
  // Node's own fetch looks its signals up by these.
  'WeakRef',
  'FinalizationRegistry',
  'WebAssembly',
  'Atomics',
  'BroadcastChannel',
]);

/** Parts that shims stand on. */
interface Ground {
  readonly host: HostedProcess;
  readonly connections: Connections;
  readonly volume: Volume;
  readonly env: Readonly<Record<string, string>>;
}

export class NodeGlobals {
  readonly ground: Ground;
  readonly output: Output;
  readonly process: NodeJS.Process;
  readonly timers: Timers;
  readonly performance: Performance;
  readonly console: Console;
  readonly crypto: object;
  readonly messaging: Messaging;
  /** Objects that Node itself would hold weakly. */
  readonly retained = new Retained();
  #fs: Record<string, unknown> | undefined;
  /** By name, as parameters of the program. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly swaps: readonly Swap[];

  constructor(ground: Ground) {
    const { host, connections, env } = ground;
    this.ground = ground;
    this.output = {
      out: () => undefined,
      error: (text, name) => {
        host.report(name, text);
      },
    };
    this.process = processShim(host, this.output, env);
    this.timers = timersShim(host, (text, name) => {
      this.process.emitWarning(text, name);
    });
    this.performance = new Performance(host);
    this.console = consoleShim(host, this.output);
    this.crypto = webCryptoShim(host);
    this.messaging = messagingShim(host);
    const { setTimeout, setInterval, setImmediate } = this.timers;
    const { clearTimeout, clearInterval, clearImmediate } = this.timers;
    const Date = dateShim(host);
    const shims = {
      Date,
      setTimeout,
      setInterval,
      setImmediate,
      clearTimeout,
      clearInterval,
      clearImmediate,
      queueMicrotask: queueMicrotaskShim(host),
      performance: this.performance,
      process: this.process,
      console: this.console,
      fetch: fetchShim(host, connections),
      crypto: this.crypto,
      ...this.messaging,
      ...compressionStreams(host),
      WeakRef: KeptRef,
      FinalizationRegistry: IdleRegistry,
      WebSocket: undefined,
      EventSource: undefined,
      BroadcastChannel: undefined,
      navigator: undefined,
      Intl: intlShim(host),
      WebAssembly: webAssemblyShim(host),
      Atomics: atomicsShim(),
    };
    const global: object = Object.create(globalThis) as object;
    for (const [name, value] of Object.entries(shims))
      Object.defineProperty(global, name, { value, writable: true, configurable: true });
    const self = { value: global, writable: true, configurable: true };
    Object.defineProperties(global, { globalThis: self, global: self });
    this.values = { ...shims, globalThis: global, global };
    this.swaps = [
      ...Object.entries(shims)
        .filter(([name]) => SWAPPED.has(name))
        .map(([key, value]) => ({ on: globalThis, key, value })),
      { on: real.Date.prototype, key: 'constructor', value: Date },
      ...localeSwaps(),
      { on: AbortSignal, key: 'timeout', value: timeoutShim(this.timers) },
      { on: AbortSignal, key: 'any', value: anyShim(this.retained) },
      ...memorySwaps(),
      { on: real.process, key: 'nextTick', value: nextTickShim(host) },
      { on: Math, key: 'random', value: randomShim(host) },
    ];
  }

  /** `fs`, made when the program first asks for it. */
  get fs(): Record<string, unknown> {
    if (this.#fs !== undefined) return this.#fs;
    const { host, volume } = this.ground;
    const standard = new Map([
      [1, this.output.out],
      [
        2,
        (text: string) => {
          this.output.error(text, 'stderr');
        },
      ],
    ]);
    return (this.#fs = fsShim(host, new FileSystem(host, volume, standard)));
  }

  /** Emits an event of `process`. @returns whether the program listens to it */
  readonly emit = (name: string, ...values: readonly unknown[]): boolean => {
    return (this.process.emit as (name: string, ...values: unknown[]) => boolean)(name, ...values);
  };
}

/** An exception of the callback is charged to this process: Node's own would end the host. */
const queueMicrotaskShim =
  (host: HostedProcess) =>
  (callback: () => void): void => {
    if (typeof callback !== 'function')
      throw invalidArgument('callback', 'of type function', callback);
    real.queueMicrotask(() => {
      try {
        callback();
      } catch (error) {
        host.onUncaught(error);
      }
    });
  };
