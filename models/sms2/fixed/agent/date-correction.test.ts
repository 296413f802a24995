/** Dates by measurement: how tight a bound is, and on which side of a reading an anchor counts. */
import test from 'ava';
import { elapsedMs, HOUR_MS, localMs, msOf } from '../../../../sim/model/time.js';
import {
  begunWithin,
  correctedTime,
  driftOver,
  notAfter,
  UNKNOWN_BOUND_MS,
} from './date-correction.js';
import type { Anchor, Reading } from '../protocol.js';

const reading = (elapsed: number, parts: Partial<Reading> = {}): Reading => ({
  ...{ boot: 1, sleeps: 0, wall: localMs(elapsed), elapsed: elapsedMs(elapsed) },
  ...parts,
});

/** A measurement at `elapsed` that reads a server which is an hour ahead, to within 10 ms. */
const anchor = (elapsed: number, parts: Partial<Reading> = {}, serverMs = elapsed): Anchor => ({
  at: reading(elapsed, parts),
  serverTime: localMs(serverMs + HOUR_MS),
  errorMs: 10,
});

const dated = (anchors: readonly Anchor[], at: Reading): readonly [number, number] => {
  const { at: date, boundMs } = correctedTime(anchors, at);
  return [msOf(date), boundMs];
};

test('dates - a thousandth of a duration may be drift, rounded up, and two milliseconds', (t) => {
  t.deepEqual([0, 1, 998, 999, 1_000, -999_000].map(driftOver), [2, 3, 3, 3, 4, 1_002]);
});

test('dates - readings are in order of boot, sleep and elapsed time', (t) => {
  t.true(notAfter(reading(5), reading(5)));
  t.true(notAfter(reading(4), reading(5)));
  t.false(notAfter(reading(5), reading(4)));
  t.true(notAfter(reading(9), reading(5, { sleeps: 1 })));
  t.false(notAfter(reading(5, { sleeps: 1 }), reading(9)));
  t.true(notAfter(reading(9, { sleeps: 3 }), reading(5, { boot: 2 })));
  t.false(notAfter(reading(5, { boot: 2 }), reading(9, { sleeps: 3 })));
});

test('dates - the nearest anchors on both sides bound a reading, and farther ones add nothing', (t) => {
  // 10 ms of the measurement, 2 or 3 of drift, 2 of rounding.
  t.deepEqual(dated([anchor(100)], reading(100)), [HOUR_MS + 100, 14]);
  t.deepEqual(dated([anchor(100)], reading(600)), [HOUR_MS + 600, 15]);
  t.deepEqual(dated([anchor(600)], reading(100)), [HOUR_MS + 100, 15]);
  const both = [anchor(0), anchor(5_000), anchor(9_000), anchor(20_000)];
  t.deepEqual(dated(both, reading(6_000)), [HOUR_MS + 6_000, 10 + driftOver(1_000) + 2]);
  t.deepEqual(dated(both, reading(8_500)), [HOUR_MS + 8_500, 10 + driftOver(500) + 2]);
  t.deepEqual(dated(both, reading(30_000)), [HOUR_MS + 30_000, 10 + driftOver(10_000) + 2]);
});

test('dates - a wall clock that was set changes nothing but the place within the bounds', (t) => {
  const set = reading(1_000, { wall: localMs(77 * HOUR_MS) });
  const slack = 10 + driftOver(900);
  t.deepEqual(dated([anchor(100)], set), [HOUR_MS + 1_000 + slack, 2 * slack + 2]);
  const back = reading(1_000, { wall: localMs(-77 * HOUR_MS) });
  t.deepEqual(dated([anchor(100)], back), [HOUR_MS + 1_000 - slack, 2 * slack + 2]);
});

test('dates - a sleep leaves one side, and the anchor after it gives the other', (t) => {
  const slept = (elapsed: number): Reading => reading(elapsed, { sleeps: 1 });
  const [date, bound] = dated([anchor(100)], slept(200));
  t.is(date, HOUR_MS + 200);
  t.is(bound, UNKNOWN_BOUND_MS + 2);
  // The machine slept for an hour in between. The wall clock's guess is that of the later anchor.
  const later = anchor(300, { sleeps: 1 }, HOUR_MS + 300);
  const [, both] = dated([anchor(100), later], reading(200));
  t.is(both, 2 * (10 + driftOver(100)) + 2);
  const [after, awake] = dated([anchor(100), later], slept(200));
  t.is(after, 2 * HOUR_MS + 200);
  t.is(awake, 10 + driftOver(100) + 2);
});

test('dates - an anchor of another boot bounds by its own moment', (t) => {
  const first = anchor(500);
  const second = anchor(20, { boot: 3, wall: localMs(10_000) }, 10_000);
  const [date, bound] = dated([first, second], reading(5, { boot: 2, wall: localMs(4_000) }));
  t.is(date, HOUR_MS + 4_000);
  t.is(bound, 6_010 + 2);
  const [early, widest] = dated([second], reading(5, { boot: 2, wall: localMs(4_000) }));
  t.is(early, HOUR_MS + 4_000);
  t.is(widest, UNKNOWN_BOUND_MS + 2);
  const [late, wide] = dated([first], reading(5, { boot: 2, wall: localMs(4_000) }));
  t.is(late, HOUR_MS + 4_000);
  t.is(wide, UNKNOWN_BOUND_MS + 2);
});

test('dates - without an anchor a date is the wall clock, of unknown bound', (t) => {
  t.deepEqual(dated([], reading(5, { wall: localMs(9) })), [9, UNKNOWN_BOUND_MS + 2]);
});

test('dates - a program that was found running began in the middle of the possible span', (t) => {
  const found = { at: localMs(50_000), boundMs: 7 };
  t.is(begunWithin(found, 0), found);
  const half = Math.ceil((10_000 + driftOver(10_000)) / 2);
  t.deepEqual(begunWithin(found, 10_000), { at: localMs(50_000 - half), boundMs: 7 + half });
  const unknown = { at: found.at, boundMs: UNKNOWN_BOUND_MS };
  t.deepEqual(begunWithin(found, UNKNOWN_BOUND_MS), unknown);
  t.not(begunWithin(found, UNKNOWN_BOUND_MS - 1).boundMs, UNKNOWN_BOUND_MS);
});
