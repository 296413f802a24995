/**
 * The software metering server as shipped. It accepts offline logs in its inbox and loads them into
 * the data cache. Collation takes rows from the cache, and then deletes them there [help page of
 * the Data Collation tab; Q263023].
 */
import { NO_EFFECTS, TORN } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import { plus, reached } from '../../../../sim/model/time.js';
import type {
  DiskContents,
  Effect,
  LocalTime,
  Model,
  NodeEvent,
} from '../../../../sim/model/node.js';
import { mayLogOn, withLockOut } from '../../site/account.js';
import { changed } from './change.js';
import { CACHE, EMPTY, syncCache } from './state.js';
import type {
  CacheEntry,
  MeteringServerState,
  PendingAnswer,
  ServerOptions,
  ServerStep,
} from './state.js';
import type { Input, Message, UsageRecord, UsageRow } from '../../protocol.js';
import { changePassword, fillMemory, pack, restart, stopped } from '../../site/metering-service.js';
import type { ServiceParts } from '../../site/metering-service.js';
import { SERVER } from '../../scenario.js';

/** Rules of the shipped metering server that can lose records. */
export interface MeteringServerParts extends ServiceParts {
  /** Number of cache rows that a collation up to a row deletes. */
  readonly collated: (cache: Seq<UsageRow>, upToRow: number) => number;
}

/** Counts the rows that collation has put into the database. */
export function deleteCollated(cache: Seq<UsageRow>, upToRow: number): number {
  let count = 0;
  while (count < cache.length && (cache.at(count)?.row ?? Infinity) <= upToRow) count += 1;
  return count;
}

export const DOCUMENTED_SERVER_PARTS: MeteringServerParts = {
  collated: deleteCollated,
  atMemoryLimit: 'restarts',
  restartsAfterPasswordChange: true,
};

/** Written out: see `rules/changes.ts`. In the order of a record's fields, which the trace hash reads. */
const rowOf = (record: UsageRecord, server: string, row: number): UsageRow => ({
  record: record.record,
  user: record.user,
  program: record.program,
  version: record.version,
  start: record.start,
  client: record.client,
  end: record.end,
  server,
  row,
});

/**
 * Loads a log into the cache. Assumptions: an inbox file is loaded as soon as it is copied. The
 * copy is answered when it is on disk. A copy that the client repeats, because the answer was lost,
 * is loaded again.
 */
function load(
  { name }: ServerOptions,
  state: MeteringServerState,
  from: string,
  upload: number,
  log: Seq<UsageRecord>,
): ServerStep {
  let { cache, counter } = state;
  let rows = Seq.empty<UsageRow>();
  log.forEach((record) => {
    counter += 1;
    const row = rowOf(record, name, counter);
    cache = cache.push(row);
    rows = rows.push(row);
  });
  const entry: CacheEntry = { rows, counter };
  const answer: PendingAnswer = { to: from, message: { kind: 'uploaded', upload } };
  return [
    changed(state, { cache, counter, owed: state.owed.push(answer) }),
    [{ kind: 'append', file: CACHE, entry }, syncCache],
  ];
}

/** A server with its options and its rules. */
interface Server {
  readonly options: ServerOptions;
  readonly parts: MeteringServerParts;
}

/** Accepts a log, which is copied with the rights of the client's user [Q287626]. */
function onUpload(
  { options, parts }: Server,
  state: MeteringServerState,
  from: string,
  message: Message & { kind: 'upload' },
  now: LocalTime,
): ServerStep {
  if (!state.running) return [state, NO_EFFECTS];
  const [lockOuts, may] = mayLogOn(state.lockOuts, from, now.elapsed);
  const asked = fillMemory(options, parts, changed(state, { lockOuts }));
  if (!may) return [asked, [{ kind: 'mark', mark: 'logon-refused' }]];
  return asked.running ? load(options, asked, from, message.upload, message.log) : [asked, []];
}

