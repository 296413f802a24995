/**
 * `reproduce --write-test`: writes a scenario as a test for the user's project, which fails while
 * it breaks a property.
 */
import { dirname, extname, resolve } from 'node:path';
import { reproduceCommand } from '../../properties/corpus/token.js';
import type { RunResult } from '../../properties/oracle/judged-run.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { hashOf } from '../../sim/hash/hash.js';
import { EXPORTED_AS } from '../studies.js';
import type { StudyRef } from '../config/study-ref.js';
import { endingOf, specifierOf } from './language.js';
import { writeNew } from './new-files.js';
import { manifestAbove } from './runner.js';
import type { Runner } from './runner.js';
import { scenarioTest } from './test-text.js';
import type { StudyImport } from './test-text.js';

export interface RegressionTest {
  readonly runner: Runner;
  readonly ref: StudyRef;
  readonly scenario: ScenarioBase;
  readonly token: string;
  /** Options by which a later `reproduce` finds the study; empty if it needs none. */
  readonly reproduceOptions: string;
  /** The study is of a program. */
  readonly hosted?: boolean;
  readonly result: RunResult;
  /** Folder that paths are relative to. */
  readonly cwd: string;
  /** Default: beside the study, or in `cwd` for a study of skewproof. */
  readonly file?: string;
}

function pathOf({ ref, scenario, token, cwd, file }: RegressionTest): string {
  if (file !== undefined) return resolve(cwd, file);
  const folder = ref.file === undefined ? cwd : dirname(ref.file);
  const ending =
    ref.file === undefined
      ? endingOf('js', manifestAbove(cwd))
      : extname(ref.file).replace('.cjs', '.mjs').replace('.cts', '.mts');
  const variant = scenario.variant.replaceAll('+', '_');
  return resolve(folder, `${ref.name}-${variant}-${hashOf(token).slice(0, 8)}.test${ending}`);
}

const importOf = ({ runner, ref }: RegressionTest, test: string): StudyImport =>
  ref.file === undefined
    ? { specifier: `skewproof/studies/${ref.name}`, path: [EXPORTED_AS[ref.name] ?? ref.name] }
    : { specifier: specifierOf(runner, test, ref.file), path: ref.path ?? ['default'] };

/** Writes the test and returns its path. @throws SkewproofError SKEW-101 for a file that exists */
export function writeRegressionTest(wanted: RegressionTest): string {
  const { runner, scenario, token, reproduceOptions, result, hosted = false } = wanted;
  const path = pathOf(wanted);
  const [violation] = result.violations;
  const text = scenarioTest({
    ...{ runner, scenario, violation, hosted },
    command: reproduceCommand(token, reproduceOptions),
    study: importOf(wanted, path),
  });
  writeNew([{ path, text }], 'Name another file with --test-file, or move that one away.');
  return path;
}
