/**
 * Attempts of a shrinker: each candidate is run once, compared by fingerprint, and counted against
 * the budget.
 *
 * A candidate that cannot run does not have the failure.
 */
import { scenarioOf } from '../json/scenario.js';
import { explain } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Json } from '../json/tree.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';

/** Records of one violation to explain before giving up on the fingerprint. */
const EXPLAINED_MAX = 4;

/**
 * The explanation with the given fingerprint, if this scenario has one.
 * @throws any error of the study or its models
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
  /** Candidates that were tried and do not fail in the same way. */
  readonly #passing = new Set<string>();
  /** True if the original scenario conforms to its study's schema, so that candidates must too. */
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

  /**
   * The explanation if the candidate fails in the same way; `undefined` also if the budget is
   * exhausted.
   */
  failing(candidate: Json): Explanation | undefined {
    const text = JSON.stringify(candidate);
    if (this.#passing.has(text) || this.spent) return undefined;
    const explanation = this.beyondBudget(candidate);
    if (explanation === undefined) this.#passing.add(text);
    return explanation;
  }

  /** The same, beyond the budget. */
  beyondBudget(candidate: Json): Explanation | undefined {
    if (this.#passing.has(JSON.stringify(candidate))) return undefined;
    if (this.#checks && !this.#isScenario(candidate)) return undefined;
    this.runs += 1;
    try {
      return explanationWith(this.#study, scenarioOf<Scenario>(candidate), this.#fingerprint);
    } catch {
      // The candidate cannot be played: a fault of an absent node, a list that is too short, a
      // model that throws on input no run ever gives it. None of these is the failure.
      return undefined;
    }
  }
}
