/** Draws clock errors at which representations of time and the usual time limits turn. */
import * as fc from 'fast-check';
import { utcOf } from '../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../sim/model/time.js';
import { signed } from './arbitraries.js';

const midnight = (year: number, month: number, day: number): number =>
  utcOf({ year, month, day, hour: 0, minute: 0, second: 0, ms: 0 });

/** Instants at which representations of time end or turn, ms since 1970. */
const TURNS = [
  midnight(2000, 1, 1),
  midnight(2050, 1, 1),
  2 ** 31 * 1_000,
  midnight(2028, 3, 1),
  midnight(2029, 1, 1),
];

/** Common tolerances, lifetimes and windows of systems that compare clocks, ms. */
export const WINDOWS: readonly number[] = [
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
  YEAR_MS,
];

/**
 * Draws an offset next to one at which a clock passes a turn or a window, ms.
 * @param epochMs civil time of true time 0, ms since 1970
 */
export const clockEdge = (epochMs: number, windows = WINDOWS): fc.Arbitrary<number> =>
  fc
    .record({
      at: fc.constantFrom(
        ...TURNS.map((at) => at - epochMs),
        ...windows,
        ...windows.map((window) => -window),
      ),
      jitterMs: fc.oneof(signed(1), signed(2 * HOUR_MS)),
    })
    .map(({ at, jitterMs }) => at + jitterMs);
