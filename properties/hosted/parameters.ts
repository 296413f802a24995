/** The numbers of a program's scenario that a frontier map can vary. */
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../sim/model/time.js';
import { agentName } from '../pipeline/protocol.js';
import { usedUntilMs } from '../pipeline/scenario.js';
import type { AgentScenario } from '../pipeline/scenario.js';
import type { NumericParameter } from '../study/contract.js';
import { AT_MS_MAX, LIMITS } from './scenario.js';
import type { ProgramScenario } from './scenario.js';

type Parameter = NumericParameter<ProgramScenario>;

const AGENT = agentName(0);

const withAgent = (scenario: ProgramScenario, change: Partial<AgentScenario>): ProgramScenario => ({
  ...scenario,
  agents: scenario.agents.map((agent, index) => (index === 0 ? { ...agent, ...change } : agent)),
});

/** In the middle between the first use and the second. */
const stepAtMs = ({ everyMs }: ProgramScenario): number => everyMs + Math.floor(everyMs / 2);

const offsetWords = (clock: string): NonNullable<Parameter['words']> => ({
  more: `${clock} is ahead by more than {}`,
  less: `${clock} is ahead by less than {}`,
  below: { more: `${clock} is behind by more than {}`, less: `${clock} is behind by less than {}` },
});

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
  outage: {
    title: 'time in which no connection is accepted',
    unit: 'ms',
    from: 0,
    to: HOUR_MS,
    words: { more: 'the outage is longer than {}', less: 'the outage is shorter than {}' },
    set: (scenario, forMs) => {
      const at = Math.floor(scenario.everyMs / 2);
      const healAtMs = Math.min(AT_MS_MAX, Math.max(usedUntilMs(scenario), at + forMs));
      return {
        ...scenario,
        weather: forMs === 0 ? [] : [{ kind: 'refused', at, forMs }],
        healAtMs,
      };
    },
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
    title: 'longest latency of a message',
    unit: 'ms',
    from: LIMITS.latencyMsMin,
    to: LIMITS.latencyMs,
    words: {
      more: 'messages take up to more than {}',
      less: 'messages take up to less than {}',
    },
    set: (scenario, latencyMs) => ({
      ...scenario,
      link: {
        ...scenario.link,
        latencyMsMin: Math.min(latencyMs, LIMITS.latencyMsHealed),
        latencyMsMax: latencyMs,
      },
    }),
  },
} as const satisfies Readonly<Record<string, Parameter>>;

/** Before and after the outage and the step of a map. */
const USES = 2;
const OUTAGE_MS = 2 * MINUTE_MS;

/** The scenario that maps vary: two uses, and an outage from before the first until after the second. */
export const planeBase = (simplest: ProgramScenario): ProgramScenario =>
  PARAMETERS.outage.set(withAgent(simplest, { uses: USES }), OUTAGE_MS);
