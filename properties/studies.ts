/** The studies that the command line knows. */
import { SkewproofError } from '../sim/model/errors.js';
import { sms2Study } from './sms2/study.js';
import { storeForwardStudy } from './store-forward/study.js';
import type { ScenarioBase, Study } from './study/contract.js';

/** A study whose own types nobody outside it needs to know. */
export type AnyStudy = Study<ScenarioBase, unknown, unknown>;

export const STUDIES: Readonly<Record<string, AnyStudy>> = {
  sms2: sms2Study as unknown as AnyStudy,
  'store-forward': storeForwardStudy as unknown as AnyStudy,
};

/** @throws SkewproofError SKEW-102 */
export function studyNamed(name: string): AnyStudy {
  const study = Object.hasOwn(STUDIES, name) ? STUDIES[name] : undefined;
  if (study !== undefined) return study;
  throw new SkewproofError('SKEW-102', {
    place: 'study',
    expected: `one of ${Object.keys(STUDIES).join(', ')}`,
    got: `"${name}"`,
  });
}

/** @throws SkewproofError SKEW-102 */
export function checkedVariant(
  study: Pick<AnyStudy, 'name' | 'variants'>,
  variant: string,
): string {
  if (Object.hasOwn(study.variants, variant.split('+')[0] ?? '')) return variant;
  throw new SkewproofError('SKEW-102', {
    place: `study ${study.name}`,
    expected: `a variant (${Object.keys(study.variants).join(', ')})`,
    got: `"${variant}"`,
  });
}
