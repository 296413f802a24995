/**
 * Measures one package in a process of its own: `measure-one <file> result <seconds>` sends a result to
 * its parent; `measure-one <file> hashes <runs>` plays that many scenarios, and sends their hashes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsideMicrotasks } from '../../../hosting/realm/node-drain.js';
import { loadedModule } from '../../config/module-file.js';
import { checkQuote, checkedAbout, withVersions } from './about.js';
import { adapterLines } from './adapter-lines.js';
import { diagnosisOf, measured, played } from './measure.js';
import type { ProgramStudy } from './loss.js';
import type { PackageResult } from './result.js';
import { INSTALLED, ROOT } from './roster.js';

/** A message to the process that started this one. */
export type Answer =
  | { readonly kind: 'hashes'; readonly hashes: readonly string[] }
  | {
      readonly kind: 'result';
      readonly result: PackageResult;
      /** Trace hashes of the first scenarios; absent if the gate failed. */
      readonly hashes?: readonly string[];
    };

async function result(
  path: string,
  study: ProgramStudy,
  given: unknown,
  seconds: number,
): Promise<Answer> {
  const about = checkedAbout(given, path);
  checkQuote(INSTALLED, about);
  const { documented } = about;
  const facts: PackageResult = {
    study: study.name,
    file: path,
    packages: withVersions(INSTALLED, about.packages),
    adapterLines: adapterLines(readFileSync(join(ROOT, path), 'utf8')),
    bundle: study.simplest('shipped').program,
    ...(documented === undefined ? {} : { documented }),
  };
  const diagnosis = await outsideMicrotasks(() => diagnosisOf(study));
  if (diagnosis !== undefined) return { kind: 'result', result: { ...facts, diagnosis } };
  const hashes = await outsideMicrotasks(() => played(study, { seconds }));
  const measures = await outsideMicrotasks(() => measured(study, seconds));
  return { kind: 'result', result: { ...facts, equalRuns: hashes.length, ...measures }, hashes };
}

const [path = '', wanted = 'result', amount = ''] = process.argv.slice(2);
const { default: study, about } = (await loadedModule(join(ROOT, path))) as {
  readonly default: ProgramStudy;
  readonly about: unknown;
};
const hashes = (runs: number): Promise<readonly string[]> =>
  outsideMicrotasks(() => played(study, { runs }));
const answer: Answer =
  wanted === 'result'
    ? await result(path, study, about, Number(amount))
    : { kind: 'hashes', hashes: await hashes(Number(amount)) };
process.send?.(answer);
process.disconnect();
