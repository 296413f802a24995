/** Runs the corpus again before any new scenario: the findings of earlier runs. */
import { existsSync, statSync } from 'node:fs';
import { loadCorpus } from './corpus-directory.js';
import { played } from './plays.js';
import type { Replayed, StoredEntry } from './plays-worker.js';
import type { Studies } from '../config/studies.js';
import { tableOf } from '../../reports/text/table.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import type { Output } from '../cli/context.js';

export const CORPUS = '.skewproof/corpus';

/** @throws SkewproofError SKEW-101 if the path is not a folder. */
export function checkedFolder(folder: string): string {
  if (!existsSync(folder) || statSync(folder).isDirectory()) return folder;
  throw inputError({
    place: '--corpus',
    expected: 'a folder',
    got: `${folder}, which is a file`,
    advice: 'One scenario file is run by "skewproof reproduce".',
  });
}

interface ReplayOptions {
  /** Only the entries of this study and these variants, after their gates. */
  readonly only?: { readonly study: string; readonly variants: readonly string[] };
  /** Real time that each run may take, s. */
  readonly runSeconds?: number | undefined;
}

/**
 * Names the entries of studies that this command does not know. They are printed last: a folder may
 * hold the findings of several studies, and those that are known are still to be run.
 */
function skipped(unknown: readonly StoredEntry[], output: Output, studies: Studies): void {
  const [first] = unknown;
  if (first === undefined) return;
  const { path, entry } = first;
  try {
    studies.named(entry.study, `${path}, field study`);
  } catch (error) {
    if (!(error instanceof SkewproofError)) throw error;
    const { code, place, expected, advice } = error;
    const others = unknown.length - 1;
    const more = others === 0 ? '' : `, and others in ${String(others)} more entries`;
    const got = `"${entry.study}"${more}: not run`;
    output.defer(new SkewproofError(code, { place, expected, got, advice }));
  }
}

/**
 * Runs every entry of the folder, or those of some variants, in a thread of its own for each study.
 * Entries of unknown studies are skipped and named.
 * @throws SkewproofError SKEW-101 for an unreadable entry or a model that does not return, SKEW-301 if
 *   two runs of one entry differ
 */
export async function replayed(
  folder: string,
  { only, runSeconds }: ReplayOptions,
  output: Output,
  studies: Studies,
): Promise<readonly Replayed[]> {
  const stored = loadCorpus(checkedFolder(folder)).filter(
    ({ entry }) =>
      only === undefined || (entry.study === only.study && only.variants.includes(entry.variant)),
  );
  skipped(
    stored.filter(({ entry }) => !studies.has(entry.study)),
    output,
    studies,
  );
  const entries = stored.filter(({ entry }) => studies.has(entry.study));
  const byStudy = new Map<string, StoredEntry[]>(only === undefined ? [] : [[only.study, []]]);
  for (const one of entries)
    byStudy.set(one.entry.study, [...(byStudy.get(one.entry.study) ?? []), one]);
  const all: Replayed[] = [];
  for (const [name, ofStudy] of byStudy) {
    const what = ofStudy.length === 0 ? 'the gate' : 'the corpus';
    const { replayed: some } = await played(
      {
        ...{ study: studies.named(name), what, runSeconds },
        ...{ gates: only?.variants ?? [], entries: ofStudy },
      },
      output,
      studies,
    );
    all.push(...some);
  }
  const order = entries.map(({ path }) => path);
  return all.sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
}

export const stillFailing = (entries: readonly Replayed[]): readonly Replayed[] =>
  entries.filter((entry) => entry.verdict !== 'pass');

const CHANGED = 'DIFFERS from the saved one: the models have changed its meaning';

export const replayTable = (entries: readonly Replayed[], output: Output): string =>
  tableOf(
    ['corpus entry', 'verdict', 'trace hash', ''],
    entries.map(({ path, verdict, hash, same }) => [
      path,
      verdict,
      hash,
      same ? 'as saved' : CHANGED,
    ]),
    output,
  );
