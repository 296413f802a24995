/** Common parts of the examples' tests: one variant loses, and the other does not. */
import type { ExecutionContext } from 'ava';
import {
  check,
  checkedScenario,
  decodeToken,
  encodeToken,
  explore,
  frontier,
  reproduce,
} from 'skewproof';
import type { pipeline, PipelineScenario, PropertyName } from 'skewproof';
import type { CheckOptions } from 'skewproof/check';

type PipelineStudy = ReturnType<typeof pipeline>;

const SEED = 20_261_018;
const FOUND_WITHIN = 300;
const CLEAN_RUNS = 200;
/** One agent, two uses, and one fault. */
const SCOPE = { clients: 1, records: 2, faults: 1, actions: 0 } as const;

/** The scenario's fields that differ from the simplest. */
export const differing = (
  study: PipelineStudy,
  scenario: PipelineScenario,
): Partial<PipelineScenario> => {
  const simplest = Object.entries(study.simplest(scenario.variant));
  const same = new Map(simplest.map(([field, value]) => [field, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(scenario).filter(([field, value]) => same.get(field) !== JSON.stringify(value)),
  );
};

/**
 * Search finds the loss. The shrunk scenario is minimal, is admitted by the schema, and is restored
 * from its token.
 */
export function foundBySearch(
  t: ExecutionContext,
  study: PipelineStudy,
  variant: string,
): { readonly fingerprints: readonly string[]; readonly smallest: PipelineScenario } {
  const { verdict, findings } = explore(study, variant, { seed: SEED, runs: FOUND_WITHIN });
  t.is(verdict, 'violation');
  const minimal = findings[0]?.minimal;
  t.true(minimal?.minimal);
  if (minimal === undefined) throw new Error('nothing was found');
  const { scenario } = minimal;
  t.deepEqual(checkedScenario(study, scenario, 'minimal'), scenario);
  const token = encodeToken(study, scenario);
  const again = decodeToken(token, () => study).scenario as PipelineScenario;
  t.deepEqual(again, scenario);
  const { result } = reproduce(study, again);
  t.is(result.verdict, 'violation');
  t.is(result.summary.hash, reproduce(study, scenario).result.summary.hash);
  return { fingerprints: findings.map(({ fingerprint }) => fingerprint), smallest: scenario };
}

/** Hundreds of runs of the whole space and of its parts break nothing. */
export function cleanInSearch(t: ExecutionContext, study: PipelineStudy, variant: string): void {
  for (const space of Object.keys(study.spaces)) {
    const { verdict, reason, findings, statistics } = explore(study, variant, {
      seed: SEED,
      runs: space === 'everything' ? 2 * CLEAN_RUNS : CLEAN_RUNS / 2,
      space,
    });
    t.is(verdict, 'pass', reason ?? JSON.stringify(findings[0]?.minimal?.scenario));
    t.true(statistics.records > 1_000);
  }
}

type Bounds = Pick<CheckOptions, 'offsetsMs'> & Partial<CheckOptions>;

/** Every interleaving of the scope is tried, and none breaks anything. */
export function cleanInCheck(
  t: ExecutionContext,
  study: PipelineStudy,
  variant: string,
  bounds: Bounds,
): void {
  const { ended, distinct } = check(study, { ...SCOPE, ...bounds, variant });
  t.is(ended, 'exhausted');
  t.true(distinct > 10_000, String(distinct));
}

/** The shortest path to a violation; as a scenario it breaks the same property. */
export function foundByCheck(
  t: ExecutionContext,
  study: PipelineStudy,
  variant: string,
  bounds: Bounds,
): { readonly property: PropertyName; readonly scenario: PipelineScenario } {
  const { counterexample } = check(study, { ...SCOPE, ...bounds, variant });
  if (counterexample === undefined) throw new Error('nothing was found');
  const { scenario, violation } = counterexample;
  t.deepEqual(checkedScenario(study, scenario, 'counterexample'), scenario);
  t.true(
    reproduce(study, scenario).result.violations.some(
      ({ property }) => property === violation.property,
    ),
  );
  return { property: violation.property, scenario };
}

/** Rules of the map that the study shows by default; without rules the whole map is safe. */
export function rulesOf(
  t: ExecutionContext,
  study: PipelineStudy,
  variant: string,
): readonly string[] {
  const { rules, classes, checks } = frontier(study, variant, { resolution: 24 });
  t.deepEqual(
    checks.filter(({ held }) => !held),
    [],
  );
  if (rules.length === 0) t.deepEqual([...new Set(classes.flat())], ['safe']);
  return rules.map(({ text }) => text);
}
