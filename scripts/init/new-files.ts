/** Writes files as a whole or not at all, and never over another. */
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import { makeFolder } from '../files/make-folder.js';
import { unwritable, writeAllWhole, writeNewWhole } from '../files/write-whole.js';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all of them, or none if one of them exists or cannot be written.
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
  const made: string[] = [];
  let failing = '';
  try {
    for (const { path } of files) {
      failing = path;
      makeFolder(dirname(path));
    }
    if (force) {
      writeAllWhole(files.map(({ path, text }) => [path, text]));
      return;
    }
    for (const { path, text } of files) {
      failing = path;
      writeNewWhole(path, text);
      made.push(path);
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true });
    throw error instanceof SkewproofError ? error : unwritable(failing, error);
  }
}
