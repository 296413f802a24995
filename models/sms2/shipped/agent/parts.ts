/**
 * Rules of the shipped agent that can lose records, one by one. DOCUMENTED_AGENT_PARTS is the agent
 * as intended; each documented defect replaces a rule (models/sms2/documented).
 */
import { MECHANISMS } from '../mechanisms.js';
import type { Mechanism } from '../mechanisms.js';
import type { Configuration } from '../../protocol.js';
import { DOCUMENTED_SERVER_LIST_PARTS } from './server-list.js';
import type { ServerListParts } from './server-list.js';

/**
 * The name under which a program is metered: the name of its file, or the original one in its
 * header.
 */
export type NamePolicy = 'original' | 'standard';

export interface ShippedAgentParts extends ServerListParts {
  /** The hypothesis on due times and gates, which Q213261 leaves open; H0: none. */
  readonly mechanism: Mechanism;
  /** An upload is due when an interval has passed, or when the clock has reached NextOfflineSyncTime. */
  readonly dueBy: 'elapsed-time' | 'next-sync-time';
  /** True: the next poll ends the wait for a retry. */
  readonly pollEndsRetries: boolean;
  /** Delay before a retry, ms. `setBefore`: the operator set it before the agent was installed. */
  readonly retryDelayMs: (configuration: Configuration, setBefore: boolean) => number;
  /** True when a list of excluded programs of this size can be downloaded. */
  readonly takesList: (bytes: number) => boolean;
  /** True: the agent sees no program start for a while when it synchronises. */
  readonly blindWhileSynchronising: boolean;
  /** True: each local check closes and reopens the records of running programs. */
  readonly splitsAtCheck: boolean;
  /** True: a starting agent finds the programs that already run. */
  readonly seesRunning: boolean;
  /** True: the agent runs at once when it is installed while a user is logged on. */
  readonly runsInSession: boolean;
  /** True: an agent runs although its configuration names no metering server. */
  readonly runsWithoutServer: boolean;
  /** True when metering continues with this free space on the disk, kB. */
  readonly metersWith: (freeKb: number) => boolean;
  /** The account whose rights are used to write the log: the service, or the user logged on. */
  readonly writesAs: 'service' | 'user';
  readonly metersDosPrograms: boolean;
  /** True when the policy of original names applies in this mode. */
  readonly originalNamesIn: (mode: 'offline' | 'online') => boolean;
  /** True: the standard policy knows a renamed program by its original name. */
  readonly standardSeesOriginal: boolean;
  /** Effect of a removal by the console on the log and the registry. */
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
