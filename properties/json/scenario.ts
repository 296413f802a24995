/** The one door between scenarios, which have types, and JSON, which has none. */
import type { ScenarioBase } from '../study/contract.js';
import type { Json } from './tree.js';

/** A scenario is plain JSON by contract. */
export const jsonOf = (scenario: ScenarioBase): Json => scenario as unknown as Json;
