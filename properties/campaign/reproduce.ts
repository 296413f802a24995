/** One scenario again, on both timelines: a finding that does not depend on how events are queued. */
import { fakeTimers } from '../../sim/queue/fake-timers.js';
import type { JudgedRun } from '../oracle/judged-run.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { refuseParting, Repetition } from '../trace/repetition.js';

/**
 * Runs and judges one scenario on both timelines.
 * @throws SkewproofError SKEW-301 when their trace hashes differ, with the place where they part;
 *   SKEW-102 for a variant that the study does not have.
 */
export function reproduce<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
): JudgedRun<Scenario, Message, Input> {
  const repetition = new Repetition(study);
  const run = repetition.run(scenario);
  const { hash } = run.result.summary;
  const parting = repetition.again({ scenario, hash }, { timeline: fakeTimers });
  if (parting !== undefined) refuseParting(scenario, parting);
  return run;
}
