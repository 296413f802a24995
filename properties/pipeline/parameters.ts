/** Numbers of a scenario that a frontier map can vary. */
import { DAY_MS, YEAR_MS } from '../../sim/model/time.js';
import type { NumericParameter, Study } from '../study/contract.js';
import { agentName } from './protocol.js';
import { LIMITS, simplestOf } from './scenario.js';
import type { AgentScenario, PipelineScenario } from './scenario.js';

type Parameter = NumericParameter<PipelineScenario>;

const AGENT = agentName(0);

const offsetWords = (clock: string): NonNullable<Parameter['words']> => ({
  more: `${clock} is ahead by more than {}`,
  less: `${clock} is ahead by less than {}`,
  below: { more: `${clock} is behind by more than {}`, less: `${clock} is behind by less than {}` },
});

const withAgent = (
  scenario: PipelineScenario,
  change: Partial<AgentScenario>,
): PipelineScenario => ({
  ...scenario,
  agents: scenario.agents.map((agent, index) => (index === 0 ? { ...agent, ...change } : agent)),
});

/** Time of the step: between the first use and the second. */
const stepAtMs = ({ everyMs }: PipelineScenario): number => everyMs + Math.floor(everyMs / 2);

export const PARAMETERS = {
  step: {
    title: `step of ${AGENT}'s clock`,
    unit: 'ms',
    from: -60 * DAY_MS,
    to: 60 * DAY_MS,
    words: {
      more: 'the clock is stepped forward by more than {}',
      less: 'the clock is stepped forward by less than {}',
      below: {
        more: 'the clock is stepped back by more than {}',
        less: 'the clock is stepped back by less than {}',
      },
    },
    set: (scenario, byMs) => ({
      ...scenario,
      faults: [
        { kind: 'clock', at: stepAtMs(scenario), node: AGENT, adjustment: { kind: 'step', byMs } },
      ],
    }),
  },
  uses: {
    title: `number of uses on ${AGENT}`,
    unit: 'records',
    from: 1,
    to: LIMITS.uses,
    words: { more: 'uses number more than {}', less: 'uses number fewer than {}' },
    set: (scenario, uses) => withAgent(scenario, { uses }),
  },
  offset: {
    title: `clock offset of ${AGENT}`,
    unit: 'ms',
    from: -10 * YEAR_MS,
    to: 10 * YEAR_MS,
    words: offsetWords(`${AGENT}'s clock`),
    set: (scenario, offsetMs) => withAgent(scenario, { offsetMs }),
  },
  serverOffset: {
    title: 'clock offset of the server',
    unit: 'ms',
    from: -10 * YEAR_MS,
    to: 10 * YEAR_MS,
    words: offsetWords("the server's clock"),
    set: (scenario, offsetMs) => ({ ...scenario, server: { ...scenario.server, offsetMs } }),
  },
  pause: {
    title: 'time between uses',
    unit: 'ms',
    from: LIMITS.everyMsMin,
    to: LIMITS.everyMsMax,
    words: { more: 'uses are more than {} apart', less: 'uses are less than {} apart' },
    set: (scenario, everyMs) => ({ ...scenario, everyMs }),
  },
  latency: {
    title: 'latency of every message',
    unit: 'ms',
    from: 0,
    to: LIMITS.latencyMs,
    words: { more: 'messages take more than {}', less: 'messages take less than {}' },
    set: (scenario, latencyMs) => ({
      ...scenario,
      link: { ...scenario.link, latencyMsMin: latencyMs, latencyMsMax: latencyMs },
    }),
  },
} as const satisfies Readonly<Record<string, Parameter>>;

export type ParameterName = keyof typeof PARAMETERS;

/** Number of uses in a map that does not vary it. */
const USES = 6;

export const planeOf = (
  study: string,
  [x, y]: readonly [ParameterName, ParameterName],
): NonNullable<Study<PipelineScenario, never, never>['plane']> => ({
  x,
  y,
  base: (variant) => withAgent(simplestOf(study)(variant), { uses: USES }),
});
