/** State of the shipped metering server in memory and on disk. */
import { Seq } from '../../../../sim/model/seq.js';
import type { Effect, Step } from '../../../../sim/model/node.js';
import type { LockOuts } from '../../site/account.js';
import type { Message, UsageRow } from '../../protocol.js';

export interface ServerOptions {
  readonly name: string;
  /** Number of requests that fill the service's memory; undefined: no limit. */
  readonly requestsPerRestart: number | undefined;
}

export const CACHE = 'cache';

/**
 * Registration of the service. `old-password`: it runs, and the password of its account has
 * changed.
 */
export type ServiceEntry = 'old-password' | 'stopped';

/** One entry of the cache's file: the rows of one upload, or the rows left by a deletion. */
export interface CacheEntry {
  readonly rows: Seq<UsageRow>;
  /** Rows ever loaded, up to and with this entry. */
  readonly counter: number;
  /** Registration from this entry on. Absent: unchanged. */
  readonly service?: ServiceEntry;
}

/** The answer due when a pending sync ends; undefined: none. */
export type PendingAnswer = { readonly to: string; readonly message: Message } | undefined;

export interface MeteringServerState {
  readonly cache: Seq<UsageRow>;
  /** Rows loaded so far; numbers are not reused. */
  readonly counter: number;
  /** Answers to pending syncs, in the order in which these began. */
  readonly owed: Seq<PendingAnswer>;
  readonly running: boolean;
  readonly service: ServiceEntry | undefined;
  /** Requests since the service started. */
  readonly requests: number;
  readonly lockOuts: LockOuts;
}

export const EMPTY: MeteringServerState = {
  cache: Seq.empty(),
  counter: 0,
  owed: Seq.empty(),
  running: true,
  service: undefined,
  requests: 0,
  lockOuts: {},
};

export type ServerStep = Step<MeteringServerState, Message>;

export const syncCache: Effect<Message> = { kind: 'sync', file: CACHE };
