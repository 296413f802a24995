/** Runs a property in an AVA test (AVA takes no tests from `_` files). */
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';

/** One seed for all properties, so that every test run is the same. */
const SEED = 20_261_124;

/**
 * Checks a property. Within the property use node:assert: AVA's own assertions would report the
 * first failure and not the smallest one.
 */
export function holds<Ts>(t: ExecutionContext, runs: number, property: fc.IRawProperty<Ts>): void {
  void fc.assert(property, { numRuns: runs, seed: SEED });
  t.pass();
}
