/** One scenario again, on both timelines: a finding that does not depend on how events are queued. */
import { SkewproofError } from '../../sim/model/errors.js';
import { fakeTimers } from '../../sim/queue/fake-timers.js';
import { judgedRun, runScenario } from '../oracle/judged-run.js';
import type { ScenarioBase, Study } from '../study/contract.js';

/**
 * Runs and judges one scenario on both timelines.
 * @throws SkewproofError SKEW-301 when their trace hashes differ.
 */
export function reproduce<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: Scenario,
): ReturnType<typeof judgedRun<Scenario, Message, Input>> {
  const run = judgedRun(study, scenario);
  const again = runScenario(study, scenario, { timeline: fakeTimers });
  if (again.summary.hash !== run.result.summary.hash)
    throw new SkewproofError('SKEW-301', {
      place: `${scenario.study}/${scenario.variant}, seed ${String(scenario.seed)}`,
      expected: `trace hash ${run.result.summary.hash} on both timelines`,
      got: again.summary.hash,
      advice: 'A model reads something that the scenario does not determine.',
    });
  return run;
}
