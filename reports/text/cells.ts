/** Variant × property as data: the expectation of a study, and the finding of a campaign. */
import { breaks } from '../../properties/campaign/finding.js';
import type { Exploration } from '../../properties/campaign/finding.js';
import { ALL_PROPERTY_NAMES, PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { PropertyName, ScenarioBase, Variant } from '../../properties/study/contract.js';

/**
 * A variant, its expectations, and the campaign that tested them.
 * @since 0.1.0
 */
export interface VerifiedVariant {
  readonly variant: string;
  readonly stated: Variant;
  readonly exploration: Exploration<ScenarioBase>;
}

/**
 * One property of one variant: expected, and found.
 * @since 0.1.0
 */
export interface VerificationCell {
  readonly variant: string;
  readonly property: PropertyName;
  readonly expected: 'holds' | 'violated';
  readonly found: 'holds' | 'violated';
  readonly asExpected: boolean;
}

/** Names of the properties that a variant is judged by, in order. */
const propertiesOf = ({ also = [] }: Variant): readonly PropertyName[] => [
  ...PROPERTY_NAMES,
  ...ALL_PROPERTY_NAMES.filter((name) => also.includes(name) && !PROPERTY_NAMES.includes(name)),
];

/** Columns of a table over variants: the properties that any of them is judged by. */
export const columnsOf = (
  variants: readonly { readonly cells: readonly Pick<VerificationCell, 'property'>[] }[],
): readonly PropertyName[] => {
  const judged = new Set(variants.flatMap(({ cells }) => cells.map(({ property }) => property)));
  return ALL_PROPERTY_NAMES.filter((name) => judged.has(name) || PROPERTY_NAMES.includes(name));
};

/** The cells of one variant in the order of the columns; undefined where it is not judged. */
export const inColumns = <Cell extends Pick<VerificationCell, 'property'>>(
  columns: readonly PropertyName[],
  cells: readonly Cell[],
): readonly (Cell | undefined)[] => {
  const byProperty = new Map(cells.map((cell) => [cell.property, cell]));
  return columns.map((name) => byProperty.get(name));
};

/** Stands in a cell of a property that the variant is not judged by. */
export const NOT_JUDGED = '–';

/**
 * Returns each property of a variant, expected and found.
 * @since 0.1.0
 */
export const cellsOf = (verified: VerifiedVariant): readonly VerificationCell[] =>
  propertiesOf(verified.stated).map((property) => {
    const expected = verified.stated.violated.includes(property) ? 'violated' : 'holds';
    const found = verified.exploration.findings.some((finding) => breaks(finding, property))
      ? 'violated'
      : 'holds';
    return { variant: verified.variant, property, expected, found, asExpected: expected === found };
  });

/** Verdicts under which a table of properties has a meaning. */
const CONCLUSIVE: ReadonlySet<string> = new Set(['pass', 'violation', 'not-live']);

export const conclusive = (verdict: VerdictKind): boolean => CONCLUSIVE.has(verdict);

/**
 * Returns whether every property of every variant is as expected, and every campaign conclusive.
 * @since 0.1.0
 */
export const asExpected = (verified: readonly VerifiedVariant[]): boolean =>
  verified.every(
    (one) => conclusive(one.exploration.verdict) && cellsOf(one).every((cell) => cell.asExpected),
  );
