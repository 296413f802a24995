/**
 * The Administrator Console's Software Metering summary window: a union of the data cache
 * and the database [Q202303, and the inference drawn from it].
 *
 * It reads the cache first and the database second. A row moves from the first to the
 * second, so in this order none can slip past between the two reads.
 */
import { NO_EFFECTS } from '../../sim/index.js';
import type { Model, NodeEvent, Step, Seq } from '../../sim/index.js';
import type { Input, Message, SummaryRow, SummaryView, UsageRow } from './protocol.js';
import { DATABASE, SERVER } from './scenario.js';

/** What the Server column says of a collated row [Q202303]. */
export const THIS_SITE = '[This Site]';

export interface ConsoleState {
  readonly look: number;
  readonly cache: Seq<UsageRow> | undefined;
}

type ConsoleStep = Step<ConsoleState, Message>;

function union(
  cache: Seq<UsageRow>,
  rows: Seq<UsageRow>,
  summaries: readonly SummaryRow[],
  taken: Readonly<Record<string, number>>,
): SummaryView {
  const shown: (UsageRow & { serverColumn: string })[] = [];
  rows.forEach((row) => {
    shown.push({ ...row, serverColumn: THIS_SITE });
  });
  cache.forEach((row) => {
    // What the database has taken shows from there, in detail or summarised.
    if (row.row > (taken[row.server] ?? 0)) shown.push({ ...row, serverColumn: row.server });
  });
  return { rows: shown, summaries };
}

function step(state: ConsoleState, event: NodeEvent<Message, Input>): ConsoleStep {
  if (event.kind === 'input' && event.input.kind === 'look') {
    const { look } = event.input;
    return [
      { look, cache: undefined },
      [{ kind: 'send', to: SERVER, message: { kind: 'read', look } }],
    ];
  }
  if (event.kind !== 'message') return [state, NO_EFFECTS];
  const { message } = event;
  if (message.kind === 'cache' && message.look === state.look)
    return [
      { ...state, cache: message.rows },
      [{ kind: 'send', to: DATABASE, message: { kind: 'read', look: message.look } }],
    ];
  if (message.kind === 'database' && message.look === state.look && state.cache !== undefined)
    return [
      { ...state, cache: undefined },
      [{ kind: 'show', view: union(state.cache, message.rows, message.summaries, message.taken) }],
    ];
  return [state, NO_EFFECTS];
}

export const summaryConsole = (): Model<ConsoleState, Message, Input> => ({
  name: 'console',
  initial: { look: -1, cache: undefined },
  step,
});
