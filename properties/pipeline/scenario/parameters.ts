/** Numbers of a scenario that a frontier map can vary. */
import type { NumericParameter, Study } from '../../study/contract.js';
import { LIMITS, simplestOf } from './scenario.js';
import type { PipelineScenario } from './scenario.js';
import { timedParameters, withAgent } from './timed-parameters.js';

type Parameter = NumericParameter<PipelineScenario>;

export const PARAMETERS = {
  ...timedParameters<PipelineScenario>(LIMITS.uses),
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

/** A number that only a pipeline has whose agent a collector can serve. */
export const SERVED_PARAMETERS = {
  away: {
    title: 'time from the start without a connection',
    unit: 'ms',
    from: 0,
    to: LIMITS.awayMs,
    words: {
      more: 'the agent is offline for more than {}',
      less: 'the agent is offline for less than {}',
    },
    set: (scenario, awayMs) => ({ ...scenario, awayMs }),
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
