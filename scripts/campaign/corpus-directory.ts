/** Stores a corpus as a folder of files, one for each entry. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryName, entryOf, entryText } from '../../properties/corpus/entry.js';
import type { CorpusEntry } from '../../properties/corpus/entry.js';

/**
 * Saves an entry and returns its path. A different finding of the same name is never overwritten.
 */
export function saveEntry(folder: string, entry: CorpusEntry): string {
  mkdirSync(folder, { recursive: true });
  const text = entryText(entry);
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${entryName(entry)}${copy === 1 ? '' : `-${String(copy)}`}.json`);
    if (!existsSync(path)) {
      writeFileSync(path, text, { flag: 'wx' });
      return path;
    }
    if (readFileSync(path, 'utf8') === text) return path;
  }
}

/** The entries of a folder in order of their names; none if the folder does not exist. */
export function loadCorpus(folder: string): readonly { path: string; entry: CorpusEntry }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return { path, entry: entryOf(readFileSync(path, 'utf8'), path) };
    });
}
