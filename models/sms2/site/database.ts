/**
 * The software metering database server. Assumption: an insert is one transaction, and a
 * row that is inserted again (server and number already there; of a fixed server, the record's own
 * identity) is not doubled. Assumption: a journal that has no room for a transaction is written
 * anew, as a whole, where it is.
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

/** One committed transaction: the rows that it added, or all there is after summarising. */
interface Transaction {
  readonly rows: Seq<UsageRow>;
  readonly summaries?: readonly SummaryRow[];
  readonly taken: Taken;
  /** By client; of the clients whose records it adds, or of all. Absent: of none. */
  readonly seen?: Readonly<Record<string, SeenOfClient>>;
}

interface Answer {
  readonly server: string;
  readonly upToRow: number;
  readonly start?: number;
}

/** What is on its way to the disk; the answer that follows, if any. */
interface Owed {
  readonly transaction: Transaction;
  readonly answer?: Answer;
}

interface DatabaseState {
  readonly rows: Seq<UsageRow>;
  readonly summaries: readonly SummaryRow[];
  /** Highest row number taken from each metering server. */
  readonly taken: Taken;
  /** Of each client, the records taken that have an identity. */
  readonly seen: Table<SeenOfClient>;
  /** What each sync under way is of, in order. */
  readonly owed: Seq<Owed>;
}

const EMPTY: DatabaseState = {
  rows: Seq.empty(),
  summaries: [],
  taken: {},
  seen: emptyTable(),
  owed: Seq.empty(),
};

type DatabaseStep = Step<DatabaseState, Message>;

/** The rules of the database on which records hang. */
export interface DatabaseParts {
  /**
   * Which rows of an insert are added, when `known` is the highest number taken before from the
   * same server, and `seen` which records of the same client.
   */
  readonly isNew: (row: UsageRow, known: number, seen: SeenOfClient | undefined) => boolean;
  /** When an insert is answered. */
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

/** The rows that are new, and what is known of their clients' records with them. */
function addedOf(
  parts: DatabaseParts,
  state: DatabaseState,
  rows: Seq<UsageRow>,
  known: number,
): { readonly added: Seq<UsageRow>; readonly seen: Readonly<Record<string, SeenOfClient>> } {
  const seen: Record<string, SeenOfClient> = {};
  const added = rows.filter((row) => {
    const of = seen[row.client] ?? entryOf(state.seen, row.client);
    if (!parts.isNew(row, known, of)) return false;
    const identity = identityOf(row);
    if (identity !== undefined) seen[row.client] = withSeen(of, identity);
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
  const of = { server: last.server, upToRow: last.row };
  const answer: Answer = start === undefined ? of : { ...of, start };
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

/** The whole journal written anew, in as much room as it has; `answer` follows when it is on disk. */
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

/** Old rows give way to their summaries. */
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

/** The disk had no room for a transaction: its sync answers nobody, and the journal is written anew. */
function notAppended(state: DatabaseState, entry: unknown): DatabaseStep {
  const refused = state.owed.toArray().find(({ transaction }) => transaction === entry);
  const owed = Seq.of(
    state.owed
      .toArray()
      .map((one): Owed => (one === refused ? { transaction: one.transaction } : one)),
  );
  const { rows, summaries, taken, seen } = state;
  return rewritten({ rows, summaries, taken, seen, owed }, refused?.answer);
}

/** Half a transaction is none: the torn tail is dropped whole, and collated again later. */
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
