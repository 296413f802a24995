/** The choice of a metering server, where the site has several, by the shipped agent. */
import { MINUTE_MS } from '../../../../sim/model/time.js';
import type { Configuration } from '../../protocol.js';
import { SERVER } from '../../scenario.js';

/** Rules of choosing and trying servers that can lose records. */
export interface ServerListParts {
  /** The next server to try: offline logs may go to every server of the list [Q235786]. */
  readonly afterFailure: 'the-next-server' | 'the-same-server';
  /**
   * The part of the list that a Windows 9x client knows until its components are configured again
   * [Q212894].
   */
  readonly listOf9x: 'whole' | 'one-server';
  /** Number of immediate retries of an unanswered upload, regardless of the settings [Q287626]. */
  readonly logonTries: number;
}

export const DOCUMENTED_SERVER_LIST_PARTS: ServerListParts = {
  afterFailure: 'the-next-server',
  listOf9x: 'whole',
  logonTries: 0,
};

/** Interval between these retries, as a client's log shows them [Q287626]. */
export const LOGON_TRY_MS = MINUTE_MS;

/**
 * The server to which an agent uploads.
 * @param turn drawn at a start of the agent, since the choice is random [Q198706]
 */
export function serverFor(configuration: Configuration | undefined, turn: number): string {
  const servers = configuration?.servers ?? [];
  return servers[turn % servers.length] ?? SERVER;
}

export const turnAfterFailure = ({ afterFailure }: ServerListParts, turn: number): number =>
  afterFailure === 'the-next-server' ? turn + 1 : turn;

interface Client {
  readonly windows9x: boolean;
  readonly parts: ServerListParts;
}

/** The part of the first configuration that an installed agent keeps. */
export function atInstallation(
  { windows9x, parts }: Client,
  configuration: Configuration,
  turn: number,
): Configuration {
  if (configuration.servers === undefined || !windows9x || parts.listOf9x === 'whole')
    return configuration;
  return { ...configuration, servers: [serverFor(configuration, turn)] };
}

/**
 * The part of a later configuration that the agent keeps: the download after an upload brings
 * settings, and no list of servers.
 */
export function afterUpload(
  { windows9x, parts }: Client,
  known: Configuration,
  configuration: Configuration,
): Configuration {
  return known.servers === undefined || !windows9x || parts.listOf9x === 'whole'
    ? configuration
    : { ...configuration, servers: known.servers };
}
