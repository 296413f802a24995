/**
 * Summarises trials as rows: for each defect and method the share found, the effort, and the size.
 */
import { count } from '../../reports/text/numbers.js';
import { spreadOf } from '../measure.js';
import type { Sizes } from './campaign.js';
import { SUBJECTS } from './subjects.js';
import type { Subject } from './subjects.js';
import { METHODS } from './trial.js';
import type { Limits, Method, Trial } from './trial.js';

export interface Cell {
  readonly seeds: number;
  readonly found: number;
  /**
   * A search that ended at a limit counts as found by its last run: such figures are lower bounds.
   */
  readonly runsMedian: number;
  readonly runsWorst: number;
  readonly runsMean: number;
  readonly secondsMedian: number;
  readonly secondsWorst: number;
  /** Number of shrunk findings that are minimal. */
  readonly shrunk: number;
  readonly minimal: number;
}

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
  /** Result of searching the correct variants, if that was measured. */
  readonly correct: readonly FalseAlarms[];
}

/** Geometric mean: a factor of two up and a factor of two down cancel out. */
export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

function cellOf(trials: readonly Trial[]): Cell {
  const runs = trials.map((trial) => Math.max(1, trial.runs));
  const seconds = trials.map((trial) => trial.seconds);
  const shrunk = trials.filter(({ minimal }) => minimal !== undefined);
  return {
    seeds: trials.length,
    found: trials.filter(({ found }) => found).length,
    runsMedian: Math.round(spreadOf(runs).median),
    runsWorst: spreadOf(runs).max,
    runsMean: rounded(geometricMean(runs), 4),
    secondsMedian: rounded(spreadOf(seconds).median, 3),
    secondsWorst: rounded(spreadOf(seconds).max, 3),
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

/** Conditions that the document states once for all rows, so every row must share them. */
export const conditionsOf = ({
  node,
  seeds,
  limits,
}: Pick<Measured, 'node' | 'seeds' | 'limits'>): string =>
  `Node ${node}, ${String(seeds)} seeds and as limits ${limitsText(limits)}`;

/** Rows in the order of the bench's studies; within a study in their own order. */
export const inOrder = (rows: readonly DefectRow[]): readonly DefectRow[] =>
  SUBJECTS.flatMap(({ study }) => rows.filter((row) => row.study === study));
