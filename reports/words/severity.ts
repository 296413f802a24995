/** The order of findings: losses first, the worst of them before the others. */
import type { Fate } from '../../properties/oracle/verdict.js';
import type { PropertyName } from '../../properties/study/contract.js';

/** Fates from the worst: destroyed, stranded, duplicated, misdated. */
const FATES: readonly Fate[] = [
  'destroyed',
  'stranded',
  'pending',
  'duplicated',
  'phantom',
  'misdated',
  'lost-reported',
  'excused',
  'counted',
];

/** A loss that is reported to no operator. */
export const isLoss = (fate: string): boolean => fate === 'destroyed' || fate === 'stranded';

interface Ranked {
  readonly fate: string;
  readonly property: string;
}

/** The loss itself before the property that only follows from it. */
const PROPERTIES: readonly PropertyName[] = [
  'conservation',
  'no-duplicates',
  'dates',
  'reports-true',
  'console-monotone',
  'eventual-delivery',
];

const place = (list: readonly string[], name: string): number => {
  const at = list.indexOf(name);
  return at < 0 ? list.length : at;
};

/** Sorts findings from the worst; those of one rank keep their order. */
export const bySeverity = (a: Ranked, b: Ranked): number =>
  place(FATES, a.fate) - place(FATES, b.fate) ||
  place(PROPERTIES, a.property) - place(PROPERTIES, b.property);
