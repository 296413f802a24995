/** Pages of findings as one would file them: docs/packages/<study>.md, each with a script that runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS, ROOT } from './roster.js';

/** Folder of the pages, from the repository's root. */
const FILED = 'docs/packages';

/** A page, and the two parts of it that a run checks. */
export interface Filed {
  readonly study: string;
  readonly text: string;
  /** Plain code, without skewproof. */
  readonly script: string;
  /** The output that the page shows. */
  readonly output: string;
}

/** An observation: whether the script printed what the page says. */
export interface FiledRun {
  readonly study: string;
  readonly agrees: boolean;
  readonly node: string;
}

const blockOf = (text: string, language: string, place: string): string => {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))];
  const [, block] = blocks[0] ?? [];
  if (blocks.length !== 1 || block === undefined)
    throw new Error(`${place}: one block of ${language} is needed`);
  return block;
};

/** @throws Error if the page has not one script and one output */
export const filedOf = (study: string, text: string): Filed => ({
  study,
  text,
  script: blockOf(text, 'js', `${FILED}/${study}.md`),
  output: blockOf(text, 'text', `${FILED}/${study}.md`),
});

export function filedPages(): readonly Filed[] {
  const folder = join(ROOT, FILED);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => filedOf(file.slice(0, -3), readFileSync(join(folder, file), 'utf8')));
}

export const FILED_RUNS = join(RESULTS, 'confirmed/filed.json');

export const filedRuns = (): readonly FiledRun[] =>
  existsSync(FILED_RUNS)
    ? (JSON.parse(readFileSync(FILED_RUNS, 'utf8')) as readonly FiledRun[])
    : [];
