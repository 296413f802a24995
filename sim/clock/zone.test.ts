import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../model/time.js';
import { civilOf, fileTimeOf, formatDuration, formatInZone, formatUtc } from './zone.js';
import { utcOf, utcOfFileTime, zoneOffsetAt } from './zone.js';
import type { Zone } from './zone.js';

/** The range of the host's Date, which these files use only here, as an independent check. */
const DATE_MS_MAX = 8_640_000_000_000_000;
const instants = fc.oneof(
  fc.integer({ min: -DATE_MS_MAX, max: DATE_MS_MAX }),
  fc.integer({ min: -100 * YEAR_MS, max: 100 * YEAR_MS }),
  fc.integer({ min: -60_000, max: 60_000 }).map((days) => days * DAY_MS - 1),
);

for (const [utcMs, expected] of [
  [0, '1970-01-01 00:00:00.000Z'],
  [-1, '1969-12-31 23:59:59.999Z'],
  [972_225_672_000, '2000-10-22 14:41:12.000Z'],
  [951_782_400_000, '2000-02-29 00:00:00.000Z'],
  [-2_203_891_200_001, '1900-02-28 23:59:59.999Z'],
  [-2_203_891_200_000, '1900-03-01 00:00:00.000Z'],
  [4_107_542_400_000, '2100-03-01 00:00:00.000Z'],
  [2_147_483_647_999, '2038-01-19 03:14:07.999Z'],
  [315_532_800_000, '1980-01-01 00:00:00.000Z'],
  [-11_644_473_600_000, '1601-01-01 00:00:00.000Z'],
  [253_402_300_799_999, '9999-12-31 23:59:59.999Z'],
  [253_402_300_800_000, '+010000-01-01 00:00:00.000Z'],
  [-62_167_219_200_000, '0000-01-01 00:00:00.000Z'],
  [-62_167_219_200_001, '-000001-12-31 23:59:59.999Z'],
] as const)
  test(`zone - ${String(utcMs)} ms is ${expected}`, (t) => {
    t.is(formatUtc(utcMs), expected);
    t.is(utcOf(civilOf(utcMs)), utcMs);
  });

test("zone - UTC agrees with the host's Date at every instant that Date can hold", (t) => {
  holds(
    t,
    2_000,
    fc.property(instants, (utcMs) => {
      assert.equal(formatUtc(utcMs), new Date(utcMs).toISOString().replace('T', ' '));
    }),
  );
});

test('zone - every day of 800 years follows the one before', (t) => {
  let last = civilOf(-400 * 365 * DAY_MS);
  let wrong = 0;
  for (let day = -400 * 365 + 1; day < 400 * 365; day += 1) {
    const next = civilOf(day * DAY_MS);
    const turn = next.day === 1;
    const ordered = turn
      ? next.month === (last.month % 12) + 1 && last.day >= 28
      : next.day === last.day + 1 && next.month === last.month && next.year === last.year;
    if (!ordered) wrong += 1;
    last = next;
  }
  t.is(wrong, 0);
});

test('zone - a civil time leads back to its instant', (t) => {
  holds(
    t,
    1_000,
    fc.property(instants, (utcMs) => {
      assert.equal(utcOf(civilOf(utcMs)), utcMs);
    }),
  );
});

/** Central Europe in 2000: daylight saving from 26 March 01:00 UTC to 29 October 01:00 UTC. */
const SPRING = utcOf({ year: 2000, month: 3, day: 26, hour: 1, minute: 0, second: 0, ms: 0 });
const AUTUMN = utcOf({ year: 2000, month: 10, day: 29, hour: 1, minute: 0, second: 0, ms: 0 });
const CENTRAL: Zone = {
  standardMinutes: 60,
  transitions: [
    { fromUtcMs: SPRING, offsetMinutes: 120 },
    { fromUtcMs: AUTUMN, offsetMinutes: 60 },
  ],
};

test('zone - an hour is missing in spring', (t) => {
  t.is(formatInZone(CENTRAL, SPRING - 1), '2000-03-26 01:59:59.999+01:00');
  t.is(formatInZone(CENTRAL, SPRING), '2000-03-26 03:00:00.000+02:00');
});

test('zone - an hour comes twice in autumn, told apart by its offset', (t) => {
  t.is(formatInZone(CENTRAL, AUTUMN - 30 * MINUTE_MS), '2000-10-29 02:30:00.000+02:00');
  t.is(formatInZone(CENTRAL, AUTUMN + 30 * MINUTE_MS), '2000-10-29 02:30:00.000+01:00');
});

