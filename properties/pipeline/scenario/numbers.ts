/**
 * Arbitraries of the numbers of a scenario: by order of magnitude, next to values that matter, and
 * at their bounds.
 */
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../../sim/model/time.js';
import { offsetMs as byMagnitude, signed } from '../../study/arbitraries.js';
import { WINDOWS, clockEdge } from '../../study/clock-edges.js';
import { EPOCH_MS, LIMITS } from './scenario.js';

const within = (max: number, value: number): number => Math.min(max, Math.max(-max, value));

const edge = clockEdge(EPOCH_MS, [MINUTE_MS, ...WINDOWS]).map((ms) => within(LIMITS.offsetMs, ms));

/** Offset of a clock, or size of a step, ms. */
export const offsetMs: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: byMagnitude, weight: 6 },
  { arbitrary: edge, weight: 3 },
  { arbitrary: fc.constantFrom(-LIMITS.offsetMs, LIMITS.offsetMs), weight: 1 },
);

/** From 0 to `max`: small or any, and both bounds. */
export const upTo = (max: number): fc.Arbitrary<number> => between(0, max);

/** From `min` to `max`: near the lower bound by ever greater orders of magnitude, and both bounds. */
export function between(min: number, max: number): fc.Arbitrary<number> {
  const reaches: number[] = [];
  for (let reach = max - min; reach >= 10; reach = Math.floor(reach / 60)) reaches.push(reach);
  return fc.oneof(
    { arbitrary: fc.constantFrom(min, max), weight: 1 },
    ...reaches.map((reach) => ({
      arbitrary: fc.integer({ min, max: min + reach }),
      weight: 3,
    })),
  );
}

/** From -max to max, and both bounds. */
export const toEither = (max: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: signed(max), weight: 6 },
    { arbitrary: fc.constantFrom(-max, max), weight: 1 },
  );

/** Most often 0, otherwise anything up to `max` in either direction. */
export const seldom = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, { arbitrary: signed(max), weight: 2 });

/** A share in thousandths: anywhere, early, or at either end. */
export const permille: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 1_000 }), weight: 4 },
  { arbitrary: fc.integer({ min: 0, max: 150 }), weight: 1 },
  { arbitrary: fc.constantFrom(0, 1_000), weight: 1 },
);
