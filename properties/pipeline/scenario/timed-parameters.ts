/**
 * Numbers that a frontier map can vary in every study of agents beside one server: clocks, uses, and
 * the time between them.
 */
import { DAY_MS, YEAR_MS } from '../../../sim/model/time.js';
import type { NumericParameter } from '../../study/contract.js';
import { agentName } from '../protocol.js';
import { LIMITS } from './scenario.js';
import type { AgentScenario, PipelineScenario } from './scenario.js';

/** The part of a scenario that these numbers stand in. */
type TimedScenario = Pick<PipelineScenario, 'agents' | 'server' | 'everyMs' | 'faults'>;

const AGENT = agentName(0);

const offsetWords = (clock: string): NonNullable<NumericParameter<never>['words']> => ({
  more: `${clock} is ahead by more than {}`,
  less: `${clock} is ahead by less than {}`,
  below: { more: `${clock} is behind by more than {}`, less: `${clock} is behind by less than {}` },
});

/** The scenario with its first agent changed. */
export const withAgent = <S extends TimedScenario>(
  scenario: S,
  change: Partial<AgentScenario>,
): S => ({
  ...scenario,
  agents: scenario.agents.map((agent, index) => (index === 0 ? { ...agent, ...change } : agent)),
});

/** Time of the step: between the first use and the second. */
const stepAtMs = ({ everyMs }: TimedScenario): number => everyMs + Math.floor(everyMs / 2);

/** `usesMax`: the study's limit of uses on one agent. */
export const timedParameters = <S extends TimedScenario>(usesMax: number) =>
  ({
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
          {
            kind: 'clock',
            at: stepAtMs(scenario),
            node: AGENT,
            adjustment: { kind: 'step', byMs },
          },
        ],
      }),
    },
    uses: {
      title: `number of uses on ${AGENT}`,
      unit: 'records',
      from: 1,
      to: usesMax,
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
  }) as const satisfies Readonly<Record<string, NumericParameter<S>>>;
