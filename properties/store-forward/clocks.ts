/** Draws clock errors of an explored run, weighted towards the sizes that matter. */
import * as fc from 'fast-check';
import { civilOf, utcOf } from '../../sim/clock/zone.js';
import { DAY_MS, YEAR_MS } from '../../sim/model/time.js';
import * as storeForward from '../../models/store-forward/index.js';
import { driftPpm, offsetMs as byMagnitude, signed } from '../study/arbitraries.js';
import { clockEdge } from '../study/clock-edges.js';

/** The largest clock error of this study, ms. */
export const OFFSET_MS_MAX = 30 * YEAR_MS;

const edge = clockEdge(storeForward.EPOCH_MS);

/** Right, or wrong by any order of magnitude, or next to one of these offsets. */
export const offsetMs = fc.oneof(
  { arbitrary: byMagnitude, weight: 3 },
  { arbitrary: edge, weight: 1 },
);

export const clock = fc.record({ offsetMs, driftPpm });

const YEARS = OFFSET_MS_MAX / YEAR_MS - 1;
const TURN_DAYS = 4;

/** Within days of the turn of a month or a year, in any year. */
export const calendarOffsetMs = fc
  .record({
    years: signed(YEARS),
    month: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 })),
    awayMs: signed(TURN_DAYS * DAY_MS),
  })
  .map(({ years, month, awayMs }) => {
    const now = civilOf(storeForward.EPOCH_MS);
    const turn = { year: now.year + years, month, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
    return utcOf(turn) + awayMs - storeForward.EPOCH_MS;
  });
