/** Renders variant × property as a table: expected and found. */
import { asExpected, cellsOf, columnsOf, conclusive, inColumns, NOT_JUDGED } from './cells.js';
import type { VerificationCell, VerifiedVariant } from './cells.js';
import { count } from './numbers.js';
import { tableFits, tableOf } from './table.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';
import { shownLength, widthOf, wrappedLine } from './width.js';

/**
 * Returns a verification as text: variant by property, as expected or not.
 * @since 0.1.0
 */
export function verificationReport(verified: readonly VerifiedVariant[], style: TextStyle): string {
  const colours = coloursOf(style);
  const cellText = (cell: VerificationCell): string => {
    const text = cell.asExpected ? `${cell.found} ✓` : `${cell.found} ✗ expected: ${cell.expected}`;
    return cell.asExpected ? colours.green(text) : colours.red(text);
  };
  const columns = columnsOf(verified.map((one) => ({ cells: cellsOf(one) })));
  const rows = verified.map((one) => {
    const sound = conclusive(one.exploration.verdict);
    return [
      one.variant,
      one.stated.title,
      count(one.exploration.statistics.runs),
      ...(sound
        ? inColumns(columns, cellsOf(one)).map((cell) =>
            cell === undefined ? NOT_JUDGED : cellText(cell),
          )
        : [colours.red(`${one.exploration.verdict}: ${one.exploration.reason ?? ''}`)]),
    ];
  });
  const head = ['variant', 'title', 'runs', ...columns];
  const table = tableFits(head, rows, style)
    ? tableOf(head, rows, style)
    : verified.map((one) => variantLines(one, cellText, style)).join('\n');
  return `${verdictText(verified)}\n\n${table}`;
}

const violatedFirst = (cells: readonly VerificationCell[]): readonly VerificationCell[] => [
  ...cells.filter(({ found }) => found === 'violated'),
  ...cells.filter(({ found }) => found === 'holds'),
];

/** One variant for a narrow terminal: the properties of each outcome on one line. */
function variantLines(
  one: VerifiedVariant,
  cellText: (cell: VerificationCell) => string,
  style: TextStyle,
): string {
  const { variant, stated, exploration } = one;
  const { verdict, reason, statistics } = exploration;
  const outcomes = new Map<string, string[]>();
  if (conclusive(verdict))
    for (const cell of violatedFirst(cellsOf(one))) {
      const text = cellText(cell);
      outcomes.set(text, [...(outcomes.get(text) ?? []), cell.property]);
    }
  else outcomes.set(coloursOf(style).red(verdict), [reason ?? '']);
  const margin = Math.max(...[...outcomes.keys()].map(shownLength)) + 2;
  return [
    ...wrappedLine(
      `${coloursOf(style).bold(variant)}  ${stated.title}, ${count(statistics.runs)} runs`,
      widthOf(style),
      '  ',
    ),
    ...[...outcomes].flatMap(([text, names]) =>
      wrappedLine(
        `  ${text}${' '.repeat(margin - shownLength(text))}${names.join(', ')}`,
        widthOf(style),
        ' '.repeat(margin + 2),
      ),
    ),
  ].join('\n');
}

/** States of the given variants only what their cells show. */
function verdictText(verified: readonly VerifiedVariant[]): string {
  if (asExpected(verified)) {
    const lose = verified.some(({ stated }) => stated.violated.length > 0);
    const keep = verified.some(({ stated }) => stated.violated.length === 0);
    if (lose && keep)
      return 'All as expected: the shipped variants lose records, the fixed ones do not (✓).';
    return lose ? 'As expected: records are lost (✓).' : 'As expected: no property is broken (✓).';
  }
  const unmet = verified.some((one) =>
    cellsOf(one).some(({ expected, found }) => expected === 'violated' && found === 'holds'),
  );
  return unmet
    ? 'NOT as expected (✗). A violation that was not found may need more runs (--runs).'
    : 'NOT as expected (✗).';
}
