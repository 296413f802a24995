/** Checks if a scenario was found on the system as it is now, for studies whose scenarios name it. */
import { inputError } from '../../sim/model/errors.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';

type Identified = Pick<RunnableStudy<ScenarioBase, never, never>, 'identity' | 'simplest'>;

/** Value of the study's identity field in a scenario; `undefined`: the study has none. */
const identityIn = (identity: string | undefined, scenario: ScenarioBase): unknown =>
  identity === undefined
    ? undefined
    : (scenario as ScenarioBase & Readonly<Record<string, unknown>>)[identity];

/** True if the scenario was found on another system than the present one. */
const isOfAnother = (study: Identified, scenario: ScenarioBase): boolean =>
  identityIn(study.identity, scenario) !==
  identityIn(study.identity, study.simplest(scenario.variant));

/** The scenario with the identity of the present system. */
export function onPresent<Scenario extends ScenarioBase>(
  study: Pick<RunnableStudy<Scenario, never, never>, 'identity' | 'simplest'>,
  scenario: Scenario,
): Scenario {
  const { identity } = study;
  if (identity === undefined) return scenario;
  return { ...scenario, [identity]: identityIn(identity, study.simplest(scenario.variant)) };
}

/**
 * Returns a scenario that was found on the present system.
 * @throws SkewproofError SKEW-101 for a scenario found on another system, with advice
 */
export function checkedIdentity<Scenario extends ScenarioBase>(
  study: Identified,
  scenario: Scenario,
  place: string,
): Scenario {
  const { identity } = study;
  if (identity === undefined || !isOfAnother(study, scenario)) return scenario;
  const now = String(identityIn(identity, study.simplest(scenario.variant)));
  throw inputError({
    place: `${place}, field ${identity}`,
    expected: `"${now}", the ${identity} as it is now`,
    got: `"${String(identityIn(identity, scenario))}": the ${identity} has changed since`,
    advice: `With --present the scenario is played on the ${identity} as it is now. To see the old run, check out the sources of that time.`,
  });
}
