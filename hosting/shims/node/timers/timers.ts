/** `timers`: setTimeout, setInterval, setImmediate and their clearing, with Node's objects. */
import { promisify } from 'node:util';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import type { Task } from '../../../realm/tasks.js';
import { invalidArgument } from '../node-errors.js';
import { promisedTimers } from './promises.js';
import type { PromisedTimers } from './promises.js';
import { DELAY_MAX_MS, delayOf, Timeout } from './timeout.js';
import type { Callback } from './timeout.js';

class Immediate {
  readonly #host: HostedProcess;
  readonly #queued: Task;
  #isRef = true;
  _destroyed = false;

  constructor(host: HostedProcess, callback: Callback, args: readonly unknown[]) {
    this.#host = host;
    this.#queued = host.tasks.immediate(() => {
      this._destroyed = true;
      callback(...args);
    });
  }

  ref(): this {
    this.#isRef = true;
    return this;
  }

  unref(): this {
    this.#isRef = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isRef && !this._destroyed;
  }

  close(): void {
    this._destroyed = true;
    this.#host.tasks.clearImmediate(this.#queued);
  }
}

export interface Timers {
  readonly setTimeout: (callback: Callback, delayMs?: unknown, ...args: unknown[]) => Timeout;
  readonly setInterval: (callback: Callback, delayMs?: unknown, ...args: unknown[]) => Timeout;
  readonly setImmediate: (callback: Callback, ...args: unknown[]) => Immediate;
  readonly clearTimeout: (timer: unknown) => void;
  readonly clearInterval: (timer: unknown) => void;
  readonly clearImmediate: (immediate: unknown) => void;
  readonly promises: PromisedTimers;
}

/** `warn`: where Node's warning about a delay that does not fit goes. */
export function timersShim(
  host: HostedProcess,
  warn: (text: string, name: string) => void,
): Timers {
  /** Those whose number the program asked for. */
  const numbered = new Map<string, Timeout>();

  class NumberedTimeout extends Timeout {
    override [Symbol.toPrimitive](): number {
      const id = super[Symbol.toPrimitive]();
      numbered.set(String(id), this);
      return id;
    }
  }
  Object.defineProperty(NumberedTimeout, 'name', { value: 'Timeout' });

  const made =
    (repeats: boolean) =>
    (callback: Callback, delayMs?: unknown, ...args: unknown[]): Timeout => {
      if (typeof callback !== 'function')
        throw invalidArgument('callback', 'of type function', callback);
      if (Number(delayMs) > DELAY_MAX_MS)
        warn(
          `${String(Number(delayMs))} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
          'TimeoutOverflowWarning',
        );
      return new NumberedTimeout(host, callback, delayOf(delayMs), args, repeats);
    };
  const clear = (timer: unknown): void => {
    if (timer instanceof Timeout) timer.close();
    else if (typeof timer === 'number' || typeof timer === 'string') {
      numbered.get(String(timer))?.close();
      numbered.delete(String(timer));
    }
  };
  const setImmediate = (callback: Callback, ...args: unknown[]): Immediate => {
    if (typeof callback !== 'function')
      throw invalidArgument('callback', 'of type function', callback);
    return new Immediate(host, callback, args);
  };
  const named = <F extends object>(name: string, f: F): F =>
    Object.defineProperty(f, 'name', { value: name });
  const timers = {
    setTimeout: named('setTimeout', made(false)),
    setInterval: named('setInterval', made(true)),
    setImmediate,
    clearTimeout: named('clearTimeout', (timer: unknown) => {
      clear(timer);
    }),
    clearInterval: named('clearInterval', (timer: unknown) => {
      clear(timer);
    }),
    clearImmediate: (immediate: unknown) => {
      if (immediate instanceof Immediate) immediate.close();
    },
  };
  const promises = promisedTimers(timers);
  const custom = { configurable: true };
  Object.defineProperty(timers.setTimeout, promisify.custom, {
    ...custom,
    get: () => promises.setTimeout,
  });
  Object.defineProperty(timers.setImmediate, promisify.custom, {
    ...custom,
    get: () => promises.setImmediate,
  });
  return { ...timers, promises };
}
