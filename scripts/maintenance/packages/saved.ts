/** The results that were saved, in order of the packages' names, and their page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmations } from './confirmed.js';
import { filedRuns } from './filed.js';
import { savedMeasures } from './hosting-measures.js';
import { packagesPage } from './page.js';
import type { PackageResult } from './result.js';
import { RESULTS, studyFiles } from './roster.js';

/** The saved result of a study by the name of its file; undefined: there is none. */
export function savedResult(name: string, folder: string = RESULTS): PackageResult | undefined {
  const file = join(folder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageResult) : undefined;
}

/** Results of the studies that are there; of a study that was never run there is none. */
export function savedResults(folder: string = RESULTS): readonly PackageResult[] {
  if (!existsSync(folder)) return [];
  const names = new Set(studyFiles().map(({ name }) => `${name}.json`));
  return readdirSync(folder)
    .filter((file) => names.has(file))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as PackageResult);
}

/** The page of all that is saved; it names the studies that were never run. */
export function savedPage(): string {
  const results = savedResults();
  const run = new Set(results.map(({ file }) => file));
  const unrun = studyFiles().filter(({ path }) => !run.has(path));
  return packagesPage(
    results,
    confirmations(),
    unrun.map(({ name }) => name),
    filedRuns(),
    savedMeasures(),
  );
}
