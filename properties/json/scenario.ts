/** Converts between typed scenarios and JSON: the only place that does. */
import type { ScenarioBase } from '../study/contract.js';
import type { Json } from './tree.js';

/** The scenario as JSON: it is plain by contract. */
export const jsonOf = (scenario: ScenarioBase): Json => scenario as unknown as Json;

/**
 * The scenario that JSON represents.
 *
 * Only for JSON made from a scenario of the study; `checkedScenario` checks JSON from elsewhere.
 */
export const scenarioOf = <Scenario extends ScenarioBase>(json: Json): Scenario =>
  json as unknown as Scenario;
