/** Reading of files that a user names: a device or a pipe may never end, and no input needs gigabytes. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { inputError } from '../../sim/model/errors.js';
import { whyOf } from './write-whole.js';

const MIB = 1 << 20;
const FILE_MAX = 256 * MIB;

function kindOf(stat: ReturnType<typeof fstatSync>): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

/**
 * The bytes of a regular file.
 * @param expected for the error: `a scenario file`
 * @throws SkewproofError SKEW-101 for a path that is no regular file of at most 256 MiB, or cannot be read
 */
export function readRegular(path: string, expected: string, advice = ''): Buffer {
  const refused = (got: string, how = advice): Error =>
    inputError({ place: path, expected, got, advice: how });
  let file: number | undefined;
  try {
    // Without the flag, opening a pipe waits for a writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    if (!stat.isFile()) throw refused(kindOf(stat), advice || 'Copy what it holds to a file.');
    if (stat.size > FILE_MAX)
      throw refused(`${String(Math.ceil(stat.size / MIB))} MiB, and at most 256 are read`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'errno' in error) throw refused(whyOf(error));
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
