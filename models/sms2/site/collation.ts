/** Collation of the site server: moves rows from the data caches into the database. */
import { plus } from '../../../sim/model/time.js';
import type { Effect, LocalTime } from '../../../sim/model/node.js';
import type { Message } from '../protocol.js';
import { DATABASE } from '../scenario.js';
import type { Site, SiteServerState, SiteStep } from './site-state.js';

/** The identification of a metering server's start, passed on as it came with its rows. */
const startOf = ({ start }: { readonly start?: number }): { readonly start?: number } =>
  start === undefined ? {} : { start };

const deleteAt = (
  server: string,
  upToRow: number,
  of: { readonly start?: number },
): Effect<Message> => ({
  kind: 'send',
  to: server,
  message: { kind: 'collected', upToRow, ...startOf(of) },
});

export const collationTimer = ({ options }: Site): Effect<Message> => ({
  kind: 'elapsed-timer',
  timer: 'collation',
  afterMs: options.collationMs,
});

/** Asks every metering server for its rows, and has old rows of the database summarised. */
export function collate(site: Site, state: SiteServerState, now: LocalTime): SiteStep {
  const { servers, collationAgeMs, summariseAfterMs, summariseBy } = site.options;
  const collect: Message =
    collationAgeMs === 0 ? { kind: 'collect' } : { kind: 'collect', ageMs: collationAgeMs };
  const effects: Effect<Message>[] = [
    collationTimer(site),
    ...servers.map((to): Effect<Message> => ({ kind: 'send', to, message: collect })),
  ];
  if (summariseAfterMs > 0)
    effects.push({
      kind: 'send',
      to: DATABASE,
      message: {
        kind: 'summarise',
        before: plus(now.wall, -summariseAfterMs),
        by: summariseBy,
      },
    });
  return [state, effects];
}

/** Sends the rows of a metering server to the database. */
export function insertRows(
  { parts }: Site,
  state: SiteServerState,
  message: Message & { kind: 'rows' },
): SiteStep {
  const last = message.rows.last();
  const early = parts.collected === 'when-sent' && last !== undefined;
  return [
    state,
    [
      {
        kind: 'send',
        to: DATABASE,
        message: { kind: 'insert', rows: message.rows, ...startOf(message) },
      },
      ...(early ? [deleteAt(last.server, last.row, message)] : []),
    ],
  ];
}

/** Deletes inserted rows at their metering server: only rows in the database are deleted there. */
export const deleteInserted = (
  state: SiteServerState,
  message: Message & { kind: 'inserted' },
): SiteStep => [state, [deleteAt(message.server, message.upToRow, message)]];
