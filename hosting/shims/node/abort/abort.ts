/** `AbortSignal.timeout` on the simulated timers. */
import type { Timers } from '../timers/timers.js';

export const timeoutShim =
  (timers: Timers) =>
  (delayMs: number): AbortSignal => {
    if (!(delayMs >= 0) || delayMs > Number.MAX_SAFE_INTEGER)
      throw new RangeError(`The value of "delay" is out of range. Received ${String(delayMs)}`);
    const controller = new AbortController();
    timers
      .setTimeout(() => {
        controller.abort(
          new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
        );
      }, delayMs)
      .unref();
    return controller.signal;
  };
