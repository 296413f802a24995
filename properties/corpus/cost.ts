/** Refuses a scenario from outside whose run would need more work than any run may, before it runs. */
import { inputError } from '../../sim/model/errors.js';
import { EVENTS_MAX } from '../../sim/world/event-budget.js';
import { jsonOf } from '../json/scenario.js';
import { shortly } from '../json/shortly.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';

type Estimated<Scenario extends ScenarioBase> = Pick<
  RunnableStudy<Scenario, never, never>,
  'name' | 'simplest' | 'steps'
>;

/** The field that contributes most: with the value of the simplest scenario fewest steps are left. */
function costliest<Scenario extends ScenarioBase>(
  study: Estimated<Scenario>,
  scenario: Scenario,
): string | undefined {
  const simplest = jsonOf(study.simplest(scenario.variant)) as Readonly<Record<string, unknown>>;
  let [least, named] = [Infinity, undefined as string | undefined];
  for (const field of Object.keys(scenario)) {
    const steps = study.steps?.({ ...scenario, [field]: simplest[field] }) ?? NaN;
    if (steps < least) [least, named] = [steps, field];
  }
  return named;
}

/** A count of steps that a reader grasps: `about 2e9`. */
const about = (steps: number): string => `about ${steps.toExponential(0).replace('e+', 'e')}`;

/**
 * Each step is an event at least, and no run has more than 5,000,000 of them.
 * @throws SkewproofError SKEW-101 with the field that contributes most
 */
export function checkCost<Scenario extends ScenarioBase>(
  study: Estimated<Scenario>,
  scenario: Scenario,
  place: string,
): void {
  const steps = study.steps?.(scenario);
  if (steps === undefined || steps <= EVENTS_MAX) return;
  const field = costliest(study, scenario);
  const value = (jsonOf(scenario) as Readonly<Record<string, unknown>>)[field ?? ''];
  throw inputError({
    place: field === undefined ? place : `${place}, field ${field}`,
    expected: `a scenario of at most ${String(EVENTS_MAX)} steps (records, polls, retries, looks)`,
    got: `${about(steps)}${field === undefined ? '' : `, most of them by ${shortly(value, 40)}`}`,
    advice: 'A run of a smaller one shows the same.',
  });
}
