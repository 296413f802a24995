/**
 * The canary: a planted variant that every campaign must catch, so that a blind harness is noticed.
 */
import { explore } from './explore.js';
import type { ScenarioBase, Study } from '../study/contract.js';

/** Enough for a defect that breaks every other run, and little beside a campaign. */
const RUNS_MAX = 50;

export interface Canary {
  readonly variant: string;
  /**
   * Number of the run, from 1, that caught it; `undefined`: none did, and the harness cannot be
   * trusted.
   */
  readonly caughtAtRun: number | undefined;
  readonly runs: number;
}

/** The result of searching the study's canary; `undefined`: the study has none. */
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
