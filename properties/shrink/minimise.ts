/**
 * Shrinks a failing scenario to the smallest one that breaks the same property in the same way.
 *
 * It works on the scenario's JSON, for any study: first by halves, then exactly. It ends when no
 * single step and no pair of steps towards the study's simplest scenario still fails.
 */
import type { Explanation } from '../explain/explanation.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { withExistingNames } from './existing-names.js';
import { Exchanges, inProportion } from './exchanges.js';
import { Halves, keepFewFields } from './halves.js';
import type { Minimised, NeighbourCheck } from './minimised.js';
import { applied } from './moves.js';
import { oneStep, twoSteps } from './pairs.js';
import { ShrinkState } from './shrink-state.js';

export { explanationWith } from './attempts.js';

interface MinimiseOptions {
  /** Largest number of scenarios to try. Default 4,000. */
  readonly runsMax?: number;
}

export const SHRINK_RUNS_MAX = 4_000;

/** Shrinks; false if the budget ended before all smaller scenarios were tried. */
function shrunk<S extends ScenarioBase, M, I>(state: ShrinkState<S, M, I>): boolean {
  const halves = new Halves(state);
  const exchanges = new Exchanges(state);
  keepFewFields(state);
  do halves.run();
  while (oneStep(state) || twoSteps(state) || inProportion(state) || exchanges.run());
  return !state.attempts.spent;
}

/** Runs each number's neighbour one unit nearer to the simplest scenario, beyond the budget. */
const neighboursOf = <S extends ScenarioBase, M, I>(
  state: ShrinkState<S, M, I>,
): readonly NeighbourCheck[] =>
  state
    .moves()
    .filter(({ kind }) => kind === 'number')
    .map((move) => ({
      field: move.path.join('.'),
      value: state.numberAt(move.path),
      neighbour: move.to as number,
      passes: state.attempts.beyondBudget(applied(state.json, move)) === undefined,
    }));

/**
 * Shrinks `scenario`, which must have the explained violation, and keeps its fingerprint. Smaller
 * scenarios that throw are skipped: shrinking loses no finding.
 */
export function minimise<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  explanation: Explanation,
  options: MinimiseOptions = {},
): Minimised<Scenario> {
  const runsMax = options.runsMax ?? SHRINK_RUNS_MAX;
  const state = new ShrinkState(study, scenario, explanation, runsMax);
  const done = shrunk(state);
  state.current = withExistingNames(study, state.current);
  const neighbours = neighboursOf(state);
  return {
    scenario: state.current,
    explanation: state.explanation,
    runs: state.attempts.runs,
    runsMax,
    neighbours,
    minimal: done && neighbours.every((check) => check.passes),
  };
}
