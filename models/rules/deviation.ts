/** From the name of a variant, `<base>+<defect>+…`, to the rules that it runs by. */
import { SkewproofError } from '../../sim/model/errors.js';
import { baseOf, deviationsOf } from './variant-name.js';

/** Of each part of a system, the rules that differ; a defect's other fields say what it is. */
type Deviation<Parts> = { readonly [Part in keyof Parts]?: Partial<Parts[Part]> };

/** The parts, with what the deviation replaces in each. */
export const deviated = <Parts extends object>(
  parts: Parts,
  deviation: Deviation<Parts>,
): Parts => {
  const next = { ...parts };
  for (const part in parts) next[part] = { ...parts[part], ...deviation[part] };
  return next;
};

/**
 * The parts by which a variant runs, from those of its base.
 * @param kind what such a defect is called, with its article
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
  return named.reduce<Parts>(deviated, parts);
}
