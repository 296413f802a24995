/** Puts an explorer's page together: the script with its study, and what shows where scripts are off. */
import { dirname, extname, join } from 'node:path';
import { encodeToken } from '../../properties/corpus/token.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { inputError } from '../../sim/model/errors.js';
import type { StudyRef } from '../config/study-ref.js';
import { specifierOf } from '../init/language.js';
import { RUNNERS } from '../init/runner.js';
import type { Runner } from '../init/runner.js';
import type { StudyImport } from '../init/test-text.js';
import type { ExplorerSetting } from './client/setting.js';
import { EXPORTED_AS } from '../studies.js';
import { bundledExplorer } from './bundle.js';
import { explorerPage } from './page.js';
import { startScenario } from './start.js';
import { stillOf } from './still.js';

export interface WantedExplorer {
  readonly study: AnyStudy;
  readonly ref: StudyRef;
  readonly variant: string;
  /** The scenario to begin with; undefined: one that shows the study's subject. */
  readonly scenario: ScenarioBase | undefined;
  /** Options by which a later `reproduce` finds the study; empty if it needs none. */
  readonly reproduceOptions: string;
}

/** Names of the tests that the page saves, and their imports of the study: they stand beside it. */
function testsOf({ name, file, path }: StudyRef): ExplorerSetting['tests'] {
  const ending = file === undefined ? '.js' : extname(file).replace(/^\.c/, '.m');
  const testFile = `${name}-explored.test${ending}`;
  const studyOf = (runner: Runner): StudyImport =>
    file === undefined
      ? { specifier: `skewproof/studies/${name}`, path: [EXPORTED_AS[name] ?? name] }
      : {
          specifier: specifierOf(runner, join(dirname(file), testFile), file),
          path: path ?? ['default'],
        };
  return Object.fromEntries(
    RUNNERS.map((runner) => [runner, { file: testFile, study: studyOf(runner) }]),
  ) as ExplorerSetting['tests'];
}

/**
 * Returns the page as text.
 * @throws SkewproofError SKEW-101 for a study that no page can run, with the reason
 */
export function writtenExplorer(wanted: WantedExplorer): string {
  const { study, ref, variant, reproduceOptions } = wanted;
  if (study.identity !== undefined)
    throw inputError({
      place: `study ${study.name}`,
      expected: 'a study of models, which a page can run',
      got: 'one of a program, which runs in Node',
      advice:
        'The report shows its runs as they were recorded: skewproof explore --report <folder>.',
    });
  const scenario = wanted.scenario ?? startScenario(study, variant);
  const script = bundledExplorer(ref, {
    variant,
    token: encodeToken(study, scenario),
    reproduceOptions,
    tests: testsOf(ref),
  });
  return explorerPage({
    title: `skewproof explorer: ${study.title}`,
    script,
    still: stillOf(study, scenario),
  });
}
