/**
 * The software metering server as shipped: takes offline logs into its inbox, loads them
 * into the data cache, and gives the cache up to collation, which deletes what it took
 * [help page of the Data Collation tab; Q263023].
 */
import { NO_EFFECTS, Seq, TORN } from '../../sim/index.js';
import type { DiskContents, Effect, Model, NodeEvent, Step } from '../../sim/index.js';
import type { Input, Message, UsageRecord, UsageRow } from './protocol.js';
import { SERVER } from './scenario.js';

const CACHE = 'cache';

/** One entry of the cache's file: what one upload added, or what a deletion left. */
interface CacheEntry {
  readonly rows: Seq<UsageRow>;
  /** Rows ever loaded, up to and with this entry. */
  readonly counter: number;
}

interface MeteringServerState {
  readonly cache: Seq<UsageRow>;
  /** Rows loaded so far; numbers are not reused. */
  readonly counter: number;
  /** What to answer when each sync under way ends, in order; undefined: nothing. */
  readonly owed: readonly ({ readonly to: string; readonly upload: number } | undefined)[];
}

const EMPTY: MeteringServerState = { cache: Seq.empty(), counter: 0, owed: [] };

type ServerStep = Step<MeteringServerState, Message>;

/**
 * Assumptions: an inbox file is loaded as soon as it is copied; the copy is answered when it
 * is on disk; and a copy that the client repeats because the answer was lost is loaded again.
 */
function load(
  state: MeteringServerState,
  from: string,
  upload: number,
  log: Seq<UsageRecord>,
): ServerStep {
  let { cache, counter } = state;
  let rows = Seq.empty<UsageRow>();
  log.forEach((record) => {
    counter += 1;
    const row: UsageRow = { ...record, server: SERVER, row: counter };
    cache = cache.push(row);
    rows = rows.push(row);
  });
  const entry: CacheEntry = { rows, counter };
  return [
    { cache, counter, owed: [...state.owed, { to: from, upload }] },
    [
      { kind: 'append', file: CACHE, entry },
      { kind: 'sync', file: CACHE },
    ],
  ];
}

function synced(state: MeteringServerState): ServerStep {
  const [owed, ...rest] = state.owed;
  const effects: Effect<Message>[] =
    owed === undefined
      ? []
      : [{ kind: 'send', to: owed.to, message: { kind: 'uploaded', upload: owed.upload } }];
  return [{ ...state, owed: rest }, effects];
}

/** What collation has put into the database is deleted here. */
export function deleteCollated(cache: Seq<UsageRow>, upToRow: number): number {
  let count = 0;
  while (count < cache.length && (cache.at(count)?.row ?? Infinity) <= upToRow) count += 1;
  return count;
}

/** The rules of the shipped metering server on which records hang. */
export interface MeteringServerParts {
  /** How many rows of the cache a collation up to a row deletes. */
  readonly collated: (cache: Seq<UsageRow>, upToRow: number) => number;
}

export const DOCUMENTED_SERVER_PARTS: MeteringServerParts = { collated: deleteCollated };

function deleteUpTo(
  parts: MeteringServerParts,
  state: MeteringServerState,
  upToRow: number,
): ServerStep {
  const count = parts.collated(state.cache, upToRow);
  if (count === 0) return [state, NO_EFFECTS];
  const cache = state.cache.drop(count);
  const entry: CacheEntry = { rows: cache, counter: state.counter };
  return [
    { ...state, cache, owed: [...state.owed, undefined] },
    [
      { kind: 'write', file: CACHE, entries: Seq.of<unknown>([entry]) },
      { kind: 'sync', file: CACHE },
    ],
  ];
}

function start(disk: DiskContents): ServerStep {
  let cache = Seq.empty<UsageRow>();
  let counter = 0;
  disk[CACHE]?.forEach((entry) => {
    if (entry === TORN) return;
    const loaded = entry as CacheEntry;
    cache = cache.concat(loaded.rows);
    counter = loaded.counter;
  });
  return [{ ...EMPTY, cache, counter }, NO_EFFECTS];
}

function step(
  parts: MeteringServerParts,
  state: MeteringServerState,
  event: NodeEvent<Message, Input>,
): ServerStep {
  if (event.kind === 'start') return start(event.disk);
  if (event.kind === 'synced') return synced(state);
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { from, message } = event;
  switch (message.kind) {
    case 'upload':
      return load(state, from, message.upload, message.log);
    case 'collect':
      return state.cache.length === 0
        ? [state, NO_EFFECTS]
        : [state, [{ kind: 'send', to: from, message: { kind: 'rows', rows: state.cache } }]];
    case 'collected':
      return deleteUpTo(parts, state, message.upToRow);
    case 'read':
      return [
        state,
        [
          {
            kind: 'send',
            to: from,
            message: { kind: 'cache', look: message.look, rows: state.cache },
          },
        ],
      ];
    default:
      return [state, NO_EFFECTS];
  }
}

export const shippedMeteringServer = (
  parts: MeteringServerParts = DOCUMENTED_SERVER_PARTS,
): Model<MeteringServerState, Message, Input> => ({
  name: 'metering-server',
  initial: EMPTY,
  step: (state, event) => step(parts, state, event),
});
