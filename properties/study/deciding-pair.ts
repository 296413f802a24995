/** A losing scenario and its passing neighbour, and the answer to which line of the code decides. */
import type { Deciding } from '../../hosting/decisions/deciding-line.js';
import type { RunnableStudy, ScenarioBase } from './contract.js';

/**
 * A losing scenario and its passing neighbour, one unit apart.
 * @since 0.1.0
 */
export interface DecidingPair<Scenario extends ScenarioBase, Message, Input> {
  readonly losing: Scenario;
  readonly passing: Scenario;
  /** Node on which the lost record was used; absent: no record is lost. */
  readonly node?: string;
  /** Plays the losing scenario on a study, and returns whether it still loses. */
  loses(study: RunnableStudy<Scenario, Message, Input>): boolean;
}

/**
 * The answer of a study whose code was recorded in both runs.
 * @since 0.1.0
 */
export interface DecidedByCode {
  /** Node whose program it is. */
  readonly node: string;
  /** Name of the program: `acme-telemetry`, or `pkg@1.2.3`. */
  readonly program: string;
  readonly deciding: Deciding;
  /**
   * Event of the node, counted from 0, in which the losing run made its decision of a number (the
   * `index` or the `at` of the answer).
   */
  eventOf(decision: number): number;
}
