/** Tables of a plain-text report: the one file that loads cli-table3, which asks Node for its terminal. */
import Table from 'cli-table3';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';

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

/**
 * Aligns columns by spaces; cells may contain colour codes. `wrapAt`: widths beyond which a column
 * wraps.
 */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: TextStyle,
  widths?: readonly (number | null)[],
): string {
  const colours = coloursOf(style);
  const table = new Table({
    head: head.map((title) => colours.bold(title)),
    chars: BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(widths === undefined ? {} : { colWidths: [...widths], wordWrap: true }),
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
