/** How wrong the clocks of an explored run are. */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, YEAR_MS } from '../../sim/index.js';

export const signed = (max: number): fc.Arbitrary<number> => fc.integer({ min: -max, max });

/** Offsets by order of magnitude: right, and ms to decades, both ways. */
export const offsetMs = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: signed(5_000), weight: 1 },
  { arbitrary: signed(12 * HOUR_MS), weight: 2 },
  { arbitrary: signed(60 * DAY_MS), weight: 3 },
  { arbitrary: signed(30 * YEAR_MS), weight: 2 },
);

export const driftPpm = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: signed(500), weight: 2 },
);

export const serverClock = fc.record({
  offsetMs: fc.oneof(
    { arbitrary: fc.constant(0), weight: 5 },
    { arbitrary: signed(2 * HOUR_MS), weight: 1 },
    { arbitrary: signed(400 * DAY_MS), weight: 1 },
  ),
  driftPpm: fc.oneof(
    { arbitrary: fc.constant(0), weight: 4 },
    { arbitrary: signed(100), weight: 1 },
  ),
});
