/**
 * The contract of a model: a pure function of (state, event, local time) to the next state and a
 * list of effects. Effects are plain data that only the kernel interprets. So one model runs
 * unchanged on every timeline, and under every other interpreter of effects.
 */
import type { Seq } from './seq.js';
import type { ElapsedMs, LocalMs } from './time.js';

/**
 * The time as a node knows it: its own two clocks.
 * @since 0.1.0
 */
export interface LocalTime {
  readonly wall: LocalMs;
  readonly elapsed: ElapsedMs;
}

/**
 * The content of a half-written entry after a crash: its checksum would not match.
 * @since 0.1.0
 */
export const TORN = Object.freeze({ torn: true });

/**
 * The files of a node as a starting process finds them. Entries are plain data, or TORN.
 * @since 0.1.0
 */
export type DiskContents = Readonly<Record<string, Seq<unknown>>>;

/**
 * An event that a node's model receives, one at a time.
 * @since 0.1.0
 */
export type NodeEvent<Message, Input> =
  /** The process starts: at the beginning of the run, after a crash, after a reboot. */
  | { readonly kind: 'start'; readonly disk: DiskContents; readonly entropy: number }
  | { readonly kind: 'timer'; readonly timer: string }
  /** The machine has resumed from sleep; sent before all other events that waited. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'message'; readonly from: string; readonly message: Message }
  /** From outside the system: usage of the machine, an operator's action. `entropy`: 32 random bits. */
  | { readonly kind: 'input'; readonly input: Input; readonly entropy: number }
  /** Everything written to `file` before the matching sync effect is durable. */
  | { readonly kind: 'synced'; readonly file: string }
  /** The disk is full: `entry` was not written. */
  | { readonly kind: 'disk-full'; readonly file: string; readonly entry: unknown };

/**
 * One side of a comparison made by a model, and the origin of its value.
 * @since 0.1.0
 */
export interface DecisionSide {
  readonly name: string;
  /** ms (or a count, when `clock` is absent). */
  readonly value: number;
  /** Node whose wall clock the value was read from or computed on. */
  readonly clock?: string;
  /**
   * The action that set the value, for instance `install` or `upload`; part of a violation's
   * fingerprint.
   */
  readonly latchedBy?: string;
  /** The stored value from which `value` was computed, if it is a different one. */
  readonly stored?: number;
  /** The value as the program compared it, where that was no number; `value` is then 0. */
  readonly text?: string;
}

/**
 * A position in a source file.
 * @since 0.1.0
 */
export interface SourcePlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
}

/**
 * A comparison that decides the fate of a record. The model states it, and no oracle relies on it.
 * @since 0.1.0
 */
export interface Decision {
  readonly name: string;
  readonly left: DecisionSide;
  readonly comparison: '<' | '<=' | '>' | '>=' | '=' | '!=';
  readonly right: DecisionSide;
  /** True when the comparison held. */
  readonly held: boolean;
  /** The consequence, in words. */
  readonly outcome: string;
  /**
   * Tracer of the record that the comparison is about; absent: all records that the node holds. The
   * kernel carries it and never reads it.
   */
  readonly record?: number;
  /** The line of a hosted program that made the comparison; absent for a model. */
  readonly source?: SourcePlace;
}

/**
 * A report that reaches an operator unasked.
 * @since 0.1.0
 */
export interface OperatorReport {
  readonly name: string;
  /** Records that the report accounts for, when the model can name them by tracer. */
  readonly records?: readonly number[];
  /** Plain data shown to the operator. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/**
 * An action that a model requests; the kernel carries effects out in order.
 * @since 0.1.0
 */
export type Effect<Message> =
  | { readonly kind: 'send'; readonly to: string; readonly message: Message }
  /** Adds an entry at the end of a file. */
  | { readonly kind: 'append'; readonly file: string; readonly entry: unknown }
  /** Replaces a file's whole content, atomically. */
  | { readonly kind: 'write'; readonly file: string; readonly entries: Seq<unknown> }
  /** Drops a file's first `count` entries, atomically. */
  | { readonly kind: 'truncate'; readonly file: string; readonly count: number }
  | { readonly kind: 'remove'; readonly file: string }
  /** Asks for durability; answered by a `synced` event. */
  | { readonly kind: 'sync'; readonly file: string }
  /** Due when the wall clock reads `at`. Replaces a timer of the same name. */
  | { readonly kind: 'wall-timer'; readonly timer: string; readonly at: LocalMs }
  /** Due after a duration on the elapsed clock, ms. Replaces a timer of the same name. */
  | { readonly kind: 'elapsed-timer'; readonly timer: string; readonly afterMs: number }
  | { readonly kind: 'cancel-timer'; readonly timer: string }
  | { readonly kind: 'report'; readonly report: OperatorReport }
  | { readonly kind: 'decide'; readonly decision: Decision }
  /** The present content of an operator's console: plain data, read by the oracle. */
  | { readonly kind: 'show'; readonly view: unknown }
  /** A named branch that was reached. */
  | { readonly kind: 'mark'; readonly mark: string };

/**
 * The result of one step of a model: its next state, and the effects to carry out.
 * @since 0.1.0
 */
export type Step<State, Message> = readonly [State, readonly Effect<Message>[]];

/**
 * The effects of a step that changes nothing outside.
 * @since 0.1.0
 */
export const NO_EFFECTS: readonly never[] = Object.freeze([]);

/**
 * A process of one node as a pure step function. Its only sources of time are the two clock
 * readings that it is given.
 * @since 0.1.0
 */
export interface Model<State, Message, Input> {
  readonly name: string;
  /**
   * The state of a machine on which no process has started yet. The kernel sends `start` at once.
   */
  readonly initial: State;
  /**
   * Pure: the same arguments give the same result, and no argument is changed. (Declared as
   * a method so that models of different states fit one world.)
   */
  step(state: State, event: NodeEvent<Message, Input>, now: LocalTime): Step<State, Message>;
}

/**
 * The behaviour of a wall timer that a forward clock step jumped over. Operating systems do
 * `fire-late` with absolute timers.
 * @since 0.1.0
 */
export type OvertakenPolicy = 'fire-late' | 'skip';
