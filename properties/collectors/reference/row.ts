/** The rows and messages of the reference agent. */
import type { AgentMachine, Use } from '../../pipeline/parts.js';

export type Form = 'naive' | 'documented' | 'designed';

/** One use on the agent's disk. */
export interface UsageRow extends Use {
  readonly id: number;
  /** The wall clock at the use, ms since 1970. */
  readonly at: number;
  /** The elapsed clock at the use, ms, of the process `run`. */
  readonly elapsed: number;
  readonly run: number;
}

/** The server's clock as an answer stated it. */
interface Learnt {
  /** ms since 1970. */
  readonly wall: number;
  /** The agent's elapsed clock at that time, ms. */
  readonly elapsed: number;
}

/** The memory of the agent's process. */
export interface AgentMemory {
  learnt: Learnt | null;
  /** Largest number of entries in a request: it is halved while a whole request is refused. */
  entriesMax: number;
  /** Requests since the last answer. */
  tries: number;
  /** Refusals of the first entry in a row. */
  refusals: number;
  /** Rows behind the entries that were sent, by the identity of the entry. */
  sent: Readonly<Record<string, readonly number[]>>;
  /** Newest date that was sent, ms since 1970; null: none was. */
  lastAt: number | null;
  /** Dates that rows were sent with: another date would make another record. */
  assigned: Readonly<Record<string, number>>;
}

export type Agent = AgentMachine<Form, UsageRow, AgentMemory>;
