/**
 * Scope of a study for exhaustive checking: what may happen in it, and how a path becomes a
 * scenario.
 */
import type { NodeEvent } from '../../sim/model/node.js';
import type { Schedule } from '../../sim/queue/schedule.js';
import type { Fault } from '../../sim/world/fault.js';
import type { ScenarioBase } from './contract.js';

/**
 * Bounds of a check, as the command line gives them.
 * @since 0.1.0
 */
export interface ScopeOptions {
  readonly variant: string;
  /** Number of nodes of the kind that may occur several times. */
  readonly clients: number;
  readonly records: number;
  /** Messages lost, duplicated or held back, crashes and clock steps: how many in all. */
  readonly faults: number;
  readonly actions: number;
  /** Offsets that a client's clock may have at the start, or be set to, ms. */
  readonly offsetsMs: readonly number[];
}

/**
 * An input from outside to one node, or several in a row.
 * @since 0.1.0
 */
export interface Intervention<Input> {
  readonly node: string;
  /** `number`: how many of its kind came before. */
  readonly inputs: (number: number) => readonly Input[];
}

/**
 * One path through the scope, from which a study makes a scenario.
 * @since 0.1.0
 */
export interface Script<Input> {
  /** True time at which faults end, ms. */
  readonly healAt: number;
  /** Initial wall-clock offsets by node, ms. */
  readonly offsetsMs: Readonly<Record<string, number>>;
  /** In order of time. */
  readonly inputs: readonly { readonly at: number; readonly node: string; readonly input: Input }[];
  readonly faults: readonly Fault[];
  readonly schedule: Schedule;
}

/**
 * A small scope of a study: `check` tries every order of its uses, actions, crashes and clock
 * offsets.
 * @since 0.1.0
 */
export interface Scope<Scenario extends ScenarioBase, Input> {
  /** Uses, one from the budget of records each; one finishes before the next begins. */
  readonly uses: readonly Intervention<Input>[];
  /** Actions of operators, one from the budget of actions each. */
  readonly actions: readonly Intervention<Input>[];
  /** Nodes that may crash. */
  readonly crashes: readonly string[];
  /** Nodes whose clock may have any of the offsets. */
  readonly clocks: readonly string[];
  /** Symmetric nodes: states that differ by a permutation of them count as one. */
  readonly symmetric: readonly string[];
  /** True time until which the adversary acts, ms. */
  readonly horizonMs: number;
  /** Selects events that the outside record of usage reads, besides starts and inputs. */
  readonly reads?: (event: NodeEvent<unknown, unknown>) => boolean;
  /**
   * Re-sorts name-keyed data after symmetric nodes were renamed; returns every other value
   * unchanged. Default: no data is keyed by name.
   */
  readonly canonicalised?: (value: object) => object;
  /** Makes the scenario of a script; the scenario of an empty script is where the search begins. */
  scripted(script: Script<Input>): Scenario;
}
