/** Data and messages of the fixed agent and server. No clock orders or identifies anything here. */
import type { Seq } from '../../../sim/model/seq.js';
import type { ElapsedMs, LocalMs } from '../../../sim/model/time.js';

/**
 * Identity of a record, independent of every clock. Sequence numbers continue across restarts, and
 * each start of the agent draws a new incarnation. So a restored snapshot or a cloned disk, which
 * counts on from an old number, is never mistaken for its original.
 */
export interface RecordId {
  readonly incarnation: number;
  readonly sequence: number;
}

/**
 * Readings of both clocks of a machine at one moment. Elapsed readings are comparable only within a
 * boot. `sleeps` counts the sleeps of the machine in this boot, so between two readings with the
 * same count the elapsed clock missed nothing.
 */
export interface Reading {
  readonly boot: number;
  readonly sleeps: number;
  readonly wall: LocalMs;
  readonly elapsed: ElapsedMs;
}

/** A measurement of the server's clock by the agent, with an error of up to `errorMs`. */
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
  /** Upper limit of the time from its real start to `start`, ms. Absent: its start was seen. */
  readonly startedWithinMs?: number;
  readonly end: Reading;
}

/** Records that could not be kept: their numbers are used, and the operator receives a report. */
export interface LostRecords extends RecordId {
  readonly kind: 'lost';
  /** First number; `sequence` is the last. */
  readonly from: number;
  /** Tracers, which show the oracle the records that the report is about. */
  readonly tracers: Seq<number>;
}

export type LogElement = KeptRecord | LostRecords;

/**
 * A record as uploaded: dated in the server's time, with the error bound that the agent guarantees.
 */
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
  /**
   * The last record that the server durably has, and its clock, by which the agent measures the
   * offset.
   */
  | {
      readonly kind: 'fixed-welcome';
      readonly hello: number;
      /** Batches of earlier exchanges are void from now on. */
      readonly ticket: number;
      readonly serverTime: LocalMs;
      readonly tip: RecordId | undefined;
    }
  | {
      readonly kind: 'fixed-batch';
      readonly ticket: number;
      readonly index: number;
      /**
       * The record before the first of `elements`: the last one that the agent takes for delivered.
       */
      readonly base: RecordId | undefined;
      readonly elements: readonly UploadElement[];
      /** No records are left and none will follow: the agent is being removed. */
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
