/** State of the fixed agent in memory and on disk, and the effects on it. */
import { Seq } from '../../../../sim/model/seq.js';
import { HOUR_MS, MINUTE_MS, msOf } from '../../../../sim/model/time.js';
import type { Effect, LocalTime, Step } from '../../../../sim/model/node.js';
import type { Message } from '../../protocol.js';
import { SERVER, SITE } from '../../scenario.js';
import type {
  Anchor,
  FixedMessage,
  KeptRecord,
  LostRecords,
  Reading,
  RecordId,
} from '../protocol.js';

export interface FixedAgentOptions {
  readonly client: string;
  /** `online`: every record is uploaded as soon as it is on disk. */
  readonly mode: 'offline' | 'online';
  /** Records that the log holds; 0: no limit. */
  readonly logCapacity: number;
  /**
   * The site's only metering server; undefined: the site has several, and the configuration names
   * one.
   */
  readonly server: string | undefined;
  /** Delay from the start of the machine to that of the agent, ms. */
  readonly startDelayMs: number;
}

/** Number of the boot, and number of sleeps within it. */
export interface Boot {
  readonly number: number;
  readonly sleeps: number;
}

export interface OpenSession {
  readonly record: number;
  readonly user: string;
  readonly program: string;
  readonly version: string;
  readonly start: Reading;
  /** The program was found running: it started at most this long before `start`, ms. */
  readonly startedWithinMs?: number;
}

/** Agent settings of the site; the product's defaults apply until they are received. */
interface Settings {
  readonly pollMs: number;
  readonly retryDelayMs: number;
  readonly received: boolean;
  /** The server that keeps this client's history, where there are several. */
  readonly home?: string;
}

export type Exchange = (
  | { readonly stage: 'hello'; readonly hello: number; readonly at: Reading }
  | {
      readonly stage: 'batch';
      readonly ticket: number;
      readonly index: number;
      readonly last: RecordId | undefined;
      readonly goodbye: boolean;
    }
) & {
  /**
   * Its answer did not come in time. The answer still counts if it comes before another exchange
   * begins.
   */
  readonly late?: true;
};

/** Files that must be durable before the agent uploads their content. */
export type RecordFile = 'log' | 'losses';

export interface FixedAgentState {
  /** `leaving`: the agent is being removed, records nothing more, and uploads what it holds. */
  readonly phase: 'absent' | 'running' | 'leaving';
  readonly settings: Settings;
  /** The server that receives records; undefined: not yet known. */
  readonly server: string | undefined;
  readonly incarnation: number;
  /** The last element confirmed by the server: everything held is after it. */
  readonly base: RecordId | undefined;
  /** The element last made. */
  readonly last: RecordId | undefined;
  readonly log: Seq<KeptRecord>;
  readonly losses: Seq<LostRecords>;
  /** Highest number of each file that is durable. */
  readonly durable: Readonly<Record<RecordFile, number>>;
  /** Number that becomes durable when each pending sync ends, in order. */
  readonly syncing: Readonly<Record<RecordFile, readonly number[]>>;
  readonly open: readonly OpenSession[];
  /** Programs that run before the agent has started; undefined: the agent runs. */
  readonly starting: readonly OpenSession[] | undefined;
  readonly boot: Boot;
  readonly anchors: Seq<Anchor>;
  readonly exchange: Exchange | undefined;
  readonly hellos: number;
  /** The last hello that was answered, counted as `hellos` are. */
  readonly answered: number;
  /** Wait for an answer, ms: doubled after each late answer. */
  readonly answerMs: number;
  /** Exchanges that failed since one last succeeded. */
  readonly failures: number;
}

export type FixedStep = Step<FixedAgentState, Message>;
export type FixedEffect = Effect<Message>;

export const REGISTRY = 'registry';
export const BASE = 'base';
export const ANCHORS = 'anchors';

/**
 * Cycle of the client configuration installation manager, and its retry interval before the first
 * configuration.
 */
export const CCIM_MS = 23 * HOUR_MS;
export const CONFIGURATION_RETRY_MS = 15 * MINUTE_MS;
/** First upload after a start, and after a change of settings, on the elapsed clock. */
export const SOON_MS = MINUTE_MS;
const ANSWER_TIMEOUT_MS = MINUTE_MS;
/** Longest wait for an answer: covers a link that delays each message by a quarter of an hour. */
export const ANSWER_TIMEOUT_MS_MAX = 64 * ANSWER_TIMEOUT_MS;

const DEFAULTS: Settings = {
  pollMs: 240 * MINUTE_MS,
  retryDelayMs: 15 * MINUTE_MS,
  received: false,
};

export interface Registry {
  readonly phase: 'running' | 'leaving';
  readonly settings: Settings;
}

export const readingOf = (boot: Boot, now: LocalTime): Reading => ({
  boot: boot.number,
  sleeps: boot.sleeps,
  wall: now.wall,
  elapsed: now.elapsed,
});

/**
 * Notes that the machine has resumed. Assumption: the operating system reports every resumption, as
 * present systems do. The agent's own two clocks cannot show it, because the wall clock may be set
 * back by the duration of the sleep.
 */
export const woken = (boot: Boot): Boot => ({ ...boot, sleeps: boot.sleeps + 1 });

export const newBoot = (number: number): Boot => ({ number, sleeps: 0 });

export const ABSENT: FixedAgentState = {
  phase: 'absent',
  settings: DEFAULTS,
  server: undefined,
  incarnation: 0,
  base: undefined,
  last: undefined,
  log: Seq.empty(),
  losses: Seq.empty(),
  durable: { log: 0, losses: 0 },
  syncing: { log: [], losses: [] },
  open: [],
  boot: newBoot(0),
  anchors: Seq.empty(),
  exchange: undefined,
  hellos: 0,
  answered: 0,
  answerMs: ANSWER_TIMEOUT_MS,
  failures: 0,
  starting: undefined,
};

export const toServer = ({ server }: FixedAgentState, message: FixedMessage): FixedEffect => ({
  kind: 'send',
  to: server ?? SERVER,
  message,
});

export const askForConfiguration: FixedEffect = {
  kind: 'send',
  to: SITE,
  message: { kind: 'get-configuration' },
};

export const elapsedTimer = (timer: string, afterMs: number): FixedEffect => ({
  kind: 'elapsed-timer',
  timer,
  afterMs,
});

export const written = (file: string, entries: readonly unknown[]): FixedEffect[] => [
  { kind: 'write', file, entries: Seq.of(entries) },
  { kind: 'sync', file },
];

export const writeRegistry = (state: FixedAgentState): FixedEffect[] =>
  state.phase === 'absent'
    ? []
    : written(REGISTRY, [{ phase: state.phase, settings: state.settings }]);

/** The earliest reading that an upload may still have to date. */
export function earliestHeld(state: FixedAgentState): Reading | undefined {
  const held = [state.log.first()?.start, state.open[0]?.start];
  return held.reduce(
    (earliest, reading) =>
      reading !== undefined &&
      (earliest === undefined ||
        reading.boot < earliest.boot ||
        (reading.boot === earliest.boot && msOf(reading.elapsed) < msOf(earliest.elapsed)))
        ? reading
        : earliest,
    undefined,
  );
}
