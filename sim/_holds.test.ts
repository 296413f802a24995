/** Runs a property in an AVA test (AVA takes no tests from `_` files). */
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';

/**
 * Within the property use node:assert. AVA's own assertions would report the first failure
 * rather than the smallest one.
 */
export function holds<Ts>(t: ExecutionContext, runs: number, property: fc.IRawProperty<Ts>): void {
  fc.assert(property, { numRuns: runs });
  t.pass();
}
