/**
 * The fixed software metering server: accepts each batch once, confirms durable records, and
 * reports missing ones to the operator. Towards collation and console it behaves as the shipped
 * server.
 *
 * A batch becomes visible, confirmed and reported in the step in which it is known to be durable.
 * The reports are part of the written transaction: a server that ends between the write and the
 * report makes the report when it starts again. (A loss reported twice counts as one: the records
 * are named, and a break is of unknown size.)
 */
import { NO_EFFECTS, TORN } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import type {
  DiskContents,
  Effect,
  LocalTime,
  Model,
  NodeEvent,
} from '../../../../sim/model/node.js';
import { isYes, refusal } from '../../../rules/answer.js';
import type { Answer } from '../../../rules/answer.js';
import { deleteCollated } from '../../shipped/metering-server/server.js';
import type { Input, Message, UsageRow } from '../../protocol.js';
import { SERVER, SITE } from '../../scenario.js';
import {
  gapBefore,
  gapWithin,
  ingest,
  newPart,
  NO_HISTORY,
  notKept,
  reportsOf,
} from '../history.js';
import type { Batch, ClientHistory, HistoryRules } from '../history.js';
import type { DatedRecord, FixedMessage } from '../protocol.js';
import { changed } from './change.js';
import { moveHistories } from './retirement.js';
import { CACHE, EMPTY } from './state.js';
import type { FixedServerState, PendingBatch, ServerStep, Ticket, Transaction } from './state.js';
import { entriesOf, entryOf, recordOf, withEntries, withEntry } from './table.js';
import type { Table } from './table.js';

export interface ServerParts extends HistoryRules {
  /** Time of the confirmation of a batch. */
  readonly confirms: 'when-synced' | 'when-written';
  /** Decides whether a batch is accepted. */
  readonly takes: (batch: Batch) => Answer;
  /** Decides whether a record becomes a row. */
  readonly loads: (
    record: DatedRecord,
    client: string,
    cache: Seq<UsageRow>,
    now: LocalTime,
  ) => Answer;
  /** Histories that a starting server recovers from its disk. */
  readonly recovered: (histories: Table<ClientHistory>) => Table<ClientHistory>;
  /** True: a server that has given its histories away accepts no records. */
  readonly endsWhenRetired: boolean;
  /**
   * True when a server takes over a history of another server. `known` is its own history of the
   * client.
   */
  readonly adopts: (known: ClientHistory | undefined) => boolean;
  /** Effects for a client whose history the server has given away. */
  readonly sentAway: (state: FixedServerState) => readonly Effect<Message>[];
  /** True when row numbers given by the server's start `start` are valid now. */
  readonly knows: (state: FixedServerState, start: number | undefined) => boolean;
  /** Number of cache rows that a collation up to a row deletes. */
  readonly collated: (cache: Seq<UsageRow>, upToRow: number) => number;
}

export const DEFAULT_SERVER_PARTS: ServerParts = {
  gapBefore,
  gapWithin,
  newPart,
  notKept,
  confirms: 'when-synced',
  takes: () => true,
  loads: () => true,
  recovered: (histories) => histories,
  endsWhenRetired: true,
  adopts: (known) => known === undefined,
  // The site server may have lost the disk on which it noted the retirement.
  sentAway: ({ chains, pending }) =>
    pending.length > 0 ? [] : [{ kind: 'send', to: SITE, message: retiredWith(chains) }],
  knows: (state, start) => start === state.start,
  collated: deleteCollated,
};

/** A server with its name and its rules. */
interface Server {
  readonly name: string;
  readonly parts: ServerParts;
}

const retiredWith = (histories: Table<ClientHistory>): Message => ({
  kind: 'retired',
  histories: entriesOf(histories),
});

/** Tickets of one start of the server are numbered; starts differ by the number that they draw. */
const TICKETS_PER_START = 1_048_576;

function hello(
  state: FixedServerState,
  from: string,
  { hello: number }: FixedMessage & { kind: 'fixed-hello' },
  now: LocalTime,
): ServerStep {
  const known = entryOf(state.tickets, from);
  // A batch being written decides the state of this client: the client will ask again.
  if ((known?.writing ?? 0) > 0) return [state, NO_EFFECTS];
  // A repeated hello (a duplicated message) belongs to the same exchange.
  const again = known?.hello === number;
  const given = again ? state.given : state.given + 1;
  const ticket = again ? known.ticket : state.start * TICKETS_PER_START + given;
  const welcome: FixedMessage = {
    kind: 'fixed-welcome',
    hello: number,
    ticket,
    serverTime: now.wall,
    tip: entryOf(state.chains, from)?.tip,
  };
  const next = again ? known.next : 0;
  const tickets = withEntry(state.tickets, from, { hello: number, ticket, next, writing: 0 });
  return [changed(state, { given, tickets }), [{ kind: 'send', to: from, message: welcome }]];
}

