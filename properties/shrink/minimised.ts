/** What shrinking comes to, as plain data. */
import type { Explanation } from '../explain/explained.js';

export interface NeighbourCheck {
  /** The field, as a JSON path. */
  readonly field: string;
  readonly value: number;
  /** The same scenario with this field one unit nearer to the simplest. */
  readonly neighbour: number;
  /** False when the neighbour still breaks the property in the same way: then it is not minimal. */
  readonly passes: boolean;
}

export interface Minimised<Scenario> {
  readonly scenario: Scenario;
  readonly explanation: Explanation;
  /** Scenarios that were tried. */
  readonly runs: number;
  /** Scenarios that might have been tried at most. */
  readonly runsMax: number;
  /** Each number that differs from the simplest scenario, and what one unit nearer does. */
  readonly neighbours: readonly NeighbourCheck[];
  /**
   * True: no element can go, no number can come one unit nearer to its simplest value, and no two
   * of these together. False: the budget ended before that was known.
   */
  readonly minimal: boolean;
}
