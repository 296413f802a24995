/**
 * Finds smaller failing scenarios by code that shares nothing with the shrinker (AVA takes no tests
 * from `_` files): each single step towards the simplest scenario, and each pair of steps, is made
 * and run.
 */
import type { ScenarioBase, Study } from '../study/contract.js';
import { explanationWith } from './attempts.js';

type Tree = unknown;

/** A tree one step nearer to the simplest, with the place of the step. */
interface Step {
  readonly tree: Tree;
  readonly at: string;
}

const isTree = (value: Tree): value is Record<string, Tree> =>
  typeof value === 'object' && value !== null;

const fieldOf = (simplest: Tree, key: string | number): Tree => {
  if (!isTree(simplest)) return undefined;
  return Array.isArray(simplest)
    ? ((simplest as Tree[])[key as number] ?? (simplest as Tree[])[0])
    : simplest[key];
};

function* listSteps(list: readonly Tree[], simplest: Tree, at: string): Iterable<Step> {
  const least = Array.isArray(simplest) ? simplest.length : 0;
  for (const [place, one] of list.entries()) {
    if (list.length > least)
      yield { tree: list.filter((_, other) => other !== place), at: `${at}[-${String(place)}]` };
    for (const step of steps(one, fieldOf(simplest, place), `${at}.${String(place)}`))
      yield { ...step, tree: list.map((other, i) => (i === place ? step.tree : other)) };
  }
}

function* steps(value: Tree, simplest: Tree, at: string): Iterable<Step> {
  if (typeof value === 'number') {
    const target = typeof simplest === 'number' ? simplest : 0;
    if (value !== target) yield { tree: value + Math.sign(target - value), at };
  } else if (Array.isArray(value)) yield* listSteps(value as Tree[], simplest, at);
  else if (isTree(value))
    for (const key of Object.keys(value)) {
      const { [key]: one, ...rest } = value;
      if (isTree(simplest) && !(key in simplest)) yield { tree: rest, at: `${at}.-${key}` };
      for (const step of steps(one, fieldOf(simplest, key), `${at}.${key}`))
        yield { ...step, tree: { ...value, [key]: step.tree } };
    }
  else if (simplest !== undefined && !isTree(simplest) && value !== simplest)
    yield { tree: simplest, at };
}

/** Smaller scenarios with the same fingerprint, as the steps that lead to them. */
export function smallerFailures<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: Scenario,
  fingerprint: string,
): readonly string[] {
  const { study: name, variant, seed, ...rest } = scenario;
  const simplest = study.simplest(variant);
  const fails = (tree: Tree): boolean => {
    try {
      const candidate = { study: name, variant, seed, ...(tree as object) } as unknown as Scenario;
      return explanationWith(study, candidate, fingerprint) !== undefined;
    } catch {
      return false;
    }
  };
  const found: string[] = [];
  for (const one of steps(rest, simplest, '')) {
    if (fails(one.tree)) found.push(one.at);
    for (const two of steps(one.tree, simplest, ''))
      // Two units of one number are no pair.
      if (two.at !== one.at && fails(two.tree)) found.push(`${one.at} and ${two.at}`);
  }
  return found;
}
