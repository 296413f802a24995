/** Tables of a plain-text report: the one file that loads cli-table3, which asks Node for its terminal. */
import Table from 'cli-table3';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';
import { shownLength, widthOf, wrappedLine } from './width.js';

const BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  mid: '',
  'mid-mid': '',
  middle: '  ',
} as const;

const GAP = BORDERS.middle.length;

type Row = readonly string[];

const cellsIn = (rows: readonly Row[], column: number): readonly string[] =>
  rows.map((row) => row[column] ?? '');

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(shownLength));

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width + GAP, -GAP);

/**
 * Widths of columns that fit, narrowing the widest first; undefined if no column can be narrower
 * than its longest word.
 */
function fittingWidths(
  rows: readonly Row[],
  most: readonly number[],
  width: number,
): number[] | undefined {
  const columns = most.map((_, column) => cellsIn(rows, column));
  const least = columns.map((cells) => longest(cells.flatMap((cell) => cell.split(' '))));
  if (total(least) > width) return undefined;
  const widths = columns.map((cells, at) =>
    Math.max(least[at] ?? 0, Math.min(most[at] ?? Infinity, longest(cells))),
  );
  while (total(widths) > width) {
    let widest = -1;
    for (const [at, one] of widths.entries())
      if (one > (least[at] ?? 0) && one > (widths[widest] ?? 0)) widest = at;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** A row as labelled lines, for a table that cannot be narrow enough. */
function block(head: Row, row: Row, width: number): string {
  const labels = head.slice(1);
  const margin = Math.max(0, ...labels.map((label) => label.length)) + 4;
  return [
    row[0] === '' ? '…' : (row[0] ?? ''),
    ...row.slice(1).flatMap((cell, at) => {
      if (cell === '') return [];
      const label = `  ${`${labels[at] ?? ''}:`.padEnd(margin - 2)}`;
      return wrappedLine(`${label}${cell}`, width, ' '.repeat(margin));
    }),
  ].join('\n');
}

/** True if a table of these columns fits when its columns wrap. */
export const tableFits = (head: Row, rows: readonly Row[], style: TextStyle): boolean =>
  fittingWidths(
    [head, ...rows],
    head.map(() => Infinity),
    widthOf(style),
  ) !== undefined;

/**
 * Aligns columns by spaces; cells may contain colour codes. A table that is wider than the terminal
 * wraps its widest columns, and where that is not enough, becomes one block of lines per row.
 *
 * @param widths greatest widths of columns, undefined for any
 */
export function tableOf(
  head: readonly string[],
  rows: readonly Row[],
  style: TextStyle,
  widths: readonly number[] = [],
): string {
  const colours = coloursOf(style);
  const bold = head.map((title) => colours.bold(title));
  const most = head.map((_, at) => widths[at] ?? Infinity);
  const fit = fittingWidths([head, ...rows], most, widthOf(style));
  if (fit === undefined) return rows.map((row) => block(head, row, widthOf(style))).join('\n');
  const table = new Table({
    head: bold,
    chars: BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: fit,
    wordWrap: true,
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
