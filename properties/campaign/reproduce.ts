/** Runs one scenario on both timelines: a finding must not depend on how events are queued. */
import { fakeTimers } from '../../sim/queue/fake-timers.js';
import type { JudgedRun } from '../oracle/judged-run.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { refuseDifference, Repetition } from '../trace/repetition.js';

/**
 * Runs one scenario on both timelines, and judges it.
 * @throws SkewproofError SKEW-301 if the trace hashes differ: a model reads data that the scenario
 *   does not determine
 * @since 0.1.0
 */
export function reproduce<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
): JudgedRun<Scenario, Message, Input> {
  const repetition = new Repetition(study);
  const run = repetition.run(scenario);
  const { hash } = run.result.summary;
  const difference = repetition.again({ scenario, hash }, { timeline: fakeTimers });
  if (difference !== undefined) refuseDifference(scenario, difference);
  return run;
}
