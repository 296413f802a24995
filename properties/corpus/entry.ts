/**
 * An entry of a corpus: a failing scenario kept as text, which later campaigns run first.
 *
 * It holds no wall-clock time, so that the same finding gives the same text.
 */
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

/** Name of the entry's file without extension; entries of one fingerprint share it. */
export const entryName = (entry: CorpusEntry): string =>
  `${entry.study}-${entry.variant.replaceAll('+', '_')}-${hashOf(entry.fingerprint).slice(0, 8)}`;

export const entryText = (entry: CorpusEntry): string => `${JSON.stringify(entry, null, 2)}\n`;

/**
 * Parses the text of an entry.
 * @param place the file, for errors
 * @throws SkewproofError SKEW-101
 */
export function entryOf(text: string, place: string): CorpusEntry {
  let entry: Partial<CorpusEntry> | null = null;
  try {
    entry = JSON.parse(text) as Partial<CorpusEntry> | null;
  } catch {
    // Text that is no JSON is no entry; the error below names the file.
  }
  const texts = [entry?.study, entry?.variant, entry?.hash];
  if (
    entry?.format === 1 &&
    texts.every((one) => typeof one === 'string') &&
    typeof entry.scenario === 'object'
  )
    return entry as CorpusEntry;
  throw inputError({
    place,
    expected: 'a corpus entry (format 1, with study, variant, hash and scenario)',
    got: text.trim().slice(0, 60),
  });
}
