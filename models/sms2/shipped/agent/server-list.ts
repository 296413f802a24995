/** Which of several metering servers an agent of the shipped design goes to. */
import type { Configuration } from '../../protocol.js';
import { SERVER } from '../../scenario.js';

/** The rules of choosing and trying servers on which records hang. */
export interface ServerListParts {
  /** Offline logs may go to any server of the list [Q235786]. */
  readonly afterFailure: 'the-next-server' | 'the-same-server';
  /** What a Windows 9x client knows of the list until its components are configured anew [Q212894]. */
  readonly listOf9x: 'whole' | 'one-server';
  /** How often an upload that nobody answers is tried again at once, whatever the settings say [Q287626]. */
  readonly logonTries: number;
}

export const DOCUMENTED_SERVER_LIST_PARTS: ServerListParts = {
  afterFailure: 'the-next-server',
  listOf9x: 'whole',
  logonTries: 0,
};

/** Between tries that no setting asks for, as a client's log shows them [Q287626]. */
export const LOGON_TRY_MS = 60_000;

/** @param turn drawn at a start of the agent: the choice is random [Q198706] */
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

/** What an agent that is installed keeps of its first configuration. */
export function atInstallation(
  { windows9x, parts }: Client,
  configuration: Configuration,
  turn: number,
): Configuration {
  if (configuration.servers === undefined || !windows9x || parts.listOf9x === 'whole')
    return configuration;
  return { ...configuration, servers: [serverFor(configuration, turn)] };
}

/** And of a later one: the download after an upload brings settings, and no list of servers. */
export function afterUpload(
  { windows9x, parts }: Client,
  known: Configuration,
  configuration: Configuration,
): Configuration {
  return known.servers === undefined || !windows9x || parts.listOf9x === 'whole'
    ? configuration
    : { ...configuration, servers: known.servers };
}
