/** Messages between agents and the server, and inputs from outside. */
import type { Seq } from '../../sim/model/seq.js';

/** Identity of a record: the start of the agent that made it, and its number within that start. */
export interface RecordId {
  readonly incarnation: number;
  readonly sequence: number;
}

export interface TelemetryRecord extends RecordId {
  /** The oracle's tracer: carried, never read. */
  readonly record: number;
  readonly agent: string;
  readonly item: string;
  /** Time of its making by the agent's wall clock, ms since 1970. */
  readonly at: number;
  /** End of its measurement, where a rule reads it from another clock. Absent: `at`. */
  readonly endAt?: number;
}

/** Credentials issued by the server, which alone judges them, by its own elapsed clock. */
export interface Token {
  /** Identifies the start of the server that issued it. */
  readonly boot: number;
  /** End of its validity on the server's elapsed clock, ms. */
  readonly untilMs: number;
  /** Reading of the server's wall clock at its issue, ms since 1970. */
  readonly issuedAt: number;
  readonly lifeMs: number;
}

export type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'welcome'; readonly token: Token }
  | {
      readonly kind: 'batch';
      readonly token: Token;
      /** Reading of the agent's wall clock at its sending, ms since 1970. */
      readonly sentAt: number;
      readonly records: Seq<TelemetryRecord>;
    }
  /**
   * The first `count` records of the batch, up to `last`, are durable on the server, which may
   * accept fewer than it was sent.
   */
  | { readonly kind: 'accepted'; readonly last: RecordId; readonly count: number }
  /**
   * Too many batches: the agent is asked to wait `afterMs`, that is, until the server's wall clock
   * reads `at`.
   */
  | { readonly kind: 'busy'; readonly afterMs: number; readonly at: number }
  | { readonly kind: 'refused' };

export type Accepted = Message & { readonly kind: 'accepted' };
export type Busy = Message & { readonly kind: 'busy' };
export type Batch = Message & { readonly kind: 'batch' };

export type Input =
  | { readonly kind: 'measure'; readonly record: number; readonly item: string }
  | { readonly kind: 'look' };

/** A record as the server keeps it. */
export interface Row extends TelemetryRecord {
  /** Place in the order of arrival. */
  readonly row: number;
}

export interface View {
  readonly rows: readonly Row[];
}

/** Name of the report of an agent whose log or disk is full. */
export const NOT_KEPT_REPORT = 'record-not-kept';
