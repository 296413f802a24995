/** The state of a shrinker: the smallest failing scenario so far, and its attempts. */
import type { Explanation } from '../explain/explanation.js';
import { jsonOf, scenarioOf } from '../json/scenario.js';
import { get } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { Attempts } from './attempts.js';
import { movesOf, numberTarget } from './moves.js';
import type { Move } from './moves.js';

export class ShrinkState<Scenario extends ScenarioBase, Message, Input> {
  current: Scenario;
  explanation: Explanation;
  readonly study: RunnableStudy<Scenario, Message, Input>;
  readonly attempts: Attempts<Scenario, Message, Input>;
  /** The study's simplest scenario: the target of every step. */
  readonly simplest: Json;

  constructor(
    study: RunnableStudy<Scenario, Message, Input>,
    scenario: Scenario,
    first: Explanation,
    runsMax: number,
  ) {
    this.study = study;
    this.simplest = jsonOf(study.simplest(scenario.variant));
    this.current = scenario;
    this.explanation = first;
    this.attempts = new Attempts(study, scenario, first.fingerprint, runsMax);
  }

  get json(): Json {
    return jsonOf(this.current);
  }

  /** Takes the candidate as the current scenario if it still fails in the same way. */
  accept(candidate: Json | undefined): boolean {
    if (candidate === undefined) return false;
    const explanation = this.attempts.failing(candidate);
    if (explanation === undefined) return false;
    this.current = scenarioOf(candidate);
    this.explanation = explanation;
    return true;
  }

  /** Single steps from the current scenario towards the simplest. */
  moves(): readonly Move[] {
    return movesOf(this.json, this.simplest);
  }

  numberAt(path: Path): number {
    return get(this.json, path) as number;
  }

  targetAt(path: Path): number {
    return numberTarget(this.simplest, path);
  }
}

/**
 * Narrows the interval between a rejected and an accepted number until it is one unit wide, or the
 * budget ends.
 * @returns the last accepted number
 */
export function bisected(
  rejected: number,
  accepted: number,
  accepts: (middle: number) => boolean,
  attempts: { readonly spent: boolean },
): number {
  let [outside, inside] = [rejected, accepted];
  while (Math.abs(inside - outside) > 1 && !attempts.spent) {
    const middle = Math.min(outside, inside) + Math.trunc(Math.abs(inside - outside) / 2);
    if (accepts(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
