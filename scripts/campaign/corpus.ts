/** Runs the corpus again before any new scenario: the findings of earlier runs. */
import { existsSync, statSync } from 'node:fs';
import { passGate } from '../../properties/campaign/gate.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { loadCorpus } from './corpus-directory.js';
import { timed } from '../../properties/study/guarded.js';
import { realTime } from './real-time.js';
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import type { Studies } from '../config/studies.js';
import { onPresent } from '../../properties/corpus/identity.js';
import { tableOf } from '../../reports/text/table.js';
import { inputError } from '../../sim/model/errors.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { PropertyName } from '../../properties/study/contract.js';
import type { Output } from '../cli/context.js';

export const CORPUS = '.skewproof/corpus';

export interface Replayed {
  readonly path: string;
  readonly study: string;
  readonly variant: string;
  readonly verdict: VerdictKind;
  readonly violated: readonly PropertyName[];
  readonly hash: string;
  /** True if the run still has the saved hash. */
  readonly same: boolean;
}

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

/**
 * Runs every entry of the folder, or those of one study and variant.
 * @throws SkewproofError SKEW-101 for an unreadable entry, SKEW-301 if two runs of one entry
 * differ.
 */
export function replayed(
  folder: string,
  studies: Studies,
  only?: { readonly study: string; readonly variant: string },
): readonly Replayed[] {
  return loadCorpus(checkedFolder(folder))
    .filter(
      ({ entry }) =>
        only === undefined || (entry.study === only.study && entry.variant === only.variant),
    )
    .map(({ path, entry }) => {
      const study = studies.named(entry.study, `${path}, field study`);
      const scenario = onPresent(study, checkedScenario(study, entry.scenario, path));
      passGate(study, scenario.variant);
      const { result } = reproduce(timed(study, realTime()), scenario);
      const { hash } = result.summary;
      return {
        path,
        study: study.name,
        variant: scenario.variant,
        verdict: result.verdict,
        violated: [...new Set(result.violations.map((violation) => violation.property))],
        hash,
        same: hash === entry.hash,
      };
    });
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
