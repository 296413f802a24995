/** What the fixed agent keeps in memory and on disk, and the small effects on them. */
import { Seq } from '../../../../sim/model/seq.js';
import { msOf } from '../../../../sim/model/time.js';
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
  /** The site's only metering server; undefined: there are several, and the configuration says which. */
  readonly server: string | undefined;
  /** How long after the machine the agent starts. */
  readonly startDelayMs: number;
}

/** Which boot it is, and how often the machine has slept in it. */
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
  /** It was found running: it began at most so long before `start`, ms. */
  readonly startedWithinMs?: number;
}

/** Agent settings of the site; the product's defaults hold until they have come. */
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
  /** Its answer did not come in time. It still serves if it comes before another exchange begins. */
  readonly late?: true;
};

/** Files whose durability the agent waits for before it uploads what is in them. */
export type RecordFile = 'log' | 'losses';

export interface FixedAgentState {
  /** `leaving`: the agent is being removed, records nothing more, and uploads what it holds. */
  readonly phase: 'absent' | 'running' | 'leaving';
  readonly settings: Settings;
  /** Where records go; undefined: not yet known. */
  readonly server: string | undefined;
  readonly incarnation: number;
  /** The element that the server has last confirmed: everything held comes after it. */
  readonly base: RecordId | undefined;
  /** The element last made. */
  readonly last: RecordId | undefined;
  readonly log: Seq<KeptRecord>;
  readonly losses: Seq<LostRecords>;
  /** Highest number of each file that is known to be on disk. */
  readonly durable: Readonly<Record<RecordFile, number>>;
  /** What becomes durable when each sync under way ends, in order. */
  readonly syncing: Readonly<Record<RecordFile, readonly number[]>>;
  readonly open: readonly OpenSession[];
  /** Programs that run while the machine does and the agent does not; absent: the agent runs. */
  readonly starting: readonly OpenSession[] | undefined;
  readonly boot: Boot;
  readonly anchors: Seq<Anchor>;
  readonly exchange: Exchange | undefined;
  readonly hellos: number;
  /** The last hello that was answered, counted as `hellos` are. */
  readonly answered: number;
  /** How long an answer is waited for, ms: twice as long after each that came late. */
  readonly answerMs: number;
  /** Exchanges that failed since one last succeeded. */
  readonly failures: number;
}

export type FixedStep = Step<FixedAgentState, Message>;
export type FixedEffect = Effect<Message>;

export const REGISTRY = 'registry';
export const BASE = 'base';
export const ANCHORS = 'anchors';

/** The client configuration installation manager's cycle, and its retry while nothing has come. */
export const CCIM_MS = 23 * 3_600_000;
export const CONFIGURATION_RETRY_MS = 15 * 60_000;
/** First upload after a start, and after a change of settings, on the elapsed clock. */
export const SOON_MS = 60_000;
const ANSWER_TIMEOUT_MS = 60_000;
/** No answer takes longer: a link that delays each message by a quarter of an hour is within it. */
export const ANSWER_TIMEOUT_MS_MAX = 64 * ANSWER_TIMEOUT_MS;

const DEFAULTS: Settings = { pollMs: 240 * 60_000, retryDelayMs: 15 * 60_000, received: false };

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
 * Assumption: the operating system tells of every waking, as today's do. The agent's own two
 * clocks cannot: a wall clock that is set back by as much as the machine slept shows nothing.
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
