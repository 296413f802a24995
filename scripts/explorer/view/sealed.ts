/**
 * The moment at which a loss is sealed: the latest at which setting the client's clock right still
 * keeps the record. Found by runs, each with one more fault that sets the clock.
 */
import { jsonOf, scenarioOf } from '../../../properties/json/scenario.js';
import { get } from '../../../properties/json/tree.js';
import type { Json } from '../../../properties/json/tree.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';

interface Seal {
  /** Setting the clock right at this true time, ms, still changes the outcome; undefined: never. */
  readonly savedUntilMs: number | undefined;
}

/** The scenario whose node's clock is set right at a moment; undefined: it has no list of faults. */
export function mendedAt(
  scenario: ScenarioBase,
  node: string,
  offsetMs: number,
  atMs: number,
): ScenarioBase | undefined {
  const json = jsonOf(scenario);
  const faults = get(json, ['faults']);
  if (!Array.isArray(faults)) return undefined;
  const adjustment = { kind: 'step', byMs: -offsetMs };
  const mended = { kind: 'clock', at: atMs, node, adjustment };
  const all = [...(faults as readonly Json[]), mended].sort(
    (a, b) => Number(get(a, ['at']) ?? 0) - Number(get(b, ['at']) ?? 0),
  );
  return scenarioOf({ ...(json as { readonly [key: string]: Json }), faults: all });
}

/** Halves the run between its start and its end; each step is one run. */
export function* sealOf(
  lost: PlaneClass,
  endMs: number,
  classAt: (atMs: number) => PlaneClass | undefined,
): Generator<undefined, Seal> {
  const isSaved = (atMs: number): boolean => {
    const found = classAt(atMs);
    return found !== undefined && found !== lost;
  };
  let [saved, sealed] = [0, endMs];
  const first = isSaved(saved);
  yield;
  if (!first) return { savedUntilMs: undefined };
  const last = isSaved(sealed);
  yield;
  if (last) return { savedUntilMs: endMs };
  while (sealed - saved > 1) {
    const middle = Math.floor((saved + sealed) / 2);
    if (isSaved(middle)) saved = middle;
    else sealed = middle;
    yield;
  }
  return { savedUntilMs: saved };
}
