/** Summaries: intervals at both of their edges, and rows that share one. */
import test from 'ava';
import { utcOf } from '../../../sim/clock/zone.js';
import { Seq } from '../../../sim/model/seq.js';
import { DAY_MS, HOUR_MS, localMs, MINUTE_MS, msOf } from '../../../sim/model/time.js';
import type { UsageRow } from '../protocol.js';
import type { Granularity } from '../scenario.js';
import { intervalOf, summarised } from './summaries.js';

const midnightOf = (year: number, month: number, day: number): number =>
  utcOf({ year, month, day, hour: 0, minute: 0, second: 0, ms: 0 });

const interval = (ms: number, by: Granularity): readonly [number, number] => {
  const { start, end } = intervalOf(localMs(ms), by);
  return [msOf(start), msOf(end)];
};

test('summaries - an interval has its first moment and not its end', (t) => {
  const week = midnightOf(2000, 10, 22);
  const year = midnightOf(2000, 1, 1);
  const cases: readonly (readonly [Granularity, number, number])[] = [
    ['minute', week, MINUTE_MS],
    ['hour', week, HOUR_MS],
    ['day', week, DAY_MS],
    ['week', week, 7 * DAY_MS],
    ['year', year, 366 * DAY_MS],
  ];
  for (const [by, start, length] of cases) {
    t.deepEqual(interval(start, by), [start, start + length], by);
    t.deepEqual(interval(start + length - 1, by), [start, start + length], by);
    t.is(interval(start - 1, by)[1], start, by);
    t.is(interval(start + length, by)[0], start + length, by);
  }
});

const row = (parts: Partial<UsageRow>): UsageRow => ({
  ...{ record: 1, client: 'c', user: 'u', program: 'a.exe', version: '1', server: 's', row: 1 },
  ...{ start: localMs(0), end: localMs(1) },
  ...parts,
});

test('summaries - rows of one program, version and interval become one, with the widest bound', (t) => {
  const hour = (stamp: UsageRow['start']) => intervalOf(stamp, 'hour');
  const first = summarised(
    [],
    Seq.of([
      row({ record: 1, boundMs: 5 }),
      row({ record: 2, boundMs: 9, start: localMs(HOUR_MS - 1) }),
      row({ record: 3, boundMs: 2 }),
      row({ record: 4, start: localMs(HOUR_MS) }),
      row({ record: 5, version: '2' }),
      row({ record: 6, program: 'b.exe' }),
    ]),
    hour,
  );
  t.deepEqual(
    first.map(({ records, uses, boundMs }) => [records, uses, boundMs]),
    [
      [[1, 2, 3], 3, 9],
      [[4], 1, undefined],
      [[5], 1, undefined],
      [[6], 1, undefined],
    ],
  );
  t.deepEqual(
    first.map(({ intervalStart, intervalEnd }) => [msOf(intervalStart), msOf(intervalEnd)]),
    [
      [0, HOUR_MS],
      [HOUR_MS, 2 * HOUR_MS],
      [0, HOUR_MS],
      [0, HOUR_MS],
    ],
  );
  const later = summarised(first, Seq.of([row({ record: 7, boundMs: 1 })]), hour);
  t.deepEqual(later[0]?.records, [1, 2, 3, 7]);
  t.is(later[0]?.uses, 4);
  t.is(later[0]?.boundMs, 9);
  t.is(later.length, 4);
});
