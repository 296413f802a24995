/**
 * The rules of the server on which records hang, one by one. The correct server is
 * DEFAULT_SERVER_PARTS; each planted defect replaces one of them.
 */
import { msOf } from '../../../sim/model/time.js';
import type { Zone } from '../../../sim/clock/zone.js';
import type { LocalTime } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Batch, RecordId, Row, TelemetryRecord, Token } from '../protocol.js';
import type { Answer } from '../../rules/answer.js';

/** What the server has seen, by a key of its own choosing. */
type Known = Readonly<Record<string, number>>;

export interface ServerState {
  readonly rows: Seq<Row>;
  readonly known: Known;
  /** Rows ever loaded. */
  readonly counter: number;
  /** Drawn at each start. */
  readonly boot: number;
  /** Batches taken in the minute that began at this reading of the elapsed clock, ms. */
  readonly minute: { readonly fromMs: number; readonly batches: number };
  /** Batches on their way to the disk, in order; undefined: a sync that answers nobody. */
  readonly pending: readonly (Pending | undefined)[];
}

/** One entry of the store's file. */
export interface Transaction {
  readonly rows: Seq<Row>;
  readonly known: Known;
}

export interface Pending {
  readonly from: string;
  readonly last: RecordId;
  readonly count: number;
  readonly transaction: Transaction;
}

export interface ServerParts {
  readonly isGood: (token: Token, state: ServerState, now: LocalTime) => Answer;
  /** Whether a batch is taken at all. */
  readonly accepts: (batch: Batch, state: ServerState, now: LocalTime) => Answer;
  /** Whether a record is one that the server does not have. */
  readonly isNew: (known: Known, record: TelemetryRecord, now: LocalTime) => Answer;
  /** What it has seen more, with this record. */
  readonly learns: (record: TelemetryRecord, now: LocalTime) => Known;
  /** What it keeps in mind of all that. */
  readonly remembers: (known: Known) => Known;
  /** What of that a starting server finds. */
  readonly recovered: (known: Known) => Known;
  /** Whether a record becomes a row; what does not is confirmed all the same. */
  readonly loads: (record: TelemetryRecord, rows: Seq<Row>, now: LocalTime) => Answer;
  /** The date of a row, ms since 1970. */
  readonly dated: (record: TelemetryRecord, now: LocalTime, zone: Zone) => number;
  /** When a batch is confirmed. */
  readonly confirms: 'when-synced' | 'when-written' | 'when-queued';
  /** What becomes of a batch for which the disk had no room. */
  readonly confirmsRefused: boolean;
  /** Whether a row is still kept. */
  readonly keeps: (row: Row, rows: Seq<Row>, now: LocalTime) => Answer;
  /** What a look shows of the rows. */
  readonly shows: (rows: Seq<Row>, zone: Zone, now: LocalTime) => readonly Row[];
}

export const DEFAULT_SERVER_PARTS: ServerParts = {
  isGood: (token, { boot }, now) => token.boot === boot && msOf(now.elapsed) <= token.untilMs,
  accepts: () => true,
  isNew: (known, { incarnation, sequence }) => sequence > (known[String(incarnation)] ?? 0),
  learns: ({ incarnation, sequence }) => ({ [String(incarnation)]: sequence }),
  remembers: (known) => known,
  recovered: (known) => known,
  loads: () => true,
  dated: ({ at }) => at,
  confirms: 'when-synced',
  confirmsRefused: false,
  keeps: () => true,
  shows: (rows) => rows.toArray(),
};
