/**
 * The software metering database server. Assumption: an insert is one transaction, and a row that
 * is inserted again is not duplicated. Rows are recognised by server and number; rows of a fixed
 * server by the record's own identity. Assumption: a journal without room for a transaction is
 * rewritten as a whole, in place.
 */
import { NO_EFFECTS, TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { reached } from '../../../sim/model/time.js';
import type { DiskContents, Effect, Model, NodeEvent, Step } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { Input, Message, SummaryRow, UsageRow } from '../protocol.js';
import { SITE } from '../scenario.js';
import type { Granularity } from '../scenario.js';
import { emptyTable, entryOf, recordOf, withEntries } from '../fixed/server/table.js';
import type { Table } from '../fixed/server/table.js';
import { hasSeen, identityOf, withSeen } from './identities.js';
import type { SeenOfClient } from './identities.js';
import { intervalOf, summarised } from './summaries.js';
import type { Interval } from './summaries.js';

const JOURNAL = 'journal';

type Taken = Readonly<Record<string, number>>;

/** One committed transaction: the rows that it added, or all rows after summarising. */
interface Transaction {
  readonly rows: Seq<UsageRow>;
  readonly summaries?: readonly SummaryRow[];
  readonly taken: Taken;
  /** Identities by client, for the clients of its records or for all. Absent: none. */
  readonly seen?: Readonly<Record<string, SeenOfClient>>;
}

interface Answer {
  readonly server: string;
  readonly upToRow: number;
  readonly start?: number;
}

/** A transaction being written, and the answer that follows, if any. */
interface PendingTransaction {
  readonly transaction: Transaction;
  readonly answer?: Answer;
}

interface DatabaseState {
  readonly rows: Seq<UsageRow>;
  readonly summaries: readonly SummaryRow[];
  /** Highest row number taken from each metering server. */
  readonly taken: Taken;
  /** Records with an identity that were taken, by client. */
  readonly seen: Table<SeenOfClient>;
  /** Transactions of the pending syncs, in order. */
  readonly owed: Seq<PendingTransaction>;
}

const EMPTY: DatabaseState = {
  rows: Seq.empty(),
  summaries: [],
  taken: {},
  seen: emptyTable(),
  owed: Seq.empty(),
};

type DatabaseStep = Step<DatabaseState, Message>;

/** Rules of the database that can lose records. */
export interface DatabaseParts {
  /**
   * True when a row of an insert is added. `known` is the highest number taken before from the same
   * server, and `seen` the records of the same client.
   */
  readonly isNew: (row: UsageRow, known: number, seen: SeenOfClient | undefined) => boolean;
  /** Time of the answer to an insert. */
  readonly answers: 'when-synced' | 'when-written';
  /** The interval of a summary that a stamp belongs to. */
  readonly interval: (stamp: LocalMs, by: Granularity) => Interval;
}

export const DEFAULT_DATABASE_PARTS: DatabaseParts = {
  isNew: (row, known, seen) => {
    const identity = identityOf(row);
    return identity === undefined ? row.row > known : !hasSeen(seen, identity);
  },
  answers: 'when-synced',
  interval: intervalOf,
};

/** The new rows, and the identities known of their clients including these rows. */
function addedOf(
  parts: DatabaseParts,
  state: DatabaseState,
  rows: Seq<UsageRow>,
  known: number,
): { readonly added: Seq<UsageRow>; readonly seen: Readonly<Record<string, SeenOfClient>> } {
  const seen: Record<string, SeenOfClient> = {};
  const added = rows.filter((row) => {
    const seenOfClient = seen[row.client] ?? entryOf(state.seen, row.client);
    if (!parts.isNew(row, known, seenOfClient)) return false;
    const identity = identityOf(row);
    if (identity !== undefined) seen[row.client] = withSeen(seenOfClient, identity);
    return true;
  });
  return { added, seen };
}

const seenIn = (seen: Readonly<Record<string, SeenOfClient>>): Pick<Transaction, 'seen'> =>
  Object.keys(seen).length === 0 ? {} : { seen };

function insert(
  parts: DatabaseParts,
  state: DatabaseState,
  { rows, start }: Message & { kind: 'insert' },
): DatabaseStep {
  const last = rows.last();
  if (last === undefined) return [state, NO_EFFECTS];
  const known = state.taken[last.server] ?? 0;
  const { added, seen } = addedOf(parts, state, rows, known);
  const taken = { ...state.taken, [last.server]: Math.max(known, last.row) };
  const position = { server: last.server, upToRow: last.row };
  const answer: Answer = start === undefined ? position : { ...position, start };
  const early = parts.answers === 'when-written';
  const transaction: Transaction = { rows: added, taken, ...seenIn(seen) };
  const owed = state.owed.push(early ? { transaction } : { transaction, answer });
  return [
    {
      rows: state.rows.concat(added),
      summaries: state.summaries,
      taken,
      seen: withEntries(state.seen, seen),
      owed,
    },
    [
      { kind: 'append', file: JOURNAL, entry: transaction },
      { kind: 'sync', file: JOURNAL },
      ...(early ? inserted(answer) : []),
    ],
  ];
}

/** Rewrites the whole journal in the room that it has; `answer` follows when it is on disk. */
function rewritten(state: DatabaseState, answer?: Answer): DatabaseStep {
  const { rows, summaries, taken, seen } = state;
  const transaction: Transaction = { rows, summaries, taken, ...seenIn(recordOf(seen)) };
  const owed = state.owed.push(answer === undefined ? { transaction } : { transaction, answer });
  return [
    { rows, summaries, taken, seen, owed },
    [
      { kind: 'write', file: JOURNAL, entries: Seq.of<unknown>([transaction]) },
      { kind: 'sync', file: JOURNAL },
    ],
  ];
}

/** Replaces old rows by their summaries. */
function summarise(
  parts: DatabaseParts,
  state: DatabaseState,
  before: LocalMs,
  by: Granularity,
): DatabaseStep {
  const old = state.rows.filter((row) => !reached(row.start, before));
  if (old.length === 0) return [state, NO_EFFECTS];
  const summaries = summarised(state.summaries, old, (stamp) => parts.interval(stamp, by));
  const rows = state.rows.filter((row) => reached(row.start, before));
  const { taken, seen, owed } = state;
  return rewritten({ rows, summaries, taken, seen, owed });
}

/**
 * Handles a transaction that the disk had no room for: its sync is not answered, and the journal is
 * rewritten.
 */
function notAppended(state: DatabaseState, entry: unknown): DatabaseStep {
  const refused = state.owed.toArray().find(({ transaction }) => transaction === entry);
  const owed = Seq.of(
    state.owed
      .toArray()
      .map((one): PendingTransaction => (one === refused ? { transaction: one.transaction } : one)),
  );
  const { rows, summaries, taken, seen } = state;
  return rewritten({ rows, summaries, taken, seen, owed }, refused?.answer);
}

/** Reads the journal. A torn transaction is dropped whole, and collated again later. */
function start(disk: DiskContents): DatabaseStep {
  let { rows, summaries, taken, seen } = EMPTY;
  disk[JOURNAL]?.forEach((entry) => {
    if (entry === TORN) return;
    const transaction = entry as Transaction;
    rows = rows.concat(transaction.rows);
    summaries = transaction.summaries ?? summaries;
    taken = transaction.taken;
    seen = withEntries(seen, transaction.seen ?? {});
  });
  return [{ rows, summaries, taken, seen, owed: Seq.empty() }, NO_EFFECTS];
}

const inserted = (answer: Answer): Effect<Message>[] => [
  { kind: 'send', to: SITE, message: { kind: 'inserted', ...answer } },
];

function synced(state: DatabaseState): DatabaseStep {
  const { rows, summaries, taken, seen, owed } = state;
  const answer = owed.first()?.answer;
  const next: DatabaseState = { rows, summaries, taken, seen, owed: owed.drop(1) };
  return [next, answer === undefined ? NO_EFFECTS : inserted(answer)];
}

function step(
  parts: DatabaseParts,
  state: DatabaseState,
  event: NodeEvent<Message, Input>,
): DatabaseStep {
  if (event.kind === 'start') return start(event.disk);
  if (event.kind === 'synced') return synced(state);
  if (event.kind === 'disk-full') return notAppended(state, event.entry);
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { message } = event;
  switch (message.kind) {
    case 'insert':
      return insert(parts, state, message);
    case 'summarise':
      return summarise(parts, state, message.before, message.by);
    case 'read':
      return [
        state,
        [
          {
            kind: 'send',
            to: event.from,
            message: {
              kind: 'database',
              look: message.look,
              rows: state.rows,
              summaries: state.summaries,
              taken: state.taken,
              ...seenIn(recordOf(state.seen)),
            },
          },
        ],
      ];
    default:
      return [state, NO_EFFECTS];
  }
}

export const database = (
  parts: DatabaseParts = DEFAULT_DATABASE_PARTS,
): Model<DatabaseState, Message, Input> => ({
  name: 'database-server',
  initial: EMPTY,
  step: (state, event) => step(parts, state, event),
});
