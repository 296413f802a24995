/** Puts an explorer's page together: the script with its study, and what shows where scripts are off. */
import { dirname, extname, join } from 'node:path';
import { encodeToken } from '../../properties/corpus/token.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { COLLECTORS } from '../../models/collectors/index.js';
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import { windowWords } from '../../reports/collectors/words.js';
import type { StudyRef } from '../config/study-ref.js';
import { specifierOf } from '../init/language.js';
import { RUNNERS } from '../init/runner.js';
import type { Runner } from '../init/runner.js';
import type { StudyImport } from '../init/test-text.js';
import type { ExplorerSetting } from './client/setting.js';
import { EXPORTED_AS } from '../studies.js';
import { bundledExplorer, bundledRecording } from './bundle.js';
import { explorerPage } from './page.js';
import { recordedPage } from './recorded.js';
import { startScenario } from './start.js';
import { stillOf, stillOfRecorded } from './still.js';
import { withCollector } from './view/collectors.js';

export interface WantedExplorer {
  readonly study: AnyStudy;
  readonly ref: StudyRef;
  readonly variant: string;
  /** The scenario to begin with; undefined: one that shows the study's subject. */
  readonly scenario: ScenarioBase | undefined;
  /** Name of the collector of a scenario that is not given. Default: the study's own server. */
  readonly collector?: string | undefined;
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

/** Collectors at which a variant's simplest scenario can be played. */
function offeredBy(study: AnyStudy, variant: string): ExplorerSetting['collectors'] {
  if (study.collectors === undefined) return [];
  const simplest = study.simplest(variant);
  const isPlayable = (name: string): boolean => {
    try {
      study.build(
        checkedScenario<ScenarioBase, unknown, unknown>(
          study,
          withCollector(study, simplest, name),
          name,
        ),
      );
      return true;
    } catch {
      return false;
    }
  };
  return COLLECTORS.filter(({ name }) => isPlayable(name)).map((row) => ({
    name: row.name,
    words: `${row.title}: accepts ${windowWords(row)}`,
  }));
}

/**
 * Returns a page that replays a program's run as it was recorded. To be called outside of microtasks.
 * @throws SkewproofError as a run of the scenario does
 */
export function writtenRecording(wanted: WantedExplorer): string {
  const { study, ref, variant, reproduceOptions, collector } = wanted;
  const scenario = wanted.scenario ?? startScenario(study, variant, collector);
  const data = recordedPage(study, scenario, reproduceOptions);
  return explorerPage({
    title: `skewproof explorer, recorded: ${study.title}`,
    script: bundledRecording(ref, data),
    still: stillOfRecorded(data),
  });
}

/**
 * Returns the page as text.
 * @throws SkewproofError SKEW-101 for a study that no page can run, with the reason
 */
export function writtenExplorer(wanted: WantedExplorer): string {
  const { study, ref, variant, reproduceOptions, collector } = wanted;
  const scenario = wanted.scenario ?? startScenario(study, variant, collector);
  const script = bundledExplorer(ref, {
    variant,
    token: encodeToken(study, scenario),
    reproduceOptions,
    tests: testsOf(ref),
    collectors: offeredBy(study, variant),
  });
  return explorerPage({
    title: `skewproof explorer: ${study.title}`,
    script,
    still: stillOf(study, scenario),
  });
}
