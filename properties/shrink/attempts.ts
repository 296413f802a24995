/**
 * The scenarios that a shrinker tries: each is run once, is judged by whether it still fails in the
 * same way, and counts against the budget. One that cannot run is no failure of that kind.
 */
import { scenarioOf } from '../json/scenario.js';
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explained.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Json } from '../json/tree.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';

/** Records of one violation that are explained before giving up on the fingerprint. */
const EXPLAINED_MAX = 4;

/**
 * The explanation with the given fingerprint, if this scenario has one.
 * @throws whatever the study or its models throw
 */
export function explanationWith<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  fingerprint: string,
): Explanation | undefined {
  const [property, fate] = fingerprint.split(' | ');
  const { result } = judgedRun(study, scenario);
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

export class Attempts<Scenario extends ScenarioBase, Message, Input> {
  runs = 0;
  readonly #study: RunnableStudy<Scenario, Message, Input>;
  readonly #fingerprint: string;
  readonly #runsMax: number;
  /** What has been tried and does not fail in the same way. */
  readonly #passing = new Set<string>();
  /** Whether the scenario to shrink is one by its study's schema, so that smaller ones have to be. */
  readonly #checks: boolean;

  constructor(
    study: RunnableStudy<Scenario, Message, Input>,
    scenario: Scenario,
    fingerprint: string,
    runsMax: number,
  ) {
    this.#study = study;
    this.#fingerprint = fingerprint;
    this.#runsMax = runsMax;
    this.#checks = this.#isScenario(scenario);
  }

  #isScenario(candidate: unknown): boolean {
    try {
      checkedScenario(this.#study, candidate, 'shrinking');
      return true;
    } catch {
      return false;
    }
  }

  get spent(): boolean {
    return this.runs >= this.#runsMax;
  }

  /** Whether the candidate still fails in the same way, as far as the budget lasts. */
  failing(candidate: Json): Explanation | undefined {
    const text = JSON.stringify(candidate);
    if (this.#passing.has(text) || this.spent) return undefined;
    const explanation = this.beyondBudget(candidate);
    if (explanation === undefined) this.#passing.add(text);
    return explanation;
  }

  /** The same, whatever the budget. */
  beyondBudget(candidate: Json): Explanation | undefined {
    if (this.#passing.has(JSON.stringify(candidate))) return undefined;
    if (this.#checks && !this.#isScenario(candidate)) return undefined;
    this.runs += 1;
    try {
      return explanationWith(this.#study, scenarioOf<Scenario>(candidate), this.#fingerprint);
    } catch {
      // It cannot be played: a fault of a machine that is gone, a list that is too short, a model
      // that throws at what no run ever shows it. Whatever it is, it is not the failure sought.
      return undefined;
    }
  }
}
