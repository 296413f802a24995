/**
 * The parts of which a collector is put together: acceptance window, reaction, deduplication, correction
 * of dates, answer. A named collector is a row of such data, with its source.
 */

/**
 * The consequence for a record outside a bound.
 *
 * - `refuse-one`: it alone is refused, by the status of the answer.
 * - `refuse-one-in-success`: it alone is refused, and the status is a success.
 * - `refuse-batch`: nothing of its request is kept.
 * - `drop-after-success`: the answer is a success, and the record is dropped.
 * - `redate-to-receipt`: it is kept under the time of its receipt.
 * - `redate-to-neighbour`: it is kept under the time of the last record that was inside.
 * - `store-unseen`: it is stored, and no query and no bill has it.
 * @since 0.1.0
 */
export type Reaction =
  | 'refuse-one'
  | 'refuse-one-in-success'
  | 'refuse-batch'
  | 'drop-after-success'
  | 'redate-to-receipt'
  | 'redate-to-neighbour'
  | 'store-unseen';

/** Inside or outside, for a record exactly at a bound. */
export type Edge = 'in' | 'out';

/**
 * One bound of an acceptance window.
 * @since 0.1.0
 */
export interface Bound {
  /** Unique in the row: `past`, `future`, `behind`, `order`, `started`, `month`. */
  readonly name: string;
  readonly side: 'past' | 'future';
  /**
   * The reading from which the distance is measured. It is the server's clock, now or at the first
   * request; the newest accepted record, of the stream or of all; or the start of the subscription.
   */
  readonly by: 'server' | 'newest-of-stream' | 'newest-of-all' | 'first-request' | 'subscription';
  /** Distance to the bound, ms. */
  readonly ms: number;
  /**
   * Another reading of `ms` than a plain distance. `calendar-days`: back to the beginning of a UTC day, or
   * a plain distance, which the source leaves open; `month-closes`: records of a UTC month are
   * accepted until this long after its end.
   */
  readonly kind?: 'calendar-days' | 'month-closes';
  /** `open`: the source does not say which; a scenario does. */
  readonly edge: Edge | 'open';
  /** One reaction, or the ones that the source leaves open: then a scenario chooses. */
  readonly does: Reaction | readonly [Reaction, Reaction, ...Reaction[]];
  /** Name of the refusal in the answer. */
  readonly code?: string;
  /** States that `ms` is a setting: whose it is, and where the default comes from. */
  readonly setting?: string;
}

/** Rules of a request as a whole. A request that breaks one is refused whole. */
interface BatchRules {
  /** Largest number of records. */
  readonly itemsMax?: number;
  /** Records must ascend by time. */
  readonly ascending?: true;
  /** Largest distance between the first and the last record inside the window, ms. */
  readonly spanMs?: number;
}

/** A part of the key by which a repetition is known. */
export type KeyPart = 'id' | 'stream' | 'time' | 'hour' | 'day';

/** Consequence of a repetition. */
export type Repetition = 'ignore' | 'refuse' | 'refuse-batch' | 'overwrite';

/**
 * The rule by which a collector knows a record that it has.
 * @since 0.1.0
 */
export interface Deduplication {
  readonly key: readonly [KeyPart, ...KeyPart[]];
  /** Time after its receipt in which a key is known, ms by the server's clock; absent: without a limit. */
  readonly windowMs?: number;
  /** Number of keys that are known; absent: without a limit. */
  readonly entriesMax?: number;
  /** The same body again. A list: the source leaves open which. */
  readonly same: Repetition | readonly [Repetition, Repetition];
  /** Another body under the same key. */
  readonly differing: Repetition;
}

/**
 * The change of a record's date before it is stored. `sent-at`: receipt minus (sending minus date), so
 * that transit counts as a clock's error; `drift`: only where receipt and sending differ by at least
 * `fromMs`, in whole seconds.
 * @since 0.1.0
 */
export type Correction =
  | { readonly kind: 'sent-at'; readonly first: 'correction' | 'bounds' }
  | { readonly kind: 'drift'; readonly fromMs: number; readonly first: 'correction' | 'bounds' };

/** The answer: its statuses, and the records that its body names. */
export interface AnswerForm {
  /** Status of a request that is taken. */
  readonly ok: number;
  /** Status of a request of which a record, or all, was refused. */
  readonly refused: number;
  /** The body names the refused records. */
  readonly names: boolean;
}

/** The reader of the notice of a loss. */
type Notice = 'caller' | 'counter' | 'log' | 'event' | 'none';

/**
 * The reading from which a row was made.
 * @since 0.1.0
 */
export interface ClauseSource {
  /** Package, repository or page, with its version. */
  readonly of: string;
  /** The file in it, or the part of the page. */
  readonly at?: string;
  /** Date of the reading, ISO 8601. */
  readonly read: string;
  /** A: code, or a vendor's own declarations; B: a vendor's page, as an excerpt; C: an issue. */
  readonly confidence: 'A' | 'B' | 'C';
}

/** Group in which a collector is listed. */
type CollectorFamily = 'billing' | 'logs' | 'metrics' | 'analytics';

/**
 * A collector: five parts, and the source from which they were read.
 * @since 0.1.0
 */
export interface CollectorRow {
  readonly name: string;
  /** The service in words. */
  readonly title: string;
  readonly family: CollectorFamily;
  /** Resolution of the dates that it takes. */
  readonly unit: 'ns' | 'us' | 'ms' | 's';
  /** In the order in which they are tried. */
  readonly window: readonly Bound[];
  readonly batch?: BatchRules;
  readonly deduplication?: Deduplication;
  readonly correction?: Correction;
  /** Dates are stored as multiples of this, ms; absent: as they are. */
  readonly granularityMs?: number;
  readonly answer: AnswerForm;
  readonly notice: Notice;
  readonly source: ClauseSource;
  /** Remark for a reader: a contradiction of the source, a clause that changed. */
  readonly note?: string;
}

/** Resolution of a row's dates, ns. */
export const UNIT_NS: Readonly<Record<CollectorRow['unit'], number>> = {
  ns: 1,
  us: 1_000,
  ms: 1_000_000,
  s: 1_000_000_000,
};
