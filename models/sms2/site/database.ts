/**
 * The software metering database server. Assumption: an insert is one transaction, and a
 * row that is inserted again (server and number already there) is not doubled.
 */
import { NO_EFFECTS, TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { reached } from '../../../sim/model/time.js';
import type { DiskContents, Effect, Model, NodeEvent, Step } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { Input, Message, SummaryRow, UsageRow } from '../protocol.js';
import { SITE } from '../scenario.js';
import type { Granularity } from '../scenario.js';
import { intervalOf, summarised } from './summaries.js';
import type { Interval } from './summaries.js';

const JOURNAL = 'journal';

type Taken = Readonly<Record<string, number>>;

/** One committed transaction: the rows that it added, or all there is after summarising. */
interface Transaction {
  readonly rows: Seq<UsageRow>;
  readonly summaries?: readonly SummaryRow[];
  readonly taken: Taken;
}

interface Answer {
  readonly server: string;
  readonly upToRow: number;
}

interface DatabaseState {
  readonly rows: Seq<UsageRow>;
  readonly summaries: readonly SummaryRow[];
  /** Highest row number taken from each metering server. */
  readonly taken: Taken;
  /** What to answer when each sync under way ends, in order; undefined: nothing. */
  readonly owed: Seq<Answer | undefined>;
}

const EMPTY: DatabaseState = { rows: Seq.empty(), summaries: [], taken: {}, owed: Seq.empty() };

type DatabaseStep = Step<DatabaseState, Message>;

/** The rules of the database on which records hang. */
export interface DatabaseParts {
  /** Which rows of an insert are added, when `known` is the highest number taken before. */
  readonly isNew: (row: UsageRow, known: number) => boolean;
  /** When an insert is answered. */
  readonly answers: 'when-synced' | 'when-written';
  /** The interval of a summary that a stamp belongs to. */
  readonly interval: (stamp: LocalMs, by: Granularity) => Interval;
}

export const DEFAULT_DATABASE_PARTS: DatabaseParts = {
  isNew: (row, known) => row.row > known,
  answers: 'when-synced',
  interval: intervalOf,
};

function insert(parts: DatabaseParts, state: DatabaseState, rows: Seq<UsageRow>): DatabaseStep {
  const last = rows.last();
  if (last === undefined) return [state, NO_EFFECTS];
  const known = state.taken[last.server] ?? 0;
  const added = rows.filter((row) => parts.isNew(row, known));
  const taken = { ...state.taken, [last.server]: Math.max(known, last.row) };
  const answer = { server: last.server, upToRow: last.row };
  const early = parts.answers === 'when-written';
  const owed = state.owed.push(early ? undefined : answer);
  const transaction: Transaction = { rows: added, taken };
  return [
    { rows: state.rows.concat(added), summaries: state.summaries, taken, owed },
    [
      { kind: 'append', file: JOURNAL, entry: transaction },
      { kind: 'sync', file: JOURNAL },
      ...(early ? inserted(answer) : []),
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
  const transaction: Transaction = { rows, summaries, taken: state.taken };
  return [
    { rows, summaries, taken: state.taken, owed: state.owed.push(undefined) },
    [
      { kind: 'write', file: JOURNAL, entries: Seq.of<unknown>([transaction]) },
      { kind: 'sync', file: JOURNAL },
    ],
  ];
}

/** Half a transaction is none: the torn tail is dropped whole, and collated again later. */
function start(disk: DiskContents): DatabaseStep {
  let { rows, summaries, taken } = EMPTY;
  disk[JOURNAL]?.forEach((entry) => {
    if (entry === TORN) return;
    const transaction = entry as Transaction;
    rows = rows.concat(transaction.rows);
    summaries = transaction.summaries ?? summaries;
    taken = transaction.taken;
  });
  return [{ rows, summaries, taken, owed: Seq.empty() }, NO_EFFECTS];
}

const inserted = (answer: Answer): Effect<Message>[] => [
  { kind: 'send', to: SITE, message: { kind: 'inserted', ...answer } },
];

function synced(state: DatabaseState): DatabaseStep {
  const { rows, summaries, taken, owed } = state;
  const first = owed.first();
  const next: DatabaseState = { rows, summaries, taken, owed: owed.drop(1) };
  return [next, first === undefined ? NO_EFFECTS : inserted(first)];
}

function step(
  parts: DatabaseParts,
  state: DatabaseState,
  event: NodeEvent<Message, Input>,
): DatabaseStep {
  if (event.kind === 'start') return start(event.disk);
  if (event.kind === 'synced') return synced(state);
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { message } = event;
  switch (message.kind) {
    case 'insert':
      return insert(parts, state, message.rows);
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
