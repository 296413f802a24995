/**
 * Summarises trials as rows: for each defect and method the effort of each search, and the size.
 */
import { count } from '../../reports/text/numbers.js';
import type { Sizes } from './campaign.js';
import { SUBJECTS } from './subjects.js';
import type { Subject } from './subjects.js';
import type { Observed } from './survival.js';
import { METHODS } from './trial.js';
import type { Limits, Method, Trial } from './trial.js';

/** Runs and processor seconds of a search. */
export type Effort = readonly [runs: number, seconds: number];

export interface Cell {
  /** Searches that found the defect, by the number of runs. */
  readonly found: readonly Effort[];
  /** Searches that reached a limit: the defect takes longer than this. */
  readonly censored: readonly Effort[];
  /** Number of shrunk findings that are minimal. */
  readonly shrunk: number;
  readonly minimal: number;
}

const RUNS = 0;
const SECONDS = 1;

const observed = ({ found, censored }: Cell, which: 0 | 1): readonly Observed[] => [
  ...found.map((effort) => ({ time: effort[which], found: true })),
  ...censored.map((effort) => ({ time: effort[which], found: false })),
];

export const runsOf = (cell: Cell): readonly Observed[] => observed(cell, RUNS);
export const secondsOf = (cell: Cell): readonly Observed[] => observed(cell, SECONDS);
export const seedsOf = ({ found, censored }: Cell): number => found.length + censored.length;

export interface DefectRow {
  readonly study: string;
  readonly defect: string;
  readonly cells: Readonly<Record<Method, Cell>>;
}

export interface FalseAlarms {
  readonly study: string;
  readonly variant: string;
  readonly runs: number;
  readonly guidedRuns: number;
  readonly alarms: number;
  readonly seconds: number;
}

/** All figures of the document, as data. */
export interface Measured {
  readonly node: string;
  readonly seeds: number;
  readonly limits: Readonly<Record<Method, Limits>>;
  readonly rows: readonly DefectRow[];
  /** Studies whose spaces have changed since they were measured. */
  readonly outdated?: readonly string[];
  /** Result of searching the correct variants, if that was measured. */
  readonly correct: readonly FalseAlarms[];
}

/** Geometric mean: a factor of two up and a factor of two down cancel out. */
export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

function cellOf(trials: readonly Trial[]): Cell {
  const efforts = (found: boolean): readonly Effort[] =>
    trials
      .filter((trial) => trial.found === found)
      .map(({ runs, seconds }): Effort => [Math.max(1, runs), seconds])
      .sort((a, b) => a[RUNS] - b[RUNS]);
  const shrunk = trials.filter(({ minimal }) => minimal !== undefined);
  return {
    found: efforts(true),
    censored: efforts(false),
    shrunk: shrunk.length,
    minimal: shrunk.filter(({ minimal }) => minimal === true).length,
  };
}

/** Only seeds that all three methods were tried with, so that a ratio compares equal work. */
export function rowsOf(subjects: readonly Subject[], trials: readonly Trial[]): DefectRow[] {
  const by = new Map<string, Trial[]>();
  for (const trial of trials) {
    const key = `${trial.study} ${trial.defect}`;
    by.set(key, [...(by.get(key) ?? []), trial]);
  }
  return subjects.flatMap(({ study, defects }) =>
    defects.flatMap((defect): DefectRow[] => {
      const all = by.get(`${study} ${defect}`) ?? [];
      const tried = new Map<number, number>();
      for (const { seed } of all) tried.set(seed, (tried.get(seed) ?? 0) + 1);
      const shared = all.filter(({ seed }) => tried.get(seed) === METHODS.length);
      if (shared.length === 0) return [];
      const of = (method: Method): Cell => cellOf(shared.filter((one) => one.method === method));
      return [
        { study, defect, cells: { ours: of('ours'), plain: of('plain'), guided: of('guided') } },
      ];
    }),
  );
}

export const measuredOf = (
  subjects: readonly Subject[],
  trials: readonly Trial[],
  sizes: Sizes,
  correct: readonly FalseAlarms[],
): Measured => ({
  node: process.version,
  seeds: sizes.seeds,
  limits: sizes.limits,
  rows: rowsOf(subjects, trials),
  correct,
});

/** Entries of studies that are not among the subjects. */
export const ofOthers = <T extends { readonly study: string }>(
  known: readonly T[],
  subjects: readonly Subject[],
): readonly T[] =>
  known.filter(({ study }) => subjects.every((subject) => subject.study !== study));

/** Limits at which a search ends without a find, for each method. */
export const limitsText = (limits: Measured['limits']): string =>
  METHODS.map(
    (method) =>
      `${method} ${count(limits[method].runsMax)} runs or ${String(limits[method].secondsMax)} s`,
  ).join(', ');

/**
 * Conditions that the document states once for all rows, so every row must share them. Each study
 * has its own number of seeds.
 */
export const conditionsOf = ({ node, limits }: Pick<Measured, 'node' | 'limits'>): string =>
  `Node ${node} and as limits ${limitsText(limits)}`;

/** Rows in the order of the bench's studies; within a study in their own order. */
export const inOrder = (rows: readonly DefectRow[]): readonly DefectRow[] =>
  SUBJECTS.flatMap(({ study }) => rows.filter((row) => row.study === study));
