/** The door for a user's own test suite: a fast-check property for any runner. */
import * as fc from 'fast-check';
import { explain } from './explain.js';
import type { Explanation } from './explain.js';
import { arbitraryOf } from './explore.js';
import { runScenario } from './run.js';
import { studyNamed, STUDIES } from './studies.js';
import type { PropertyName, ScenarioBase, Study } from './study.js';
import { encodeToken } from './token.js';
import type { TokenStudy } from './token.js';

export interface EveryRecordOptions {
  readonly variant: string;
  /** Part of the study's space. Default `everything`. */
  readonly space?: string;
  /** Properties to hold. Default: all. */
  readonly properties?: readonly PropertyName[];
}

/**
 * In few words: what broke, the deciding comparison, and how to run it again.
 * @param study the scenario's; by default the one of its name that the command line knows.
 */
export function failureText(
  scenario: ScenarioBase,
  explanation: Explanation,
  study: TokenStudy = studyNamed(scenario.study),
): string {
  const { violation, decided, endedBy, holder } = explanation;
  const lines = [
    `${violation.property}: ${String(violation.count)} record(s) ${violation.fate}: ${violation.detail}`,
  ];
  if (holder !== undefined) lines.push(`last held by ${holder}`);
  if (decided !== undefined) {
    const { left, comparison, right, outcome } = decided.decision;
    lines.push(
      `decided by ${decided.node}: not (${left.name} ${String(left.value)} ${comparison} ${right.name} ${String(right.value)}): ${outcome}`,
    );
  } else if (endedBy !== undefined) lines.push(`ended by ${endedBy.node}: ${endedBy.event}`);
  const token = encodeToken(scenario, study);
  lines.push(
    // Only a study of its own is at the command line's hand; for others there are functions.
    Object.hasOwn(STUDIES, study.name)
      ? `reproduce: npx skewproof reproduce ${token}`
      : `reproduce: decodeToken('${token}', () => study).scenario`,
  );
  return lines.join('\n');
}

/**
 * A property that holds when no scenario of the study's space breaks any of the properties:
 * `fc.assert(everyRecord(study, { variant: 'fixed' }))`.
 */
export function everyRecord<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  options: EveryRecordOptions,
): fc.IProperty<[Scenario]> {
  const arbitrary = arbitraryOf(study, options.variant, options.space);
  // While fast-check shrinks, only the violation that was found first counts: a smaller
  // scenario that breaks something else is no smaller case of this one.
  let kept: string | undefined;
  const property = fc.property(arbitrary, (scenario) => {
    const result = runScenario(study, scenario);
    if (result.reason !== undefined) throw new Error(`${result.verdict}: ${result.reason}`);
    const broken = result.violations.filter(
      (violation) => options.properties?.includes(violation.property) ?? true,
    );
    for (const violation of broken) {
      const explanation = explain(study, scenario, violation);
      kept ??= explanation.fingerprint;
      if (explanation.fingerprint === kept)
        throw new Error(failureText(scenario, explanation, study));
    }
  });
  // Drawing, unlike shrinking, begins anew: a property that is asserted twice forgets the first.
  const generate = property.generate.bind(property);
  property.generate = (random, run) => {
    kept = undefined;
    return generate(random, run);
  };
  return property;
}
