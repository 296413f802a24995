/**
 * The rules of the shipped agent on which records hang, one by one. DOCUMENTED_AGENT_PARTS is the
 * agent as it was meant to be; each documented defect replaces a rule (models/sms2/documented).
 */
import { MECHANISMS } from '../mechanisms.js';
import type { Mechanism } from '../mechanisms.js';
import type { Configuration } from '../../protocol.js';
import { DOCUMENTED_SERVER_LIST_PARTS } from './server-list.js';
import type { ServerListParts } from './server-list.js';

/** By which name a program is metered: that of its file, or the one that its header keeps. */
export type NamePolicy = 'original' | 'standard';

export interface ShippedAgentParts extends ServerListParts {
  /** What Q213261 leaves unsaid of due times and gates; H0: nothing. */
  readonly mechanism: Mechanism;
  /** An upload is due when an interval has passed, or when the clock has reached NextOfflineSyncTime. */
  readonly dueBy: 'elapsed-time' | 'next-sync-time';
  /** Whether the next poll ends the wait for a retry. */
  readonly pollEndsRetries: boolean;
  /** The delay before a retry. `setBefore`: the operator had set it before the agent was installed. */
  readonly retryDelayMs: (configuration: Configuration, setBefore: boolean) => number;
  /** Whether a list of excluded programs of this size can be downloaded. */
  readonly takesList: (bytes: number) => boolean;
  /** Whether the agent sees no program start for a while when it synchronises. */
  readonly blindWhileSynchronising: boolean;
  /** Whether each local check closes and reopens the records of running programs. */
  readonly splitsAtCheck: boolean;
  /** Whether the agent finds, when it starts, the programs that already run. */
  readonly seesRunning: boolean;
  /** Whether the agent runs as soon as it is installed while somebody is logged on. */
  readonly runsInSession: boolean;
  /** Whether an agent runs that was told of no metering server. */
  readonly runsWithoutServer: boolean;
  /** Whether metering goes on with so little room on the disk. */
  readonly metersWith: (freeKb: number) => boolean;
  /** Whether the log is written with the rights of the service, or of whoever is logged on. */
  readonly writesAs: 'service' | 'user';
  readonly metersDosPrograms: boolean;
  /** Whether the policy of original names holds in this mode. */
  readonly originalNamesIn: (mode: 'offline' | 'online') => boolean;
  /** Whether a renamed program is known by its original name under the standard policy. */
  readonly standardSeesOriginal: boolean;
  /** What a removal by the console does with the log and the registry. */
  readonly removal: 'drains' | 'leaves-residue';
}

export const DOCUMENTED_AGENT_PARTS: ShippedAgentParts = {
  ...DOCUMENTED_SERVER_LIST_PARTS,
  mechanism: MECHANISMS.h0,
  dueBy: 'elapsed-time',
  pollEndsRetries: false,
  retryDelayMs: ({ retryDelayMs }) => retryDelayMs,
  takesList: () => true,
  blindWhileSynchronising: false,
  splitsAtCheck: false,
  seesRunning: true,
  runsInSession: true,
  runsWithoutServer: true,
  metersWith: () => true,
  writesAs: 'service',
  metersDosPrograms: true,
  originalNamesIn: () => true,
  standardSeesOriginal: true,
  removal: 'drains',
};
