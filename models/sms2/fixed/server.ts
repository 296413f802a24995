/**
 * The fixed software metering server: takes batches once, confirms what is on disk, and tells
 * the operator what is missing. Towards collation and console it is the shipped server.
 *
 * A batch becomes visible, confirmed and reported in the step in which it is known to be on
 * disk. What is to be reported is part of what is written: a server that ends after the disk has a
 * batch and before it could tell, tells when it starts again. (A loss told twice is one: the
 * records are named, and a break is of unknown size.)
 */
import { NO_EFFECTS, Seq, TORN } from '../../../sim/index.js';
import type {
  DiskContents,
  Effect,
  LocalTime,
  Model,
  NodeEvent,
  Step,
} from '../../../sim/index.js';
import { isYes, refusal } from './agent-parts.js';
import type { Answer } from './agent-parts.js';
import { deleteCollated } from '../metering-server.js';
import type { Input, Message, UsageRow } from '../protocol.js';
import { SERVER } from '../scenario.js';
import { gapBefore, gapWithin, ingest, newPart, NO_CHAIN, reportsOf } from './chain.js';
import type { Batch, Chain, ChainParts, Told } from './chain.js';
import type { DatedRecord, FixedMessage } from './protocol.js';

const CACHE = 'cache';

/** One entry of the cache's file: what a batch added, or all there was after a deletion. */
interface Transaction {
  readonly rows: Seq<UsageRow>;
  /** Rows ever loaded, up to and with this entry. */
  readonly counter: number;
  readonly chains: Readonly<Record<string, Chain>>;
  /** By client; nothing of a batch that is known to have been told. */
  readonly told: Readonly<Record<string, Told>>;
}

interface Pending {
  readonly client: string;
  readonly ticket: number;
  readonly index: number;
  readonly transaction: Transaction;
  readonly chain: Chain;
}

/** The exchange that a client is in: its batches count from 0, each taken once. */
interface Ticket {
  readonly hello: number;
  readonly ticket: number;
  readonly next: number;
}

interface FixedServerState {
  readonly cache: Seq<UsageRow>;
  /** Row numbers given so far; a number is not reused, even if its row never got to disk. */
  readonly counter: number;
  readonly chains: Readonly<Record<string, Chain>>;
  readonly tickets: Readonly<Record<string, Ticket>>;
  readonly given: number;
  /** Drawn at each start. */
  readonly start: number;
  /** Batches on their way to the disk, in order; undefined: a sync that answers nobody. */
  readonly pending: readonly (Pending | undefined)[];
}

export interface ServerParts extends ChainParts {
  /** When a batch is confirmed. */
  readonly confirms: 'when-synced' | 'when-written';
  /** Whether a batch is taken at all. */
  readonly takes: (batch: Batch) => Answer;
  /** Whether a record becomes a row. */
  readonly loads: (
    record: DatedRecord,
    client: string,
    cache: Seq<UsageRow>,
    now: LocalTime,
  ) => Answer;
  /** What a starting server knows of its clients, from its disk. */
  readonly recovered: (chains: FixedServerState['chains']) => FixedServerState['chains'];
  /** How many rows of the cache a collation up to a row deletes. */
  readonly collated: (cache: Seq<UsageRow>, upToRow: number) => number;
}

export const DEFAULT_SERVER_PARTS: ServerParts = {
  gapBefore,
  gapWithin,
  newPart,
  confirms: 'when-synced',
  takes: () => true,
  loads: () => true,
  recovered: (chains) => chains,
  collated: deleteCollated,
};

const EMPTY: FixedServerState = {
  cache: Seq.empty(),
  counter: 0,
  chains: {},
  tickets: {},
  given: 0,
  start: 0,
  pending: [],
};

type ServerStep = Step<FixedServerState, Message>;

/** Tickets of one start of the server are counted; starts differ by what they draw. */
const TICKETS_PER_START = 1_048_576;

function hello(
  state: FixedServerState,
  from: string,
  { hello: number }: FixedMessage & { kind: 'fixed-hello' },
  now: LocalTime,
): ServerStep {
  // What is on its way to the disk decides where this client stands: it will ask again.
  if (state.pending.some((pending) => pending?.client === from)) return [state, NO_EFFECTS];
  const known = state.tickets[from];
  // The same hello twice (a doubled message) is one exchange.
  const again = known?.hello === number;
  const given = again ? state.given : state.given + 1;
  const ticket = again ? known.ticket : state.start * TICKETS_PER_START + given;
  const welcome: FixedMessage = {
    kind: 'fixed-welcome',
    hello: number,
    ticket,
    serverTime: now.wall,
    tip: state.chains[from]?.tip,
  };
  const next = again ? known.next : 0;
  const tickets = { ...state.tickets, [from]: { hello: number, ticket, next } };
  return [{ ...state, given, tickets }, [{ kind: 'send', to: from, message: welcome }]];
}

