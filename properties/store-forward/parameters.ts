/** Numbers of a scenario that a frontier map can vary, and the plane that it shows by default. */
import { SECOND_MS, YEAR_MS } from '../../sim/model/time.js';
import * as storeForward from '../../models/store-forward/index.js';
import type { NumericParameter, Study } from '../study/contract.js';

type Scenario = storeForward.StoreForwardScenario;

const clockWords = (clock: string): NonNullable<NumericParameter<Scenario>['words']> => ({
  more: `${clock} is ahead by more than {}`,
  less: `${clock} is ahead by less than {}`,
  below: { more: `${clock} is behind by more than {}`, less: `${clock} is behind by less than {}` },
});

const withAgent = (scenario: Scenario, change: Partial<storeForward.AgentScenario>): Scenario => ({
  ...scenario,
  agents: scenario.agents.map((agent, index) => (index === 0 ? { ...agent, ...change } : agent)),
});

export const PARAMETERS: Readonly<Record<string, NumericParameter<Scenario>>> = {
  agentOffset: {
    title: 'clock offset of agent-1',
    unit: 'ms',
    from: -10 * YEAR_MS,
    to: 10 * YEAR_MS,
    words: clockWords("agent-1's clock"),
    set: (scenario, offsetMs) => withAgent(scenario, { offsetMs }),
  },
  records: {
    title: 'number of records',
    unit: 'records',
    from: 0,
    to: 256,
    words: { more: 'more than {} records are made', less: 'fewer than {} records are made' },
    set: (scenario, records) => withAgent(scenario, { records }),
  },
  serverOffset: {
    title: 'clock offset of the server',
    unit: 'ms',
    from: -10 * YEAR_MS,
    to: 10 * YEAR_MS,
    words: clockWords("the server's clock"),
    set: (scenario, offsetMs) => ({ ...scenario, server: { ...scenario.server, offsetMs } }),
  },
  logCapacity: {
    title: 'log capacity',
    unit: 'records',
    // 0 means no limit, and is no neighbour of 1.
    from: 1,
    to: 256,
    words: {
      more: 'the log holds more than {} records',
      less: 'the log holds fewer than {} records',
    },
    set: (scenario, logCapacity) => ({ ...scenario, logCapacity }),
  },
  pause: {
    title: 'time between records',
    unit: 'ms',
    from: SECOND_MS,
    to: storeForward.EVERY_MS_MAX,
    words: {
      more: 'records are more than {} apart',
      less: 'records are less than {} apart',
    },
    set: (scenario, everyMs) => ({ ...scenario, everyMs }),
  },
};

/** Number of records of an agent in a map that does not vary it. */
const RECORDS = 12;

export const PLANE: NonNullable<Study<Scenario, never, never>['plane']> = {
  x: 'agentOffset',
  y: 'records',
  base: (variant) => withAgent(storeForward.simplestScenario(variant), { records: RECORDS }),
};
