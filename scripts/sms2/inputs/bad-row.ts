/**
 * A row that could not be read. It is never dropped silently: either the command ends with exit
 * code 2 and names it, or (`--skip-bad-rows`) it is counted in the output.
 */
import { inputError } from '../../../sim/model/errors.js';
import type { SkewproofError } from '../../../sim/model/errors.js';

export interface Reason {
  readonly expected: string;
  readonly got: string;
}

export interface BadRow {
  /** 1-based line of the file, as an editor counts it. */
  readonly line: number;
  readonly reason: Reason;
}

/** Long enough to recognise a cell, short enough for one line of a terminal. */
const SHOWN_LENGTH_MAX = 60;

/** Text from a file made safe to print: quoted, control characters escaped, cut to length. */
export function shown(text: string): string {
  const cut = text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}...` : text;
  return cut === '' ? 'nothing' : JSON.stringify(cut);
}

export const reasonOf = (expected: string, got: string): Reason => ({ expected, got });

export const badRow = (line: number, expected: string, got: string): BadRow => ({
  line,
  reason: { expected, got },
});

/** `1 client`, `2 clients` */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `usage.csv:17: expected ..., got ...` */
export const describeBadRow = (place: string, { line, reason }: BadRow): string =>
  `${place}:${line}: expected ${reason.expected}, got ${reason.got}`;

const NAMED_MAX = 10;

/** The error that ends the command if there are bad rows and they are not to be skipped. */
export function badRowsError(place: string, bad: readonly BadRow[]): SkewproofError {
  const named = bad.slice(0, NAMED_MAX).map((row) => describeBadRow(place, row));
  const rest = bad.length - named.length;
  return inputError({
    place,
    expected: 'every row to be readable',
    got: [
      `${counted(bad.length, 'bad row')}:`,
      ...named.map((text) => `\n  ${text}`),
      ...(rest > 0 ? [`\n  and ${rest} more`] : []),
      '\n',
    ].join(''),
    advice: 'Correct them, or pass --skip-bad-rows to skip and count them.',
  });
}
