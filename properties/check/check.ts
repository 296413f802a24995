/**
 * Exhaustive check of a study within a scope: reports a clean scope, or the shortest violation as a
 * scenario.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import { PROPERTY_NAMES } from '../oracle/invariants.js';
import { runScenario } from '../oracle/judged-run.js';
import { guarded } from '../study/guarded.js';
import { checkedVariant } from '../study/variant.js';
import { refuseDifference, Repetition } from '../trace/repetition.js';
import type { PropertyName, ScenarioBase, Study } from '../study/contract.js';
import type { Violation } from '../oracle/verdict.js';
import { concreteOf, pathOf } from './replay/replay.js';
import { checkWarnings } from './replay/warnings.js';
import type { OnStep } from './node-parts/model-steps.js';
import type { ScopeOptions } from '../study/scope.js';
import { Search } from './search/search.js';
import type { Searched, SearchLimits } from './search/search.js';
import { StudySystem } from './search/system.js';

/**
 * Bounds of a check: the scope of the study, and limits of the search (states, depth, seconds).
 * @since 0.1.0
 */
export interface CheckOptions extends ScopeOptions, SearchLimits {
  /** Properties that are checked. Default: all. */
  readonly properties?: readonly PropertyName[];
  /** Default true: states that differ only by a permutation of symmetric nodes count as one. */
  readonly symmetry?: boolean;
  /**
   * Called before a model computes a step: with the node, the event, and the true time, ms. A caller
   * that watches the check learns which step does not return.
   */
  readonly onStep?: OnStep;
}

/**
 * The shortest path to a violation within the scope, as a scenario that an ordinary run plays.
 * @since 0.1.0
 */
export interface Counterexample<Scenario> {
  readonly scenario: Scenario;
  /** The violation that an ordinary run of the scenario reports. */
  readonly violation: Violation;
  /** Choices of the adversary; `steps` counts every step of the run, forced ones included. */
  readonly choices: number;
  readonly steps: number;
}

/**
 * The result of a check: how the search ended, how many states it saw, and the shortest
 * counterexample, if any.
 * @since 0.1.0
 */
export interface Checked<Scenario> extends Omit<Searched, 'found'> {
  readonly counterexample?: Counterexample<Scenario>;
  /** Distinct states of single nodes, and model steps that were computed. */
  readonly nodeStates: number;
  readonly modelSteps: number;
  /** Reasons for distrust that the end does not express, in words. Absent: none. */
  readonly warnings?: readonly string[];
}

/** @throws SkewproofError SKEW-102 for a study that states no scope, or does not have the variant. */
export function systemOf<S extends ScenarioBase, M, I>(
  given: Study<S, M, I>,
  options: CheckOptions,
): StudySystem<S, M, I> {
  const study = guarded(given);
  checkedVariant(study, options.variant);
  if (study.scope === undefined)
    throw new SkewproofError('SKEW-102', {
      place: `study ${study.name}`,
      expected: 'a study that states a scope',
      got: 'one without',
      advice: 'A study that can be checked exhaustively has a function `scope`.',
    });
  const properties = options.properties ?? PROPERTY_NAMES;
  return new StudySystem(study, study.scope(options), { ...options, properties });
}

/**
 * Searches every interleaving of a small scope, breadth first: the counterexample, if there is
 * one, is shortest.
 * @throws SkewproofError SKEW-102 for a study that states no scope.
 * @since 0.1.0
 */
export function check<S extends ScenarioBase, M, I>(
  given: Study<S, M, I>,
  options: CheckOptions,
): Checked<S> {
  const study = guarded(given);
  try {
    return checked(study, options);
  } catch (error) {
    throw inCheck(error, `check of ${study.name}/${options.variant}`);
  }
}

/** Codes of errors that a model, a study or a program causes in a check. */
const OF_A_CHECK: readonly string[] = ['SKEW-301', 'SKEW-402', 'SKEW-403', 'SKEW-404'];

/** Adds the check to the place of an error that a model or a study caused. */
function inCheck(error: unknown, place: string): unknown {
  if (!(error instanceof SkewproofError)) return error;
  const { code } = error;
  if (!OF_A_CHECK.includes(code)) return error;
  return error.place.startsWith(place) ? error : error.at(`${place}, ${error.place}`);
}

function checked<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  options: CheckOptions,
): Checked<S> {
  const system = systemOf(study, options);
  system.nodeStates.parts.models.onStep = options.onStep;
  const { found, ...ended } = new Search(system, options).run();
  system.nodeStates.parts.models.confirm();
  const { states, steps } = system.nodeStates.sizes;
  const warnings = checkWarnings(system, ended);
  const searched = { ...ended, ...(warnings.length === 0 ? {} : { warnings }) };
  const sizes = { nodeStates: states, modelSteps: steps };
  if (found === undefined) return { ...searched, ...sizes };
  const path = pathOf(system, concreteOf(system, found.actions));
  const violation = confirmed(study, path.scenario, found.violation);
  const scenario = plainer(study, path.scenario, violation);
  const choices = found.actions.length - 1;
  const counterexample = { scenario, violation, choices, steps: path.steps.length };
  return { ...searched, ...sizes, counterexample };
}

const violationOf = <S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  scenario: S,
  property: string,
): Violation | undefined =>
  runScenario(study, scenario).violations.find((violation) => violation.property === property);

/**
 * @throws SkewproofError SKEW-401 when the kernel does not find what the search found, SKEW-301 when
 *   two runs of the path differ
 */
function confirmed<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  scenario: S,
  property: string,
): Violation {
  const repetition = new Repetition(study);
  const { violations, summary } = repetition.run(scenario).result;
  const difference = repetition.again({ scenario, hash: summary.hash });
  if (difference !== undefined) refuseDifference(scenario, difference);
  const violation = violations.find((one) => one.property === property);
  if (violation !== undefined) return violation;
  throw new SkewproofError('SKEW-401', {
    place: `check of ${study.name}/${scenario.variant}`,
    expected: `a run that breaks ${property} as the search found`,
    got: `a run that keeps it: ${JSON.stringify(scenario)}`,
    advice: 'The search and the kernel disagree: report it with this scenario.',
  });
}

/** Drops the order of events if the kernel's own order breaks the same property. */
function plainer<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  scenario: S,
  { property }: Violation,
): S {
  const { schedule } = scenario;
  if (schedule === undefined) return scenario;
  const unordered = { ...scenario, schedule: { ...schedule, order: [] } };
  return violationOf(study, unordered, property) === undefined ? scenario : unordered;
}
