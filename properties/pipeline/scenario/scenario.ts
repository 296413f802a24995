/** The scenario of a pipeline: agents, clocks, uses, links, faults. */
import { utcOf } from '../../../sim/clock/zone.js';
import { inputError } from '../../../sim/model/errors.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../../sim/model/time.js';
import type { ClockSpec } from '../../../sim/clock/clock.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { LinkSpec } from '../../../sim/world/network.js';
import type { CollectorChoice } from '../../../models/collectors/index.js';
import type { ScenarioBase } from '../../study/contract.js';
import { agentName, SERVER } from '../protocol.js';

/** Civil time at true time 0, ms since 1970: half a day before a leap day. */
export const EPOCH_MS = utcOf({
  year: 2028,
  month: 2,
  day: 28,
  hour: 12,
  minute: 0,
  second: 0,
  ms: 0,
});

export interface AgentScenario extends Required<ClockSpec> {
  /** Number of uses on this agent. */
  readonly uses: number;
}

type Link = Required<
  Pick<LinkSpec, 'latencyMsMin' | 'latencyMsMax' | 'loss' | 'duplicate' | 'ordered'>
>;

/**
 * A scenario of a pipeline; every field is drawn by its spaces and admitted by its schema.
 * @since 0.1.0
 */
export interface PipelineScenario extends ScenarioBase {
  readonly agents: readonly AgentScenario[];
  readonly server: Required<ClockSpec>;
  /** Time between the uses on an agent, true ms. */
  readonly everyMs: number;
  /** Every link, in both directions. */
  readonly link: Link;
  /** Duration of a sync on every machine, true ms. */
  readonly syncLatencyMs: number;
  /** Number of looks at the console before the last one. */
  readonly looks: number;
  /** In any order. */
  readonly faults: readonly Fault[];
  /** When faults end, true ms. Default: when one more use would be due. */
  readonly healAtMs?: number;
  /** The collector in the place of the server. Default: the study's own server. */
  readonly collector?: CollectorChoice;
  /** Time from the start in which no agent reaches the server, true ms. Default 0. */
  readonly awayMs?: number;
}

/** Ranges of a scenario's numbers: the schema admits exactly what a campaign draws. */
export const LIMITS = {
  agents: 3,
  offsetMs: 30 * YEAR_MS,
  driftPpm: 500,
  uses: 40,
  everyMsMin: SECOND_MS,
  everyMsMax: HOUR_MS,
  latencyMs: 90_000,
  lossPercent: 30,
  duplicatePercent: 20,
  syncLatencyMs: 20_000,
  looks: 3,
  faults: 8,
  forMs: DAY_MS,
  slewMs: HOUR_MS,
  ratePpm: 500,
  /** Longer than the acceptance windows of most collectors. */
  awayMs: 60 * DAY_MS,
} as const;

/** Latest time of anything in a scenario, true ms. */
export const AT_MS_MAX = (LIMITS.uses + 1) * LIMITS.everyMsMax;

const never = { of: 0, in: 100 };

export const RIGHT_CLOCK: Required<ClockSpec> = { offsetMs: 0, driftPpm: 0 };

export const DIRECT_LINK: Link = {
  latencyMsMin: 0,
  latencyMsMax: 0,
  loss: never,
  duplicate: never,
  ordered: true,
};

/** One agent, one use, right clocks, no fault. */
export const simplestOf =
  (study: string) =>
  (variant: string): PipelineScenario => ({
    study,
    variant,
    seed: 0,
    agents: [{ ...RIGHT_CLOCK, uses: 1 }],
    server: RIGHT_CLOCK,
    everyMs: MINUTE_MS,
    link: DIRECT_LINK,
    syncLatencyMs: 0,
    looks: 0,
    faults: [],
  });

type Timing = Pick<PipelineScenario, 'everyMs' | 'healAtMs' | 'awayMs'> & {
  readonly agents: readonly { readonly uses: number }[];
};

/** When one more use would be due, true ms. */
export const usedUntilMs = ({ agents, everyMs }: Timing): number =>
  (Math.max(...agents.map(({ uses }) => uses)) + 1) * everyMs;

/** When faults end, true ms. */
export const healAtMs = (timing: Timing): number =>
  Math.max(timing.healAtMs ?? usedUntilMs(timing), timing.awayMs ?? 0);

/**
 * Resolves the machine that a fault names. Agent indexes wrap, so that a scenario stays playable
 * when shrinking removes an agent; any other name is an error.
 */
export function machineOf(name: string, agents: number, place: string): string {
  if (name === SERVER) return name;
  const index = /^agent-([1-9]\d{0,8})$/.exec(name)?.[1];
  if (index !== undefined) return agentName((Number(index) - 1) % agents);
  throw inputError({
    place,
    expected: `agent-1 to agent-${String(agents)}, ${SERVER}`,
    got: `"${name}"`,
  });
}

/** No agent reaches the server at first. */
const awayFaults = (agents: number, forMs: number): readonly Fault[] =>
  forMs === 0
    ? []
    : Array.from({ length: agents }, (_, index) => ({
        ...{ kind: 'partition', at: 0, node: agentName(index), to: SERVER, both: true, forMs },
      }));

/** The scenario's faults, each on an existing machine, in order of time. */
export const faultsOf = ({
  agents,
  faults,
  awayMs = 0,
}: Pick<PipelineScenario, 'agents' | 'faults' | 'awayMs'>): readonly Fault[] =>
  [...awayFaults(agents.length, awayMs), ...faults]
    .map((fault, index) => {
      const place = `faults.${String(index)}`;
      const node = machineOf(fault.node, agents.length, `${place}.node`);
      return 'to' in fault
        ? { ...fault, node, to: machineOf(fault.to, agents.length, `${place}.to`) }
        : { ...fault, node };
    })
    .sort((a, b) => a.at - b.at);