function batch(
  { name, parts }: Server,
  state: FixedServerState,
  from: string,
  message: Batch,
  now: LocalTime,
): ServerStep {
  const known = entryOf(state.tickets, from);
  // Void: of an earlier exchange, or a duplicated message whose answer was sent or will be.
  if (known?.ticket !== message.ticket || known.next !== message.index) return [state, NO_EFFECTS];
  const takes = parts.takes(message);
  if (!isYes(takes)) return [state, refusal(takes)];
  const tickets = withEntry(state.tickets, from, {
    hello: known.hello,
    ticket: known.ticket,
    next: known.next + 1,
    writing: known.writing + 1,
  });
  const ingested = ingest(parts, entryOf(state.chains, from) ?? NO_HISTORY, message);
  let { counter } = state;
  let rows = Seq.empty<UsageRow>();
  const refused: Effect<Message>[] = [];
  for (const element of ingested.added) {
    if (element.kind === 'lost') continue;
    const loads = parts.loads(element, from, state.cache, now);
    refused.push(...refusal(loads));
    if (!isYes(loads)) continue;
    counter += 1;
    rows = rows.push(rowOf(name, from, element, counter));
  }
  const { history, gap } = ingested;
  const lost = ingested.added.filter(({ kind }) => kind === 'lost');
  const told = gap === 0 && lost.length === 0 ? {} : { [from]: { added: lost, gap } };
  const transaction: Transaction = { rows, counter, chains: { [from]: history }, told };
  const { ticket, index } = message;
  const pending: PendingBatch = {
    kind: 'batch',
    client: from,
    ticket,
    index,
    transaction,
    chain: history,
  };
  const writes: Effect<Message>[] = [
    ...refused,
    { kind: 'append', file: CACHE, entry: transaction },
    { kind: 'sync', file: CACHE },
  ];
  if (parts.confirms === 'when-written') {
    const [next, effects] = committed(parts, changed(state, { counter, tickets }), pending);
    return [changed(next, { pending: next.pending.push(undefined) }), [...writes, ...effects]];
  }
  return [changed(state, { counter, tickets, pending: state.pending.push(pending) }), writes];
}

const rowOf = (server: string, client: string, record: DatedRecord, row: number): UsageRow => ({
  record: record.record,
  client,
  user: record.user,
  program: record.program,
  version: record.version,
  start: record.start,
  end: record.end,
  boundMs: record.boundMs,
  server,
  row,
  incarnation: record.incarnation,
  sequence: record.sequence,
});

const rowsOf = ({ cache: rows, start }: FixedServerState): Message => ({
  kind: 'rows',
  rows,
  start,
});

const reportsIn = (parts: ServerParts, { told }: Transaction): Effect<Message>[] =>
  Object.entries(told).flatMap(([client, ingestion]) =>
    reportsOf(parts, client, ingestion).map((report): Effect<Message> => ({
      kind: 'report',
      report,
    })),
  );

/** Counts one batch of the client as written. */
function withoutWriting(tickets: Table<Ticket>, client: string): Table<Ticket> {
  const known = entryOf(tickets, client);
  if (known === undefined) return tickets;
  const { hello, ticket, next, writing } = known;
  return withEntry(tickets, client, { hello, ticket, next, writing: writing - 1 });
}

/** Commits a durable batch: shows, confirms and reports it at once. */
function committed(parts: ServerParts, state: FixedServerState, pending: PendingBatch): ServerStep {
  const { client, ticket, index, transaction, chain } = pending;
  const accepted: FixedMessage = {
    kind: 'fixed-accepted',
    ticket,
    index,
    tip: chain.tip,
  };
  return [
    changed(state, {
      cache: state.cache.concat(transaction.rows),
      chains: withEntries(state.chains, transaction.chains),
      tickets: withoutWriting(state.tickets, client),
    }),
    [...reportsIn(parts, transaction), { kind: 'send', to: client, message: accepted }],
  ];
}

