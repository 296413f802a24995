/** Recognises and unpacks compressed input. */
import { gunzipSync } from 'node:zlib';
import { inputError } from '../../../sim/model/errors.js';

const MIB = 1 << 20;
const UNPACKED_MAX = 1_024 * MIB;

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

const KINDS: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive, or a workbook of Excel'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old document of Office'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'a file compressed by xz'],
  [[0x42, 0x5a, 0x68], 'a file compressed by bzip2'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a file compressed by zstd'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'a database of SQLite'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
];

/** Names the kind of a file that is no text; undefined if its first bytes do not say. */
export const notText = (bytes: Uint8Array): string | undefined =>
  KINDS.find(([magic]) => startsWith(bytes, ...magic))?.[1];

export const isCompressed = (bytes: Uint8Array): boolean => notText(bytes) !== undefined;

/** The content of a file, unpacked if it is compressed by gzip. */
export function unpacked(bytes: Uint8Array, place: string): Uint8Array {
  if (!startsWith(bytes, 0x1f, 0x8b)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX });
  } catch (error) {
    throw inputError({
      place,
      expected: 'a whole file of gzip, of at most 1,024 MiB unpacked',
      got: error instanceof Error ? error.message : String(error),
      advice: 'Compress it again, or unpack it first.',
    });
  }
}
