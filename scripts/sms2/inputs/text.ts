/** Decodes the bytes of a file into numbered lines. */
import { createRequire } from 'node:module';
import type * as IconvLite from 'iconv-lite';
import { inputError } from '../../../sim/model/errors.js';
import { isCompressed, notText } from './compressed.js';

/** Loaded when an encoding is stated, and never otherwise: its tables are large. */
const iconv = (): typeof IconvLite =>
  createRequire(import.meta.url)('iconv-lite') as typeof IconvLite;

/** True for a name that can be given as the encoding of a file. */
export const isEncoding = (name: string): boolean => iconv().encodingExists(name);

type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes looked at to recognise UTF-16 without its mark. */
const SAMPLE_BYTES = 512;

/** UTF-16 without a mark has a zero in every other byte of its ASCII. */
function withoutMark(bytes: Uint8Array): Unicode {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 4 && even === 0) return 'utf-16le';
  return even > sample.length / 4 && odd === 0 ? 'utf-16be' : 'utf-8';
}

function encodingOf(bytes: Uint8Array): Unicode {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : withoutMark(bytes);
}

/**
 * Returns the text of a file. `w32tm ... > file` in Windows PowerShell writes UTF-16 with a byte
 * order mark, so that is read as well. Bytes that do not match their encoding are refused, because
 * a replacement character would turn two clients into one.
 * @param stated encoding of the file, by its name (windows-1252, cp850); default: Unicode
 */
export function decodeText(bytes: Uint8Array, place: string, stated?: string): string {
  if (stated !== undefined) return iconv().decode(bytes, stated);
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw inputError({
      place,
      expected: `${encoding.toUpperCase()} text`,
      got: notText(bytes) ?? 'bytes that are not valid in it',
      advice: isCompressed(bytes)
        ? 'Unpack it first.'
        : 'Save the file as UTF-8, or state its encoding: --encoding windows-1252, cp850, shift_jis …',
    });
  }
}

/**
 * Returns what a tool printed. Only the ASCII of it matters, whatever code page its words are in, and
 * however often `>>` of PowerShell changed the encoding within the file.
 */
export function toolText(bytes: Uint8Array): string {
  if (!bytes.includes(0))
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('latin1').decode(bytes).replace(/^\u00EF\u00BB\u00BF/, '');
    }
  const kept = bytes.filter((byte) => byte !== 0);
  return new TextDecoder('latin1').decode(kept).replace(/\u00FF\u00FE|\u00FE\u00FF/g, '');
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
