/** Draws clock errors of an explored run, weighted towards the sizes that matter. */
import * as fc from 'fast-check';
import { YEAR_MS } from '../../sim/model/time.js';
import * as storeForward from '../../models/store-forward/index.js';
import { driftPpm, offsetMs as byMagnitude } from '../study/arbitraries.js';
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
