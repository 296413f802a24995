/** The gate of a study: whether its set-up works at all, asked once for each variant. */
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';

const passed = new WeakMap<object, Set<string>>();

/**
 * Throws the study's diagnosis unless the variant passes its gate. A study without a gate passes.
 * @throws SkewproofError SKEW-103
 */
export function passGate<Scenario extends ScenarioBase, Message, Input>(
  study: Pick<RunnableStudy<Scenario, Message, Input>, 'gate'>,
  variant: string,
): void {
  if (study.gate === undefined) return;
  const before = passed.get(study);
  if (before?.has(variant) === true) return;
  study.gate(variant);
  if (before === undefined) passed.set(study, new Set([variant]));
  else before.add(variant);
}
