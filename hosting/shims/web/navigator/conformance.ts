/** Cases that the navigator of a hosted page and that of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const NAVIGATOR_CASES: readonly WebCase[] = [
  {
    name: 'a beacon is taken, unless it is too large or goes nowhere',
    run: async ({ navigator, Blob }, { tried }) => [
      navigator.sendBeacon('/echo', 'text'),
      navigator.sendBeacon('/echo'),
      navigator.sendBeacon('/echo', new Blob(['{}'], { type: 'application/json' })),
      navigator.sendBeacon('/echo', 'x'.repeat(65_537)),
      await tried(() => navigator.sendBeacon('http://')),
      await tried(() => navigator.sendBeacon('ftp://a.example/')),
      navigator.onLine,
    ],
  },
  {
    name: 'locks: one after another, shared, if available, and released by an error',
    run: async ({ navigator }, { tried, after }) => {
      const order: unknown[] = [];
      const { locks } = navigator;
      const first = locks.request('a', async (lock: any) => {
        order.push([lock.name, lock.mode]);
        await after(10);
        order.push('first done');
        return 1;
      });
      const second = tried(() =>
        locks.request('a', () => {
          order.push('second');
          throw new RangeError('own');
        }),
      );
      const none = await locks.request('a', { ifAvailable: true }, (lock: any) => lock);
      const results = [none, await first, await second];
      await Promise.all(
        [1, 2].map((n) =>
          locks.request('b', { mode: 'shared' }, async () => {
            order.push(`shared ${n}`);
            await after(5);
          }),
        ),
      );
      order.push((await locks.query()).held.length);
      return [order, results];
    },
  },
  {
    name: 'a request for a lock is taken back by a signal, or steals it',
    run: async ({ navigator, AbortController }, { tried, after }) => {
      const { locks } = navigator;
      const held = tried(() => locks.request('c', async () => await after(30)));
      const controller = new AbortController();
      const waiting = tried(() => locks.request('c', { signal: controller.signal }, () => 'got'));
      await after(5);
      controller.abort();
      const stolen = await locks.request('c', { steal: true }, () => 'stolen');
      return [
        await waiting,
        stolen,
        await held,
        await tried(() => locks.request('-x', () => 1)),
        await tried(() => locks.request('x')),
      ];
    },
  },
];
