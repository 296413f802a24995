/**
 * The Administrator Console's Software Metering summary window: a union of the data cache
 * and the database [Q202303, and the inference drawn from it].
 *
 * It reads the cache first and the database second. A row moves from the first to the
 * second, so in this order none can slip past between the two reads.
 */
import { NO_EFFECTS } from '../../sim/index.js';
import type { Effect, Model, NodeEvent, Seq, Step } from '../../sim/index.js';
import type { Input, Message, SummaryView, UsageRow } from './protocol.js';
import { DATABASE, SERVER } from './scenario.js';

/** What the Server column says of a collated row [Q202303]. */
export const THIS_SITE = '[This Site]';

type DatabaseAnswer = Message & { kind: 'database' };

export interface ConsoleState {
  readonly look: number;
  readonly cache: Seq<UsageRow> | undefined;
  readonly database: DatabaseAnswer | undefined;
}

type ConsoleStep = Step<ConsoleState, Message>;

/** The rules of the window on which records hang. */
export interface ConsoleParts {
  /** Which of the two is read first. */
  readonly readsFirst: 'cache' | 'database';
  /** Whether a row of the cache is shown, when `taken` is the highest number in the database. */
  readonly shows: (row: UsageRow, taken: number) => boolean;
}

export const DEFAULT_CONSOLE_PARTS: ConsoleParts = {
  readsFirst: 'cache',
  // What the database has taken shows from there, in detail or summarised.
  shows: (row, taken) => row.row > taken,
};

function union(parts: ConsoleParts, cache: Seq<UsageRow>, taken: DatabaseAnswer): SummaryView {
  const shown: (UsageRow & { serverColumn: string })[] = [];
  taken.rows.forEach((row) => {
    shown.push({ ...row, serverColumn: THIS_SITE });
  });
  cache.forEach((row) => {
    if (parts.shows(row, taken.taken[row.server] ?? 0))
      shown.push({ ...row, serverColumn: row.server });
  });
  return { rows: shown, summaries: taken.summaries };
}

const ask = (to: string, look: number): Effect<Message> => ({
  kind: 'send',
  to,
  message: { kind: 'read', look },
});

function step(
  parts: ConsoleParts,
  state: ConsoleState,
  event: NodeEvent<Message, Input>,
): ConsoleStep {
  const cacheFirst = parts.readsFirst === 'cache';
  if (event.kind === 'input' && event.input.kind === 'look') {
    const { look } = event.input;
    return [
      { look, cache: undefined, database: undefined },
      [ask(cacheFirst ? SERVER : DATABASE, look)],
    ];
  }
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { message } = event;
  if ((message.kind !== 'cache' && message.kind !== 'database') || message.look !== state.look)
    return [state, NO_EFFECTS];
  const cache = message.kind === 'cache' ? message.rows : state.cache;
  const answer = message.kind === 'database' ? message : state.database;
  if (cache !== undefined && answer !== undefined)
    return [
      { ...state, look: -1, cache: undefined, database: undefined },
      [{ kind: 'show', view: union(parts, cache, answer) }],
    ];
  // A doubled first answer asks again; the second answer is the same.
  return [
    { ...state, cache, database: answer },
    [ask(cacheFirst ? DATABASE : SERVER, message.look)],
  ];
}

export const summaryConsole = (
  parts: ConsoleParts = DEFAULT_CONSOLE_PARTS,
): Model<ConsoleState, Message, Input> => ({
  name: 'console',
  initial: { look: -1, cache: undefined, database: undefined },
  step: (state, event) => step(parts, state, event),
});
