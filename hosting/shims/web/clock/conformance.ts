/** Cases that `performance` of a hosted page and that of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const CLOCK_CASES: readonly WebCase[] = [
  {
    name: 'marks and measures',
    run: async ({ performance }, { tried }) => {
      performance.mark('a', { startTime: 5, detail: { x: 1 } });
      performance.mark('b', { startTime: 9 });
      const measures = [
        performance.measure('m', 'a', 'b'),
        performance.measure('n', { start: 1, duration: 2 }),
        performance.measure('o', { start: 'a', end: 'b', detail: 3 }),
      ].map(({ name, entryType, startTime, duration, detail }: any) => [
        name,
        entryType,
        startTime,
        duration,
        detail,
      ]);
      const failed = await tried(() => performance.measure('p', 'none'));
      const found = performance.getEntriesByName('a')[0].detail;
      performance.clearMarks('a');
      const left = performance.getEntriesByType('mark').map(({ name }: any) => name);
      performance.clearMarks();
      performance.clearMeasures();
      return [measures, failed, found, left, performance.getEntriesByType('measure').length];
    },
  },
  {
    name: 'the monotonic clock and its origin',
    run: async ({ performance, Date }, { after }) => {
      const from = performance.now();
      await after(5);
      return [
        performance.now() > from,
        Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 50,
        performance.getEntriesByType('navigation').length,
        typeof performance.timing.navigationStart,
      ];
    },
  },
  {
    name: 'dates without a zone are read in the zone of the machine',
    run: ({ Date }) => [
      new Date(0).toISOString(),
      Date.UTC(2020, 1, 2),
      new Date('2020-01-01').getTime(),
      typeof Date(),
      new Date(5) instanceof Date,
      new Date(2020, 0).constructor === Date,
    ],
  },
];
