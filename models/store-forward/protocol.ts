/** What agents and the server say to each other, and what reaches them from outside. */
import type { Seq } from '../../sim/model/seq.js';

/** A record's identity: the start of the agent that made it, and its number within that. */
export interface RecordId {
  readonly incarnation: number;
  readonly sequence: number;
}

export interface TelemetryRecord extends RecordId {
  /** The oracle's tracer: carried, never read. */
  readonly record: number;
  readonly agent: string;
  readonly item: string;
  /** When it was made, by the agent's wall clock, ms since 1970. */
  readonly at: number;
}

/** Credentials that the server has issued; it alone judges them, by its own elapsed clock. */
export interface Token {
  /** The start of the server in which it was issued. */
  readonly boot: number;
  /** Until then it is good, on the server's elapsed clock, ms. */
  readonly untilMs: number;
  /** The server's wall clock when it was issued, ms since 1970. */
  readonly issuedAt: number;
  readonly lifeMs: number;
}

export type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'welcome'; readonly token: Token }
  | {
      readonly kind: 'batch';
      readonly token: Token;
      /** The agent's wall clock when it was sent, ms since 1970. */
      readonly sentAt: number;
      readonly records: Seq<TelemetryRecord>;
    }
  /** The first `count` of the batch, up to `last`, are on the server's disk: it may take less than it was sent. */
  | { readonly kind: 'accepted'; readonly last: RecordId; readonly count: number }
  /** Too many batches: come again after a while, which the server's wall clock calls `at`. */
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

/** Report of an agent whose log or disk is full. */
export const NOT_KEPT_REPORT = 'record-not-kept';
