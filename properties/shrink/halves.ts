/** The first phase of shrinking: large steps by halves, on lists, numbers, fields and the seed. */
import { jsonOf } from '../json/scenario.js';
import { get, isObject, KEPT, paths, set, targetOf, without } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';
import type { ScenarioBase } from '../study/contract.js';
import { isOptional, leastLength, withoutAndRenumbered } from './moves.js';
import { shrinkPairs } from './pairs.js';
import { bisected } from './shrink-state.js';
import type { ShrinkState } from './shrink-state.js';

/** Seeds that are tried instead of the scenario's own. */
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
/** Rounds after which numbers are shrunk in pairs too. */
const SLOW_ROUNDS = 3;

/** Number of values that differ from the simplest scenario; each item of a list counts. */
function differences(value: Json, simplest: Json): number {
  let count = 0;
  for (const path of paths(value)) {
    const at = get(value, path);
    if (isObject(at) || Array.isArray(at)) {
      if (typeof path.at(-1) === 'number' && get(simplest, path) === undefined) count += 1;
    } else if (at !== targetOf(simplest, path)) count += 1;
  }
  return count;
}

/** Keeps one or two fields of the scenario, and takes the others from the simplest. */
export function keepFewFields<S extends ScenarioBase, M, I>(state: ShrinkState<S, M, I>): boolean {
  const { simplest } = state;
  if (!isObject(simplest)) return false;
  const json = state.json as { readonly [key: string]: Json };
  const keys = Object.keys(json).filter(
    (key) => !KEPT.has(key) && JSON.stringify(json[key]) !== JSON.stringify(simplest[key]),
  );
  if (keys.length < 3) return false;
  const only = (kept: readonly string[]): Json => ({
    ...simplest,
    seed: json['seed'] ?? 0,
    ...Object.fromEntries(kept.map((key) => [key, json[key] ?? null])),
  });
  if (keys.some((key) => state.accept(only([key])))) return true;
  return keys.some((a, i) => keys.slice(i + 1).some((b) => state.accept(only([a, b]))));
}

/** Shrinks by halves until nothing changes or the budget ends; keeps results between calls. */
export class Halves<Scenario extends ScenarioBase, Message, Input> {
  readonly #state: ShrinkState<Scenario, Message, Input>;
  /** Results of bisected numbers, by path. */
  readonly #found = new Map<string, number>();

  constructor(state: ShrinkState<Scenario, Message, Input>) {
    this.#state = state;
  }

  run(): void {
    const state = this.#state;
    let changed = true;
    for (let round = 1; changed && !state.attempts.spent; round += 1) {
      // Numbers that bound each other would otherwise shrink in turns, a little at a time.
      if (round > SLOW_ROUNDS) shrinkPairs(state);
      changed = this.#shrinkSeed();
      while (this.#rewrite()) changed = true;
      // Other values come first: it is no use to shrink a number that can be removed.
      for (const numbers of [false, true])
        for (const path of [...paths(state.json)])
          if ((typeof get(state.json, path) === 'number') === numbers && this.#shrinkAt(path))
            changed = true;
    }
  }

  #shrinkAt(path: Path): boolean {
    const state = this.#state;
    const value = get(state.json, path);
    if (value === undefined) return false;
    const target = targetOf(state.simplest, path);
    if (JSON.stringify(value) === JSON.stringify(target)) return false;
    if (
      target !== undefined &&
      typeof value !== 'number' &&
      state.accept(set(state.json, path, target))
    )
      return true;
    if (isOptional(state.simplest, path) && state.accept(without(state.json, path))) return true;
    if (Array.isArray(value)) return this.#shrinkList(path);
    return typeof value === 'number' && this.#shrinkNumber(path, value);
  }

  /** Removes chunks of a list, of half the size each time. */
  #shrinkList(path: Path): boolean {
    const state = this.#state;
    let changed = false;
    const least = leastLength(state.simplest, path);
    const listOf = (): readonly Json[] => (get(state.json, path) ?? []) as readonly Json[];
    for (let chunk = listOf().length; chunk >= 1; chunk = Math.floor(chunk / 2))
      for (let from = 0; from < listOf().length;) {
        const list = listOf();
        const kept = [...list.slice(0, from), ...list.slice(from + chunk)];
        if (
          kept.length >= least &&
          (state.accept(set(state.json, path, kept)) ||
            (chunk === 1 && state.accept(withoutAndRenumbered(state.json, [...path, from]))))
        )
          changed = true;
        else from += chunk;
      }
    return changed;
  }

  /**
   * Gallops away from the simplest value until a value fails, and bisects between it and the last
   * passing one. An earlier result is kept unless it fails one unit nearer now.
   */
  #shrinkNumber(path: Path, value: number): boolean {
    const state = this.#state;
    const target = state.targetAt(path);
    if (value === target) return false;
    const at = (number: number): Json => set(state.json, path, number);
    if (state.accept(at(target))) return true;
    const distance = Math.abs(value - target);
    const from = (by: number): number => target + (value > target ? by : -by);
    const place = path.join('.');
    const known = this.#found.get(place) === value;
    if (known && !state.accept(at(from(distance - 1)))) return false;
    let [passing, failing] = [0, known ? distance - 1 : distance];
    for (let by = 1; by < failing; by *= 2)
      if (state.accept(at(from(by)))) failing = by;
      else passing = by;
    failing = bisected(passing, failing, (by) => state.accept(at(from(by))), state.attempts);
    this.#found.set(place, from(failing));
    return failing !== distance;
  }

  /** Tries small seeds: no seed is nearer to another, but a small one is shorter. */
  #shrinkSeed(): boolean {
    const state = this.#state;
    return SEEDS.some(
      (seed) => seed < state.current.seed && state.accept({ ...(state.json as object), seed }),
    );
  }

  #rewrite(): boolean {
    const state = this.#state;
    const size = differences(state.json, state.simplest);
    try {
      for (const plainer of state.study.rewrites?.(state.current) ?? []) {
        const candidate = jsonOf(plainer);
        // Each accepted rewrite has fewer differences, so that rewriting ends.
        if (differences(candidate, state.simplest) < size && state.accept(candidate)) return true;
      }
    } catch {
      // An error in the study's own rewriting must not lose the finding.
    }
    return false;
  }
}