function synced(state: MeteringServerState): ServerStep {
  const answer = state.owed.first();
  return [
    changed(state, { owed: state.owed.drop(1) }),
    answer === undefined ? NO_EFFECTS : [{ kind: 'send', ...answer }],
  ];
}

function deleteUpTo(
  parts: MeteringServerParts,
  state: MeteringServerState,
  upToRow: number,
): ServerStep {
  const count = parts.collated(state.cache, upToRow);
  if (count === 0) return [state, NO_EFFECTS];
  const cache = state.cache.drop(count);
  const { counter, service } = state;
  const entry: CacheEntry = { rows: cache, counter, ...(service === undefined ? {} : { service }) };
  return [
    changed(state, { cache, owed: state.owed.push(undefined) }),
    [{ kind: 'write', file: CACHE, entries: Seq.of<unknown>([entry]) }, syncCache],
  ];
}

/**
 * Takes rows that are old enough, from the first on. Row numbers are deleted in order, so none may
 * be skipped.
 */
function collect(state: MeteringServerState, ageMs: number, now: LocalTime): Seq<UsageRow> {
  if (ageMs === 0) return state.cache;
  const before = plus(now.wall, -ageMs);
  let count = 0;
  for (const { start } of state.cache) {
    if (!reached(before, start)) break;
    count += 1;
  }
  return state.cache.take(count);
}

function start(disk: DiskContents): ServerStep {
  let { cache, counter, service } = EMPTY;
  disk[CACHE]?.forEach((entry) => {
    if (entry === TORN) return;
    const loaded = entry as CacheEntry;
    cache = cache.concat(loaded.rows);
    counter = loaded.counter;
    service = loaded.service ?? service;
  });
  return restart(changed(EMPTY, { cache, counter, service }));
}

function onInput(
  parts: MeteringServerParts,
  state: MeteringServerState,
  input: Input,
  now: LocalTime,
): ServerStep {
  switch (input.kind) {
    case 'lock-out': {
      const lockOuts = withLockOut(state.lockOuts, input.client, now.elapsed);
      return [changed(state, { lockOuts }), NO_EFFECTS];
    }
    case 'change-password':
      return changePassword(parts, state, input.newAccount, now);
    default:
      return [state, NO_EFFECTS];
  }
}

const sendTo = (to: string, message: Message): Effect<Message>[] => [{ kind: 'send', to, message }];

function onMessage(
  server: Server,
  state: MeteringServerState,
  from: string,
  message: Message,
  now: LocalTime,
): ServerStep {
  switch (message.kind) {
    case 'upload':
      return onUpload(server, state, from, message, now);
    case 'collect': {
      const rows = collect(state, message.ageMs ?? 0, now);
      return [state, rows.length === 0 ? NO_EFFECTS : sendTo(from, { kind: 'rows', rows })];
    }
    case 'collected':
      return deleteUpTo(server.parts, state, message.upToRow);
    case 'retire':
      // Assumption: the tables of a retired server are still read, so its rows are collated.
      return stopped(state, 'stopped', {
        to: from,
        message: { kind: 'retired', histories: [] },
      });
    case 'read':
      return [state, sendTo(from, { kind: 'cache', look: message.look, rows: state.cache })];
    default:
      return [state, NO_EFFECTS];
  }
}

export const shippedMeteringServer = (
  options: ServerOptions = { name: SERVER, requestsPerRestart: undefined },
  parts: MeteringServerParts = DOCUMENTED_SERVER_PARTS,
): Model<MeteringServerState, Message, Input> => ({
  name: 'metering-server',
  initial: EMPTY,
  step(state, event: NodeEvent<Message, Input>, now) {
    switch (event.kind) {
      case 'start':
        return start(event.disk);
      case 'synced':
        return synced(state);
      case 'timer':
        return pack(state);
      case 'input':
        return onInput(parts, state, event.input, now);
      case 'message':
        return onMessage({ options, parts }, state, event.from, event.message, now);
      case 'disk-full':
      case 'wake':
        return [state, NO_EFFECTS];
    }
  },
});
