/** Survival curves as a table: the share of searches that go on after some runs or seconds. */
import { count } from '../../reports/text/numbers.js';
import { runsOf, secondsOf } from './summary.js';
import type { Cell, DefectRow } from './summary.js';
import { atRiskAfter, kaplanMeier, survivalAt } from './survival.js';
import type { Observed } from './survival.js';
import { METHODS } from './trial.js';

const RUNS = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000] as const;
const SECONDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;

function lines(
  rows: readonly DefectRow[],
  times: readonly number[],
  unit: string,
  observed: (cell: Cell) => readonly Observed[],
): string[] {
  const columns = METHODS.map((method) => {
    const all = rows.flatMap(({ cells }) => observed(cells[method]));
    return { all, curve: kaplanMeier(all) };
  });
  return times
    .filter((time) => columns.some(({ all }) => atRiskAfter(all, time) > 0))
    .map((time) => {
      const cells = columns.map(({ all, curve }) => {
        const left = atRiskAfter(all, time);
        // Beyond the last search the curve is unknown.
        return left === 0 && survivalAt(curve, time) > 0
          ? ''
          : `${percent(survivalAt(curve, time))} (${count(left)})`;
      });
      return `| ${time >= 1 ? count(time) : String(time)} ${unit} | ${cells.join(' | ')} |`;
    });
}

/** Of runs and of processor seconds, for each method, with the number of searches that go on. */
export const curvesOf = (rows: readonly DefectRow[]): string =>
  [
    `| not found after | ${METHODS.join(' | ')} |`,
    `| --- |${METHODS.map(() => ' --- |').join('')}`,
    ...lines(rows, RUNS, 'runs', runsOf),
    ...lines(rows, SECONDS, 'CPU s', secondsOf),
  ].join('\n');