function batch(
  parts: ServerParts,
  state: FixedServerState,
  from: string,
  message: Batch,
  now: LocalTime,
): ServerStep {
  const known = state.tickets[from];
  // Void, of an earlier exchange; or a doubled message, whose answer is given or on its way.
  if (known?.ticket !== message.ticket || known.next !== message.index) return [state, NO_EFFECTS];
  const takes = parts.takes(message);
  if (!isYes(takes)) return [state, refusal(takes)];
  const tickets = { ...state.tickets, [from]: { ...known, next: known.next + 1 } };
  const ingested = ingest(parts, state.chains[from] ?? NO_CHAIN, message);
  let { counter } = state;
  let rows = Seq.empty<UsageRow>();
  const refused: Effect<Message>[] = [];
  for (const element of ingested.added) {
    if (element.kind === 'lost') continue;
    const loads = parts.loads(element, from, state.cache, now);
    refused.push(...refusal(loads));
    if (!isYes(loads)) continue;
    counter += 1;
    rows = rows.push(rowOf(from, element, counter));
  }
  const { chain, gap } = ingested;
  const lost = ingested.added.filter(({ kind }) => kind === 'lost');
  const told = gap === 0 && lost.length === 0 ? {} : { [from]: { added: lost, gap } };
  const transaction: Transaction = { rows, counter, chains: { [from]: chain }, told };
  const { ticket, index } = message;
  const pending: Pending = { client: from, ticket, index, transaction, chain };
  const writes: Effect<Message>[] = [
    ...refused,
    { kind: 'append', file: CACHE, entry: transaction },
    { kind: 'sync', file: CACHE },
  ];
  if (parts.confirms === 'when-written') {
    const [next, effects] = committed({ ...state, counter, tickets }, pending);
    return [{ ...next, pending: [...next.pending, undefined] }, [...writes, ...effects]];
  }
  return [{ ...state, counter, tickets, pending: [...state.pending, pending] }, writes];
}

const rowOf = (client: string, record: DatedRecord, row: number): UsageRow => ({
  record: record.record,
  client,
  user: record.user,
  program: record.program,
  version: record.version,
  start: record.start,
  end: record.end,
  boundMs: record.boundMs,
  server: SERVER,
  row,
});

const telling = ({ told }: Transaction): Effect<Message>[] =>
  Object.entries(told).flatMap(([client, of]) =>
    reportsOf(client, of).map((report): Effect<Message> => ({ kind: 'report', report })),
  );

/** The batch is on disk: seen, confirmed and reported at once. */
function committed(state: FixedServerState, pending: Pending): ServerStep {
  const { client, ticket, index, transaction, chain } = pending;
  const accepted: FixedMessage = {
    kind: 'fixed-accepted',
    ticket,
    index,
    tip: chain.tip,
  };
  return [
    {
      ...state,
      cache: state.cache.concat(transaction.rows),
      chains: { ...state.chains, ...transaction.chains },
    },
    [...telling(transaction), { kind: 'send', to: client, message: accepted }],
  ];
}

function synced(state: FixedServerState): ServerStep {
  const [first, ...pending] = state.pending;
  const next = { ...state, pending };
  return first === undefined ? [next, NO_EFFECTS] : committed(next, first);
}

/** What collation has put into the database is deleted; what is on its way to the disk stays. */
function deleteUpTo(parts: ServerParts, state: FixedServerState, upToRow: number): ServerStep {
  const count = parts.collated(state.cache, upToRow);
  if (count === 0) return [state, NO_EFFECTS];
  const cache = state.cache.drop(count);
  const { chains, counter } = state;
  const rest: Transaction = { rows: cache, counter, chains, told: {} };
  const waiting = state.pending.flatMap((pending) => pending?.transaction ?? []);
  return [
    { ...state, cache, pending: [...state.pending, undefined] },
    [
      { kind: 'write', file: CACHE, entries: Seq.of<unknown>([rest, ...waiting]) },
      { kind: 'sync', file: CACHE },
    ],
  ];
}

/** A torn entry was never confirmed: its batch comes again. */
function start(parts: ServerParts, disk: DiskContents, entropy: number): ServerStep {
  let { cache, counter, chains } = EMPTY;
  const reports: Effect<Message>[] = [];
  disk[CACHE]?.forEach((entry) => {
    if (entry === TORN) return;
    const transaction = entry as Transaction;
    cache = cache.concat(transaction.rows);
    counter = transaction.counter;
    chains = { ...chains, ...transaction.chains };
    reports.push(...telling(transaction));
  });
  const state = { ...EMPTY, cache, counter, chains: parts.recovered(chains), start: entropy };
  return [state, reports];
}

/** No room for a batch: it is not taken, and comes again. */
const notWritten = (state: FixedServerState, entry: unknown): ServerStep => [
  {
    ...state,
    pending: state.pending.map((pending) => (pending?.transaction === entry ? undefined : pending)),
  },
  NO_EFFECTS,
];

function onMessage(
  parts: ServerParts,
  state: FixedServerState,
  from: string,
  message: Message,
  now: LocalTime,
): ServerStep {
  switch (message.kind) {
    case 'fixed-hello':
      return hello(state, from, message, now);
    case 'fixed-batch':
      return batch(parts, state, from, message, now);
    case 'collect':
      return state.cache.length === 0
        ? [state, NO_EFFECTS]
        : [state, [{ kind: 'send', to: from, message: { kind: 'rows', rows: state.cache } }]];
    case 'collected':
      return deleteUpTo(parts, state, message.upToRow);
    case 'read': {
      const cache = { kind: 'cache', look: message.look, rows: state.cache } as const;
      return [state, [{ kind: 'send', to: from, message: cache }]];
    }
    default:
      return [state, NO_EFFECTS];
  }
}

export const fixedServer = (
  parts: ServerParts = DEFAULT_SERVER_PARTS,
): Model<FixedServerState, Message, Input> => ({
  name: 'fixed-metering-server',
  initial: EMPTY,
  step(state, event: NodeEvent<Message, Input>, now) {
    switch (event.kind) {
      case 'start':
        return start(parts, event.disk, event.entropy);
      case 'synced':
        return synced(state);
      case 'disk-full':
        return notWritten(state, event.entry);
      case 'message':
        return onMessage(parts, state, event.from, event.message, now);
      default:
        return [state, NO_EFFECTS];
    }
  },
});
