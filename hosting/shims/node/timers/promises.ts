/** `timers/promises`, over the timers with callbacks. */
import { aborted, invalidArgument } from '../node-errors.js';
import type { Timeout } from './timeout.js';

interface Options {
  readonly ref?: boolean;
  readonly signal?: AbortSignal;
}

interface Clearable {
  unref: () => unknown;
}

interface CallbackTimers {
  readonly setTimeout: (callback: () => void, delayMs?: unknown) => Timeout;
  readonly setInterval: (callback: () => void, delayMs?: unknown) => Timeout;
  readonly setImmediate: (callback: () => void) => Clearable;
  readonly clearTimeout: (timer: unknown) => void;
  readonly clearImmediate: (immediate: unknown) => void;
}

export interface PromisedTimers {
  readonly setTimeout: <T>(delayMs?: number, value?: T, options?: Options) => Promise<T>;
  readonly setImmediate: <T>(value?: T, options?: Options) => Promise<T>;
  readonly setInterval: <T>(delayMs?: number, value?: T, options?: Options) => AsyncGenerator<T>;
  readonly scheduler: {
    readonly wait: (delayMs: number, options?: Options) => Promise<undefined>;
    readonly yield: () => Promise<undefined>;
  };
}

/** A promise that `start` settles, unless the signal rejects it before. */
const cancellable = <T>(
  value: T,
  { ref = true, signal }: Options,
  start: (done: () => void) => Clearable,
  clear: (started: Clearable) => void,
): Promise<T> => {
  if (signal !== undefined && typeof signal !== 'object')
    return Promise.reject(invalidArgument('options.signal', 'an instance of AbortSignal', signal));
  if (signal?.aborted === true) return Promise.reject(aborted(signal.reason));
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clear(started);
      reject(aborted(signal?.reason));
    };
    const started = start(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    if (!ref) started.unref();
    signal?.addEventListener('abort', onAbort, { once: true });
  });
};

/** One value for each time that the interval comes due, also for those that were waited for too late. */
async function* ticks<T>(
  timers: CallbackTimers,
  delayMs?: number,
  value?: T,
  { ref = true, signal }: Options = {},
): AsyncGenerator<T> {
  if (signal?.aborted === true) throw aborted(signal.reason);
  let due = 0;
  let wake: (() => void) | undefined;
  let failed: Error | undefined;
  const interval = timers.setInterval(() => {
    due += 1;
    wake?.();
  }, delayMs);
  if (!ref) interval.unref();
  const onAbort = (): void => {
    failed = aborted(signal?.reason);
    wake?.();
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      if (due === 0 && failed === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      for (; due > 0; due -= 1) yield value as T;
      if (failed !== undefined) throw failed;
    }
  } finally {
    timers.clearTimeout(interval);
    signal?.removeEventListener('abort', onAbort);
  }
}

export function promisedTimers(timers: CallbackTimers): PromisedTimers {
  const setTimeout = <T>(delayMs?: number, value?: T, options: Options = {}): Promise<T> =>
    cancellable(
      value as T,
      options,
      (done) => timers.setTimeout(done, delayMs),
      timers.clearTimeout,
    );

  const setImmediate = <T>(value?: T, options: Options = {}): Promise<T> =>
    cancellable(value as T, options, (done) => timers.setImmediate(done), timers.clearImmediate);

  return {
    setTimeout,
    setImmediate,
    setInterval: (delayMs, value, options) => ticks(timers, delayMs, value, options),
    scheduler: {
      wait: (delayMs, options) => setTimeout(delayMs, undefined, options),
      yield: () => setImmediate(undefined),
    },
  };
}
