/**
 * The corpus: failing scenarios kept as files, replayed first in every later run. The one door to
 * the file system. Entries hold no wall-clock time, so the same finding is the same file.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../../sim/hash/hash.js';
import { inputError } from '../../sim/model/errors.js';
import type { ScenarioBase } from '../study/contract.js';

export interface CorpusEntry {
  readonly format: 1;
  readonly study: string;
  readonly variant: string;
  readonly fingerprint: string;
  /** Trace hash of the run when it was saved. */
  readonly hash: string;
  readonly foundWith: { readonly seed: number; readonly run: number };
  readonly scenario: ScenarioBase;
}

const nameOf = (entry: CorpusEntry): string =>
  `${entry.study}-${entry.variant.replaceAll('+', '_')}-${hashOf(entry.fingerprint).slice(0, 8)}`;

const textOf = (entry: CorpusEntry): string => `${JSON.stringify(entry, null, 2)}\n`;

/** Saves an entry and returns its path. Another finding under the same name is never overwritten. */
export function saveEntry(folder: string, entry: CorpusEntry): string {
  mkdirSync(folder, { recursive: true });
  const text = textOf(entry);
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${nameOf(entry)}${copy === 1 ? '' : `-${String(copy)}`}.json`);
    if (!existsSync(path)) {
      writeFileSync(path, text, { flag: 'wx' });
      return path;
    }
    if (readFileSync(path, 'utf8') === text) return path;
  }
}

/** The entries of a folder in order of their names; none when there is no such folder. */
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

function entryOf(text: string, path: string): CorpusEntry {
  let entry: Partial<CorpusEntry> | null = null;
  try {
    entry = JSON.parse(text) as Partial<CorpusEntry> | null;
  } catch {
    // Text that is no JSON is no entry either; below says so, and in which file.
  }
  if (entry?.format === 1 && typeof entry.hash === 'string' && entry.scenario !== undefined)
    return entry as CorpusEntry;
  throw inputError({
    place: path,
    expected: 'a corpus entry (format 1, with hash and scenario)',
    got: text.trim().slice(0, 60),
  });
}
