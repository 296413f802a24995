/** Scenarios that are played in a page and in Node, to compare their trace hashes. */
import type * as fc from 'fast-check';
import { chunkOf } from '../../../properties/campaign/sampling.js';
import { encodeToken } from '../../../properties/corpus/token.js';
import type { AnyStudy } from '../../../properties/study/erase.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';

const SEED = 11;

/** The first scenarios of everything that a study can draw, for its first variant. */
export function drawnScenarios(study: AnyStudy, count: number): readonly ScenarioBase[] {
  const everything = study.spaces['everything'] as (variant: string) => fc.Arbitrary<ScenarioBase>;
  const [variant = ''] = Object.keys(study.variants);
  const scenarios: ScenarioBase[] = [];
  for (let chunk = 0; scenarios.length < count; chunk += 1)
    scenarios.push(...chunkOf(everything(variant), SEED, chunk));
  return scenarios.slice(0, count);
}

export const tokensOf = (study: AnyStudy, scenarios: readonly ScenarioBase[]): readonly string[] =>
  scenarios.map((scenario) => encodeToken(study, scenario));
