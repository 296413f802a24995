/** A request as a collector reads it, and its judgement of each record. */
import type { Instant } from './instant.js';
import type { SettledBound } from './choice.js';

/**
 * One entry of a request: a record with its date, or the sum of several.
 * @since 0.1.0
 */
export interface CollectedItem {
  /** Date that it states, ms since 1970, in the resolution of the service. */
  readonly at: number;
  /** Nanoseconds beyond `at`, 0 to 999,999. Default 0. */
  readonly ns?: number;
  /** Its identity, which stays equal when it is sent again. */
  readonly id: string;
  /** Tracers of the records that it stands for. */
  readonly records: readonly number[];
  /** Amount that it states. Default 1. */
  readonly quantity?: number;
  /** Series, stream or subscription. Default: one for all. */
  readonly stream?: string;
  /** Value beside the amount, where a service compares it. */
  readonly value?: string;
}

/**
 * A request: its entries in order, and the sender's clock, if it states that.
 * @since 0.1.0
 */
export interface CollectedBatch {
  readonly items: readonly CollectedItem[];
  /** The sender's clock at the sending, ms since 1970. */
  readonly sentAt?: number;
}

/** A bound that a record was compared with, for an explanation. */
export interface BoundCompared {
  readonly bound: SettledBound;
  /** The date as it was compared, ms since 1970. */
  readonly at: number;
  /** The limit, ms since 1970. */
  readonly limit: number;
}

/** The outcome for one entry. `repeated`: it is known, and not stored again. */
type ItemFate = 'kept' | 'refused' | 'dropped' | 'unseen' | 'repeated';

/**
 * The judgement of one entry.
 * @since 0.1.0
 */
export interface ItemJudged {
  readonly item: CollectedItem;
  readonly fate: ItemFate;
  /** Date under which it is stored. */
  readonly stored: Instant;
  /** The date is not the one that the entry states, up to a constant resolution. */
  readonly redated?: true;
  /** Its key; absent without deduplication. */
  readonly key?: string;
  /** The entry under this key is replaced. */
  readonly replaces?: true;
  /** The bound that it is outside of. */
  readonly outside?: BoundCompared;
  /** Name of the refusal. */
  readonly code?: string;
  /** Refused on account of another entry of its request. */
  readonly withBatch?: true;
}

/**
 * The judgement of a request.
 * @since 0.1.0
 */
export interface BatchJudged {
  readonly items: readonly ItemJudged[];
  /** Status of the answer. */
  readonly status: number;
  /** Nothing of it was kept, on account of this refusal. */
  readonly refusedWhole?: string;
}
