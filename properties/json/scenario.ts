/** The one door between scenarios, which have types, and JSON, which has none. */
import type { ScenarioBase } from '../study/contract.js';
import type { Json } from './tree.js';

/** A scenario is plain JSON by contract. */
export const jsonOf = (scenario: ScenarioBase): Json => scenario as unknown as Json;

/**
 * The scenario that a piece of JSON is. Only for JSON made from a scenario of the study: what came
 * from elsewhere is checked by `checkedScenario`.
 */
export const scenarioOf = <Scenario extends ScenarioBase>(json: Json): Scenario =>
  json as unknown as Scenario;
