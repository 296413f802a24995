/** The collector of a scenario: which one it is, and the same scenario at another. */
import { jsonOf, scenarioOf } from '../../../properties/json/scenario.js';
import { without } from '../../../properties/json/tree.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import type { AnyRunnable } from './knobs.js';

/** Name of the collector that serves the agent; undefined: the study's own server does. */
export function collectorIn(scenario: ScenarioBase): string | undefined {
  const { collector } = scenario as ScenarioBase & { readonly collector?: { name?: unknown } };
  return typeof collector?.name === 'string' ? collector.name : undefined;
}

/**
 * The scenario at a collector, where the points that its source leaves open have their defaults.
 * @param name undefined: at the study's own server
 */
export function withCollector(
  study: AnyRunnable,
  scenario: ScenarioBase,
  name: string | undefined,
): ScenarioBase {
  if (name === undefined) return scenarioOf(without(jsonOf(scenario), ['collector']));
  return study.collectors?.(scenario, { name }) ?? scenario;
}
