/**
 * The server accepts each record once, confirms durable records, and shows all that it has.
 *
 * A batch is shown and confirmed in the step in which it is known to be durable. No comparison that
 * decides the fate of a record reads a wall clock.
 */
import { NO_EFFECTS, TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { MINUTE_MS, msOf } from '../../../sim/model/time.js';
import type { Zone } from '../../../sim/clock/zone.js';
import type { DiskContents, Effect, LocalTime, Model, Step } from '../../../sim/model/node.js';
import type { Batch, Input, Message, Row, TelemetryRecord, Token } from '../protocol.js';
import { isYes, refusal } from '../../rules/answer.js';
import { NO_MEMORY } from '../rules.js';
import type { Memory } from '../rules.js';
import { changed } from './change.js';
import { DEFAULT_SERVER_PARTS } from './parts.js';
import type { Pending, ServerParts, ServerState, Transaction } from './parts.js';

const TOKEN_LIFE_MS = 60 * MINUTE_MS;
/** Wait of a queue in memory before it is written (one defect has such a queue). */
const QUEUE_MS = MINUTE_MS;
const STORE = 'store';
const READER = 'reader';

interface ServerOptions {
  readonly zone: Zone;
  /** Records accepted of one batch. */
  readonly takeRecords: number;
  /** 0: no limit. */
  readonly batchesPerMinute: number;
}

/** The server with its rules. */
interface Server {
  readonly parts: ServerParts;
  readonly options: ServerOptions;
}

type ServerEffect = Effect<Message>;
type ServerStep = Step<ServerState, Message>;

const EMPTY: ServerState = {
  rows: Seq.empty(),
  known: {},
  counter: 0,
  boot: 0,
  minute: { fromMs: 0, batches: 0 },
  pending: [],
  memory: NO_MEMORY,
};

const send = (to: string, message: Message): ServerEffect => ({ kind: 'send', to, message });
const mark = (name: string): ServerEffect => ({ kind: 'mark', mark: name });

/** Reads the disk. A torn entry was never confirmed: its batch is sent again. */
function start({ parts }: Server, disk: DiskContents, entropy: number): ServerStep {
  let { rows, known } = EMPTY;
  disk[STORE]?.forEach((entry) => {
    if (entry === TORN) return;
    const transaction = entry as Transaction;
    rows = rows.concat(transaction.rows);
    known = { ...known, ...transaction.known };
  });
  const counter = rows.last()?.row ?? 0;
  const memory = (disk[READER]?.first() as Memory | undefined) ?? NO_MEMORY;
  return [
    changed(EMPTY, { rows, counter, known: parts.recovered(known), boot: entropy, memory }),
    NO_EFFECTS,
  ];
}

function welcome(state: ServerState, from: string, now: LocalTime): ServerStep {
  const token: Token = {
    boot: state.boot,
    untilMs: msOf(now.elapsed) + TOKEN_LIFE_MS,
    issuedAt: msOf(now.wall),
    lifeMs: TOKEN_LIFE_MS,
  };
  return [state, [send(from, { kind: 'welcome', token })]];
}

function batch(
  server: Server,
  state: ServerState,
  from: string,
  message: Batch,
  now: LocalTime,
): ServerStep {
  const { parts } = server;
  // A batch being written decides which records are new. It is answered first, and the agent asks
  // again.
  if (state.pending.some((pending) => pending?.from === from)) return [state, NO_EFFECTS];
  for (const answer of [
    parts.isGood(message.token, state, now),
    parts.accepts(message, state, now),
  ])
    if (!isYes(answer)) return [state, [...refusal(answer), send(from, { kind: 'refused' })]];
  const limited = rateLimited(server, state, from, now);
  return 'busy' in limited ? limited.busy : ingest(server, limited, from, message, now);
}

/** Counts the batch, or refuses it until the minute is over. */
function rateLimited(
  { options: { batchesPerMinute } }: Server,
  state: ServerState,
  from: string,
  now: LocalTime,
): ServerState | { readonly busy: ServerStep } {
  if (batchesPerMinute === 0) return state;
  const elapsed = msOf(now.elapsed);
  const over = elapsed - state.minute.fromMs >= MINUTE_MS;
  const minute = over ? { fromMs: elapsed, batches: 0 } : state.minute;
  if (minute.batches < batchesPerMinute)
    return changed(state, { minute: { fromMs: minute.fromMs, batches: minute.batches + 1 } });
  const afterMs = minute.fromMs + MINUTE_MS - elapsed;
  const at = msOf(now.wall) + afterMs;
  return { busy: [state, [send(from, { kind: 'busy', afterMs, at })]] };
}

function rowOf(record: TelemetryRecord, at: number, row: number): Row {
  const made: Row = {
    record: record.record,
    agent: record.agent,
    item: record.item,
    at,
    incarnation: record.incarnation,
    sequence: record.sequence,
    row,
  };
  return record.endAt === undefined ? made : { ...made, endAt: record.endAt };
}

function ingest(
  server: Server,
  state: ServerState,
  from: string,
  message: Batch,
  now: LocalTime,
): ServerStep {
  const { parts, options } = server;
  const part = message.records.take(options.takeRecords);
  const last = part.last();
  if (last === undefined) return [state, NO_EFFECTS];
  const effects: ServerEffect[] = [];
  let { counter } = state;
  let rows = Seq.empty<Row>();
  const learned: Record<string, number> = {};
  // Known and new keys, copied once for the whole batch.
  const known: Record<string, number> = { ...state.known };
  for (const record of part) {
    const isNew = parts.isNew(known, record, now, message);
    if (!isYes(isNew)) {
      effects.push(...refusal(isNew), mark('repeated'));
      continue;
    }
    const learns = parts.learns(record, now, message);
    Object.assign(learned, learns);
    Object.assign(known, learns);
    const before = state.rows.concat(rows);
    const loads = parts.loads(record, before, now, message);
    effects.push(...refusal(loads));
    if (!isYes(loads)) continue;
    counter += 1;
    const at = parts.dated(record, now, options.zone, message, before);
    rows = rows.push(rowOf(record, at, counter));
  }
  const pending: Pending = {
    from,
    last,
    count: part.length,
    transaction: { rows, known: learned },
  };
  return written(server, changed(state, { counter }), pending, effects);
}

const writing = ({ transaction }: Pending): readonly ServerEffect[] => [
  { kind: 'append', file: STORE, entry: transaction },
  { kind: 'sync', file: STORE },
];

function written(
  { parts }: Server,
  state: ServerState,
  pending: Pending,
  effects: readonly ServerEffect[],
): ServerStep {
  switch (parts.confirms) {
    case 'when-synced':
      return [
        changed(state, { pending: [...state.pending, pending] }),
        [...effects, ...writing(pending)],
      ];
    case 'when-written': {
      const [next, answer] = committed(
        parts,
        changed(state, { pending: [...state.pending, undefined] }),
        pending,
      );
      return [next, [...effects, ...writing(pending), ...answer]];
    }
    case 'when-queued': {
      const [next, answer] = committed(parts, state, pending);
      const later: ServerEffect = { kind: 'elapsed-timer', timer: STORE, afterMs: QUEUE_MS };
      return [next, [...effects, ...answer, later]];
    }
  }
}

const acceptance = ({
  from,
  last: { incarnation, sequence },
  count,
}: Pick<Pending, 'from' | 'last' | 'count'>): ServerEffect =>
  send(from, { kind: 'accepted', last: { incarnation, sequence }, count });

/** Commits a batch: shows and confirms it at once. */
function committed(
  parts: ServerParts,
  state: ServerState,
  { from, last, count, transaction }: Pending,
): ServerStep {
  return [
    changed(state, {
      rows: state.rows.concat(transaction.rows),
      known: parts.remembers({ ...state.known, ...transaction.known }),
    }),
    [acceptance({ from, last, count })],
  ];
}

function synced({ parts }: Server, state: ServerState): ServerStep {
  const [first, ...pending] = state.pending;
  const next = changed(state, { pending });
  return first === undefined ? [next, NO_EFFECTS] : committed(parts, next, first);
}

/** Drops a batch that the disk had no room for; it is sent again. */
function notWritten({ parts }: Server, state: ServerState, entry: unknown): ServerStep {
  const refused = state.pending.find((pending) => pending?.transaction === entry);
  const pending = state.pending.map((one) => (one === refused ? undefined : one));
  const next = changed(state, { pending });
  if (refused === undefined || !parts.confirmsRefused) return [next, NO_EFFECTS];
  return [next, [acceptance(refused)]];
}

/** Writes the queue in memory to disk as a whole. */
const flushed = (state: ServerState): ServerStep => [
  changed(state, { pending: [...state.pending, undefined] }),
  [
    {
      kind: 'write',
      file: STORE,
      entries: Seq.of<unknown>([{ rows: state.rows, known: state.known }]),
    },
    { kind: 'sync', file: STORE },
  ],
];

function look({ parts, options }: Server, before: ServerState, now: LocalTime): ServerStep {
  const purged: ServerEffect[] = [];
  const rows = before.rows.filter((row) => {
    const keeps = parts.keeps(row, before.rows, now);
    purged.push(...refusal(keeps));
    return isYes(keeps);
  });
  const view = { rows: parts.shows(rows, options.zone, now, before.memory) };
  const memory = parts.looked(before.memory, view.rows, now);
  const noted: ServerEffect[] =
    memory === before.memory
      ? []
      : [{ kind: 'write', file: READER, entries: Seq.of<unknown>([memory]) }];
  const hidden = parts
    .hides(rows, now, before.memory)
    .map((decision): ServerEffect => ({ kind: 'decide', decision }));
  return [
    changed(before, { rows, memory }),
    [...purged, ...hidden, ...noted, { kind: 'show', view }],
  ];
}

export const ingestionServer = (
  options: ServerOptions,
  parts: ServerParts = DEFAULT_SERVER_PARTS,
): Model<ServerState, Message, Input> => {
  const server: Server = { parts, options };
  return {
    name: 'ingestion-server',
    initial: EMPTY,
    step(state, event, now) {
      switch (event.kind) {
        case 'start':
          return start(server, event.disk, event.entropy);
        case 'synced':
          return synced(server, state);
        case 'disk-full':
          return notWritten(server, state, event.entry);
        case 'timer':
          return flushed(state);
        case 'wake':
          return [state, NO_EFFECTS];
        case 'input':
          return event.input.kind === 'look' ? look(server, state, now) : [state, NO_EFFECTS];
        case 'message':
          switch (event.message.kind) {
            case 'hello':
              return welcome(state, event.from, now);
            case 'batch':
              return batch(server, state, event.from, event.message, now);
            default:
              return [state, NO_EFFECTS];
          }
      }
    },
  };
};
