/**
 * Draining Node's queues of nextTicks and microtasks, synchronously. Node's own function does it in a
 * quarter of a microsecond, but does nothing at all inside a microtask; hence the proof.
 */
import { SkewproofError } from '../../../sim/model/errors.js';
import { real } from './real.js';

interface TickingProcess {
  _tickCallback?: () => void;
}

/** Runs all nextTicks and microtasks. An exception of a nextTick comes out of it; drain again. */
export const drainTicks = (): void => {
  (real.process as TickingProcess)._tickCallback?.();
};

/**
 * Proves that queues drain here.
 * @throws SkewproofError SKEW-405 inside a microtask, where no synchronous drain is possible
 */
export function assertDrains(): void {
  let ran = 0;
  real.nextTick(() => {
    ran += 1;
  });
  void Promise.resolve().then(() => {
    ran += 1;
  });
  drainTicks();
  if (ran === 2) return;
  throw new SkewproofError('SKEW-405', {
    place: 'the start of a hosted program',
    expected: 'a run that begins outside of microtasks',
    got: 'a call from a microtask: after an await, in a then, or at the top level of a module',
    advice: 'Run it by outsideMicrotasks(() => …), which hops with setImmediate.',
  });
}

/**
 * Calls `run` outside of any microtask, where hosted programs can be drained synchronously.
 * @returns what `run` returns
 * @since 0.1.0
 */
export const outsideMicrotasks = <T>(run: () => T): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    real.setImmediate(() => {
      try {
        resolve(run());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
