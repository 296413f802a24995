/**
 * The site server: sends the configuration, collates the data cache into the database, and has old
 * rows summarised.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import { MINUTE_MS, between, localMs, plus } from '../../../sim/model/time.js';
import type { DiskContents, LocalTime, Model } from '../../../sim/model/node.js';
import type { Configuration, Input, Message, RetirementMessage } from '../protocol.js';
import { collate, collationTimer, deleteInserted, insertRows } from './collation.js';
import { askToRetire, RETIREMENT_TIMER, retirementStep } from './retirement.js';
import { DEFAULT_SITE_PARTS, SETTINGS, store } from './site-state.js';
import type {
  Settings,
  Site,
  SiteParts,
  SiteServerOptions,
  SiteServerState,
  SiteStep,
} from './site-state.js';

function configurationOf(
  { options, parts }: Site,
  { settings }: SiteServerState,
  client: string,
  now: LocalTime,
): Configuration {
  const { servers } = options;
  const several =
    servers.length > 1 ? { servers, home: parts.home(servers, settings.retirement, client) } : {};
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

/** Advances a retirement, if one is pending or the message shows one that this disk has lost. */
function retired(
  { options: { servers } }: Site,
  state: SiteServerState,
  message: RetirementMessage,
): SiteStep {
  const known = state.settings.retirement;
  // A retired server repeats its message when the site server has lost its disk.
  const learned = known === undefined && message.kind === 'retired' && servers.length > 1;
  if (known !== 'under-way' && !learned) return [state, NO_EFFECTS];
  const [retirement, effects] = retirementStep(servers, message);
  const settings: Settings = { ...state.settings, retirement };
  const changes = learned || retirement === 'done';
  return [{ settings }, changes ? [...effects, ...store(settings)] : effects];
}

function onMessage(
  site: Site,
  state: SiteServerState,
  from: string,
  message: Message,
  now: LocalTime,
): SiteStep {
  switch (message.kind) {
    case 'get-configuration': {
      const configuration = configurationOf(site, state, from, now);
      return [
        state,
        [{ kind: 'send', to: from, message: { kind: 'configuration', configuration } }],
      ];
    }
    case 'rows':
      return insertRows(site, state, message);
    case 'inserted':
      return deleteInserted(state, message);
    case 'retired':
    case 'adopted':
      return retired(site, state, message);
    default:
      return [state, NO_EFFECTS];
  }
}

/** Settings after an operator's change, which is newer than the one before it for every clock. */
function changedSettings(
  { lastUpdate: last, pollMs, serverless, ...rest }: Settings,
  input: Input & { kind: 'change-setting' | 'server-set-up' },
  now: LocalTime,
): Settings {
  const lastUpdate = between(last, now.wall) === 0 ? plus(now.wall, 1) : now.wall;
  if (input.kind === 'server-set-up') return { lastUpdate, pollMs, ...rest };
  const still = serverless === true ? { serverless } : {};
  return { lastUpdate, pollMs: input.pollMinutes * MINUTE_MS, ...still, ...rest };
}

function onInput(
  { options }: Site,
  state: SiteServerState,
  input: Input,
  now: LocalTime,
): SiteStep {
  switch (input.kind) {
    case 'change-setting':
    case 'server-set-up': {
      const settings = changedSettings(state.settings, input, now);
      return [{ settings }, store(settings)];
    }
    case 'retire': {
      // The only server is not retired.
      if (options.servers.length === 1 || state.settings.retirement !== undefined)
        return [state, NO_EFFECTS];
      const settings: Settings = { ...state.settings, retirement: 'under-way' };
      return [{ settings }, store(settings)];
    }
    default:
      return [state, NO_EFFECTS];
  }
}

function start(site: Site, disk: DiskContents, now: LocalTime): SiteStep {
  const { options } = site;
  const kept = disk[SETTINGS]?.first() as Settings | undefined;
  if (kept !== undefined) {
    const asking = kept.retirement === 'under-way' ? askToRetire(options.servers) : [];
    return [{ settings: kept }, [collationTimer(site), ...asking]];
  }
  const settings: Settings = {
    lastUpdate: plus(now.wall, -options.configurationAgeMs),
    pollMs: options.pollMs,
    ...(options.serverless ? { serverless: true } : {}),
  };
  return [{ settings }, [...store(settings), collationTimer(site)]];
}

export function siteServer(
  options: SiteServerOptions,
  parts: SiteParts = DEFAULT_SITE_PARTS,
): Model<SiteServerState, Message, Input> {
  const site: Site = { options, parts };
  return {
    name: 'site-server',
    initial: { settings: { lastUpdate: localMs(0), pollMs: options.pollMs } },
    step(state, event, now) {
      switch (event.kind) {
        case 'start':
          return start(site, event.disk, now);
        case 'synced':
          // A retirement begins only once it is on disk: a server that has stopped must have a successor.
          return [
            state,
            state.settings.retirement === 'under-way' ? askToRetire(options.servers) : NO_EFFECTS,
          ];
        case 'timer':
          return event.timer === RETIREMENT_TIMER
            ? [state, askToRetire(options.servers)]
            : collate(site, state, now);
        case 'input':
          return onInput(site, state, event.input, now);
        case 'message':
          return onMessage(site, state, event.from, event.message, now);
        default:
          return [state, NO_EFFECTS];
      }
    },
  };
}
