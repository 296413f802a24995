/** Variant × property: expected and found. */
import type { Exploration } from '../../properties/campaign/explore.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { PropertyName, ScenarioBase, Variant } from '../../properties/study/contract.js';
import { PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import { coloursOf, count, tableOf } from './text.js';
import type { TextStyle } from './text.js';

export interface VerifiedVariant {
  readonly variant: string;
  readonly stated: Variant;
  readonly exploration: Exploration<ScenarioBase>;
}

export interface VerificationCell {
  readonly variant: string;
  readonly property: PropertyName;
  readonly expected: 'holds' | 'violated';
  readonly found: 'holds' | 'violated';
  readonly asExpected: boolean;
}

export const cellsOf = (verified: VerifiedVariant): readonly VerificationCell[] =>
  PROPERTY_NAMES.map((property) => {
    const expected = verified.stated.violated.includes(property) ? 'violated' : 'holds';
    const found = verified.exploration.findings.some(
      (finding) => finding.explanation.violation.property === property,
    )
      ? 'violated'
      : 'holds';
    return { variant: verified.variant, property, expected, found, asExpected: expected === found };
  });

/** Verdicts under which a table of properties says anything at all. */
const CONCLUSIVE: ReadonlySet<string> = new Set(['pass', 'violation', 'not-live']);

export const conclusive = (verdict: VerdictKind): boolean => CONCLUSIVE.has(verdict);

export const asExpected = (verified: readonly VerifiedVariant[]): boolean =>
  verified.every(
    (one) => conclusive(one.exploration.verdict) && cellsOf(one).every((cell) => cell.asExpected),
  );

export function verificationReport(verified: readonly VerifiedVariant[], style: TextStyle): string {
  const colours = coloursOf(style);
  const cellText = (cell: VerificationCell): string => {
    const text = cell.asExpected ? `${cell.found} ✓` : `${cell.found} ✗ expected: ${cell.expected}`;
    return cell.asExpected ? colours.green(text) : colours.red(text);
  };
  const rows = verified.map((one) => {
    const sound = conclusive(one.exploration.verdict);
    return [
      one.variant,
      one.stated.title,
      count(one.exploration.statistics.runs),
      ...(sound
        ? cellsOf(one).map(cellText)
        : [colours.red(`${one.exploration.verdict}: ${one.exploration.reason ?? ''}`)]),
    ];
  });
  const table = tableOf(['variant', 'what it is', 'runs', ...PROPERTY_NAMES], rows, style);
  return `${table}\n\n${verdictText(verified)}`;
}

/** Says of the variants looked at only what their cells say. */
function verdictText(verified: readonly VerifiedVariant[]): string {
  if (asExpected(verified)) {
    const lose = verified.some(({ stated }) => stated.violated.length > 0);
    const keep = verified.some(({ stated }) => stated.violated.length === 0);
    if (lose && keep)
      return 'All as expected: what was shipped loses records, what is fixed does not (✓).';
    return lose
      ? 'As expected: what was shipped loses records (✓).'
      : 'As expected: what is fixed breaks no property (✓).';
  }
  const unmet = verified.some((one) =>
    cellsOf(one).some(({ expected, found }) => expected === 'violated' && found === 'holds'),
  );
  return unmet
    ? 'NOT as expected (✗). What is expected and was not found may need more runs (--runs).'
    : 'NOT as expected (✗).';
}
