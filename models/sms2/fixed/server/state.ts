/** What the fixed metering server keeps in memory and on disk. */
import { Seq } from '../../../../sim/model/seq.js';
import type { Step } from '../../../../sim/model/node.js';
import type { Message, UsageRow } from '../../protocol.js';
import type { ClientHistory, Ingestion } from '../history.js';
import { emptyTable } from './table.js';
import type { Table } from './table.js';

export const CACHE = 'cache';

/** One entry of the cache's file: what a batch added, or all there was after a deletion. */
export interface Transaction {
  readonly rows: Seq<UsageRow>;
  /** Rows ever loaded, up to and with this entry. */
  readonly counter: number;
  readonly chains: Readonly<Record<string, ClientHistory>>;
  /** By client; nothing of a batch that is known to have been told. */
  readonly told: Readonly<Record<string, Ingestion>>;
  /** From this entry on, nothing more is taken. */
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

/** What is on its way to the disk, and to be answered from there. */
type Pending =
  | PendingBatch
  | {
      readonly kind: 'retired' | 'adopted';
      readonly to: string;
      readonly transaction: Transaction;
    };

/** The exchange that a client is in: its batches count from 0, each taken once. */
export interface Ticket {
  readonly hello: number;
  readonly ticket: number;
  readonly next: number;
  /** Batches of it on their way to the disk. */
  readonly writing: number;
}

export interface FixedServerState {
  readonly cache: Seq<UsageRow>;
  /** Row numbers given so far; a number is not reused, even if its row never got to disk. */
  readonly counter: number;
  readonly chains: Table<ClientHistory>;
  readonly tickets: Table<Ticket>;
  readonly given: number;
  /** Drawn at each start. */
  readonly start: number;
  /** In the order in which the syncs began; undefined: a sync that answers nobody. */
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
