/**
 * A scenario of the SMS 2.0 software metering study: plain JSON, every field with a
 * defined effect in any combination. Articles are cited as Qnnnnnn; see docs/sources.md.
 */
import { PERFECT_LINK } from '../../sim/world/network.js';
import type { Chance } from '../../sim/model/random.js';
import type { Schedule } from '../../sim/queue/schedule.js';
import type { Fault } from '../../sim/world/fault.js';

/** The machines that the study always has, besides `client-1` to `client-n`. */
export const SERVER = 'metering-server';
/** The metering servers, in the order in which LICMTR.CFG names them: metering-server, metering-server-2 … */
export const serverNames = ({ meteringServers = 1 }: Sms2Scenario): readonly string[] =>
  Array.from({ length: Math.max(1, meteringServers) }, (_, index) =>
    index === 0 ? SERVER : `${SERVER}-${String(index + 1)}`,
  );
export const SITE = 'site-server';
export const DATABASE = 'database-server';
export const CONSOLE = 'console';
/** The machines beside the clients of a site with one metering server. */
export const SERVER_MACHINES = [SERVER, SITE, DATABASE, CONSOLE] as const;

export const clientName = (index: number): string => `client-${String(index + 1)}`;

/** What true time 0 of a run is called in civil time: 2000-10-22T00:00:00Z, when Q213261 was last changed. */
export const EPOCH_MS = 972_172_800_000;

export interface ClientScenario {
  /** Wall clock minus true time at the start, ms. */
  readonly offsetMs: number;
  readonly driftPpm: number;
  /** Uses of a program, spread over the run by the stream `usage:<client>`. */
  readonly sessions: number;
  /** When the agent is installed, true ms. */
  readonly installAtMs: number;
  /** `online`: the console option "force real-time license verification". Default of the product: offline. */
  readonly mode: 'offline' | 'online';
  /** Windows 95 or 98: what it learned of servers at installation holds for a while [Q212894]. */
  readonly windows9x?: boolean;
  /** When the account of its user is locked out, true ms [Q287626]. Absent: never. */
  readonly lockedOutAtMs?: number;
  /** How long after a start of the machine the agent starts [Q199997]. Default: at once. */
  readonly startDelayMs?: number;
  /** Somebody is logged on when the agent is installed, and logs on anew at this true time [Q235177]. */
  readonly nextLogonAtMs?: number;
  /** Room on the disk from these true times on, in order [Q213196]. Default: plenty. */
  readonly freeDisk?: readonly FreeDisk[];
  /** Users who may not write to the folder of the offline log [Q290995]. */
  readonly cannotWrite?: readonly string[];
  /** Programs whose files somebody has renamed [Q250976, Q199745]. */
  readonly renamed?: readonly Renamed[];
}

export interface FreeDisk {
  readonly atMs: number;
  /** Rounded down: with 0 there is still room for a record. A disk without any is the fault `disk-full`. */
  readonly kilobytes: number;
}

export interface Renamed {
  readonly program: string;
  readonly as: string;
}

/** What an operator does; `client` is an index into `clients` (taken modulo their number). */
export type OperatorAction =
  | { readonly kind: 'install'; readonly at: number; readonly client: number }
  /** `clean` as 20clicln removes a client [Q199078]; otherwise registry and log stay behind [Q231217]. */
  | {
      readonly kind: 'remove';
      readonly at: number;
      readonly client: number;
      readonly clean: boolean;
    }
  /** Sets the client's clock to what the site server's clock reads. */
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
  /** Changes an agent setting in the console: a new LastUpdate [Q199747], and the polling interval given. */
  | { readonly kind: 'change-setting'; readonly at: number; readonly pollMinutes: number }
  /** Sets a server's clock to true time. */
  | {
      readonly kind: 'correct-clock';
      readonly at: number;
      readonly server: 'metering' | 'site' | 'database';
    };

/** One use given explicitly, as real usage is; times are true ms from the start of the run. */
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
  /** A new account is named with it, and the old one kept until every server has started anew. */
  readonly newAccount: boolean;
}

