/** What the shipped agent keeps in memory, in its registry and on disk; the small effects on them. */
import { Seq } from '../../sim/index.js';
import type { Effect, LocalMs, Step } from '../../sim/index.js';
import type { Latch, Mechanism } from './mechanisms.js';
import type { Configuration, Message, UsageRecord } from './protocol.js';
import { SITE } from './scenario.js';

export interface AgentOptions {
  readonly client: string;
  readonly mechanism: Mechanism;
  readonly mode: 'offline' | 'online';
  readonly toleranceMs: number;
  readonly logCapacity: number;
  readonly syncBlindMs: number;
  readonly localCheckMs: number;
}

/** The client configuration installation manager reapplies settings [Q212894, Q235786]. */
const CCIM_MS = 23 * 3_600_000;
/** Assumption: how long the agent waits for the server to take its log. */
export const UPLOAD_TIMEOUT_MS = 60_000;
/** Assumption: how long an installation waits for the configuration before it asks again. */
export const INSTALL_RETRY_MS = 15 * 60_000;
/** A list of this size or more cannot be downloaded before SP4 [Q311467]. */
export const EXCLUDED_LIST_LIMIT_BYTES = 3_500_000;

export const REGISTRY = 'registry';
export const LOG = 'log';
export const HEADER = 'log-header';

/** What the registry keeps: survives a restart, and a removal that leaves residue [Q231217]. */
export interface Registry {
  readonly installed: boolean;
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
  readonly phase: 'absent' | 'installing' | 'running';
  readonly registry: Registry | undefined;
  /** The stamp that the offline log was created with (read by H3 only). */
  readonly header: LocalMs | undefined;
  readonly log: Seq<UsageRecord>;
  readonly open: readonly OpenUse[];
  /** The upload under way: its number, and how many records of the log it holds. */
  readonly sending: { readonly upload: number; readonly count: number } | undefined;
  /** Waiting for the download half of a synchronisation. */
  readonly downloading: boolean;
  readonly attempts: number;
  readonly uploads: number;
  /** Which of several metering servers is asked: drawn at a start [Q198706], the next after a failure. */
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

export const writeRegistry = (registry: Registry): AgentEffect[] => [
  { kind: 'write', file: REGISTRY, entries: Seq.of<unknown>([registry]) },
  { kind: 'sync', file: REGISTRY },
];

export const writeHeader = (header: LocalMs): AgentEffect[] => [
  { kind: 'write', file: HEADER, entries: Seq.of<unknown>([header]) },
  { kind: 'sync', file: HEADER },
];
