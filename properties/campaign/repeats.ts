/**
 * Repeats runs of a campaign to detect nondeterminism: some at once, some later, the first one at
 * the end.
 */
import type { JudgedRun, RunOptions, RunResult } from '../oracle/judged-run.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { differenceWords, Repetition } from '../trace/repetition.js';
import type { ComparedRun } from '../trace/repetition.js';

export class Repeats<S extends ScenarioBase, M, I> {
  /** Reasons for each pair of runs of one scenario that differed. */
  readonly reasons: string[] = [];
  readonly #repetition: Repetition<S, M, I>;
  /** One run in this many is repeated; 0: none. */
  readonly #oneIn: number;
  #runs = 0;
  #first: ComparedRun<S> | undefined;
  /** A run to repeat later. */
  #earlier: ComparedRun<S> | undefined;

  constructor(study: Study<S, M, I>, oneIn: number) {
    this.#repetition = new Repetition(study);
    this.#oneIn = oneIn;
  }

  /** Makes a run that may be repeated. `study`: the same study with another budget. */
  run(scenario: S, options: RunOptions<M, I>, study?: Study<S, M, I>): JudgedRun<S, M, I> {
    this.#runs += 1;
    return this.#repetition.run(scenario, options, study);
  }

  /** The last run, kept to be repeated at the end; `undefined` if repetition is disabled. */
  kept(scenario: S, result: RunResult): ComparedRun<S> | undefined {
    return this.#oneIn === 0 ? undefined : this.#repetition.kept(scenario, result);
  }

  /** True if the run with this number counts as repeated. */
  isDue(number: number): boolean {
    return this.#oneIn > 0 && number % this.#oneIn === 0;
  }

  /**
   * Repeats the runs that are due.
   * @param isNews the run showed something for the first time
   * @returns true if all gave the same result: otherwise this run cannot be explained
   */
  holds(scenario: S, number: number, result: RunResult, isNews: boolean): boolean {
    if (this.#oneIn === 0) return true;
    const isFirst = this.#first === undefined;
    this.#first ??= this.kept(scenario, result);
    const place = number % (2 * this.#oneIn);
    if (place === this.#oneIn >> 1) this.#earlier = this.kept(scenario, result);
    const late = place === this.#oneIn ? this.#earlier : undefined;
    const held = late === undefined || this.#same(`a run before run ${String(number)}`, late);
    if (!isFirst && !isNews && (!this.isDue(number) || late !== undefined)) return held;
    const { hash } = result.summary;
    return this.#same(`run ${String(number)}`, { scenario, hash }) && held;
  }

  /** At the end: true if the first run gives the same result again. */
  firstHolds(): boolean {
    if (this.#first === undefined || this.#runs < 2) return true;
    return this.#same('the first run, after all others', this.#first);
  }

  /** True if a kept run gives the same result again. */
  stillHolds(name: string, run: ComparedRun<S>): boolean {
    return this.#same(name, run);
  }

  #same(name: string, run: Parameters<Repetition<S, M, I>['again']>[0]): boolean {
    const difference = this.#repetition.again(run);
    if (difference !== undefined) this.reasons.push(`${name}: ${differenceWords(difference)}`);
    return difference === undefined;
  }
}
