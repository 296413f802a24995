/** Which runs of a campaign are made again: some at once, some after others, the first at the end. */
import type { JudgedRun, RunOptions, RunResult } from '../oracle/judged-run.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { partingWords, Repetition } from '../trace/repetition.js';
import type { ComparedRun } from '../trace/repetition.js';

export class Repeats<S extends ScenarioBase, M, I> {
  /** Why two runs of one scenario were not one run, each time. */
  readonly reasons: string[] = [];
  readonly #repetition: Repetition<S, M, I>;
  /** One run in so many; 0: none. */
  readonly #oneIn: number;
  #runs = 0;
  #first: ComparedRun<S> | undefined;
  /** A run to make again after others. */
  #earlier: ComparedRun<S> | undefined;

  constructor(study: Study<S, M, I>, oneIn: number) {
    this.#repetition = new Repetition(study);
    this.#oneIn = oneIn;
  }

  /** A run that may be made again. `study`: the same with another budget. */
  run(scenario: S, options: RunOptions<M, I>, study?: Study<S, M, I>): JudgedRun<S, M, I> {
    this.#runs += 1;
    return this.#repetition.run(scenario, options, study);
  }

  /** The last run, to be made again at the end; undefined where nothing is repeated. */
  kept(scenario: S, result: RunResult): ComparedRun<S> | undefined {
    return this.#oneIn === 0 ? undefined : this.#repetition.kept(scenario, result);
  }

  /** Whether the run of this number is one of those that are counted as repeated. */
  isDue(number: number): boolean {
    return this.#oneIn > 0 && number % this.#oneIn === 0;
  }

  /**
   * After a run: makes again what is due.
   * @param isNews it showed something for the first time
   * @returns whether all of them ran as they did: else nothing in this one can be explained
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

  /** When all runs are done: whether the first still runs as it did. */
  firstHolds(): boolean {
    if (this.#first === undefined || this.#runs < 2) return true;
    return this.#same('the first run, after all others', this.#first);
  }

  /** Whether a run that was kept still runs as it did. */
  stillHolds(name: string, run: ComparedRun<S>): boolean {
    return this.#same(name, run);
  }

  #same(name: string, run: Parameters<Repetition<S, M, I>['again']>[0]): boolean {
    const parting = this.#repetition.again(run);
    if (parting !== undefined) this.reasons.push(`${name}: ${partingWords(parting)}`);
    return parting === undefined;
  }
}
