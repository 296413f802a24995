/**
 * Shrinking a failing scenario to the smallest that still breaks the same property in the same
 * way. Works on the scenario's JSON, for any study: first by halves (lists in chunks, numbers by
 * galloping and bisection), then exactly, until no single step and no pair of steps towards the
 * study's simplest scenario is left that still fails.
 */
import { jsonOf, scenarioOf } from '../json/scenario.js';
import type { Explanation } from '../explain/explanation.js';
import { get, isObject, KEPT, paths, set, targetOf, without } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { Attempts } from './attempts.js';
import {
  applied,
  bothApplied,
  isOptional,
  leastLength,
  movesOf,
  nearer,
  numberTarget,
  withoutAndRenumbered,
} from './moves.js';
import type { Minimised, NeighbourCheck } from './minimised.js';
import type { Move } from './moves.js';

export { explanationWith } from './attempts.js';

interface MinimiseOptions {
  /** Scenarios to try at most. Default 4,000. */
  readonly runsMax?: number;
}

export const SHRINK_RUNS_MAX = 4_000;
/** Seeds that are tried in place of a scenario's own. */
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
/** A number this near to its simplest value counts things, and others may stand in proportion to it. */
const COUNT_MAX = 1_000;
/** Rounds by halves after which numbers are taken in pairs, too. */
const SLOW_ROUNDS = 3;
/** By how much a number may grow for something else to go; the halves bring it back to the edge. */
const FURTHER = [1, 16, 256, 4_096, 65_536, 1_048_576, 16_777_216];
/** Exchanges that are tried in all: what counts as minimal does not hang on them. */
const EXCHANGES_MAX = 400;

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
  current: Scenario;
  explanation: Explanation;
  readonly attempts: Attempts<Scenario, Message, Input>;
  readonly #study: RunnableStudy<Scenario, Message, Input>;
  readonly #simplest: Json;
  #exchanges = 0;
  /** Numbers that were bisected, by path. */
  readonly #found = new Map<string, number>();

  constructor(
    study: RunnableStudy<Scenario, Message, Input>,
    scenario: Scenario,
    first: Explanation,
    runsMax: number,
  ) {
    this.#study = study;
    this.#simplest = jsonOf(study.simplest(scenario.variant));
    this.current = scenario;
    this.explanation = first;
    this.attempts = new Attempts(study, scenario, first.fingerprint, runsMax);
  }

  #accept(candidate: Json | undefined): boolean {
    if (candidate === undefined) return false;
    const explanation = this.attempts.failing(candidate);
    if (explanation === undefined) return false;
    this.current = scenarioOf(candidate);
    this.explanation = explanation;
    return true;
  }

  get #json(): Json {
    return jsonOf(this.current);
  }

  // ---- by halves ------------------------------------------------------------------------

  #shrinkList(path: Path): boolean {
    let changed = false;
    const least = leastLength(this.#simplest, path);
    const listOf = (): readonly Json[] => (get(this.#json, path) ?? []) as readonly Json[];
    for (let chunk = listOf().length; chunk >= 1; chunk = Math.floor(chunk / 2))
      for (let from = 0; from < listOf().length;) {
        const list = listOf();
        const kept = [...list.slice(0, from), ...list.slice(from + chunk)];
        const fits = kept.length >= least;
        if (
          fits &&
          (this.#accept(set(this.#json, path, kept)) ||
            (chunk === 1 && this.#accept(withoutAndRenumbered(this.#json, [...path, from]))))
        )
          changed = true;
        else from += chunk;
      }
    return changed;
  }

  /**
   * Gallops away from the simplest value until a value fails, and bisects between it and the last
   * that did not. What was found so before, and does not fail one unit nearer now, is left.
   */
  #shrinkNumber(path: Path, value: number): boolean {
    const target = numberTarget(this.#simplest, path);
    if (value === target) return false;
    const at = (number: number): Json => set(this.#json, path, number);
    if (this.#accept(at(target))) return true;
    const distance = Math.abs(value - target);
    const from = (by: number): number => target + (value > target ? by : -by);
    const place = path.join('.');
    const known = this.#found.get(place) === value;
    if (known && !this.#accept(at(from(distance - 1)))) return false;
    let [passing, failing] = [0, known ? distance - 1 : distance];
    for (let by = 1; by < failing; by *= 2)
      if (this.#accept(at(from(by)))) failing = by;
      else passing = by;
    while (failing - passing > 1 && !this.attempts.spent) {
      const middle = passing + Math.trunc((failing - passing) / 2);
      if (this.#accept(at(from(middle)))) failing = middle;
      else passing = middle;
    }
    this.#found.set(place, from(failing));
    return failing !== distance;
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
    if (isOptional(this.#simplest, path) && this.#accept(without(this.#json, path))) return true;
    if (Array.isArray(value)) return this.#shrinkList(path);
    return typeof value === 'number' && this.#shrinkNumber(path, value);
  }

  /** A seed names random streams: none is nearer than another, but a small one is shorter. */
  #shrinkSeed(): boolean {
    for (const seed of SEEDS)
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
    try {
      for (const plainer of this.#study.rewrites?.(this.current) ?? []) {
        const candidate = jsonOf(plainer);
        // Only towards fewer differences from the simplest: so this ends.
        if (differences(candidate, this.#simplest) < size && this.#accept(candidate)) return true;
      }
    } catch {
      // The study's own rewriting has a mistake: it is no reason to lose what was found.
    }
    return false;
  }

  #byHalves(): void {
    let changed = true;
    for (let round = 1; changed && !this.attempts.spent; round += 1) {
      // Numbers that bound each other come nearer in turns, a little at a time, unless together.
      if (round > SLOW_ROUNDS) this.#together();
      changed = this.#shrinkSeed();
      while (this.#rewrite()) changed = true;
      // Fewer things first: a number is seldom the smaller for one that can go altogether.
      for (const numbers of [false, true])
        for (const path of [...paths(this.#json)])
          if ((typeof get(this.#json, path) === 'number') === numbers && this.#shrinkAt(path))
            changed = true;
    }
  }

  // ---- exactly --------------------------------------------------------------------------

  #moves(): readonly Move[] {
    return movesOf(this.#json, this.#simplest);
  }

  #oneStep(): boolean {
    return this.#moves().some((move) => this.#accept(applied(this.#json, move)));
  }

  #twoSteps(): boolean {
    const moves = this.#moves();
    return moves.some((a, at) =>
      moves
        .slice(at + 1)
        .some((b) => this.#accept(bothApplied(this.#json, a, b)) && this.#further(a, b)),
    );
  }

  #distance(path: Path): number {
    return Math.abs((get(this.#json, path) as number) - numberTarget(this.#simplest, path));
  }

  #together(): void {
    const numbers = this.#moves().filter(({ kind }) => kind === 'number');
    for (const [at, a] of numbers.entries())
      for (const b of numbers.slice(at + 1)) this.#further(a, b);
  }

  /** Two numbers that may come nearer together come as much nearer as they can. */
  #further(a: Move, b: Move): true {
    if (a.kind !== 'number' || b.kind !== 'number') return true;
    const start = this.#json;
    const most = Math.min(...[a, b].map(({ path }) => this.#distance(path)));
    const by = (units: number): Json =>
      [a, b].reduce((json, { path }) => {
        const target = numberTarget(this.#simplest, path);
        return set(json, path, nearer(get(start, path) as number, target, units));
      }, start);
    if (most < 1 || this.#accept(by(most))) return true;
    let [failing, passing] = [0, most];
    for (let units = 1; units < passing; units *= 2)
      if (this.#accept(by(units))) failing = units;
      else passing = units;
    if (failing === 0) return true;
    while (passing - failing > 1 && !this.attempts.spent) {
      const middle = failing + Math.trunc((passing - failing) / 2);
      if (this.#accept(by(middle))) failing = middle;
      else passing = middle;
    }
    return true;
  }

  /** Larger steps of two at once, for what no unit reaches: the number of uses, and when something happens. */
  #inProportion(): boolean {
    const moves = this.#moves();
    const numbers = moves.filter(({ kind }) => kind === 'number');
    const valueOf = ({ path }: Move): number => get(this.#json, path) as number;
    const targetOfMove = ({ path }: Move): number => numberTarget(this.#simplest, path);
    return numbers.some((count) => {
      const { distance = 0 } = count;
      if (distance > COUNT_MAX) return false;
      const [value, target] = [valueOf(count), targetOfMove(count)];
      return [target, target + Math.trunc((value - target) / 2)].some((fewer) => {
        if (fewer === value) return false;
        const share = value === 0 ? 0 : Math.abs(fewer / value);
        const smaller = set(this.#json, count.path, fewer);
        return numbers.some((other) => {
          if (other === count || (other.distance ?? 0) <= COUNT_MAX) return false;
          const far = valueOf(other) - targetOfMove(other);
          return [share, (1 + share) / 2, share / 2].some((part) =>
            this.#accept(set(smaller, other.path, targetOfMove(other) + Math.trunc(far * part))),
          );
        });
      });
    });
  }

  /**
   * One thing less for a number that is further away: a clock that is right, and a fault that lasts
   * a second longer, are simpler than both a little off.
   */
  #inExchange(): boolean {
    const moves = this.#moves();
    const numbers = moves.filter(({ kind }) => kind === 'number');
    return moves.some((one) => {
      const gone: Move =
        one.kind === 'number' ? { ...one, to: numberTarget(this.#simplest, one.path) } : one;
      return numbers.some((other) =>
        FURTHER.some((by) => {
          // At most as far again: a number that counts things must not make a run endless.
          if (by > (other.distance ?? 0) || this.#exchanges >= EXCHANGES_MAX) return false;
          this.#exchanges += 1;
          const value = get(this.#json, other.path) as number;
          const away = value > numberTarget(this.#simplest, other.path) ? by : -by;
          return this.#accept(bothApplied(this.#json, gone, { ...other, to: value + away }));
        }),
      );
    });
  }

  /** True when nothing smaller was left to try; false when the budget ended before. */
  run(): boolean {
    this.#keepFew();
    do this.#byHalves();
    while (this.#oneStep() || this.#twoSteps() || this.#inProportion() || this.#inExchange());
    return !this.attempts.spent;
  }

  neighbours(): NeighbourCheck[] {
    return this.#moves()
      .filter(({ kind }) => kind === 'number')
      .map((move) => ({
        field: move.path.join('.'),
        value: get(this.#json, move.path) as number,
        neighbour: move.to as number,
        passes: this.attempts.beyondBudget(applied(this.#json, move)) === undefined,
      }));
  }
}

/**
 * Shrinks `scenario`, which must have the explained violation, keeping its fingerprint. Whatever a
 * smaller scenario throws, it is passed over: shrinking loses no finding.
 */
export function minimise<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  explanation: Explanation,
  options: MinimiseOptions = {},
): Minimised<Scenario> {
  const runsMax = options.runsMax ?? SHRINK_RUNS_MAX;
  const shrinker = new Shrinker(study, scenario, explanation, runsMax);
  const done = shrinker.run();
  const neighbours = shrinker.neighbours();
  return {
    scenario: shrinker.current,
    explanation: shrinker.explanation,
    runs: shrinker.attempts.runs,
    runsMax,
    neighbours,
    minimal: done && neighbours.every((check) => check.passes),
  };
}
