/**
 * Shrinking a failing scenario to the smallest that still breaks the same property in the same
 * way. Works on the scenario's JSON, for any study: lists by removal, values towards the study's
 * simplest scenario, integers by bisection to the exact unit, until nothing more can be changed.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import { get, isObject, KEPT, paths, set, targetOf, without } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';
import { runScenario } from '../oracle/judged-run.js';
import type { ScenarioBase, Study } from '../study/contract.js';

export interface NeighbourCheck {
  /** The field, as a JSON path. */
  readonly field: string;
  readonly value: number;
  /** The same scenario with this field one unit nearer to the simplest. */
  readonly neighbour: number;
  /** False when the neighbour still breaks the property in the same way: then it is not minimal. */
  readonly passes: boolean;
}

export interface Minimised<Scenario> {
  readonly scenario: Scenario;
  readonly explanation: Explanation;
  readonly runs: number;
  /** Each number that differs from the simplest scenario, and what one unit nearer does. */
  readonly neighbours: readonly NeighbourCheck[];
  readonly minimal: boolean;
}

interface MinimiseOptions {
  /** Runs to spend at most. Default 4,000. */
  readonly runsMax?: number;
}

const RUNS_MAX = 4_000;
/** Records of one violation that are explained before giving up on the fingerprint. */
const EXPLAINED_MAX = 4;

/** The explanation with the given fingerprint, if this scenario has one. */
export function explanationWith<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: Scenario,
  fingerprint: string,
): Explanation | undefined {
  const [property, fate] = fingerprint.split(' | ');
  const result = runScenario(study, scenario);
  for (const violation of result.violations) {
    if (violation.property !== property || violation.fate !== fate) continue;
    const candidates = violation.records.slice(0, EXPLAINED_MAX);
    for (const tracer of candidates.length === 0 ? [undefined] : candidates) {
      const explanation = explain(study, scenario, violation, tracer);
      if (explanation.fingerprint === fingerprint) return explanation;
    }
  }
  return undefined;
}

/** How many values are not as in the simplest scenario; a list's every element counts. */
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

class Shrinker<Scenario extends ScenarioBase, Message, Input> {
  runs = 0;
  current: Scenario;
  explanation: Explanation;
  readonly #study: Study<Scenario, Message, Input>;
  readonly #simplest: Json;
  readonly #fingerprint: string;
  readonly #runsMax: number;

  constructor(
    study: Study<Scenario, Message, Input>,
    scenario: Scenario,
    first: Explanation,
    runsMax: number,
  ) {
    this.#study = study;
    this.#simplest = study.simplest(scenario.variant) as unknown as Json;
    this.current = scenario;
    this.explanation = first;
    this.#fingerprint = first.fingerprint;
    this.#runsMax = runsMax;
  }

  /** Whether the candidate still fails in the same way; an illegal candidate does not. */
  fails(candidate: Json): Explanation | undefined {
    this.runs += 1;
    try {
      return explanationWith(this.#study, candidate as unknown as Scenario, this.#fingerprint);
    } catch (error) {
      if (error instanceof SkewproofError && error.code === 'SKEW-101') return undefined;
      throw error;
    }
  }

  #accept(candidate: Json): boolean {
    if (this.runs >= this.#runsMax) return false;
    const explanation = this.fails(candidate);
    if (explanation === undefined) return false;
    this.current = candidate as unknown as Scenario;
    this.explanation = explanation;
    return true;
  }

  get #json(): Json {
    return this.current as unknown as Json;
  }

