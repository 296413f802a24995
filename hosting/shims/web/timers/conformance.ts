/** Cases that the timers of a hosted page and those of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const TIMER_CASES: readonly WebCase[] = [
  {
    name: 'order of microtasks and timers; numbers identify timers',
    run: async ({ setTimeout, clearTimeout, queueMicrotask }, { after }) => {
      const order: string[] = [];
      setTimeout(() => order.push('40'), 40);
      setTimeout(() => {
        order.push('0');
        queueMicrotask(() => order.push('microtask'));
        void Promise.resolve().then(() => order.push('promise'));
      }, 0);
      setTimeout(() => order.push('1'), 1);
      const gone = setTimeout(() => order.push('cleared'), 5);
      clearTimeout(gone);
      clearTimeout(undefined);
      clearTimeout(123_456);
      await after(80);
      return [order, typeof gone, gone > 0];
    },
  },
  {
    name: 'delays wrap at 32 bits, negative ones and no numbers are 0',
    run: async ({ setTimeout }, { after }) => {
      const order: string[] = [];
      for (const ms of [2 ** 31, 2 ** 32 + 5, -5, NaN, '2', null, undefined, 'x'])
        setTimeout(() => order.push(String(ms)), ms);
      await after(60);
      return order.sort();
    },
  },
  {
    name: 'arguments are passed, an interval repeats until it is cleared',
    run: async ({ setInterval, clearTimeout }, { after }) => {
      const seen: unknown[] = [];
      const timer = setInterval(
        (a: number, b: number) => {
          seen.push([a, b]);
          if (seen.length === 3) clearTimeout(timer);
        },
        3,
        1,
        2,
      );
      // A busy machine may take long for three turns; a fourth would come at once.
      for (let waits = 0; seen.length < 3 && waits < 500; waits += 1) await after(10);
      await after(30);
      return seen;
    },
  },
  {
    name: 'frames and idle callbacks are called with a time',
    run: ({ requestAnimationFrame, requestIdleCallback, cancelAnimationFrame }) =>
      new Promise((resolve) => {
        cancelAnimationFrame(requestAnimationFrame(() => resolve('cancelled')));
        requestAnimationFrame((now: number) => {
          requestIdleCallback((deadline: any) => {
            resolve([typeof now, deadline.didTimeout, deadline.timeRemaining() > 0]);
          });
        });
      }),
  },
  {
    name: 'what is no function is no microtask',
    run: async ({ queueMicrotask }, { tried }) => await tried(() => queueMicrotask('text')),
  },
];
