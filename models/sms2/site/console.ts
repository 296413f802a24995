/**
 * The Administrator Console's Software Metering summary window: a union of the data cache and the
 * database [Q202303, and the inference drawn from it].
 *
 * It reads the caches first, one server after the other, and the database last. A row moves from a
 * cache to the database, so in this order no row is missed between the reads.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Input, Message, SummaryView, UsageRow } from '../protocol.js';
import { hasSeen, identityOf, withSeen } from './identities.js';
import type { SeenOfClient } from './identities.js';
import { DOCUMENTED_REPORT_PARTS, reportOf, THIS_SITE } from './report-wizard.js';
import type { KeptRows, ReportParts, ViewRow } from './report-wizard.js';
import { DATABASE, SERVER } from '../scenario.js';
import type { ReportRequest } from '../scenario.js';

type DatabaseAnswer = Message & { kind: 'database' };

export interface ConsoleState {
  readonly look: number;
  /** Caches by metering server, for those that have answered. */
  readonly caches: Readonly<Record<string, Seq<UsageRow>>>;
  readonly database: DatabaseAnswer | undefined;
  readonly kept: KeptRows;
}

export interface ConsoleOptions {
  readonly servers: readonly string[];
  readonly report: ReportRequest | undefined;
  /** Old rows are summarised at this site. */
  readonly summarising: boolean;
}

const NO_LOOK = -1;

/** The state of a look before any answer. */
const lookStarted = (look: number, kept: KeptRows): ConsoleState => ({
  look,
  caches: {},
  database: undefined,
  kept,
});

type ConsoleStep = Step<ConsoleState, Message>;

/** Rules of the window that can lose records. */
export interface ConsoleParts extends ReportParts {
  /** Servers whose caches are read. */
  readonly caches: (servers: readonly string[]) => readonly string[];
  /** The store that is read first. */
  readonly readsFirst: 'cache' | 'database';
  /**
   * True when a row of the cache is shown. `taken` is the highest number of its server in the
   * database, and `seen` the records of its client there.
   */
  readonly shows: (row: UsageRow, taken: number, seen: SeenOfClient | undefined) => boolean;
}

export const DEFAULT_CONSOLE_PARTS: ConsoleParts = {
  ...DOCUMENTED_REPORT_PARTS,
  caches: (servers) => servers,
  readsFirst: 'cache',
  // A row that the database has taken is shown from there, in detail or summarised.
  shows: (row, taken, seen) => {
    const identity = identityOf(row);
    return identity === undefined ? row.row > taken : !hasSeen(seen, identity);
  },
};

/** Written out: see `rules/changes.ts`. In the order of a row's fields, which the trace hash reads. */
function viewRow(usage: UsageRow, serverColumn: string): ViewRow {
  const { record, client, user, program, version, start, end, boundMs, server, row } = usage;
  return boundMs === undefined
    ? { record, user, program, version, start, client, end, server, row, serverColumn }
    : { record, client, user, program, version, start, end, boundMs, server, row, serverColumn };
}

function union(
  parts: ConsoleParts,
  caches: readonly Seq<UsageRow>[],
  taken: DatabaseAnswer,
): SummaryView {
  const shown: ViewRow[] = [];
  taken.rows.forEach((row) => {
    shown.push(viewRow(row, THIS_SITE));
  });
  // A record loaded by two servers, one of which came back with an older disk, is shown once.
  let before: Readonly<Record<string, SeenOfClient>> = {};
  for (const cache of caches) {
    const here: Record<string, SeenOfClient> = { ...before };
    cache.forEach((row) => {
      const { client, server } = row;
      const identity = identityOf(row);
      if (identity !== undefined && hasSeen(before[client], identity)) return;
      if (!parts.shows(row, taken.taken[server] ?? 0, taken.seen?.[client])) return;
      if (identity !== undefined && caches.length > 1)
        here[client] = withSeen(here[client], identity);
      shown.push(viewRow(row, server));
    });
    before = here;
  }
  return { rows: shown, summaries: taken.summaries };
}

const ask = (to: string, look: number): Effect<Message> => ({
  kind: 'send',
  to,
  message: { kind: 'read', look },
});

function step(
  { servers: all, report, summarising }: ConsoleOptions,
  parts: ConsoleParts,
  state: ConsoleState,
  event: NodeEvent<Message, Input>,
  now: LocalTime,
): ConsoleStep {
  const servers = parts.caches(all);
  const sources = parts.readsFirst === 'cache' ? [...servers, DATABASE] : [DATABASE, ...servers];
  if (event.kind === 'input' && event.input.kind === 'look') {
    const { look } = event.input;
    return [lookStarted(look, state.kept), [ask(sources[0] ?? DATABASE, look)]];
  }
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { from, message } = event;
  if ((message.kind !== 'cache' && message.kind !== 'database') || message.look !== state.look)
    return [state, NO_EFFECTS];
  // One store is asked at a time. A doubled answer must not ask the next one again: with many
  // servers on a network that duplicates, the reads would double at every server.
  if (message.kind === 'cache' ? from in state.caches : state.database !== undefined)
    return [state, NO_EFFECTS];
  const caches =
    message.kind === 'cache' ? { ...state.caches, [from]: message.rows } : state.caches;
  const database = message.kind === 'database' ? message : state.database;
  const next = sources.find((source) =>
    source === DATABASE ? database === undefined : caches[source] === undefined,
  );
  if (next !== undefined || database === undefined)
    return [
      { look: state.look, caches, database, kept: state.kept },
      [ask(next ?? DATABASE, message.look)],
    ];
  const read = servers.flatMap((server) => caches[server] ?? []);
  const [view, kept] = reportOf(parts, report, state.kept, union(parts, read, database), now.wall);
  const shown = summarising ? { ...view, summarising } : view;
  return [lookStarted(NO_LOOK, kept), [{ kind: 'show', view: shown }]];
}

export const summaryConsole = (
  parts: ConsoleParts = DEFAULT_CONSOLE_PARTS,
  options: ConsoleOptions = { servers: [SERVER], report: undefined, summarising: false },
): Model<ConsoleState, Message, Input> => ({
  name: 'console',
  initial: lookStarted(NO_LOOK, {}),
  step: (state, event, now) => step(options, parts, state, event, now),
});
