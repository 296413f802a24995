/**
 * Rules of the server that can lose records, one by one. The correct server is
 * DEFAULT_SERVER_PARTS; each planted defect replaces one of them.
 */
import { msOf } from '../../../sim/model/time.js';
import type { Zone } from '../../../sim/clock/zone.js';
import type { Decision, LocalTime } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Batch, RecordId, Row, TelemetryRecord, Token } from '../protocol.js';
import type { Memory } from '../rules.js';
import type { Answer } from '../../rules/answer.js';

/** Records that the server has seen, by a key that a rule chooses. */
type Known = Readonly<Record<string, number>>;

export interface ServerState {
  readonly rows: Seq<Row>;
  readonly known: Known;
  /** Rows ever loaded. */
  readonly counter: number;
  /** Number drawn at each start. */
  readonly boot: number;
  /** Batches accepted in the minute that began at this reading of the elapsed clock, ms. */
  readonly minute: { readonly fromMs: number; readonly batches: number };
  /** Batches being written, in order; undefined: a sync without an answer. */
  readonly pending: readonly (Pending | undefined)[];
  /** Memory of the reader, on disk as well; the correct one needs none. */
  readonly memory: Memory;
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
  /** Decides whether a batch is accepted. */
  readonly accepts: (batch: Batch, state: ServerState, now: LocalTime) => Answer;
  /** Decides whether a record is new to the server. */
  readonly isNew: (known: Known, record: TelemetryRecord, now: LocalTime, batch: Batch) => Answer;
  /** Keys to add for this record. */
  readonly learns: (record: TelemetryRecord, now: LocalTime, batch: Batch) => Known;
  /** Keys that the server keeps in memory. */
  readonly remembers: (known: Known) => Known;
  /** Keys that a starting server recovers. */
  readonly recovered: (known: Known) => Known;
  /** Decides whether a record becomes a row; a record that does not is still confirmed. */
  readonly loads: (record: TelemetryRecord, rows: Seq<Row>, now: LocalTime, batch: Batch) => Answer;
  /** The date of a row, ms since 1970; the batch states when it was sent. */
  readonly dated: (
    record: TelemetryRecord,
    now: LocalTime,
    zone: Zone,
    batch: Batch,
    rows: Seq<Row>,
  ) => number;
  /** Time of the confirmation of a batch. */
  readonly confirms: 'when-synced' | 'when-written' | 'when-queued';
  /** True: a batch that the disk had no room for is confirmed. */
  readonly confirmsRefused: boolean;
  /** Decides whether a row is still kept. */
  readonly keeps: (row: Row, rows: Seq<Row>, now: LocalTime) => Answer;
  /** Rows that a look shows to a reader with a memory of earlier looks. */
  readonly shows: (rows: Seq<Row>, zone: Zone, now: LocalTime, memory: Memory) => readonly Row[];
  /** Comparisons that keep rows from a look, so that a loss can be explained. */
  readonly hides: (rows: Seq<Row>, now: LocalTime, memory: Memory) => readonly Decision[];
  /** The reader's memory after a look. */
  readonly looked: (memory: Memory, shown: readonly Row[], now: LocalTime) => Memory;
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
  hides: () => [],
  looked: (memory) => memory,
};
