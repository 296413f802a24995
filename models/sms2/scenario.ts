/**
 * A scenario of the SMS 2.0 software metering study: plain JSON, in which every field has a defined
 * effect in every combination. Articles are cited as Qnnnnnn; see docs/sources.md.
 */
import { DAY_MS, HOUR_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import type { Chance } from '../../sim/model/random.js';
import type { Schedule } from '../../sim/queue/schedule.js';
import type { Fault } from '../../sim/world/fault.js';

/** Machines of every scenario, besides `client-1` to `client-n`. */
export const SERVER = 'metering-server';
/**
 * Names of the metering servers in the order of LICMTR.CFG: metering-server, metering-server-2 …
 */
export const serverNames = ({ meteringServers = 1 }: Sms2Scenario): readonly string[] =>
  Array.from({ length: Math.max(1, meteringServers) }, (_, index) =>
    index === 0 ? SERVER : `${SERVER}-${String(index + 1)}`,
  );
export const SITE = 'site-server';
export const DATABASE = 'database-server';
export const CONSOLE = 'console';
/** Machines of a site with one metering server, without the clients. */
export const SERVER_MACHINES = [SERVER, SITE, DATABASE, CONSOLE] as const;

export const clientName = (index: number): string => `client-${String(index + 1)}`;

/** Civil time at true time 0 of a run: 2000-10-22T00:00:00Z, when Q213261 was last changed. */
export const EPOCH_MS = 972_172_800_000;

export interface ClientScenario {
  /** Wall clock minus true time at the start, ms. */
  readonly offsetMs: number;
  readonly driftPpm: number;
  /** Number of program uses, spread over the run by the stream `usage:<client>`. */
  readonly sessions: number;
  /** Time of the agent's installation, true ms. */
  readonly installAtMs: number;
  /**
   * `online`: the console option "force real-time license verification". The product's default is
   * offline.
   */
  readonly mode: 'offline' | 'online';
  /**
   * Windows 95 or 98: keeps the servers that it learned of at installation for a while [Q212894].
   */
  readonly windows9x?: boolean;
  /** Time at which the account of its user is locked out, true ms [Q287626]. Absent: never. */
  readonly lockedOutAtMs?: number;
  /** Delay from a start of the machine to the start of the agent, ms [Q199997]. Default: 0. */
  readonly startDelayMs?: number;
  /**
   * A user is logged on when the agent is installed, and logs on again at this true time [Q235177].
   */
  readonly nextLogonAtMs?: number;
  /** Free space on the disk from these true times on, in order [Q213196]. Default: plenty. */
  readonly freeDisk?: readonly FreeDisk[];
  /** Users without the right to write to the folder of the offline log [Q290995]. */
  readonly cannotWrite?: readonly string[];
  /** Programs with renamed files [Q250976, Q199745]. */
  readonly renamed?: readonly Renamed[];
}

export interface FreeDisk {
  readonly atMs: number;
  /**
   * Rounded down: 0 still leaves room for a record. A disk without any space is the fault
   * `disk-full`.
   */
  readonly kilobytes: number;
}

export interface Renamed {
  readonly program: string;
  readonly as: string;
}

/** An action of an operator; `client` is an index into `clients` (modulo their number). */
export type OperatorAction =
  | { readonly kind: 'install'; readonly at: number; readonly client: number }
  /**
   * `clean` removes a client as 20clicln does [Q199078]; otherwise registry and log stay behind
   * [Q231217].
   */
  | {
      readonly kind: 'remove';
      readonly at: number;
      readonly client: number;
      readonly clean: boolean;
    }
  /** Sets the client's clock to the reading of the site server's clock. */
  | { readonly kind: 'synchronise'; readonly at: number; readonly client: number }
  /** Moves the client's clock by hand. */
  | {
      readonly kind: 'set-clock';
      readonly at: number;
      readonly client: number;
      readonly byMs: number;
    }
  | { readonly kind: 'restart'; readonly at: number; readonly client: number }
  | { readonly kind: 'delete-log'; readonly at: number; readonly client: number }
  | { readonly kind: 'delete-next-sync-time'; readonly at: number; readonly client: number }
  /**
   * Changes an agent setting in the console: sets a new LastUpdate [Q199747] and this polling
   * interval.
   */
  | { readonly kind: 'change-setting'; readonly at: number; readonly pollMinutes: number }
  /** Sets a server's clock to true time. */
  | {
      readonly kind: 'correct-clock';
      readonly at: number;
      readonly server: 'metering' | 'site' | 'database';
    };

/** One use given explicitly, for real usage; times are true ms from the start of the run. */
export interface ExplicitUse {
  readonly client: number;
  readonly user: string;
  readonly program: string;
  readonly startMs: number;
  readonly endMs: number;
}

export type Granularity = 'minute' | 'hour' | 'day' | 'week' | 'year';

export interface PasswordChange {
  readonly atMs: number;
  /**
   * A new account is used with the new password, and the old one is kept until every server has
   * restarted.
   */
  readonly newAccount: boolean;
}

/** The report that the operator requests from the wizard of the console. */
export type ReportRequest =
  /**
   * At each look the usage of the 7 days before it, or of more days, added to earlier reports
   * [Q202303].
   */
  | { readonly kind: 'period'; readonly earlierDays: number }
  /** The multiple-site summary; `picked` programs are requested by name [Q200622]. */
  | { readonly kind: 'multiple-site'; readonly picked: readonly string[] };

export interface ServerClock {
  readonly offsetMs: number;
  readonly driftPpm: number;
}

export interface NetworkScenario {
  readonly latencyMsMin: number;
  readonly latencyMsMax: number;
  readonly loss: Chance;
  readonly duplicate: Chance;
  readonly ordered: boolean;
}

/**
 * A scenario of the SMS study.
 * @since 0.1.0
 */
export interface Sms2Scenario {
  readonly study: 'sms2';
  /** A variant of the study, with planted defects after `+` signs. */
  readonly variant: string;
  readonly seed: number;
  readonly clients: readonly ClientScenario[];
  readonly meteringServer: ServerClock;
  readonly siteServer: ServerClock;
  readonly databaseServer: ServerClock;
  /** Configuration polling interval: default 240, 1 to 10,080 [help page of the Timings tab; Q311764]. */
  readonly pollMinutes: number;
  /** Retries before going offline: default 1, 1 to 100. */
  readonly retries: number;
  /** Delay before retrying: default 15, 1 to 60 (240 in Q235153, which disables retry). */
  readonly retryDelayMinutes: number;
  /** Data collation: default 240 [help page of the Data Collation tab]. Assumption on its range: 1 to 10,080. */
  readonly collationMinutes: number;
  /**
   * Capacity of the client's log, records. The sources give none; 0: no limit (assumption for the
   * shipped agent).
   */
  readonly logCapacity: number;
  /**
   * Age of the last change of agent settings at the start of the run, ms: determines LastUpdate
   * [Q199747].
   */
  readonly configurationAgeMs: number;
  /**
   * Meaning of "significantly behind" for mechanisms with a tolerance, ms (assumption; the article
   * gives no number).
   */
  readonly toleranceMs: number;
  /**
   * Size of the excluded-programs list; before SP4 its download fails from 3,500,000 bytes on
   * [Q311467].
   */
  readonly excludedListBytes: number;
  /**
   * Time per synchronisation in which no program start is seen, ms [Q213157: 5 to 10 s]. 0: off.
   */
  readonly syncBlindMs: number;
  /**
   * Interval of the local environment check, which splits a running program's record [Q210366]. 0:
   * off.
   */
  readonly localCheckMinutes: number;
  /** Summarise rows older than this by hour; 0: never (the default schedule is a gap in the sources). */
  readonly summariseAfterMinutes: number;
  /** Usage, faults and operator actions happen in the first `durationMs` of true time. */
  readonly durationMs: number;
  /**
   * Number of times that the summary window is opened, besides the one at the end; 0: only at the
   * end.
   */
  readonly looks: number;
  readonly network: NetworkScenario;
  readonly syncLatencyMs: number;
  /** Faults in any order; nodes are named as in this file. */
  readonly faults: readonly Fault[];
  readonly actions: readonly OperatorAction[];
  /**
   * Time at which the site receives its metering server, true ms [Q199747]. Default: from the
   * start.
   */
  readonly serverSetUpAtMs?: number;
  /** The name under which a program is metered. Default: the original one. */
  readonly namePolicy?: 'original' | 'standard';
  /** DOS programs: on Windows NT each is a process called Ntvdm.exe [Q230246]. */
  readonly dosPrograms?: readonly string[];
  /** The operator set the delay before a retry before the agents were installed [Q235153]. */
  readonly retryDelaySetBefore?: boolean;
  /**
   * Online clients must deliver within the configured retries, not within two polling intervals.
   */
  readonly prompt?: boolean;
  /** Real usage to play, besides the drawn sessions; in order of start. */
  readonly uses?: readonly ExplicitUse[];
  /** Number of metering servers. Absent: 1. The clocks of those after the first are right. */
  readonly meteringServers?: number;
  /**
   * Time at which the service on the first metering server is stopped permanently, true ms. It
   * accepts no more logs, and its rows are still collated. Absent: never; no effect on the only
   * server.
   */
  readonly retiredAtMs?: number;
  /** The unit to which old rows are summarised [help page of summarisation]. Absent: hours. */
  readonly summariseBy?: Granularity;
  /** The operator changes the password of the metering service's account [Q256127]. Absent: never. */
  readonly passwordChange?: PasswordChange;
  /**
   * Number of requests that fill the memory of the metering service, so that it restarts [Q245271].
   * Absent: no limit.
   */
  readonly requestsPerRestart?: number;
  /** Age at which rows are collated, minutes [Q202303 says 7 days for denials]. Absent: 0. */
  readonly collationAgeMinutes?: number;
  /** The report that the operator reads instead of the summary window. Absent: none. */
  readonly report?: ReportRequest;
  /** Value of PipeRetries in the registry of every client [Q287626]. Absent: not set. */
  readonly pipeRetries?: number;
  /** Decisions of a scripted adversary: see the kernel's schedule. */
  readonly schedule?: Schedule;
}

/** One client, one use, right clocks, no fault: the scenario that shrinking approaches. */
export const simplestScenario = (variant: string): Sms2Scenario => ({
  study: 'sms2',
  variant,
  seed: 0,
  clients: [{ offsetMs: 0, driftPpm: 0, sessions: 1, installAtMs: 0, mode: 'offline' }],
  meteringServer: { offsetMs: 0, driftPpm: 0 },
  siteServer: { offsetMs: 0, driftPpm: 0 },
  databaseServer: { offsetMs: 0, driftPpm: 0 },
  pollMinutes: 240,
  retries: 1,
  retryDelayMinutes: 15,
  collationMinutes: 240,
  logCapacity: 0,
  configurationAgeMs: 0,
  toleranceMs: HOUR_MS,
  excludedListBytes: 0,
  syncBlindMs: 0,
  localCheckMinutes: 0,
  summariseAfterMinutes: 0,
  durationMs: DAY_MS,
  looks: 0,
  network: PERFECT_LINK,
  syncLatencyMs: 0,
  faults: [],
  actions: [],
});
