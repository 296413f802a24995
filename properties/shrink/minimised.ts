/** The result of shrinking, as plain data. */
import type { Explanation } from '../explain/explanation.js';

export interface NeighbourCheck {
  /** The field, as a JSON path. */
  readonly field: string;
  readonly value: number;
  /** The value one unit nearer to the simplest scenario's. */
  readonly neighbour: number;
  /**
   * False if the neighbour still breaks the property in the same way: the scenario is then not
   * minimal.
   */
  readonly passes: boolean;
}

export interface Minimised<Scenario> {
  readonly scenario: Scenario;
  readonly explanation: Explanation;
  /** Number of scenarios that were tried. */
  readonly runs: number;
  /** Largest number of scenarios to try. */
  readonly runsMax: number;
  /** Each number that differs from the simplest scenario, with the outcome one unit nearer. */
  readonly neighbours: readonly NeighbourCheck[];
  /**
   * True: no item can be removed, no number can move one unit towards its simplest value, and no
   * two of these steps together.
   *
   * False: the budget ended before that was known.
   */
  readonly minimal: boolean;
}