  #shrinkList(path: Path): boolean {
    let changed = false;
    const target = get(this.#simplest, path);
    const least = Array.isArray(target) ? target.length : 0;
    const listOf = (): readonly Json[] => (get(this.#json, path) ?? []) as readonly Json[];
    for (let chunk = listOf().length; chunk >= 1; chunk = Math.floor(chunk / 2))
      for (let from = 0; from < listOf().length;) {
        const list = listOf();
        const kept = [...list.slice(0, from), ...list.slice(from + chunk)];
        if (kept.length >= least && this.#accept(set(this.#json, path, kept))) changed = true;
        else from += chunk;
      }
    return changed;
  }

  /** Bisects between a value that does not fail and the present one, which does. */
  #shrinkNumber(path: Path, value: number): boolean {
    const target = targetOf(this.#simplest, path);
    let passing = typeof target === 'number' ? target : 0;
    if (value === passing) return false;
    if (this.#accept(set(this.#json, path, passing))) return true;
    let failing = value;
    while (Math.abs(failing - passing) > 1) {
      const middle = passing + Math.trunc((failing - passing) / 2);
      if (this.#accept(set(this.#json, path, middle))) failing = middle;
      else passing = middle;
      if (this.runs >= this.#runsMax) break;
    }
    return failing !== value;
  }

  #shrinkAt(path: Path): boolean {
    const value = get(this.#json, path);
    if (value === undefined) return false;
    const target = targetOf(this.#simplest, path);
    const same = JSON.stringify(value) === JSON.stringify(target);
    if (same) return false;
    if (
      target !== undefined &&
      typeof value !== 'number' &&
      this.#accept(set(this.#json, path, target))
    )
      return true;
    if (target === undefined && this.#isOptional(path) && this.#accept(without(this.#json, path)))
      return true;
    if (Array.isArray(value)) return this.#shrinkList(path);
    return typeof value === 'number' && this.#shrinkNumber(path, value);
  }

  /** A field that the simplest scenario leaves out, of a part that it has. */
  #isOptional(path: Path): boolean {
    return typeof path.at(-1) === 'string' && isObject(targetOf(this.#simplest, path.slice(0, -1)));
  }

  #shrinkSeed(): boolean {
    for (const seed of [0, 1, 2, 3])
      if (seed < this.current.seed && this.#accept({ ...(this.#json as object), seed }))
        return true;
    return false;
  }

  /** Of the scenario, only one or two of its fields: the rest as in the simplest. */
  #keepFew(): boolean {
    if (!isObject(this.#simplest)) return false;
    const simplest = this.#simplest;
    const json = this.#json as { readonly [key: string]: Json };
    const keys = Object.keys(json).filter(
      (key) => !KEPT.has(key) && JSON.stringify(json[key]) !== JSON.stringify(simplest[key]),
    );
    if (keys.length < 3) return false;
    const only = (kept: readonly string[]): Json => ({
      ...simplest,
      seed: json['seed'] ?? 0,
      ...Object.fromEntries(kept.map((key) => [key, json[key] ?? null])),
    });
    if (keys.some((key) => this.#accept(only([key])))) return true;
    return keys.some((a, i) => keys.slice(i + 1).some((b) => this.#accept(only([a, b]))));
  }

  #rewrite(): boolean {
    const size = differences(this.#json, this.#simplest);
    for (const plainer of this.#study.rewrites?.(this.current) ?? []) {
      const candidate = plainer as unknown as Json;
      // Only towards fewer differences from the simplest: so this ends.
      if (differences(candidate, this.#simplest) < size && this.#accept(candidate)) return true;
    }
    return false;
  }

  run(): void {
    this.#keepFew();
    let changed = true;
    while (changed && this.runs < this.#runsMax) {
      changed = this.#shrinkSeed();
      while (this.#rewrite()) changed = true;
      for (const path of [...paths(this.#json)]) if (this.#shrinkAt(path)) changed = true;
    }
  }

  neighbours(): NeighbourCheck[] {
    const checks: NeighbourCheck[] = [];
    for (const path of paths(this.#json)) {
      const value = get(this.#json, path);
      const target = targetOf(this.#simplest, path) ?? 0;
      if (typeof value !== 'number' || typeof target !== 'number' || value === target) continue;
      const neighbour = value + (value > target ? -1 : 1);
      const passes = this.fails(set(this.#json, path, neighbour)) === undefined;
      checks.push({ field: path.join('.'), value, neighbour, passes });
    }
    return checks;
  }
}

/** Shrinks `scenario`, which must have the explained violation, keeping its fingerprint. */
export function minimise<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: Scenario,
  explanation: Explanation,
  options: MinimiseOptions = {},
): Minimised<Scenario> {
  const shrinker = new Shrinker(study, scenario, explanation, options.runsMax ?? RUNS_MAX);
  shrinker.run();
  const neighbours = shrinker.neighbours();
  return {
    scenario: shrinker.current,
    explanation: shrinker.explanation,
    runs: shrinker.runs,
    neighbours,
    minimal: neighbours.every((check) => check.passes),
  };
}