/** What the report wizard of the console is asked for. */
export type ReportRequest =
  /** At each look usage of the 7 days before it, or of more, kept with the reports before [Q202303]. */
  | { readonly kind: 'period'; readonly earlierDays: number }
  /** The multiple-site summary; `picked` programs are asked for by name [Q200622]. */
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
  /** Records that the client's log holds. Gap in the sources; 0: no limit (assumption for the shipped agent). */
  readonly logCapacity: number;
  /** Age of the last change of agent settings when the run starts, ms: what LastUpdate says [Q199747]. */
  readonly configurationAgeMs: number;
  /** How far behind "significantly" is, where a mechanism has a tolerance, ms (assumption; the article gives no number). */
  readonly toleranceMs: number;
  /** Size of the excluded-programs list; its download fails from 3,500,000 bytes up before SP4 [Q311467]. */
  readonly excludedListBytes: number;
  /** Blind time per synchronisation [Q213157: 5 to 10 s]. 0: off. */
  readonly syncBlindMs: number;
  /** Local environment check that splits a running program's record [Q210366]. 0: off. */
  readonly localCheckMinutes: number;
  /** Summarise rows older than this by hour; 0: never (the default schedule is a gap in the sources). */
  readonly summariseAfterMinutes: number;
  /** Usage, faults and operator actions happen in the first `durationMs` of true time. */
  readonly durationMs: number;
  /** How often somebody opens the summary window, besides at the end; 0: only at the end. */
  readonly looks: number;
  readonly network: NetworkScenario;
  readonly syncLatencyMs: number;
  /** In any order; node names as in this file. */
  readonly faults: readonly Fault[];
  readonly actions: readonly OperatorAction[];
  /** When the site is given its metering server, true ms [Q199747]. Default: it has one. */
  readonly serverSetUpAtMs?: number;
  /** By which name a program is metered. Default: the original one. */
  readonly namePolicy?: 'original' | 'standard';
  /** DOS programs: on Windows NT each is a process called Ntvdm.exe [Q230246]. */
  readonly dosPrograms?: readonly string[];
  /** The operator has set the delay before a retry before the agents were installed [Q235153]. */
  readonly retryDelaySetBefore?: boolean;
  /** Online clients are held to the retries that are configured, not to two polling intervals. */
  readonly prompt?: boolean;
  /** Real usage to play, besides the drawn sessions; in order of start. */
  readonly uses?: readonly ExplicitUse[];
  /** How many metering servers the site has. Absent: 1. The clocks of those after the first are right. */
  readonly meteringServers?: number;
  /**
   * When the service on the first metering server is stopped for good, true ms: it takes no more
   * logs, and what it holds is still collated. Absent: never; nothing happens if it is the only one.
   */
  readonly retiredAtMs?: number;
  /** The unit to which old rows are summarised [help page of summarisation]. Absent: hours. */
  readonly summariseBy?: Granularity;
  /** The operator changes the password of the metering service's account [Q256127]. Absent: never. */
  readonly passwordChange?: PasswordChange;
  /** Requests that fill the memory of the metering service, so that it starts anew [Q245271]. Absent: no number does. */
  readonly requestsPerRestart?: number;
  /** Rows are collated when they are this old, minutes [Q202303 says 7 days of denials]. Absent: at once. */
  readonly collationAgeMinutes?: number;
  /** What the operator reads instead of the summary window. Absent: nothing. */
  readonly report?: ReportRequest;
  /** The registry value PipeRetries is set on every client [Q287626]. Absent: it is not. */
  readonly pipeRetries?: number;
  /** What a scripted adversary does: see the kernel's schedule. */
  readonly schedule?: Schedule;
}

/** One client, one use, right clocks, no fault: the scenario that everything shrinks towards. */
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
  toleranceMs: 3_600_000,
  excludedListBytes: 0,
  syncBlindMs: 0,
  localCheckMinutes: 0,
  summariseAfterMinutes: 0,
  durationMs: 86_400_000,
  looks: 0,
  network: PERFECT_LINK,
  syncLatencyMs: 0,
  faults: [],
  actions: [],
});
