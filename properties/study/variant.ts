/**
 * Checks names of variants, defects and spaces; an unknown one is refused with the nearest known
 * name.
 */
import { baseOf, deviationsOf } from '../../models/rules/variant-name.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import { cut } from '../json/shortly.js';
import { nearest } from '../words/nearest.js';
import type { Variant } from './contract.js';

/** Facts for the error about an unknown name. */
interface Unknown {
  readonly place: string;
  /**
   * Kind of the name with its article: `a variant`. Absent: names of one kind only are possible.
   */
  readonly what?: string;
  readonly known: readonly string[];
  readonly got: string;
  /** The part of the name to compare with known ones. Default: all of it. */
  readonly near?: string;
}

function expectedOf(what: string | undefined, known: readonly string[]): string {
  const names = known.join(', ');
  if (known.length === 0) return 'none, for there are none';
  return what === undefined ? `one of ${names}` : `${what} (${names})`;
}

/** Error SKEW-102 with the nearest known name. */
export function unknownName({ place, what, known, got, near }: Unknown): SkewproofError {
  const meant = nearest(cut(near ?? got), known);
  return new SkewproofError('SKEW-102', {
    place,
    expected: expectedOf(what, known),
    got: `"${cut(got)}"`,
    ...(meant === undefined ? {} : { advice: `Did you mean "${meant}"?` }),
  });
}

interface HasVariants {
  readonly name: string;
  readonly variants: Readonly<Record<string, Variant>>;
  /** Defects that can be planted in a variant; see the study contract. */
  defectsOf?(variant: string): readonly string[];
}

/** The study's entry for the variant's base; `undefined`: there is no such variant. */
export const variantOf = (
  { variants }: Pick<HasVariants, 'variants'>,
  variant: string,
): Variant | undefined => {
  const base = baseOf(variant);
  return Object.hasOwn(variants, base) ? variants[base] : undefined;
};

/**
 * Returns the variant's name if the study has its base and knows each added defect.
 * @param place origin of the name; default: the study
 * @throws SkewproofError SKEW-102
 */
export function checkedVariant(
  study: HasVariants,
  variant: string,
  place = `study ${study.name}`,
): string {
  const base = baseOf(variant);
  const defects = deviationsOf(variant);
  if (variantOf(study, variant) === undefined) {
    const known = Object.keys(study.variants);
    throw unknownName({ place, what: 'a variant', known, got: variant, near: base });
  }
  if (defects.length === 0) return variant;
  const known = study.defectsOf?.(base) ?? [];
  for (const got of defects)
    if (!known.includes(got))
      throw unknownName({
        place: `${place}, variant ${base}`,
        what: 'a planted defect',
        known,
        got,
      });
  return variant;
}

/**
 * Returns the variant that a command was asked for, checked.
 * @throws SkewproofError SKEW-101 when there is none, SKEW-102 for an unknown one
 */
export function askedVariant(study: HasVariants, variant: string | undefined): string {
  if (variant !== undefined) return checkedVariant(study, variant);
  const expected = `a variant of ${study.name} (${Object.keys(study.variants).join(', ')})`;
  throw inputError({ place: '--variant', expected, got: 'none' });
}

/**
 * Returns the space if the study has it.
 * @throws SkewproofError SKEW-102
 */
export function checkedSpace(
  study: { readonly name: string; readonly spaces: Readonly<Record<string, unknown>> },
  space: string,
): string {
  if (Object.hasOwn(study.spaces, space)) return space;
  const known = Object.keys(study.spaces);
  throw unknownName({
    place: `study ${study.name}`,
    what: `a space of ${study.name}`,
    known,
    got: space,
  });
}
