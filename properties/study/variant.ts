/** The variants of a study, by name. */
import { baseOf } from '../../models/rules/variant-name.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { Variant } from './contract.js';

interface HasVariants {
  readonly name: string;
  readonly variants: Readonly<Record<string, Variant>>;
}

/** What the study says of the variant's base; undefined: it has no such variant. */
export const variantOf = ({ variants }: HasVariants, variant: string): Variant | undefined => {
  const base = baseOf(variant);
  return Object.hasOwn(variants, base) ? variants[base] : undefined;
};

/**
 * The variant's name, if the study has its base; which deviations exist is known to the models.
 * @throws SkewproofError SKEW-102
 */
export function checkedVariant(
  study: HasVariants,
  variant: string,
  place = `study ${study.name}`,
): string {
  if (variantOf(study, variant) !== undefined) return variant;
  throw new SkewproofError('SKEW-102', {
    place,
    expected: `a variant (${Object.keys(study.variants).join(', ')})`,
    got: `"${variant.slice(0, 80)}"`,
  });
}
