/** What the shipped metering server keeps in memory and on disk. */
import { Seq } from '../../../../sim/model/seq.js';
import type { Effect, Step } from '../../../../sim/model/node.js';
import type { LockOuts } from '../../site/account.js';
import type { Message, UsageRow } from '../../protocol.js';

export interface ServerOptions {
  readonly name: string;
  /** Requests that fill the service's memory; undefined: no number does. */
  readonly requestsPerRestart: number | undefined;
}

export const CACHE = 'cache';

/** How the service is registered: `old-password`, it runs, and its account's password has changed. */
export type ServiceEntry = 'old-password' | 'stopped';

/** One entry of the cache's file: what one upload added, or what a deletion left. */
export interface CacheEntry {
  readonly rows: Seq<UsageRow>;
  /** Rows ever loaded, up to and with this entry. */
  readonly counter: number;
  /** From this entry on. Absent: as before. */
  readonly service?: ServiceEntry;
}

/** What to answer when a sync under way ends; undefined: nothing. */
export type Owed = { readonly to: string; readonly message: Message } | undefined;

export interface MeteringServerState {
  readonly cache: Seq<UsageRow>;
  /** Rows loaded so far; numbers are not reused. */
  readonly counter: number;
  /** In the order in which the syncs began. */
  readonly owed: Seq<Owed>;
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
