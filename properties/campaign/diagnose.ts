/** From a failing scenario to a finding that says all there is to say of it. */
import { storyOf } from '../explain/story.js';
import { runScenario } from '../oracle/judged-run.js';
import { minimise } from '../shrink/minimise.js';
import type { Minimised } from '../shrink/minimised.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { shownOf } from './finding.js';
import type { Finding } from './finding.js';

export interface DiagnoseOptions {
  /** Shrink what is found. Default true. */
  readonly shrink?: boolean;
  /** Scenarios to try for each finding while shrinking it, at most. Default 4,000. */
  readonly shrinkRunsMax?: number;
  /** Explain each finding: the nearest scenario without the loss, the decision, the record's way. Default: as `shrink`. */
  readonly diagnose?: boolean;
  /** Scenarios to try for the nearest without the loss, at most. Default 300, fewer for long runs. */
  readonly twinRunsMax?: number;
}

/** Undefined where the study throws: a finding is kept as it was found rather than lost. */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** The finding shrunk and explained, as far as the options ask for it and the study does not throw. */
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