function synced(parts: ServerParts, state: FixedServerState): ServerStep {
  const first = state.pending.first();
  const next = changed(state, { pending: state.pending.drop(1) });
  if (first === undefined) return [next, NO_EFFECTS];
  if (first.kind === 'batch') return committed(parts, next, first);
  const chains = withEntries(state.chains, first.transaction.chains);
  const message: Message = first.kind === 'adopted' ? { kind: 'adopted' } : retiredWith(chains);
  return [changed(next, { chains }), [{ kind: 'send', to: first.to, message }]];
}

/**
 * Deletes the rows that collation has put into the database; rows being written stay. An answer to
 * an earlier start is ignored: a restored disk may have given its numbers again.
 */
function deleteUpTo(
  parts: ServerParts,
  state: FixedServerState,
  { upToRow, start }: Message & { kind: 'collected' },
): ServerStep {
  if (!parts.knows(state, start)) return [state, NO_EFFECTS];
  const count = parts.collated(state.cache, upToRow);
  if (count === 0) return [state, NO_EFFECTS];
  const cache = state.cache.drop(count);
  const { counter, retired } = state;
  const rest: Transaction = {
    rows: cache,
    counter,
    chains: recordOf(state.chains),
    told: {},
    ...(retired ? { retired } : {}),
  };
  const waiting = state.pending.toArray().flatMap((pending) => pending?.transaction ?? []);
  return [
    changed(state, { cache, pending: state.pending.push(undefined) }),
    [
      { kind: 'write', file: CACHE, entries: Seq.of<unknown>([rest, ...waiting]) },
      { kind: 'sync', file: CACHE },
    ],
  ];
}

/** Reads the disk. A torn entry was never confirmed: its batch is sent again. */
function start(parts: ServerParts, disk: DiskContents, entropy: number): ServerStep {
  let { cache, counter, chains, retired } = EMPTY;
  const reports: Effect<Message>[] = [];
  disk[CACHE]?.forEach((entry) => {
    if (entry === TORN) return;
    const transaction = entry as Transaction;
    cache = cache.concat(transaction.rows);
    counter = transaction.counter;
    chains = withEntries(chains, transaction.chains);
    retired ||= transaction.retired === true;
    reports.push(...reportsIn(parts, transaction));
  });
  const known = parts.recovered(chains);
  return [changed(EMPTY, { cache, counter, chains: known, start: entropy, retired }), reports];
}

/** Drops a batch that the disk had no room for; it is sent again. */
function notWritten(state: FixedServerState, entry: unknown): ServerStep {
  let { tickets } = state;
  const pending = state.pending.toArray().map((one) => {
    if (one === undefined || one.transaction !== entry) return one;
    if (one.kind === 'batch') tickets = withoutWriting(tickets, one.client);
    return undefined;
  });
  return [changed(state, { tickets, pending: Seq.of(pending) }), NO_EFFECTS];
}

function onMessage(
  server: Server,
  state: FixedServerState,
  from: string,
  message: Message,
  now: LocalTime,
): ServerStep {
  const { parts } = server;
  const ended = state.retired && parts.endsWhenRetired;
  switch (message.kind) {
    case 'fixed-hello':
      return ended ? [state, parts.sentAway(state)] : hello(state, from, message, now);
    case 'fixed-batch':
      return ended ? [state, NO_EFFECTS] : batch(server, state, from, message, now);
    case 'collect':
      return state.cache.length === 0
        ? [state, NO_EFFECTS]
        : [state, [{ kind: 'send', to: from, message: rowsOf(state) }]];
    case 'collected':
      return deleteUpTo(parts, state, message);
    case 'retire':
      return moveHistories(parts.adopts, state, from, 'retired', []);
    case 'adopt':
      return moveHistories(parts.adopts, state, from, 'adopted', message.histories);
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
  name = SERVER,
): Model<FixedServerState, Message, Input> => ({
  name: 'fixed-metering-server',
  initial: EMPTY,
  step(state, event: NodeEvent<Message, Input>, now) {
    switch (event.kind) {
      case 'start':
        return start(parts, event.disk, event.entropy);
      case 'synced':
        return synced(parts, state);
      case 'disk-full':
        return notWritten(state, event.entry);
      case 'message':
        return onMessage({ name, parts }, state, event.from, event.message, now);
      default:
        return [state, NO_EFFECTS];
    }
  },
});
