/** Fits plain text to the width of a terminal; colour codes take no room. */
import type { TextStyle } from './text.js';

/** Columns of a terminal that reports none, and of a pipe. */
export const DEFAULT_WIDTH = 80;

export const widthOf = ({ width = DEFAULT_WIDTH }: TextStyle): number => width;

/** Escape sequences that set a colour, as picocolors writes them. */
const COLOUR = /\u001B\[[\d;]*m/g;

/** Number of characters that a terminal shows. */
export const shownLength = (text: string): number => text.replace(COLOUR, '').length;

/** A line with a command is to be copied, so it is never broken. */
const isCommand = (line: string): boolean => /\b(npx|npm|node) \S/.test(line);

/** The line broken at spaces; further lines are indented by `indent`. */
export function wrappedLine(line: string, width: number, indent: string): readonly string[] {
  const [lead = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const empty = current.trim() === '';
    const next = empty ? `${current}${word}` : `${current} ${word}`;
    if (!empty && shownLength(next) > width) {
      lines.push(current.trimEnd());
      current = `${indent}${word}`;
    } else current = next;
  }
  return [...lines, current];
}

/** Breaks every line that is too long at spaces, except commands and lines without a space. */
export const fitted = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => {
      if (shownLength(line) <= width || isCommand(line)) return [line];
      const [lead = ''] = /^ *(- )?/.exec(line) ?? [];
      const indent =
        lead === '' ? '' : ' '.repeat(lead.endsWith('- ') ? lead.length : lead.length + 2);
      return wrappedLine(line, width, indent);
    })
    .join('\n');
