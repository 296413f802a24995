/** Draws the scenarios of a campaign by seed and number: the same ones on every machine. */
import * as fc from 'fast-check';
import type { ScenarioBase, Study } from '../study/contract.js';
import { checkedSpace, checkedVariant } from '../study/variant.js';

/** The space that every study has, and the default of a search. */
export const EVERYTHING = 'everything';

/** Runs drawn at a time. Changing this constant changes the scenarios that a seed draws. */
export const CHUNK_RUNS = 100;

/** Scenarios of one chunk. fast-check draws small and extreme values early in each. */
export const chunkOf = <Scenario>(
  arbitrary: fc.Arbitrary<Scenario>,
  seed: number,
  chunk: number,
): readonly Scenario[] =>
  fc.sample(arbitrary, { seed: (Math.imul(seed, 0x9e3779b1) + chunk) | 0, numRuns: CHUNK_RUNS });

/** Returns the scenarios of the campaign one by one, from the run with number `from`. */
export function scenariosFrom<Scenario>(
  arbitrary: fc.Arbitrary<Scenario>,
  seed: number,
  from: number,
): () => Scenario {
  let run = from;
  let chunk: readonly Scenario[] = [];
  let number = -1;
  return () => {
    if (Math.floor(run / CHUNK_RUNS) !== number) {
      number = Math.floor(run / CHUNK_RUNS);
      chunk = chunkOf(arbitrary, seed, number);
    }
    run += 1;
    return chunk[(run - 1) % CHUNK_RUNS] as Scenario;
  };
}

/** @throws SkewproofError SKEW-102 for a variant or a space that the study does not have. */
export function arbitraryOf<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  variant: string,
  space = EVERYTHING,
): fc.Arbitrary<Scenario> {
  const make = study.spaces[checkedSpace(study, space)];
  return (make as NonNullable<typeof make>)(checkedVariant(study, variant));
}
