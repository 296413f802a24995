/**
 * Judges, independently of the shrinker, whether a failing scenario is as small as it can be. No
 * element of a list can be left out, no number can be one unit nearer to the study's simplest
 * scenario, and no other value can be as there, without changing or ending the failure.
 */
import { explanationWith } from '../../properties/shrink/minimise.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';

type Tree = unknown;
type Key = string | number;

const isTree = (value: Tree): value is Record<string, Tree> =>
  typeof value === 'object' && value !== null;

/** The value of the simplest scenario at `key`; elements of a list are compared with its first. */
const simplestAt = (simplest: Tree, key: Key): Tree => {
  if (!isTree(simplest)) return undefined;
  return Array.isArray(simplest) ? (simplest as Tree[])[0] : simplest[key];
};

/** The tree with each of its smallest changes towards the simplest, one at a time. */
function* nearer(value: Tree, simplest: Tree): Iterable<Tree> {
  if (typeof value === 'number') {
    const target = typeof simplest === 'number' ? simplest : 0;
    if (value !== target) yield value + (value > target ? -1 : 1);
    return;
  }
  if (!isTree(value)) {
    if (simplest !== undefined && !isTree(simplest) && value !== simplest) yield simplest;
    return;
  }
  if (Array.isArray(value)) {
    const list = value as Tree[];
    const least = Array.isArray(simplest) ? simplest.length : 0;
    if (list.length > least)
      for (let without = 0; without < list.length; without += 1)
        yield [...list.slice(0, without), ...list.slice(without + 1)];
    for (const [at, one] of list.entries())
      for (const other of nearer(one, simplestAt(simplest, at)))
        yield list.map((element, i) => (i === at ? other : element));
    return;
  }
  for (const [key, one] of Object.entries(value))
    for (const other of nearer(one, simplestAt(simplest, key))) yield { ...value, [key]: other };
}

/** @param fingerprint of the failure that must not go away */
export function isMinimal(study: AnyStudy, scenario: ScenarioBase, fingerprint: string): boolean {
  const { study: _study, variant, seed, ...rest } = scenario;
  const simplest = study.simplest(variant);
  for (const fields of nearer(rest, simplest)) {
    const candidate = { study: study.name, variant, seed, ...(fields as object) };
    try {
      if (explanationWith(study, candidate, fingerprint) !== undefined) return false;
    } catch {
      // A scenario that cannot be played is no smaller failure.
    }
  }
  return true;
}
