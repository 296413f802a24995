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
  /** From this entry on, no more logs are taken. */
  readonly retired?: true;
}

/** What to answer when a sync under way ends; undefined: nothing. */
type Owed = { readonly to: string; readonly message: Message } | undefined;

interface MeteringServerState {
  readonly cache: Seq<UsageRow>;
  /** Rows loaded so far; numbers are not reused. */
  readonly counter: number;
  readonly retired: boolean;
  /** In the order in which the syncs began. */
  readonly owed: Seq<Owed>;
}

const EMPTY: MeteringServerState = {
  cache: Seq.empty(),
  counter: 0,
  retired: false,
  owed: Seq.empty(),
};

type ServerStep = Step<MeteringServerState, Message>;

const syncCache: Effect<Message> = { kind: 'sync', file: CACHE };

/**
 * Assumptions: an inbox file is loaded as soon as it is copied; the copy is answered when it
 * is on disk; and a copy that the client repeats because the answer was lost is loaded again.
 */
function load(
  server: string,
  state: MeteringServerState,
  from: string,
  upload: number,
  log: Seq<UsageRecord>,
): ServerStep {
  if (state.retired) return [state, NO_EFFECTS];
  let { cache, counter } = state;
  let rows = Seq.empty<UsageRow>();
  log.forEach((record) => {
    counter += 1;
    const row: UsageRow = { ...record, server, row: counter };
    cache = cache.push(row);
    rows = rows.push(row);
  });
  const entry: CacheEntry = { rows, counter };
  const owed: Owed = { to: from, message: { kind: 'uploaded', upload } };
  return [
    { ...state, cache, counter, owed: state.owed.push(owed) },
    [{ kind: 'append', file: CACHE, entry }, syncCache],
  ];
}

function synced(state: MeteringServerState): ServerStep {
  const owed = state.owed.first();
  return [
    { ...state, owed: state.owed.drop(1) },
    owed === undefined ? NO_EFFECTS : [{ kind: 'send', ...owed }],
  ];
}

/** What collation has put into the database is deleted here. */
export function deleteCollated(cache: Seq<UsageRow>, upToRow: number): number {
  let count = 0;
  while (count < cache.length && (cache.at(count)?.row ?? Infinity) <= upToRow) count += 1;
  return count;
}

function deleteUpTo(state: MeteringServerState, upToRow: number): ServerStep {
  const count = deleteCollated(state.cache, upToRow);
  if (count === 0) return [state, NO_EFFECTS];
  const cache = state.cache.drop(count);
  const { counter, retired } = state;
  const entry: CacheEntry = { rows: cache, counter, ...(retired ? { retired } : {}) };
  return [
    { ...state, cache, owed: state.owed.push(undefined) },
    [{ kind: 'write', file: CACHE, entries: Seq.of<unknown>([entry]) }, syncCache],
  ];
}

/** The service is stopped. Assumption: its tables are still read, so what it holds is collated. */
function retire(state: MeteringServerState, from: string): ServerStep {
  const entry: CacheEntry = { rows: Seq.empty(), counter: state.counter, retired: true };
  const owed: Owed = { to: from, message: { kind: 'retired', histories: [] } };
  return [
    { ...state, retired: true, owed: state.owed.push(owed) },
    [{ kind: 'append', file: CACHE, entry }, syncCache],
  ];
}

function start(disk: DiskContents): ServerStep {
  let { cache, counter, retired } = EMPTY;
  disk[CACHE]?.forEach((entry) => {
    if (entry === TORN) return;
    const loaded = entry as CacheEntry;
    cache = cache.concat(loaded.rows);
    counter = loaded.counter;
    retired ||= loaded.retired === true;
  });
  return [{ ...EMPTY, cache, counter, retired }, NO_EFFECTS];
}

function step(
  server: string,
  state: MeteringServerState,
  event: NodeEvent<Message, Input>,
): ServerStep {
  if (event.kind === 'start') return start(event.disk);
  if (event.kind === 'synced') return synced(state);
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { from, message } = event;
  switch (message.kind) {
    case 'upload':
      return load(server, state, from, message.upload, message.log);
    case 'collect':
      return state.cache.length === 0
        ? [state, NO_EFFECTS]
        : [state, [{ kind: 'send', to: from, message: { kind: 'rows', rows: state.cache } }]];
    case 'collected':
      return deleteUpTo(state, message.upToRow);
    case 'retire':
      return retire(state, from);
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
  server = SERVER,
): Model<MeteringServerState, Message, Input> => ({
  name: 'metering-server',
  initial: EMPTY,
  step: (state, event) => step(server, state, event),
});
