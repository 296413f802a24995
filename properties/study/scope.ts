/** What a study says of itself to be checked exhaustively: what may happen, and how a path of it reads as a scenario. */
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
  /** Machines of the kind of which there may be several. */
  readonly clients: number;
  readonly records: number;
  /** Messages lost, doubled or held back, crashes and clock steps, all together. */
  readonly faults: number;
  readonly actions: number;
  /** Offsets that a client's clock may have at the start, and may be set to, ms. */
  readonly offsetsMs: readonly number[];
}

/**
 * An input from outside to one machine, or several in a row.
 * @since 0.1.0
 */
export interface Intervention<Input> {
  readonly node: string;
  /** `number`: how many of its kind came before. */
  readonly inputs: (number: number) => readonly Input[];
}

/**
 * One way through the scope, from which a study makes a scenario.
 * @since 0.1.0
 */
export interface Script<Input> {
  /** When faults end, true ms. */
  readonly healAt: number;
  /** Initial wall-clock offsets by node, ms. */
  readonly offsetsMs: Readonly<Record<string, number>>;
  /** In order. */
  readonly inputs: readonly { readonly at: number; readonly node: string; readonly input: Input }[];
  readonly faults: readonly Fault[];
  readonly schedule: Schedule;
}

/**
 * A small scope of a study: the uses, actions, crashes and clock offsets of which `check` tries
 * every order.
 * @since 0.1.0
 */
export interface Scope<Scenario extends ScenarioBase, Input> {
  /** Uses, each of the budget of records; one is over before the next begins. */
  readonly uses: readonly Intervention<Input>[];
  /** What operators do, each of the budget of actions. */
  readonly actions: readonly Intervention<Input>[];
  /** Machines that may crash. */
  readonly crashes: readonly string[];
  /** Machines whose clock is one of the offsets. */
  readonly clocks: readonly string[];
  /** Machines that are alike: states that differ by which is which are one. */
  readonly symmetric: readonly string[];
  /** True time until which the adversary acts, ms: no instant after that is his. */
  readonly horizonMs: number;
  /** Whether the outside account reads this event, besides starts and inputs. */
  readonly reads?: (event: NodeEvent<unknown, unknown>) => boolean;
  /**
   * Data in which it depends on a name where something stands, put right after machines that are alike
   * have exchanged names; anything else as it is. Default: there is no such data.
   */
  readonly canonicalised?: (value: object) => object;
  /** The scenario that a script is; that of an empty one is where the search begins. */
  scripted(script: Script<Input>): Scenario;
}
