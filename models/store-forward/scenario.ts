/** A scenario of the store-and-forward study: plain JSON that determines a run completely. */
import { utcOf } from '../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import { EVENTS_MAX } from '../../sim/world/event-budget.js';
import type { ClockSpec } from '../../sim/clock/clock.js';
import type { Fault } from '../../sim/world/fault.js';
import type { LinkSpec } from '../../sim/world/network.js';

/**
 * Civil time at true time 0: half a day before a leap day, so that runs of every length include it.
 */
export const EPOCH_MS = utcOf({
  year: 2028,
  month: 2,
  day: 28,
  hour: 12,
  minute: 0,
  second: 0,
  ms: 0,
});

export const SERVER = 'server';
export const agentName = (index: number): string => `agent-${String(index + 1)}`;

export interface AgentScenario extends Required<ClockSpec> {
  /** Number of records that it makes. */
  readonly records: number;
}

/** Civil time at the server: one change of offset, of which daylight saving makes two a year. */
export interface ZoneScenario {
  /** Offset from UTC before the change, minutes; positive: ahead. */
  readonly standardMinutes: number;
  /** True time of the change, ms. */
  readonly changeAtMs: number;
  /** Size of the change, minutes: 60 in spring, -60 in autumn, 0: none. */
  readonly byMinutes: number;
}

/**
 * A scenario of the store-and-forward study.
 * @since 0.1.0
 */
export interface StoreForwardScenario {
  readonly study: 'store-forward';
  readonly variant: string;
  readonly seed: number;
  readonly agents: readonly AgentScenario[];
  /** True: all agents were set up from one machine image. */
  readonly cloned: boolean;
  readonly server: Required<ClockSpec>;
  readonly zone: ZoneScenario;
  /** Time between bursts of records, ms, and records of an agent in a burst. */
  readonly everyMs: number;
  readonly burst: number;
  /** Wait of a record for further ones before it is uploaded, ms. */
  readonly uploadMs: number;
  /** Records that an agent sends in one batch, and that the server accepts of one. */
  readonly batchRecords: number;
  readonly takeRecords: number;
  /** Records in one segment of the log. */
  readonly segmentRecords: number;
  /** Records in the whole log; 0: no limit. */
  readonly logCapacity: number;
  /** Batches that the server accepts in a minute; 0: no limit. */
  readonly batchesPerMinute: number;
  readonly network: Required<
    Pick<LinkSpec, 'latencyMsMin' | 'latencyMsMax' | 'loss' | 'duplicate' | 'ordered'>
  >;
  readonly syncLatencyMs: number;
  /** Number of looks at the rows before the end. */
  readonly looks: number;
  /** In any order. */
  readonly faults: readonly Fault[];
}

/** One agent, one record, right clocks, no fault: the scenario that shrinking approaches. */
export const simplestScenario = (variant: string): StoreForwardScenario => ({
  study: 'store-forward',
  variant,
  seed: 0,
  agents: [{ offsetMs: 0, driftPpm: 0, records: 1 }],
  cloned: false,
  server: { offsetMs: 0, driftPpm: 0 },
  zone: { standardMinutes: 0, changeAtMs: 0, byMinutes: 0 },
  everyMs: HOUR_MS,
  burst: 1,
  uploadMs: MINUTE_MS,
  batchRecords: 10,
  takeRecords: 10,
  segmentRecords: 10,
  logCapacity: 0,
  batchesPerMinute: 0,
  network: PERFECT_LINK,
  syncLatencyMs: 0,
  looks: 0,
  faults: [],
});

type Timing = Pick<StoreForwardScenario, 'agents' | 'burst' | 'everyMs'>;

/** Duration of records and faults from the start of the run, true ms. */
export const durationMs = ({ agents, burst, everyMs }: Timing): number =>
  (Math.ceil(Math.max(...agents.map(({ records }) => records)) / burst) + 1) * everyMs;

/** Longest wait before an agent tries again, ms. */
export const BACKOFF_MS_MAX = HOUR_MS;
/** Wait of an agent for an answer, ms. */
export const ANSWER_MS = MINUTE_MS;
/** Largest slowness of a clock that a scenario may state, ppm. */
const SLOW_PPM = 500_000;

/**
 * Time after the end of faults within which everything deliverable must be delivered, true ms. It
 * covers a few of the longest waits: an attempt answered with credentials, one that asks for them,
 * and one answered with "busy". To these it adds each record in a batch of its own, at the server's
 * rate.
 */
export function settleMs(scenario: StoreForwardScenario): number {
  const { agents, faults, network, syncLatencyMs, uploadMs } = scenario;
  const records = agents.reduce((sum, agent) => sum + agent.records, 0);
  const slowest = faults.reduce(
    (ppm, fault) =>
      fault.kind !== 'clock'
        ? ppm
        : fault.adjustment.kind === 'drift'
          ? Math.min(ppm, fault.adjustment.driftPpm)
          : ppm,
    Math.min(0, scenario.server.driftPpm, ...agents.map(({ driftPpm }) => driftPpm)),
  );
  const perBatch = MINUTE_MS + 4 * network.latencyMsMin + syncLatencyMs;
  const local = 4 * BACKOFF_MS_MAX + 2 * uploadMs + 4 * ANSWER_MS + (records + 2) * perBatch;
  // A late answer is awaited, and the credentials that it brings may be void by then.
  const lateMs = 20 * network.latencyMsMin;
  return Math.ceil((local * 1_000_000) / (1_000_000 + Math.max(-SLOW_PPM, slowest))) + lateMs;
}

/**
 * Events allowed in every scenario. A run has some hundred events; a defect that loops must end
 * soon.
 */
const EVENTS_FREE = 200_000;
/** Events allowed for each record in a batch of its own, and for each attempt of an agent. */
const EVENTS_PER_STEP = 50;

/** Number of steps of a scenario: records, failed attempts, looks and faults. */
export function stepsOf(scenario: StoreForwardScenario): number {
  const { agents, looks, faults } = scenario;
  const records = agents.reduce((sum, agent) => sum + agent.records, 0);
  const tries = agents.length * ((durationMs(scenario) + settleMs(scenario)) / BACKOFF_MS_MAX);
  return Math.ceil(records + tries + looks + faults.length);
}

/** The event budget of a run. */
export const eventsMax = (scenario: StoreForwardScenario): number =>
  Math.min(EVENTS_MAX, EVENTS_FREE + EVENTS_PER_STEP * stepsOf(scenario));

/** Largest offset of civil time from UTC, minutes; for schemas and ranges. */
export const ZONE_MINUTES_MAX = (14 * HOUR_MS) / MINUTE_MS;
/** Longest pause between records, ms; for schemas and ranges. */
export const EVERY_MS_MAX = 2 * DAY_MS;
