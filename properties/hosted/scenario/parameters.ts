/** The numbers of a program's scenario that a frontier map can vary. */
import { HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import { usedUntilMs } from '../../pipeline/scenario/scenario.js';
import { timedParameters, withAgent } from '../../pipeline/scenario/timed-parameters.js';
import type { NumericParameter } from '../../study/contract.js';
import { AT_MS_MAX, LIMITS } from './scenario.js';
import type { ProgramScenario } from './scenario.js';

type Parameter = NumericParameter<ProgramScenario>;

const { step, ...others } = timedParameters<ProgramScenario>(LIMITS.uses);

export const PARAMETERS = {
  step,
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
  ...others,
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
