/** Decodes the bytes of a file into numbered lines. */
import { inputError } from '../../../sim/model/errors.js';

/**
 * Returns the text of a file. `w32tm ... > file` in Windows PowerShell writes UTF-16 with a byte
 * order mark, so that is read as well. Bytes that do not match their encoding are refused, because
 * a replacement character would turn two clients into one.
 */
export function decodeText(bytes: Uint8Array, place: string): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw inputError({
      place,
      expected: `${encoding.toUpperCase()} text`,
      got: 'bytes that are not valid in it',
      advice: 'Save the file as UTF-8.',
    });
  }
}

/** The lines of a text, whatever ends them; line n of the file is element n - 1. */
export function linesOf(text: string, place: string): string[] {
  if (text.includes('\0'))
    throw inputError({
      place,
      expected: 'text',
      got: 'NUL characters (UTF-16 read as UTF-8, or not a text file)',
      advice: 'Save the file as UTF-8.',
    });
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
}
