/** Runs the corpus again before any new scenario: the findings of earlier runs. */
import { existsSync, statSync } from 'node:fs';
import { loadCorpus } from './corpus-directory.js';
import { played } from './plays.js';
import type { Replayed, StoredEntry } from './plays-worker.js';
import type { Studies } from '../config/studies.js';
import { tableOf } from '../../reports/text/table.js';
import { inputError } from '../../sim/model/errors.js';
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
 * Runs every entry of the folder, or those of some variants, in a thread of its own for each study.
 * @throws SkewproofError SKEW-101 for an unreadable entry or a model that does not return, SKEW-301 if
 *   two runs of one entry differ
 */
export async function replayed(
  folder: string,
  { only, runSeconds }: ReplayOptions,
  output: Output,
  studies: Studies,
): Promise<readonly Replayed[]> {
  const entries = loadCorpus(checkedFolder(folder)).filter(
    ({ entry }) =>
      only === undefined || (entry.study === only.study && only.variants.includes(entry.variant)),
  );
  const byStudy = new Map<string, StoredEntry[]>(only === undefined ? [] : [[only.study, []]]);
  for (const stored of entries) {
    const { path, entry } = stored;
    const { name } = studies.named(entry.study, `${path}, field study`);
    byStudy.set(name, [...(byStudy.get(name) ?? []), stored]);
  }
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
