/** Turns the name of a variant, `<base>+<defect>+…`, into the rules that it runs by. */
import { SkewproofError } from '../../sim/model/errors.js';
import { baseOf, deviationsOf } from './variant-name.js';

/** The rules that differ, for each part of a system. Other fields of a defect describe it. */
type Deviation<Parts> = { readonly [Part in keyof Parts]?: Partial<Parts[Part]> };

/** Replaces the rules of each part that the deviation gives. */
export const withDeviation = <Parts extends object>(
  parts: Parts,
  deviation: Deviation<Parts>,
): Parts => {
  const next = { ...parts };
  for (const part in parts) next[part] = { ...parts[part], ...deviation[part] };
  return next;
};

/**
 * Applies the defects of a variant to the parts of its base.
 * @param kind description of such a defect, with its article
 * @throws SkewproofError SKEW-102 for a defect that is not known
 */
export function partsWith<Parts extends object>(
  variant: string,
  parts: Parts,
  defects: Readonly<Record<string, Deviation<Parts>>>,
  kind: string,
): Parts {
  const named = deviationsOf(variant).map((name): Deviation<Parts> => {
    const defect = Object.hasOwn(defects, name) ? defects[name] : undefined;
    if (defect !== undefined) return defect;
    throw new SkewproofError('SKEW-102', {
      place: `variant ${baseOf(variant)}+${name}`,
      expected: `${kind} (${Object.keys(defects).join(', ')})`,
      got: `"${name}"`,
    });
  });
  return named.reduce<Parts>(withDeviation, parts);
}
