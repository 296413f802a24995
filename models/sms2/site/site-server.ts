/**
 * The site server: hands out the configuration, collates the data cache into the database,
 * and has old rows summarised.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { between, localMs, msOf, plus } from '../../../sim/model/time.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { Configuration, Input, Message } from '../protocol.js';
import { askToRetire, homeOf, RETIREMENT_TIMER, retirementStep } from './retirement.js';
import type { Retirement } from './retirement.js';
import { DATABASE } from '../scenario.js';
import type { Granularity } from '../scenario.js';

interface SiteServerOptions {
  /** The metering servers, the first of which can be retired if there is another. */
  readonly servers: readonly string[];
  readonly pollMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly excludedListBytes: number;
  readonly collationMs: number;
  /** Age of the last settings change at the first start, ms. */
  readonly configurationAgeMs: number;
  /** Only rows that are so old are collated; 0: all. */
  readonly collationAgeMs: number;
  /** Rows older than this are summarised; 0: never. */
  readonly summariseAfterMs: number;
  readonly summariseBy: Granularity;
  /** The site begins without a metering server [Q199747]. */
  readonly serverless: boolean;
}

const SETTINGS = 'settings';

interface Settings {
  readonly lastUpdate: LocalMs;
  readonly pollMs: number;
  readonly serverless?: true;
  readonly retirement?: Retirement;
}

interface SiteServerState {
  readonly settings: Settings;
}

type SiteStep = Step<SiteServerState, Message>;

/** The rule of collation on which records hang. */
export interface SiteParts {
  /** When the metering server is told to delete what it gave. */
  readonly collected: 'when-inserted' | 'when-sent';
  /** The server that keeps a client's history. */
  readonly home: typeof homeOf;
}

export const DEFAULT_SITE_PARTS: SiteParts = { collected: 'when-inserted', home: homeOf };

/** The start of a metering server that its rows came from, handed on as it came. */
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

export function siteServer(
  options: SiteServerOptions,
  parts: SiteParts = DEFAULT_SITE_PARTS,
): Model<SiteServerState, Message, Input> {
  const collation: Effect<Message> = {
    kind: 'elapsed-timer',
    timer: 'collation',
    afterMs: options.collationMs,
  };

  const { servers } = options;
  const store = (settings: Settings): Effect<Message>[] => [
    { kind: 'write', file: SETTINGS, entries: Seq.of<unknown>([settings]) },
    { kind: 'sync', file: SETTINGS },
  ];

  function configuration(
    { settings }: SiteServerState,
    from: string,
    now: LocalTime,
  ): Configuration {
    const { retirement } = settings;
    const several =
      servers.length > 1 ? { servers, home: parts.home(servers, retirement, from) } : {};
    return {
      siteTime: now.wall,
      lastUpdate: settings.lastUpdate,
      pollMs: settings.pollMs,
      retries: options.retries,
      retryDelayMs: options.retryDelayMs,
      excludedListBytes: options.excludedListBytes,
      ...several,
      ...(settings.serverless === true ? { serverless: true } : {}),
    };
  }

  const collect: Message =
    options.collationAgeMs === 0
      ? { kind: 'collect' }
      : { kind: 'collect', ageMs: options.collationAgeMs };

  function collate(state: SiteServerState, now: LocalTime): SiteStep {
    const effects: Effect<Message>[] = [
      collation,
      ...servers.map((to): Effect<Message> => ({ kind: 'send', to, message: collect })),
    ];
    if (options.summariseAfterMs > 0)
      effects.push({
        kind: 'send',
        to: DATABASE,
        message: {
          kind: 'summarise',
          before: plus(now.wall, -options.summariseAfterMs),
          by: options.summariseBy,
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
              message: { kind: 'configuration', configuration: configuration(state, from, now) },
            },
          ],
        ];
      case 'rows': {
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
      case 'inserted':
        // Only what is in the database is deleted at the metering server.
        return [state, [deleteAt(message.server, message.upToRow, message)]];
      case 'retired':
      case 'adopted': {
        const known = state.settings.retirement;
        // A server that has retired says so again, to a site whose disk no longer knows of it.
        const learned = known === undefined && message.kind === 'retired' && servers.length > 1;
        if (known !== 'under-way' && !learned) return [state, NO_EFFECTS];
        const [retirement, effects] = retirementStep(servers, message);
        const settings: Settings = { ...state.settings, retirement };
        return [
          { settings },
          learned || retirement === 'done' ? [...effects, ...store(settings)] : effects,
        ];
      }
      default:
        return [state, NO_EFFECTS];
    }
  }

  function onInput(state: SiteServerState, input: Input, now: LocalTime): SiteStep {
    if (input.kind === 'change-setting' || input.kind === 'server-set-up') {
      const { lastUpdate: last, pollMs, serverless, ...rest } = state.settings;
      // A change is always newer than the one before, whatever the clock says.
      const lastUpdate = between(last, now.wall) === 0 ? plus(now.wall, 1) : now.wall;
      const still = serverless === true ? { serverless } : {};
      const settings: Settings =
        input.kind === 'change-setting'
          ? { lastUpdate, pollMs: input.pollMinutes * 60_000, ...still, ...rest }
          : { lastUpdate, pollMs, ...rest };
      return [{ settings }, store(settings)];
    }
    // The only server is not retired.
    if (input.kind !== 'retire' || servers.length === 1 || state.settings.retirement !== undefined)
      return [state, NO_EFFECTS];
    const settings: Settings = { ...state.settings, retirement: 'under-way' };
    return [{ settings }, store(settings)];
  }

  function step(
    state: SiteServerState,
    event: NodeEvent<Message, Input>,
    now: LocalTime,
  ): SiteStep {
    switch (event.kind) {
      case 'start': {
        const kept = event.disk[SETTINGS]?.first() as Settings | undefined;
        if (kept !== undefined) {
          const asking = kept.retirement === 'under-way' ? askToRetire(servers) : [];
          return [{ settings: kept }, [collation, ...asking]];
        }
        const settings = {
          lastUpdate: plus(now.wall, -options.configurationAgeMs),
          pollMs: options.pollMs,
          ...(options.serverless ? { serverless: true as const } : {}),
        };
        return [{ settings }, [...store(settings), collation]];
      }
      case 'synced':
        // Only what is known to be on disk is begun: a server that has stopped must have a successor.
        return [
          state,
          state.settings.retirement === 'under-way' ? askToRetire(servers) : NO_EFFECTS,
        ];
      case 'timer':
        return event.timer === RETIREMENT_TIMER
          ? [state, askToRetire(servers)]
          : collate(state, now);
      case 'input':
        return onInput(state, event.input, now);
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
