/**
 * The site server: hands out the configuration, collates the data cache into the database,
 * and has old rows summarised.
 */
import { between, localMs, msOf, NO_EFFECTS, plus, Seq } from '../../sim/index.js';
import type { Effect, LocalMs, LocalTime, Model, NodeEvent, Step } from '../../sim/index.js';
import type { Configuration, Input, Message } from './protocol.js';
import { DATABASE, SERVER } from './scenario.js';

interface SiteServerOptions {
  readonly pollMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly excludedListBytes: number;
  readonly collationMs: number;
  /** Age of the last settings change at the first start, ms. */
  readonly configurationAgeMs: number;
  /** Rows older than this are summarised by the hour; 0: never. */
  readonly summariseAfterMs: number;
  /** The site begins without a metering server [Q199747]. */
  readonly serverless: boolean;
}

const SUMMARY_GRANULARITY_MS = 3_600_000;

const SETTINGS = 'settings';

interface SiteServerState {
  readonly settings: {
    readonly lastUpdate: LocalMs;
    readonly pollMs: number;
    readonly serverless?: true;
  };
}

type SiteStep = Step<SiteServerState, Message>;

/** The rule of collation on which records hang. */
export interface SiteParts {
  /** When the metering server is told to delete what it gave. */
  readonly collected: 'when-inserted' | 'when-sent';
}

export const DEFAULT_SITE_PARTS: SiteParts = { collected: 'when-inserted' };

const deleteAt = (server: string, upToRow: number): Effect<Message> => ({
  kind: 'send',
  to: server,
  message: { kind: 'collected', upToRow },
});

export function siteServer(
  options: SiteServerOptions,
  parts: SiteParts = DEFAULT_SITE_PARTS,
): Model<SiteServerState, Message, Input> {
  const collation: Effect<Message> = {
    kind: 'elapsed-timer',
    timer: 'collation',
    afterMs: options.collationMs,
  };

  const store = (settings: SiteServerState['settings']): Effect<Message>[] => [
    { kind: 'write', file: SETTINGS, entries: Seq.of<unknown>([settings]) },
    { kind: 'sync', file: SETTINGS },
  ];

  function configuration(state: SiteServerState, now: LocalTime): Configuration {
    return {
      siteTime: now.wall,
      lastUpdate: state.settings.lastUpdate,
      pollMs: state.settings.pollMs,
      retries: options.retries,
      retryDelayMs: options.retryDelayMs,
      excludedListBytes: options.excludedListBytes,
      ...(state.settings.serverless === true ? { serverless: true } : {}),
    };
  }

  function collate(state: SiteServerState, now: LocalTime): SiteStep {
    const effects: Effect<Message>[] = [
      collation,
      { kind: 'send', to: SERVER, message: { kind: 'collect' } },
    ];
    if (options.summariseAfterMs > 0)
      effects.push({
        kind: 'send',
        to: DATABASE,
        message: {
          kind: 'summarise',
          before: plus(now.wall, -options.summariseAfterMs),
          granularityMs: SUMMARY_GRANULARITY_MS,
        },
      });
    return [state, effects];
  }

  function onMessage(
    state: SiteServerState,
    from: string,
    message: Message,
    now: LocalTime,
  ): SiteStep {
    switch (message.kind) {
      case 'get-configuration':
        return [
          state,
          [
            {
              kind: 'send',
              to: from,
              message: { kind: 'configuration', configuration: configuration(state, now) },
            },
          ],
        ];
      case 'rows': {
        const last = message.rows.last();
        const early = parts.collected === 'when-sent' && last !== undefined;
        return [
          state,
          [
            { kind: 'send', to: DATABASE, message: { kind: 'insert', rows: message.rows } },
            ...(early ? [deleteAt(last.server, last.row)] : []),
          ],
        ];
      }
      case 'inserted':
        // Only what is in the database is deleted at the metering server.
        return [state, [deleteAt(message.server, message.upToRow)]];
      default:
        return [state, NO_EFFECTS];
    }
  }

  function step(
    state: SiteServerState,
    event: NodeEvent<Message, Input>,
    now: LocalTime,
  ): SiteStep {
    switch (event.kind) {
      case 'start': {
        const kept = event.disk[SETTINGS]?.first() as SiteServerState['settings'] | undefined;
        if (kept !== undefined) return [{ settings: kept }, [collation]];
        const settings = {
          lastUpdate: plus(now.wall, -options.configurationAgeMs),
          pollMs: options.pollMs,
          ...(options.serverless ? { serverless: true as const } : {}),
        };
        return [{ settings }, [...store(settings), collation]];
      }
      case 'timer':
        return collate(state, now);
      case 'input': {
        const { input } = event;
        if (input.kind !== 'change-setting' && input.kind !== 'server-set-up')
          return [state, NO_EFFECTS];
        const { lastUpdate: last, pollMs, ...rest } = state.settings;
        // A change is always newer than the one before, whatever the clock says.
        const lastUpdate = between(last, now.wall) === 0 ? plus(now.wall, 1) : now.wall;
        const settings =
          input.kind === 'change-setting'
            ? { lastUpdate, pollMs: input.pollMinutes * 60_000, ...rest }
            : { lastUpdate, pollMs };
        return [{ settings }, store(settings)];
      }
      case 'message':
        return onMessage(state, event.from, event.message, now);
      default:
        return [state, NO_EFFECTS];
    }
  }

  return {
    name: 'site-server',
    initial: { settings: { lastUpdate: localMs(msOf(localMs(0))), pollMs: options.pollMs } },
    step,
  };
}
