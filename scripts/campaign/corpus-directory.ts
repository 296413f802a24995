/** Stores a corpus as a folder of files, one for each entry. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inputError } from '../../sim/model/errors.js';
import { entryName, entryOf, entryText } from '../../properties/corpus/entry.js';
import type { CorpusEntry } from '../../properties/corpus/entry.js';
import { makeFolder } from '../files/make-folder.js';
import { readRegular } from '../files/read-file.js';
import { unwritable, whyOf, writeNewWhole } from '../files/write-whole.js';

/**
 * Saves an entry and returns its path. A different finding of the same name is never overwritten,
 * and no part of an entry is ever left.
 * @param suffix follows the name of the finding
 * @throws SkewproofError SKEW-101 for a folder that cannot be written to
 */
export function saveEntry(folder: string, entry: CorpusEntry, suffix = ''): string {
  const text = entryText(entry);
  for (let copy = 1; ; copy += 1) {
    const number = copy === 1 ? '' : `-${String(copy)}`;
    const path = join(folder, `${entryName(entry)}${suffix}${number}.json`);
    try {
      makeFolder(folder);
      if (!existsSync(path)) {
        writeNewWhole(path, text);
        return path;
      }
    } catch (error) {
      // Otherwise another process has made one of that name in between.
      if (!existsSync(path)) throw unwritable(path, error);
    }
    if (entryTextOf(path) === text) return path;
  }
}

const entryTextOf = (path: string): string => readRegular(path, 'a corpus entry').toString('utf8');

/** Undefined: another process has removed the entry since it was listed. */
function textUnlessGone(path: string): string | undefined {
  try {
    return entryTextOf(path);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw error;
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw inputError({
      place: folder,
      expected: 'a folder that can be read',
      got: whyOf(error),
    });
  }
}

/**
 * The entries of a folder in order of their names; none if the folder does not exist.
 * @throws SkewproofError SKEW-101 for a folder or an entry that cannot be read
 */
export function loadCorpus(folder: string): readonly { path: string; entry: CorpusEntry }[] {
  if (!existsSync(folder)) return [];
  return namesIn(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const text = textUnlessGone(path);
      return text === undefined ? [] : { path, entry: entryOf(text, path) };
    });
}
