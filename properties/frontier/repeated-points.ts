/**
 * Points of a map, each a run. Some of them are run again, as in a campaign: a boundary between runs
 * that do not repeat is none.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import { Repeats } from '../campaign/repeats.js';
import type { RunResult } from '../oracle/judged-run.js';
import type { VerdictKind } from '../oracle/verdict.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { NONDETERMINISM_ADVICE } from '../trace/repetition.js';
import type { ComparedRun } from '../trace/repetition.js';

/** One point in this many is run again. */
const REPEAT_ONE_IN = 20;

export class RepeatedPoints<S extends ScenarioBase, M, I> {
  readonly #repeats: Repeats<S, M, I>;
  readonly #scenarioAt: (x: number, y: number) => S;
  readonly #placeOf: (x: number, y: number) => string;
  /** By verdict the first point that came to it: run again at once, and when all is done. */
  readonly #first = new Map<VerdictKind, ComparedRun<S>>();
  #place = '';

  constructor(
    study: Study<S, M, I>,
    scenarioAt: (x: number, y: number) => S,
    placeOf: (x: number, y: number) => string,
  ) {
    this.#repeats = new Repeats(study, REPEAT_ONE_IN);
    this.#scenarioAt = scenarioAt;
    this.#placeOf = placeOf;
  }

  /** @throws SkewproofError SKEW-301 for runs that do not repeat, SKEW-401 for two judges that disagree. */
  run(x: number, y: number, number: number): RunResult {
    this.#place = this.#placeOf(x, y);
    const scenario = this.#scenarioAt(x, y);
    const { result } = this.#repeats.run(scenario, {});
    const isNews = !this.#first.has(result.verdict);
    const kept = isNews ? this.#repeats.kept(scenario, result) : undefined;
    if (kept !== undefined) this.#first.set(result.verdict, kept);
    this.#repeats.holds(scenario, number, result, isNews);
    this.#refuse();
    if (result.verdict !== 'harness-error') return result;
    throw new SkewproofError('SKEW-401', {
      place: this.#place,
      expected: 'two judges of one opinion',
      got: result.reason ?? result.verdict,
    });
  }

  /** When all points are run. @throws SkewproofError SKEW-301 */
  end(): void {
    for (const [verdict, run] of this.#first)
      this.#repeats.stillHolds(`the first run with the verdict ${verdict}, after all others`, run);
    this.#refuse();
  }

  #refuse(): void {
    const [got] = this.#repeats.reasons;
    if (got === undefined) return;
    throw new SkewproofError('SKEW-301', {
      place: this.#place,
      expected: 'two runs with one trace hash',
      got,
      advice: NONDETERMINISM_ADVICE,
    });
  }
}