test('zone - west of Greenwich and half hours are shown with their sign', (t) => {
  const newfoundland: Zone = { standardMinutes: -210, transitions: [] };
  t.is(formatInZone(newfoundland, 0), '1969-12-31 20:30:00.000-03:30');
  t.is(formatInZone({ transitions: [] }, 0), '1970-01-01 00:00:00.000+00:00');
});

test('zone - a zone changes how an instant is shown, never which instant it is', (t) => {
  const transitions = fc
    .uniqueArray(fc.integer({ min: 0, max: 100 * YEAR_MS }), { maxLength: 6 })
    .map((ats) => ats.sort((a, b) => a - b))
    .chain((ats) =>
      fc
        .array(fc.integer({ min: -840, max: 840 }), {
          minLength: ats.length,
          maxLength: ats.length,
        })
        .map((offsets) =>
          ats.map((fromUtcMs, i) => ({ fromUtcMs, offsetMinutes: offsets[i] as number })),
        ),
    );
  const seconds = fc.integer({ min: 0, max: 100 * YEAR_MS });
  holds(
    t,
    500,
    fc.property(transitions, seconds, (given, utcMs) => {
      const shown = formatInZone({ transitions: given }, utcMs);
      assert.equal(Date.parse(shown.replace(' ', 'T')), utcMs);
      const expected = given.filter(({ fromUtcMs }) => fromUtcMs <= utcMs).at(-1);
      assert.equal(zoneOffsetAt({ transitions: given }, utcMs), expected?.offsetMinutes ?? 0);
    }),
  );
});

test('zone - transitions out of order are bad input', (t) => {
  const zone: Zone = { transitions: [...CENTRAL.transitions].reverse() };
  t.throws(() => zoneOffsetAt(zone, 0), { message: /^SKEW-101 at time zone/ });
});

for (const [durationMs, expected] of [
  [0, '0 s'],
  [1, '0.001 s'],
  [59_999, '59.999 s'],
  [MINUTE_MS, '1 min'],
  [4 * HOUR_MS, '4 h'],
  [4 * HOUR_MS + 1, '4 h 0.001 s'],
  [3 * DAY_MS + 2 * HOUR_MS, '3 d 2 h'],
  [90 * DAY_MS, '90 d'],
  [DAY_MS + 4 * HOUR_MS + 32 * MINUTE_MS + 2, '1 d 4 h 32 min 0.002 s'],
  [DAY_MS + 1, '1 d 0.001 s'],
  [-12_500, '-12.500 s'],
  [-2 * DAY_MS, '-2 d'],
] as const)
  test(`zone - a duration of ${String(durationMs)} ms is ${expected}`, (t) => {
    t.is(formatDuration(durationMs), expected);
  });

test('zone - a duration shown can be read back to the millisecond', (t) => {
  const units: Record<string, number> = { d: DAY_MS, h: HOUR_MS, min: MINUTE_MS };
  const readBack = (shown: string): number => {
    let sum = 0;
    for (const [, size, unit] of shown.matchAll(/([\d.]+) (d|h|min|s)/g))
      sum +=
        unit === 's'
          ? Math.round(Number(size) * 1_000)
          : Number(size) * (units[unit as string] as number);
    return shown.startsWith('-') ? -sum : sum;
  };
  const durations = fc.oneof(
    fc.integer(),
    fc.integer({ min: -800, max: 800 }).map((h) => h * HOUR_MS),
  );
  holds(
    t,
    500,
    fc.property(durations, (ms) => {
      assert.equal(readBack(formatDuration(ms)) + 0, ms + 0);
    }),
  );
});

test('zone - FILETIME counts 100 ns from 1601', (t) => {
  t.is(fileTimeOf(-11_644_473_600_000), 0n);
  t.is(fileTimeOf(0), 116_444_736_000_000_000n);
  t.is(utcOfFileTime(116_444_736_000_009_999n), 0);
  t.is(utcOfFileTime(-1n), -11_644_473_600_001);
  t.is(utcOfFileTime(-10_000n), -11_644_473_600_001);
});

test('zone - a FILETIME leads back to its instant', (t) => {
  holds(
    t,
    500,
    fc.property(instants, (utcMs) => {
      assert.equal(utcOfFileTime(fileTimeOf(utcMs)), utcMs);
    }),
  );
});
