/** The scenario of a program: machines, clocks, uses, the network, HTTP's own faults, machine faults. */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import type { ClockSpec } from '../../../sim/clock/clock.js';
import type { CollectorChoice } from '../../../models/collectors/index.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { LinkSpec } from '../../../sim/world/network.js';
import { changesClock } from '../../oracle/clock-errors.js';
import { LIMITS as PIPELINE, RIGHT_CLOCK } from '../../pipeline/scenario/scenario.js';
import type { AgentScenario } from '../../pipeline/scenario/scenario.js';
import type { ScenarioBase } from '../../study/contract.js';
import type { PageTurn } from './page-turns.js';
import type { Weather } from './weather.js';

type Link = Required<
  Pick<LinkSpec, 'latencyMsMin' | 'latencyMsMax' | 'loss' | 'duplicate' | 'ordered'>
>;

/**
 * A scenario of a program; every field is drawn by its spaces and admitted by its schema.
 * @since 0.1.0
 */
export interface ProgramScenario extends ScenarioBase {
  /** Hash of the program's bundle, 16 hexadecimal digits. */
  readonly program: string;
  /** The machines on which the program runs. */
  readonly agents: readonly AgentScenario[];
  readonly server: Required<ClockSpec>;
  /** Time between the uses on a machine, true ms. */
  readonly everyMs: number;
  /** Every link, in both directions; a lost message is a request, or an answer, that never arrives. */
  readonly link: Link;
  /** Duration of an fsync, true ms. */
  readonly syncLatencyMs: number;
  /** Number of uses on each machine after everything has been mended. */
  readonly later: number;
  readonly weather: readonly Weather[];
  /** In any order. */
  readonly faults: readonly Fault[];
  /** Turns in the life of pages, in any order; absent: none. */
  readonly pages?: readonly PageTurn[];
  /** When faults end, true ms. Default: when one more use would be due. */
  readonly healAtMs?: number;
  /** A named collector in the place of the study's own. Default: that one. */
  readonly collector?: CollectorChoice;
}

/** The ranges of a scenario's numbers: what its schema admits is what a campaign draws. */
export const LIMITS = {
  ...PIPELINE,
  agents: 2,
  uses: 20,
  latencyMsMin: 1,
  /** Once mended, the network is as fast as this: a client with a time limit can reach the server. */
  latencyMsHealed: 200,
  weather: 4,
  later: 3,
  retryAfterSeconds: 7 * 86_400,
} as const;

/** Nothing that happens is later than this, true ms. */
export const AT_MS_MAX = (LIMITS.uses + 1) * LIMITS.everyMsMax;

const never = { of: 0, in: 100 };

/** An answer takes its time even on a good day: a program that asks again at once must not stop time. */
export const NEAR_LINK: Link = {
  latencyMsMin: 20,
  latencyMsMax: 20,
  loss: never,
  duplicate: never,
  ordered: true,
};

/** One machine, one use before and one after, right clocks, no fault. */
export const simplestOf =
  (study: string, hashOf: (variant: string) => string) =>
  (variant: string): ProgramScenario => ({
    study,
    variant,
    seed: 0,
    program: hashOf(variant),
    agents: [{ ...RIGHT_CLOCK, uses: 1 }],
    server: RIGHT_CLOCK,
    everyMs: MINUTE_MS,
    link: NEAR_LINK,
    syncLatencyMs: 0,
    later: 1,
    weather: [],
    faults: [],
  });

/** Sets a clock, as opposed to the rate of its oscillator. */
const setsClock = (fault: Fault): boolean =>
  changesClock(fault) && !(fault.kind === 'clock' && fault.adjustment.kind === 'drift');

/**
 * The setting of a clock that was right before: by nothing. It stays in the scenario, since without it
 * all that is drawn by chance afterwards would be another draw.
 */
function setByNothing(fault: Fault): Fault {
  if (!setsClock(fault)) return fault;
  const { at, node } = fault;
  if (fault.kind === 'clock' && fault.adjustment.kind === 'slew')
    return { ...fault, adjustment: { ...fault.adjustment, byMs: 0 } };
  return { kind: 'clock', at, node, adjustment: { kind: 'step', byMs: 0 } };
}

/** True if a fault sets a clock by an amount that is not nothing. */
const setsBySome = (fault: Fault): boolean =>
  setsClock(fault) &&
  !(fault.kind === 'clock' && 'byMs' in fault.adjustment && fault.adjustment.byMs === 0);

/**
 * The scenario with clocks that are set right; undefined where all are. The oscillators stay
 * as they are: another rate moves every timer, and what then falls into an outage is chance.
 */
export function withRightClocks(scenario: ProgramScenario): ProgramScenario | undefined {
  const { agents, server, faults } = scenario;
  const isRight = [server, ...agents].every(({ offsetMs }) => offsetMs === 0);
  if (isRight && !faults.some(setsBySome)) return undefined;
  return {
    ...scenario,
    agents: agents.map(({ driftPpm, uses }) => ({ offsetMs: 0, driftPpm, uses })),
    server: { offsetMs: 0, driftPpm: server.driftPpm },
    faults: faults.map(setByNothing),
  };
}

/** After everything is mended: the first later use, and the time between them, true ms. */
const LATER_MS = MINUTE_MS;

/** True times of the events after everything has been mended, ms. */
interface Aftermath {
  /** Later uses. */
  readonly usesAt: readonly number[];
  /** When a machine may rest, if everything has arrived. */
  readonly restAt: readonly number[];
  /** One more use, where not everything has: some programs send their backlog only with the next. */
  readonly anotherAt: number;
  /** A flush, where not everything has. */
  readonly flushAt: number;
  readonly endAt: number;
}

/**
 * @param mendedMs when faults and uses have ended
 * @param horizonMs how long to wait for what is still missing
 */
export function aftermathOf(later: number, mendedMs: number, horizonMs: number): Aftermath {
  const usesAt = Array.from({ length: later }, (_, index) => mendedMs + (index + 1) * LATER_MS);
  const lastMs = usesAt.at(-1) ?? mendedMs;
  const anotherAt = lastMs + 10 * MINUTE_MS + SECOND_MS;
  const flushAt = anotherAt + HOUR_MS;
  return {
    usesAt,
    restAt: [
      lastMs + 2 * MINUTE_MS,
      lastMs + 10 * MINUTE_MS,
      anotherAt + 10 * MINUTE_MS,
      flushAt - SECOND_MS,
      flushAt + 10 * MINUTE_MS,
    ],
    anotherAt,
    flushAt,
    endAt: Math.max(flushAt + HOUR_MS, lastMs + horizonMs),
  };
}

/** Default time in which missing records may arrive, ms. */
export const HORIZON_MS = 3 * HOUR_MS;
