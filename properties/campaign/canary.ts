/** The canary: a planted variant that must always be caught, so that a blind harness is noticed. */
import { explore } from './explore.js';
import type { ScenarioBase, Study } from '../study/contract.js';

/** Enough for what is broken in every other run, and nothing beside a campaign. */
const RUNS_MAX = 50;

export interface Canary {
  readonly variant: string;
  /** Number of the run, from 1, that caught it; undefined: none did, and the harness is not to be trusted. */
  readonly caughtAtRun: number | undefined;
  readonly runs: number;
}

/** Undefined: the study has none. */
export function searchCanary<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  seed: number,
): Canary | undefined {
  const { canary: variant } = study;
  if (variant === undefined) return undefined;
  const { findings, statistics } = explore(study, variant, {
    seed,
    runs: RUNS_MAX,
    shrink: false,
    stopWhen: () => true,
  });
  const [finding] = findings;
  return { variant, caughtAtRun: finding?.foundAtRun, runs: statistics.runs };
}
