/** A history as changes of a clock: exact at every point, drifting where that is possible. */
import test from 'ava';
import fc from 'fast-check';
import { Clock } from '../../sim/clock/clock.js';
import { trueMs } from '../../sim/model/time.js';
import { changesOf } from './clock-history.js';
import type { ClockPoint } from './clock-history.js';

/** Offset of a clock that is changed as stated, at a time of the run. */
function offsetAt(history: readonly ClockPoint[], fromMs: number, at: number): number {
  const { offsetMs, changes } = changesOf(history, fromMs, Infinity);
  const clock = new Clock({ offsetMs });
  for (const change of changes)
    if (change.at <= at) clock.adjust(trueMs(change.at), change.adjustment);
  return clock.offsetAt(trueMs(at));
}

const HOUR = 3_600_000;

test('clock history - a slow change drifts, a fast one is a step at the second point', (t) => {
  const history = [
    { atMs: 0, offsetMs: 0 },
    { atMs: HOUR, offsetMs: 1_000 },
    { atMs: 2 * HOUR, offsetMs: -50_000 },
  ];
  t.deepEqual(changesOf(history, 0, 3 * HOUR), {
    offsetMs: 0,
    changes: [
      { at: 0, adjustment: { kind: 'slew', byMs: 1_000, ratePpm: 278 } },
      { at: 2 * HOUR, adjustment: { kind: 'step', byMs: -51_000 } },
    ],
  });
  t.is(offsetAt(history, 0, 2 * HOUR - 1), 1_000);
  t.is(offsetAt(history, 0, 2 * HOUR), -50_000);
});

test('clock history - a run that begins within it, before it or after it', (t) => {
  const history = [
    { atMs: HOUR, offsetMs: 0 },
    { atMs: 2 * HOUR, offsetMs: 1_000 },
  ];
  t.is(changesOf(history, 1.5 * HOUR, HOUR).offsetMs, 500);
  t.is(offsetAt(history, 1.5 * HOUR, HOUR), 1_000);
  t.is(offsetAt(history, 0, HOUR), 0);
  t.deepEqual(changesOf(history, 5 * HOUR, HOUR), { offsetMs: 1_000, changes: [] });
  t.deepEqual(changesOf(history, 0, HOUR), { offsetMs: 0, changes: [] }, 'no change after the end');
});

test('clock history - the clock is exact at every point', (t) => {
  const points = fc
    .uniqueArray(
      fc.record({
        atMs: fc.integer({ min: 0, max: 30 * HOUR }),
        offsetMs: fc.integer({ min: -5_000, max: 5_000 }),
      }),
      {
        selector: ({ atMs }) => atMs,
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((all) => all.sort((a, b) => a.atMs - b.atMs));
  fc.assert(
    fc.property(points, fc.integer({ min: 0, max: 40 * HOUR }), (history, fromMs) => {
      for (const { atMs, offsetMs } of history)
        if (atMs >= fromMs && offsetAt(history, fromMs, atMs - fromMs) !== offsetMs)
          throw new Error(`${String(offsetAt(history, fromMs, atMs - fromMs))} at ${String(atMs)}`);
    }),
    { seed: 7 },
  );
  t.pass();
});
