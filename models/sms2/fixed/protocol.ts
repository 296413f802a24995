/** What the fixed agent and server keep and say. Nothing here is ordered or identified by a clock. */
import type { Seq } from '../../../sim/model/seq.js';
import type { ElapsedMs, LocalMs } from '../../../sim/model/time.js';

/**
 * Identity of a record, independent of any clock. Sequence numbers go on across restarts;
 * each start of the agent draws a new incarnation, so that a restored snapshot or a cloned
 * disk, which counts on from an old number, can never be mistaken for what it was copied from.
 */
export interface RecordId {
  readonly incarnation: number;
  readonly sequence: number;
}

/**
 * Both clocks of a machine at one moment. Elapsed readings compare only within a boot; `sleeps`
 * counts how often in this boot the machine has slept, so between two readings with the same
 * count the elapsed clock missed nothing.
 */
export interface Reading {
  readonly boot: number;
  readonly sleeps: number;
  readonly wall: LocalMs;
  readonly elapsed: ElapsedMs;
}

/** A moment at which the agent learned the server's clock, give or take `errorMs`. */
export interface Anchor {
  readonly at: Reading;
  readonly serverTime: LocalMs;
  readonly errorMs: number;
}

export interface KeptRecord extends RecordId {
  readonly kind: 'kept';
  /** Tracer of the oracle: carried, never read. */
  readonly record: number;
  readonly user: string;
  readonly program: string;
  readonly version: string;
  readonly start: Reading;
  /** It began at most so long before `start`, ms. Absent: its start was seen. */
  readonly startedWithinMs?: number;
  readonly end: Reading;
}

/** Records that could not be kept: their numbers are spent, and the operator will be told. */
export interface LostRecords extends RecordId {
  readonly kind: 'lost';
  /** First number; `sequence` is the last. */
  readonly from: number;
  /** Tracers, for the oracle to know which records the report means. */
  readonly tracers: Seq<number>;
}

export type LogElement = KeptRecord | LostRecords;

/** A record as uploaded: dated in the server's time, with the error that the agent vouches for. */
export interface DatedRecord extends RecordId {
  readonly kind: 'kept';
  readonly record: number;
  readonly user: string;
  readonly program: string;
  readonly version: string;
  readonly start: LocalMs;
  readonly end: LocalMs;
  readonly boundMs: number;
}

export type UploadElement = DatedRecord | LostRecords;

export type FixedMessage =
  /** Opens an exchange; `hello` is a number that no other exchange of the client has. */
  | { readonly kind: 'fixed-hello'; readonly hello: number }
  /** What the server durably has, and its clock: the agent measures the difference by it. */
  | {
      readonly kind: 'fixed-welcome';
      readonly hello: number;
      /** Batches of any earlier exchange are void from now on. */
      readonly ticket: number;
      readonly serverTime: LocalMs;
      readonly tip: RecordId | undefined;
    }
  | {
      readonly kind: 'fixed-batch';
      readonly ticket: number;
      readonly index: number;
      /** The record before the first of `elements`: what the agent believes delivered. */
      readonly base: RecordId | undefined;
      readonly elements: readonly UploadElement[];
      /** Nothing is left and nothing more will come: the agent is being removed. */
      readonly goodbye: boolean;
    }
  | {
      readonly kind: 'fixed-accepted';
      readonly ticket: number;
      readonly index: number;
      readonly tip: RecordId | undefined;
    };

export const sameId = (a: RecordId | undefined, b: RecordId | undefined): boolean =>
  a?.incarnation === b?.incarnation && a?.sequence === b?.sequence;
