/** Tables of docs/mutants.md, from the saved results and judgements alone. */
import { AREAS } from './areas.js';
import type { MutantResult } from './play.js';
import { fileOf } from './saved.js';
import type { Results } from './saved.js';

const inCode = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

/** Part of a key after its file. */
const changeOf = (one: MutantResult): string => one.key.slice(fileOf(one).length + 2);

const placeOf = (one: MutantResult): string => `${fileOf(one)}:${String(one.line)}`;

export type Judgements = Readonly<Record<string, string>>;

export interface Score {
  readonly killed: number;
  readonly equivalent: number;
  readonly survived: number;
}

/** Share of the mutants that differ which is killed, from 0 to 1. */
export const shareOf = ({ killed, survived }: Score): number =>
  killed + survived === 0 ? 1 : killed / (killed + survived);

export function scoreOf(results: readonly MutantResult[], judged: Judgements): Score {
  const alive = results.filter(({ status }) => status !== 'killed');
  const equivalent = alive.filter(({ key }) => judged[key] !== undefined).length;
  return {
    killed: results.length - alive.length,
    equivalent,
    survived: alive.length - equivalent,
  };
}

const isIn = (sources: readonly string[], one: MutantResult): boolean =>
  sources.some((source) => fileOf(one) === source || fileOf(one).startsWith(`${source}/`));

const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Numbers by area, and of all. */
export function summaryTable({ results, population, seed }: Results, judged: Judgements): string {
  const row = (name: string, of: number, some: readonly MutantResult[]): string => {
    const score = scoreOf(some, judged);
    const { killed, equivalent, survived } = score;
    const cells = [name, of, some.length, killed, equivalent, survived].map(String);
    return `| ${[...cells, PERCENT.format(shareOf(score))].join(' | ')} |`;
  };
  const all = Object.values(population).reduce((sum, count) => sum + count, 0);
  const seconds = medianOf(results.map((one) => one.seconds));
  return [
    '| area | mutants | sample | killed | equivalent | survived | killed of those that differ |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...AREAS.map(({ name, sources }) =>
      row(
        name,
        population[name] ?? 0,
        results.filter((one) => isIn(sources, one)),
      ),
    ),
    row('all', all, results),
    '',
    `Seed ${String(seed)}; ${seconds.toFixed(3)} s of processor time a mutant by median.`,
  ].join('\n');
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

/** Killed mutants by the test that failed first. */
export function killerTable({ results }: Results): string {
  const killers = new Map<string, MutantResult[]>();
  for (const one of results)
    if (one.by !== undefined) killers.set(one.by, [...(killers.get(one.by) ?? []), one]);
  return [...killers]
    .sort(byName)
    .map(([by, killed]) =>
      [
        `- ${inCode(by)} kills ${String(killed.length)}:`,
        ...killed.map((one) => `  - ${placeOf(one)} ${inCode(changeOf(one))}`).sort(),
      ].join('\n'),
    )
    .join('\n');
}

const NONE = 'None.';

/** Survivors that are equal in every run, each with its reason. */
export function equivalentTable({ results }: Results, judged: Judgements): string {
  const rows = results
    .filter(({ key, status }) => status !== 'killed' && judged[key] !== undefined)
    .map((one) => `- ${placeOf(one)} ${inCode(changeOf(one))}: ${judged[one.key] ?? ''}`)
    .sort();
  return rows.length === 0 ? NONE : rows.join('\n');
}

/** Survivors that are still to be killed. */
export function survivorTable({ results }: Results, judged: Judgements): string {
  const rows = results
    .filter(({ key, status }) => status !== 'killed' && judged[key] === undefined)
    .map(
      (one) =>
        `- ${placeOf(one)} ${inCode(changeOf(one))}: ${one.status === 'unreached' ? 'no test reaches it' : `${String(one.played)} tests pass`}`,
    )
    .sort();
  return rows.length === 0 ? NONE : rows.join('\n');
}
