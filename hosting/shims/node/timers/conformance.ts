/** Cases that the timers of a hosted program and those of Node agree on. */
import type { ConformanceCase } from '../conformance-case.js';

export const TIMER_CASES: readonly ConformanceCase[] = [
  {
    name: 'order of nextTick, microtasks, immediates and timers',
    run: (require) =>
      new Promise((resolve) => {
        const process = require('node:process');
        const order: string[] = [];
        setTimeout(() => order.push('timeout 50'), 50);
        setTimeout(() => {
          order.push('timeout 150');
          resolve(order);
        }, 150);
        setImmediate(() => {
          order.push('immediate');
          process.nextTick(() => order.push('tick in immediate'));
          queueMicrotask(() => order.push('microtask in immediate'));
          setImmediate(() => order.push('next immediate'));
        });
        setImmediate(() => order.push('second immediate'));
        setTimeout(() => {
          process.nextTick(() => order.push('tick'));
          queueMicrotask(() => order.push('microtask'));
          void Promise.resolve().then(() => order.push('promise'));
        }, 50);
      }),
  },
  {
    name: 'delays that do not fit become 1 ms',
    run: async () => {
      const order: string[] = [];
      const after = (ms: any, name: string) =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            order.push(name);
            resolve();
          }, ms);
        });
      const late = after(30, 'late');
      await Promise.all([
        after(2 ** 31, '2^31'),
        after(Infinity, 'infinite'),
        after(-5, 'negative'),
        after(NaN, 'not a number'),
        after('2', 'text'),
        after(null, 'null'),
        after(undefined, 'undefined'),
      ]);
      await late;
      return [order.length, order.at(-1), order.slice(0, 7).sort()];
    },
  },
  {
    name: 'a delay of 2^31-1 is one',
    run: async () => {
      let fired = false;
      const timer = setTimeout(
        () => {
          fired = true;
        },
        2 ** 31 - 1,
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
      clearTimeout(timer);
      return fired;
    },
  },
  {
    name: 'arguments are passed, an interval repeats until it is cleared',
    run: () =>
      new Promise((resolve) => {
        const seen: unknown[] = [];
        const timer = setInterval(
          (a, b) => {
            seen.push([a, b]);
            if (seen.length < 3) return;
            clearInterval(timer);
            setTimeout(() => {
              resolve(seen);
            }, 10);
          },
          2,
          'a',
          { b: 1 },
        );
      }),
  },
  {
    name: 'Timeout objects: ref, unref, hasRef, refresh, close, primitive',
    run: async () => {
      const timer: any = setTimeout(() => undefined, 5);
      const before = [
        timer.hasRef(),
        timer.unref() === timer,
        timer.hasRef(),
        timer.ref() === timer,
        timer.hasRef(),
        timer.constructor.name,
        typeof +timer,
        timer[Symbol.toPrimitive]() === +timer,
      ];
      const order: string[] = [];
      const late = setTimeout(() => order.push('refreshed'), 100);
      setTimeout(() => late.refresh(), 50);
      setTimeout(() => order.push('125'), 125);
      const closed: any = setTimeout(() => order.push('closed'), 5);
      closed.close();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return [before, order, timer._destroyed, closed._destroyed];
    },
  },
  {
    name: 'refresh: one that fired runs again, one that was cleared does not',
    run: async () => {
      let times = 0;
      const fired = setTimeout(() => {
        times += 1;
      }, 2);
      const cleared = setTimeout(() => {
        times += 100;
      }, 2);
      clearTimeout(cleared);
      cleared.refresh();
      await new Promise((resolve) => setTimeout(resolve, 15));
      fired.refresh();
      await new Promise((resolve) => setTimeout(resolve, 15));
      return times;
    },
  },
  {
    name: 'refresh in its own callback repeats it',
    run: () =>
      new Promise((resolve) => {
        let times = 0;
        const timer: any = setTimeout(() => {
          times += 1;
          if (times < 3) timer.refresh();
          else
            setTimeout(() => {
              resolve([times, timer._destroyed]);
            }, 15);
        }, 2);
      }),
  },
  {
    name: 'clearTimeout takes numbers, texts, nothing, and timers of either kind',
    run: async () => {
      const order: string[] = [];
      const a: any = setTimeout(() => order.push('a'), 5);
      const b: any = setTimeout(() => order.push('b'), 5);
      const c: any = setInterval(() => order.push('c'), 5);
      const d: any = setTimeout(() => order.push('d'), 5);
      clearTimeout(+a);
      clearTimeout(`${+b}`);
      clearTimeout(c);
      clearTimeout(undefined);
      clearTimeout(null as any);
      clearTimeout({} as any);
      clearInterval(d);
      clearImmediate(undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return order;
    },
  },
  {
    name: 'immediates: arguments, clearing, refs',
    run: async () => {
      const seen: unknown[] = [];
      const cleared: any = setImmediate(() => seen.push('cleared'));
      const kept: any = setImmediate((...all) => seen.push(all), 1, 2);
      seen.push(kept.hasRef(), kept.unref().hasRef(), kept.ref().hasRef());
      clearImmediate(cleared);
      await new Promise((resolve) => setImmediate(resolve));
      return seen;
    },
  },
  {
    name: 'what is no function is refused',
    run: () => {
      const refused: unknown[] = [];
      for (const set of [setTimeout, setInterval, setImmediate] as any[])
        for (const callback of [undefined, 'code', {}, 7])
          try {
            set(callback, 1);
          } catch (error: any) {
            refused.push([error.name, error.code, error.message]);
          }
      return refused;
    },
  },
  {
    name: 'timers/promises and promisify',
    run: async (require) => {
      const { promisify } = require('node:util');
      const promises = require('node:timers/promises');
      const timers = require('node:timers');
      return [
        await promises.setTimeout(2, 'a'),
        await promises.setImmediate('b'),
        await promisify(setTimeout)(2, 'c'),
        await promisify(setImmediate)('d'),
        await promises.scheduler.wait(2),
        timers.setTimeout === setTimeout,
        timers.promises.setTimeout === promises.setTimeout,
      ];
    },
  },
  {
    name: 'timers/promises: signals abort',
    run: async (require) => {
      const promises = require('node:timers/promises');
      const caught = async (make: (signal: AbortSignal) => Promise<unknown>, early: boolean) => {
        const controller = new AbortController();
        if (early) controller.abort('why');
        else
          setTimeout(() => {
            controller.abort('why');
          }, 3);
        try {
          await make(controller.signal);
          return 'not aborted';
        } catch (error: any) {
          return [error.name, error.code, error.message, error.cause];
        }
      };
      return [
        await caught((signal) => promises.setTimeout(50, 1, { signal }), false),
        await caught((signal) => promises.setTimeout(50, 1, { signal }), true),
        await caught((signal) => promises.setImmediate(1, { signal }), true),
        await caught(async (signal) => {
          for await (const _ of promises.setInterval(50, 1, { signal }));
        }, false),
      ];
    },
  },
  {
    name: 'timers/promises: an interval yields until it is left',
    run: async (require) => {
      const { setInterval } = require('node:timers/promises');
      const seen: unknown[] = [];
      for await (const value of setInterval(2, 'x')) if (seen.push(value) === 3) break;
      return seen;
    },
  },
  {
    name: 'an aborted signal of AbortSignal.timeout',
    run: async () => {
      // The signal's own timer keeps no process alive.
      const keep = setTimeout(() => undefined, 2_000);
      const signal = AbortSignal.timeout(5);
      const before = signal.aborted;
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      clearTimeout(keep);
      return [before, signal.aborted, signal.reason.name, signal.reason.message];
    },
  },
  {
    name: 'queueMicrotask refuses what is no function',
    run: () => {
      queueMicrotask(7 as any);
    },
  },
];
