/** Diagnoses a finding: shrinks its scenario and explains the loss. */
import { storyOf } from '../explain/story.js';
import { runScenario } from '../oracle/judged-run.js';
import { minimise } from '../shrink/minimise.js';
import type { Minimised } from '../shrink/minimised.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { shownOf } from './finding.js';
import type { Finding } from './finding.js';

export interface DiagnoseOptions {
  /** Shrink findings. Default true. */
  readonly shrink?: boolean;
  /** Largest number of scenarios to try per finding while shrinking. Default 4,000. */
  readonly shrinkRunsMax?: number;
  /**
   * Explain each finding: nearest passing scenario, decision, path of the record. Default: as
   * `shrink`.
   */
  readonly diagnose?: boolean;
  /**
   * Largest number of scenarios to try for the nearest passing one. Default 300, fewer for long
   * runs.
   */
  readonly twinRunsMax?: number;
}

/** `undefined` if the study throws: a finding is kept undiagnosed rather than lost. */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** Shrinks and explains a finding as far as the options allow and the study does not throw. */
export function diagnosed<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  found: Finding<Scenario>,
  { shrink = true, diagnose = shrink, shrinkRunsMax, twinRunsMax }: DiagnoseOptions,
): Finding<Scenario> {
  const runsMax = shrinkRunsMax === undefined ? {} : { runsMax: shrinkRunsMax };
  const minimal = shrink
    ? orUndefined(() => minimise(study, found.found, found.explanation, runsMax))
    : undefined;
  if (!diagnose) return { ...found, minimal };
  const whole = (smallest: Minimised<Scenario> | undefined) =>
    orUndefined(() => {
      const { scenario, explanation } = shownOf({ ...found, minimal: smallest });
      const budget = twinRunsMax === undefined ? {} : { twinRunsMax };
      return {
        ...found,
        minimal: smallest,
        story: storyOf(study, scenario, explanation, budget),
        hash: runScenario(study, scenario).summary.hash,
      };
    });
  return whole(minimal) ?? whole(undefined) ?? { ...found, minimal };
}
