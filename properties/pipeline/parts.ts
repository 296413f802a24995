/**
 * The parts of a pipeline that a user writes: handlers of an agent and of a server. Each handler gets
 * its machine as a first argument, reads clocks and rows from it, and asks it to act.
 */
import type { Decision, Model } from '../../sim/model/node.js';
import type { PropertyName, ShownRow } from '../study/contract.js';

/**
 * One use, as it reaches an agent. A row that stands for it has these three fields too.
 * @since 0.1.0
 */
export interface Use {
  /** The record's number. The system under test carries it along and never reads it. */
  readonly record: number;
  /** Name of the agent on which it was used: `agent-1`. */
  readonly agent: string;
  /** The thing that was used: `item-1` to `item-3`. */
  readonly item: string;
}

/**
 * One side of a comparison. A value with a clock is a reading of that node's wall clock, ms since
 * 1970. A value without one is a duration in ms, or a count. `setBy` is the kind of event that set
 * it: `use`, `upload` or `answer`.
 */
export type Side = readonly [
  name: string,
  value: number,
  clock?: string | undefined,
  setBy?: string | undefined,
];

/** The common part of both machines: a name, two clocks, memory, and statements to the harness. */
export interface Machine<Variant extends string, Memory> {
  readonly name: string;
  /** The variant under test. */
  readonly variant: Variant;
  /** The reading of the wall clock, ms since 1970. */
  readonly wall: number;
  /** The reading of the elapsed clock, ms since the machine started. No step and no slew moves it. */
  readonly elapsed: number;
  /**
   * Values to keep from event to event: assign to its fields, and replace objects in it instead of
   * changing them. An agent loses it when its process ends. A server stores it with its rows.
   */
  readonly memory: Memory;
  /**
   * Compares two values where the result settles the fate of records, and states the comparison,
   * so that a finding can name it. Returns true if it holds.
   * @param about the row, or the rows, whose fate it settles
   * @param otherwise the consequence if it does not hold, in words
   */
  decide(
    name: string,
    left: Side,
    comparison: Decision['comparison'],
    right: Side,
    about: Use | readonly Use[],
    otherwise?: string,
  ): boolean;
  /** Reports to an operator that the records of these rows are lost. */
  report(name: string, rows: readonly Use[]): void;
  /** Marks a branch as reached; see `marks` of a pipeline. */
  mark(name: string): void;
}

/** The agent: its rows are in a file, and a timer uploads them. */
export interface AgentMachine<Variant extends string, Row, Memory> extends Machine<
  Variant,
  Memory
> {
  /** The durable rows, in the order in which they were made. A loss of power leaves them. */
  readonly rows: readonly Row[];
  /** Keeps only the rows for which `keep` is true, on disk too; returns the number of the others. */
  keep(keep: (row: Row) => boolean): number;
  /**
   * Sets a timer that is due after `ms` of the elapsed clock. The timer `upload` is the next upload;
   * any other calls the handler `timer`. A timer of the same name is replaced.
   */
  after(timer: string, ms: number): void;
  /** Sets a timer that is due when the wall clock reads `wall`, ms since 1970. */
  at(timer: string, wall: number): void;
  cancel(timer: string): void;
}

/** The agent while it makes a row: its clocks, and numbers that distinguish rows. */
export interface RowMaker<Variant extends string, Memory> extends Machine<Variant, Memory> {
  /** A 32-bit number drawn when the process started. The next process has another. */
  readonly run: number;
  /** The number of rows that this process has made, this one included. */
  readonly number: number;
  /** Run and number in one: no other row of this agent has the same. A whole number below 2^53. */
  readonly id: number;
}

/**
 * Handlers of the agent. Write them before the server's: the types of rows and requests start here.
 * @since 0.1.0
 */
export interface AgentParts<Variant extends string, Row extends Use, Request, Answer, Memory> {
  /** The memory of a process that starts. */
  readonly memory?: Memory;
  /** Time between uploads by the elapsed clock, ms. Default: a minute. */
  readonly uploadEveryMs?: number;
  /**
   * Makes the row that is kept of a use: `{ ...use, at: agent.wall }`; undefined: none is kept. The
   * row is written at once, and can be uploaded once it is durable. If the disk is full, the
   * loss is reported.
   * @throws Error for a row without `record`, `agent` and `item`
   */
  record(agent: RowMaker<Variant, Memory>, use: Use): Row | undefined;
  /** Returns the request to send when an upload is due; undefined, false or an empty list: none. */
  upload(agent: AgentMachine<Variant, Row, Memory>): Request | undefined | false;
  /** Takes the server's answer. If it lets rows go, the rest is uploaded at once. */
  answer(agent: AgentMachine<Variant, Row, Memory>, answer: Answer): void;
  /** Called when the process has started, with the rows that are on disk. */
  start?(agent: AgentMachine<Variant, Row, Memory>): void;
  /** Called when the machine has woken from sleep. */
  wake?(agent: AgentMachine<Variant, Row, Memory>): void;
  /** Called when a timer of the agent's own is due. */
  timer?(agent: AgentMachine<Variant, Row, Memory>, timer: string): void;
}

/** The server while it handles a request. */
export interface ServerMachine<Variant extends string, Row, Memory> extends Machine<
  Variant,
  Memory
> {
  /** Name of the agent that sent the request. */
  readonly from: string;
  /** The stored rows of that agent, in the order in which they were added. */
  readonly rows: readonly Row[];
  /** Stores a row. */
  add(row: Row): void;
  /** Stores those of the rows whose key no stored row of that agent has. */
  addNew(rows: readonly Row[], keyOf: (row: Row) => number | string): void;
  /** Keeps only the rows of that agent for which `keep` is true; returns the number of the others. */
  keep(keep: (row: Row) => boolean): number;
}

/**
 * Handlers of the server. The changes that a request makes are on disk before its answer leaves, as
 * in a database: a crash of the server takes nothing that it has acknowledged.
 * @since 0.1.0
 */
export interface ServerParts<Variant extends string, Row extends Use, Request, Answer, Memory> {
  /** The memory of a server that has stored nothing yet. It is one for all agents. */
  readonly memory?: Memory;
  /** Takes a request, and returns the answer; undefined: there is none. */
  receive(server: ServerMachine<Variant, Row, Memory>, request: Request): Answer | undefined;
}

/** A model in place of an agent's handlers. */
export interface AgentModel<Variant extends string, Message, Input> {
  model(name: string, variant: Variant): Model<unknown, Message, Input>;
  /** The input by which a use reaches the model. */
  input(use: Use): Input;
}

/** A model in place of a server's handlers; its node is named `server`. */
export interface ServerModel<Variant extends string, State, Message, Input> {
  model(variant: Variant): Model<State, Message, Input>;
  /** The rows that a console shows of a state: those of uses, or those of a summary. */
  rows(state: State): Iterable<Use | ShownRow>;
}

/** The date that a console shows for a row, for the property `dates`. */
export interface Dated {
  /** The time of the use as it is shown, ms since 1970. */
  readonly at: number;
  /** The error that the system states for it, ms. Default 0. */
  readonly boundMs?: number;
}

/**
 * A variant of a pipeline, and the properties that it is expected to violate.
 * @since 0.1.0
 */
export interface PipelineVariant {
  readonly title: string;
  /** The properties that this variant is expected to break. Default: none. */
  readonly violated?: readonly PropertyName[];
}
