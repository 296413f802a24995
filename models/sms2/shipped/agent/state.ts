/** State of the shipped agent: in memory, in its registry and on disk; and the effects on them. */
import { HOUR_MS, MINUTE_MS } from '../../../../sim/model/time.js';
import { Seq } from '../../../../sim/model/seq.js';
import type { Effect, Step } from '../../../../sim/model/node.js';
import type { LocalMs } from '../../../../sim/model/time.js';
import type { NamePolicy, ShippedAgentParts } from './parts.js';
import type { Latch } from '../mechanisms.js';
import type { Configuration, Message, UsageRecord } from '../../protocol.js';
import { SITE } from '../../scenario.js';

export interface AgentOptions {
  readonly client: string;
  readonly parts: ShippedAgentParts;
  readonly mode: 'offline' | 'online';
  readonly toleranceMs: number;
  readonly logCapacity: number;
  readonly syncBlindMs: number;
  readonly localCheckMs: number;
  /** Delay from the start of the machine to that of the agent, ms. */
  readonly startDelayMs: number;
  /** A user is logged on when the agent is installed. */
  readonly inSession: boolean;
  /** Users without the right to write to the folder of the log. */
  readonly cannotWrite: readonly string[];
  readonly dosPrograms: readonly string[];
  readonly namePolicy: NamePolicy;
  readonly retryDelaySetBefore: boolean;
  readonly windows9x: boolean;
  /** Limit of `logonTries`. */
  readonly pipeRetries: number;
}

/**
 * Interval at which the client configuration installation manager reapplies settings [Q212894,
 * Q235786].
 */
const CCIM_MS = 23 * HOUR_MS;
/** Assumption: the longest wait for the server to accept the log. */
export const UPLOAD_TIMEOUT_MS = MINUTE_MS;
/** Assumption: the wait of an installation before it asks for the configuration again. */
export const INSTALL_RETRY_MS = 15 * MINUTE_MS;

export const REGISTRY = 'registry';
export const LOG = 'log';
export const HEADER = 'log-header';

/** Content of the registry: survives a restart, and a removal that leaves residue [Q231217]. */
export interface Registry {
  readonly installed: boolean;
  /** Being removed: the log is still to be uploaded. */
  readonly leaving?: boolean;
  readonly next: LocalMs | undefined;
  readonly nextLatchedBy: string;
  readonly latch: Latch;
  readonly configuration: Configuration;
}

export interface OpenUse {
  readonly record: number;
  readonly user: string;
  readonly program: string;
  readonly version: string;
  readonly start: LocalMs;
}

export interface AgentState {
  /**
   * `starting`: the machine runs, the agent does not yet. `dormant`: installed, and not started.
   * `leaving`: removed, with a log that is still to be uploaded.
   */
  readonly phase: 'absent' | 'installing' | 'starting' | 'dormant' | 'running' | 'leaving';
  readonly registry: Registry | undefined;
  /** Stamp of the creation of the offline log (read by H3 only). */
  readonly header: LocalMs | undefined;
  readonly log: Seq<UsageRecord>;
  readonly open: readonly OpenUse[];
  /** Programs that run while the agent does not: known to the operating system. */
  readonly unseen: readonly OpenUse[];
  /** Free space on the disk, as last reported by the operating system; undefined: plenty. */
  readonly freeKb: number | undefined;
  readonly suspended: boolean;
  /** True for an online agent that went offline because a download failed. */
  readonly offline: boolean;
  /** The pending upload: its number, and its count of log records. */
  readonly sending: { readonly upload: number; readonly count: number } | undefined;
  /** Waiting for the download half of a synchronisation. */
  readonly downloading: boolean;
  readonly attempts: number;
  readonly uploads: number;
  /**
   * Number of the metering server to use: drawn at a start [Q198706], increased after a failure.
   */
  readonly turn: number;
  /** Elapsed reading until which the agent sees no program start [Q213157]. */
  readonly blindUntil: number;
}

export const ABSENT: AgentState = {
  phase: 'absent',
  registry: undefined,
  header: undefined,
  log: Seq.empty(),
  open: [],
  unseen: [],
  freeKb: undefined,
  suspended: false,
  offline: false,
  sending: undefined,
  downloading: false,
  attempts: 0,
  uploads: 0,
  turn: 0,
  blindUntil: 0,
};

export type AgentStep = Step<AgentState, Message>;
export type AgentEffect = Effect<Message>;

export const askForConfiguration: AgentEffect = {
  kind: 'send',
  to: SITE,
  message: { kind: 'get-configuration' },
};
export const ccimTimer: AgentEffect = { kind: 'elapsed-timer', timer: 'ccim', afterMs: CCIM_MS };
export const syncLog: AgentEffect = { kind: 'sync', file: LOG };

const TIMERS = [
  'due',
  'retry',
  'poll',
  'upload-timeout',
  'ccim',
  'local-check',
  'install-retry',
] as const;

export const cancelTimers: readonly AgentEffect[] = TIMERS.map((timer) => ({
  kind: 'cancel-timer',
  timer,
}));

/** Erases everything that an agent keeps on the disk. */
export const erasing: readonly AgentEffect[] = [
  ...cancelTimers,
  { kind: 'remove', file: REGISTRY },
  { kind: 'remove', file: LOG },
  { kind: 'remove', file: HEADER },
  { kind: 'sync', file: LOG },
  { kind: 'sync', file: REGISTRY },
];

export const writeRegistry = (registry: Registry): AgentEffect[] => [
  { kind: 'write', file: REGISTRY, entries: Seq.of<unknown>([registry]) },
  { kind: 'sync', file: REGISTRY },
];

export const writeHeader = (header: LocalMs): AgentEffect[] => [
  { kind: 'write', file: HEADER, entries: Seq.of<unknown>([header]) },
  { kind: 'sync', file: HEADER },
];
