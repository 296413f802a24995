/** State of an agent: its log in segments, its identity, and the progress of its exchange. */
import { elapsedMs, localMs, msOf } from '../../../sim/model/time.js';
import type { Zone } from '../../../sim/clock/zone.js';
import type { Effect, LocalTime, Step } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import { NO_MEMORY } from '../rules.js';
import type { Memory } from '../rules.js';
import type { Message, RecordId, TelemetryRecord, Token } from '../protocol.js';

export interface AgentOptions {
  readonly name: string;
  /** Number of the machine image that it was set up from. */
  readonly image: number;
  readonly zone: Zone;
  readonly uploadMs: number;
  readonly batchRecords: number;
  readonly segmentRecords: number;
  /** 0: no limit. */
  readonly logCapacity: number;
}

/** One file of the log. */
export interface Segment {
  readonly name: string;
  readonly records: Seq<TelemetryRecord>;
}

export interface AgentState {
  /**
   * `waiting`: the upload timer runs. `asking`: an answer is awaited. `stopped`: it will not try
   * again before the next start.
   */
  readonly phase: 'idle' | 'waiting' | 'asking' | 'stopped';
  /** Both clocks at this start. */
  readonly startedAt: LocalTime;
  readonly incarnation: number;
  /** The number of the next record. */
  readonly next: number;
  /** Oldest first. Records are added to the last. */
  readonly segments: readonly Segment[];
  /** Number of segments started. */
  readonly rotations: number;
  /** Highest number that each pending sync makes durable. */
  readonly syncing: readonly number[];
  /** Highest number of this incarnation that is durable. */
  readonly durable: number;
  readonly credentials: { readonly token: Token; readonly since: LocalTime } | undefined;
  /** The batch that was sent and not answered: its records are still in the log. */
  readonly sent: { readonly count: number; readonly last: RecordId } | undefined;
  /** Readings of both clocks when the upload timer was set. */
  readonly armedAt: LocalTime;
  /**
   * Failed attempts since the last success, and the readings of both clocks at the first of them.
   */
  readonly failures: number;
  readonly failingSince: LocalTime | undefined;
  /**
   * Date of the newest record that the server has confirmed, by the agent's clock, ms since 1970.
   */
  readonly confirmedAt: number;
  /** Numbers that replaced rules keep; the correct agent keeps none. */
  readonly memory: Memory;
}

export type AgentEffect = Effect<Message>;
export type AgentStep = Step<AgentState, Message>;

const NEVER_STARTED: LocalTime = { wall: localMs(0), elapsed: elapsedMs(0) };

export const INITIAL: AgentState = {
  phase: 'idle',
  startedAt: NEVER_STARTED,
  incarnation: 0,
  next: 1,
  segments: [],
  rotations: 0,
  syncing: [],
  durable: 0,
  credentials: undefined,
  sent: undefined,
  armedAt: NEVER_STARTED,
  failures: 0,
  failingSince: undefined,
  confirmedAt: -Infinity,
  memory: NO_MEMORY,
};

export const elapsedSince = (since: LocalTime, now: LocalTime): number =>
  msOf(now.elapsed) - msOf(since.elapsed);

export const recordsIn = ({ segments }: AgentState): number =>
  segments.reduce((sum, { records }) => sum + records.length, 0);

/** The whole log, oldest first. */
export const logOf = ({ segments }: AgentState): readonly TelemetryRecord[] =>
  segments.flatMap(({ records }) => records.toArray());

export const sameId = (a: RecordId, b: RecordId): boolean =>
  a.incarnation === b.incarnation && a.sequence === b.sequence;
