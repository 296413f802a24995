/**
 * Text that steers neither a terminal nor a CI server, whatever it quotes: names come from files,
 * tokens and command lines of others.
 */

/** Controls and invisible marks, bidirectional ones too; only line feeds and tabs are left. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** A name: on one line, with every control character as `\u{…}`. */
export const printableName = (name: string): string =>
  name.replace(/\n/g, escaped).replace(INVISIBLE, escaped);

/** A colour as the reports set it; no other sequence that an escape character begins. */
const COLOUR = /(\u001b\[[\d;]*m)/;

/** A line that a CI server takes for a command: `::error::` at its start, `##[error]` anywhere. */
const COMMAND = /^(\s*)::|##(?=\[)/gm;

/**
 * Text of many lines, for a terminal or a log.
 * @param colour keep colours
 */
export function printableText(text: string, colour: boolean): string {
  const parts = colour ? text.split(COLOUR) : [text];
  return parts
    .map((part, place) => (place % 2 === 1 ? part : part.replace(INVISIBLE, escaped)))
    .join('')
    .replace(COMMAND, (match, space: string | undefined) =>
      match === '##' ? '#\\#' : `${space ?? ''}\\::`,
    );
}

/** JSON, indented, in which invisible characters are escaped as JSON has them. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(INVISIBLE, (character) =>
    Array.from(
      { length: character.length },
      (_, place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
