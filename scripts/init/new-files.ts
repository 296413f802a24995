/** Writes files as a whole or not at all, and never over another. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inputError } from '../../sim/model/errors.js';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all of them, or none if one of them exists.
 * @param force overwrites what is there
 * @throws SkewproofError SKEW-101 for a file that exists, or cannot be written
 */
export function writeNew(files: readonly NewFile[], advice: string, force = false): void {
  const there = files.filter(({ path }) => existsSync(path)).map(({ path }) => path);
  if (there.length > 0 && !force)
    throw inputError({
      place: there[0] ?? '',
      expected: 'no file of that name',
      got: there.length === 1 ? 'one that exists' : `${there.join(', ')}, which exist`,
      advice,
    });
  for (const { path, text } of files)
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, force ? {} : { flag: 'wx' });
    } catch (error) {
      throw inputError({
        place: path,
        expected: 'a file that can be written',
        got: error instanceof Error ? error.message : String(error),
      });
    }
}
