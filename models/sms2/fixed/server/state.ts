/** State of the fixed metering server in memory and on disk. */
import { Seq } from '../../../../sim/model/seq.js';
import type { Step } from '../../../../sim/model/node.js';
import type { Message, UsageRow } from '../../protocol.js';
import type { ClientHistory, Ingestion } from '../history.js';
import { emptyTable } from './table.js';
import type { Table } from './table.js';

export const CACHE = 'cache';

/** One entry of the cache's file: the rows of a batch, or all rows after a deletion. */
export interface Transaction {
  readonly rows: Seq<UsageRow>;
  /** Rows ever loaded, up to and with this entry. */
  readonly counter: number;
  readonly chains: Readonly<Record<string, ClientHistory>>;
  /** Reports by client; empty for batches that were already reported. */
  readonly told: Readonly<Record<string, Ingestion>>;
  /** From this entry on, no record is accepted. */
  readonly retired?: true;
}

export interface PendingBatch {
  readonly kind: 'batch';
  readonly client: string;
  readonly ticket: number;
  readonly index: number;
  readonly transaction: Transaction;
  readonly chain: ClientHistory;
}

/** A transaction being written, and its answer. */
type Pending =
  | PendingBatch
  | {
      readonly kind: 'retired' | 'adopted';
      readonly to: string;
      readonly transaction: Transaction;
    };

/** The exchange of a client: its batches are numbered from 0, and each is accepted once. */
export interface Ticket {
  readonly hello: number;
  readonly ticket: number;
  readonly next: number;
  /** Number of its batches being written. */
  readonly writing: number;
}

export interface FixedServerState {
  readonly cache: Seq<UsageRow>;
  /** Row numbers given so far; a number is not reused, even if its row never became durable. */
  readonly counter: number;
  readonly chains: Table<ClientHistory>;
  readonly tickets: Table<Ticket>;
  readonly given: number;
  /** Number drawn at each start. */
  readonly start: number;
  /** Transactions in the order in which their syncs began; undefined: a sync without an answer. */
  readonly pending: Seq<Pending | undefined>;
  readonly retired: boolean;
}

export const EMPTY: FixedServerState = {
  cache: Seq.empty(),
  counter: 0,
  chains: emptyTable(),
  tickets: emptyTable(),
  given: 0,
  start: 0,
  pending: Seq.empty(),
  retired: false,
};

export type ServerStep = Step<FixedServerState, Message>;
