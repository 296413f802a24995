/** Draws clock errors of an explored run, weighted towards the sizes that matter. */
import * as fc from 'fast-check';
import { utcOf } from '../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../sim/model/time.js';
import * as storeForward from '../../models/store-forward/index.js';
import { driftPpm, offsetMs as byMagnitude, signed } from '../study/arbitraries.js';

/** The largest clock error of this study, ms. */
export const OFFSET_MS_MAX = 30 * YEAR_MS;

const midnight = (year: number, month: number, day: number): number =>
  utcOf({ year, month, day, hour: 0, minute: 0, second: 0, ms: 0 });

/** Offsets at which representations of time end or turn, ms. */
const TURNS = [
  midnight(2000, 1, 1),
  midnight(2050, 1, 1),
  2 ** 31 * 1_000,
  midnight(2028, 3, 1),
  midnight(2029, 1, 1),
].map((at) => at - storeForward.EPOCH_MS);

/** Common tolerances, lifetimes and windows of such systems. */
const WINDOWS = [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, YEAR_MS];

const edge = fc
  .record({
    at: fc.constantFrom(...TURNS, ...WINDOWS, ...WINDOWS.map((window) => -window)),
    jitterMs: fc.oneof(signed(1), signed(2 * HOUR_MS)),
  })
  .map(({ at, jitterMs }) => at + jitterMs);

/** Right, or wrong by any order of magnitude, or next to one of these offsets. */
export const offsetMs = fc.oneof(
  { arbitrary: byMagnitude, weight: 3 },
  { arbitrary: edge, weight: 1 },
);

export const clock = fc.record({ offsetMs, driftPpm });
