/** Results and judgements as they are kept in the repository. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutantResult } from './play.js';
import { versionOf } from './sample.js';

export interface Results {
  readonly seed: number;
  /** Mutants drawn in each area, by name of the area. */
  readonly sample: Readonly<Record<string, number>>;
  /** Mutants that the sources have, by name of the area. */
  readonly population: Readonly<Record<string, number>>;
  /** Versions of the mutated sources. */
  readonly sources: Readonly<Record<string, string>>;
  readonly results: readonly MutantResult[];
}

export const RESULTS = 'scripts/maintenance/mutants/results.json';
export const JUDGED = 'scripts/maintenance/mutants/judged.json';

export const fileOf = ({ key }: MutantResult): string => key.slice(0, key.indexOf(': '));

/** One result a line, so that a change shows as one. */
export const printedResults = ({ results, ...head }: Results): string =>
  [
    `${JSON.stringify(head, null, 2).slice(0, -2)},`,
    '  "results": [',
    results.map((one) => `    ${JSON.stringify(one)}`).join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');

export function savedResults(root: string): Results | undefined {
  const path = join(root, RESULTS);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : undefined;
}

export const saveResults = (root: string, results: Results): void => {
  writeFileSync(join(root, RESULTS), printedResults(results));
};

/** Reasons for which survivors are equivalent to the original, by their keys. */
export const judgements = (root: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, JUDGED), 'utf8')) as Record<string, string>;

/** Mutated sources that are not what they were, or are gone. */
export const changedSources = (root: string, { sources }: Results): readonly string[] =>
  Object.entries(sources)
    .filter(([name, version]) => {
      const path = join(root, name);
      return !existsSync(path) || versionOf(readFileSync(path, 'utf8')) !== version;
    })
    .map(([name]) => name);
