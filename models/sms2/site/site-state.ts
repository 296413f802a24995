/** State, options and rules of the site server, and the effects on its settings file. */
import { Seq } from '../../../sim/model/seq.js';
import type { Effect, Step } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { Message } from '../protocol.js';
import type { Granularity } from '../scenario.js';
import { homeOf } from './retirement.js';
import type { Retirement } from './retirement.js';

export interface SiteServerOptions {
  /** Metering servers; the first can be retired if there is another. */
  readonly servers: readonly string[];
  readonly pollMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly excludedListBytes: number;
  readonly collationMs: number;
  /** Age of the last settings change at the first start, ms. */
  readonly configurationAgeMs: number;
  /** Age from which rows are collated, ms; 0: all rows. */
  readonly collationAgeMs: number;
  /** Rows older than this are summarised; 0: never. */
  readonly summariseAfterMs: number;
  readonly summariseBy: Granularity;
  /** The site begins without a metering server [Q199747]. */
  readonly serverless: boolean;
}

/** Rules of the site server that can lose records. */
export interface SiteParts {
  /** Time at which the metering server is asked to delete its collated rows. */
  readonly collected: 'when-inserted' | 'when-sent';
  /** The server that keeps a client's history. */
  readonly home: typeof homeOf;
}

export const DEFAULT_SITE_PARTS: SiteParts = { collected: 'when-inserted', home: homeOf };

/** The site server's options and rules, for each of its steps. */
export interface Site {
  readonly options: SiteServerOptions;
  readonly parts: SiteParts;
}

export const SETTINGS = 'settings';

export interface Settings {
  readonly lastUpdate: LocalMs;
  readonly pollMs: number;
  readonly serverless?: true;
  readonly retirement?: Retirement;
}

export interface SiteServerState {
  readonly settings: Settings;
}

export type SiteStep = Step<SiteServerState, Message>;

/** Writes the settings to disk. */
export const store = (settings: Settings): Effect<Message>[] => [
  { kind: 'write', file: SETTINGS, entries: Seq.of<unknown>([settings]) },
  { kind: 'sync', file: SETTINGS },
];
