/** Words the measurement as a document: the table, and the targets. The same text is printed. */
import { count } from '../../reports/text/numbers.js';
import { SUBJECTS } from './subjects.js';
import { geometricMean, limitsText } from './summary.js';
import type { Cell, DefectRow, FalseAlarms, Measured } from './summary.js';
import { METHODS } from './trial.js';
import type { Method } from './trial.js';

const SECONDS_TO_REACH = 10;
const FEWER_TO_REACH = 10;
const CORRECT_RUNS_TO_REACH = 1_000_000;

const short = (value: number): string =>
  value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(2)));

/** Runs, median and worst; with `>` where the search ended at a limit instead. */
function runsIn({ found, seeds, runsMedian, runsWorst }: Cell): string {
  const median = `${found * 2 <= seeds ? '> ' : ''}${count(runsMedian)}`;
  return `${median}, ${found < seeds ? '> ' : ''}${count(runsWorst)}`;
}

const secondsIn = ({ secondsMedian, secondsWorst, found, seeds }: Cell): string =>
  `${short(secondsMedian)}, ${found < seeds ? '> ' : ''}${short(secondsWorst)}`;

const minimalIn = ({ shrunk, minimal }: Cell): string =>
  shrunk === 0 ? '' : `${String(minimal)} of ${String(shrunk)}`;

/** Ratio of the numbers of runs that two methods take. */
const fewer = ({ cells }: DefectRow, than: Method, method: Method): number =>
  cells[than].runsMean / cells[method].runsMean;

/** With `≥` where the greater number is only a lower bound, `≤` where the smaller is. */
function fewerIn(row: DefectRow, than: Method, method: Method): string {
  const cut = ({ found, seeds }: Cell): boolean => found < seeds;
  const [above, below] = [cut(row.cells[than]), cut(row.cells[method])];
  const bound = above && below ? '~ ' : above ? '≥ ' : below ? '≤ ' : '';
  return `${bound}${short(fewer(row, than, method))}`;
}

export const HEAD = [
  'defect',
  'ours: runs',
  'CPU s',
  'minimal',
  'plain: runs',
  'CPU s',
  'minimal',
  'guided: runs',
  'CPU s',
  'minimal',
  'plain / ours',
  'ours / guided',
] as const;

function tableOf(rows: readonly DefectRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...rows.map((row) =>
      line([
        `\`${row.defect}\``,
        ...METHODS.flatMap((method) => [
          runsIn(row.cells[method]),
          secondsIn(row.cells[method]),
          minimalIn(row.cells[method]),
        ]),
        fewerIn(row, 'plain', 'ours'),
        fewerIn(row, 'ours', 'guided'),
      ]),
    ),
  ].join('\n');
}

const reached = (is: boolean): string => (is ? 'reached' : 'not reached');

function foundLine(rows: readonly DefectRow[], method: Method): string {
  const missed = rows.filter(
    ({ cells: { [method]: cell } }) =>
      cell.found < cell.seeds || cell.secondsWorst > SECONDS_TO_REACH,
  );
  const which = missed
    .map(({ defect, cells }) => {
      const { found, seeds } = cells[method];
      return `\`${defect}\` (${String(found)} of ${String(seeds)} seeds)`;
    })
    .join(', ');
  return `- Every defect found with every seed within ${String(SECONDS_TO_REACH)} s on one core, ${method}: ${reached(missed.length === 0)}${which === '' ? '' : `; not ${which}`}.`;
}

/** Ratio of the processor times that two methods take, by the medians. */
const quicker = (rows: readonly DefectRow[], than: Method, method: Method): number =>
  geometricMean(
    rows.map(({ cells }) => atLeastAMillisecond(cells[than]) / atLeastAMillisecond(cells[method])),
  );

const atLeastAMillisecond = ({ secondsMedian }: Cell): number => Math.max(0.001, secondsMedian);

function fewerLine(rows: readonly DefectRow[], method: Method): string {
  const mean = geometricMean(rows.map((row) => fewer(row, 'plain', method)));
  return `- At least ${String(FEWER_TO_REACH)} times fewer runs than plain by geometric mean, ${method}: ${short(mean)} times, ${reached(mean >= FEWER_TO_REACH)}; ${short(quicker(rows, 'plain', method))} times less processor time by the medians.`;
}

function correctLine({ variant, runs, guidedRuns, alarms, seconds }: FalseAlarms): string {
  const is = alarms === 0 && runs >= CORRECT_RUNS_TO_REACH;
  return `- No false alarm in ${count(CORRECT_RUNS_TO_REACH)} runs of \`${variant}\`: ${count(alarms)} in ${count(runs)} runs (${count(guidedRuns)} of them guided, ${count(Math.round(seconds))} CPU s), ${reached(is)}.`;
}

/** Gain by guidance for each defect whose difference exceeds a tenth. */
function guidedLine(rows: readonly DefectRow[]): string {
  const gains = rows.map((row) => fewer(row, 'ours', 'guided'));
  const better = gains.filter((gain) => gain > 1.1).length;
  const worse = gains.filter((gain) => gain < 1 / 1.1).length;
  return `- Guided against unguided: fewer runs for ${String(better)} defects, more for ${String(worse)}, about as many for ${String(rows.length - better - worse)}; by geometric mean ${short(geometricMean(gains))} times fewer runs, and ${short(quicker(rows, 'ours', 'guided'))} times less processor time by the medians.`;
}

function elsewhereLines(study: string): string[] {
  const elsewhere = SUBJECTS.find((subject) => subject.study === study)?.elsewhere ?? {};
  const by = new Map<string, string[]>();
  for (const [defect, { ours, plain }] of Object.entries(elsewhere)) {
    const spaces = `\`${ours}\` and \`${plain}\``;
    by.set(spaces, [...(by.get(spaces) ?? []), `\`${defect}\``]);
  }
  return [...by].map(
    ([spaces, defects]) =>
      `- Searched for in the spaces ${spaces}, because \`everything\` cannot show them: ${defects.join(', ')}.`,
  );
}

/** Lists defects that were planted after the measurement, which the table lacks. */
export function unmeasured(measured: Measured, study: string): readonly string[] {
  const rows = new Set(measured.rows.filter((row) => row.study === study).map((row) => row.defect));
  const { defects = [] } = SUBJECTS.find((subject) => subject.study === study) ?? {};
  return defects.filter((defect) => !rows.has(defect));
}

function unmeasuredLines(measured: Measured, study: string): string[] {
  const defects = unmeasured(measured, study).map((defect) => `\`${defect}\``);
  return defects.length === 0
    ? []
    : [`- Planted since the measurement, and not measured yet: ${defects.join(', ')}.`];
}

function studyText(measured: Measured, study: string): string {
  const rows = measured.rows.filter((row) => row.study === study);
  return [
    `## ${study}`,
    '',
    tableOf(rows),
    '',
    foundLine(rows, 'ours'),
    foundLine(rows, 'guided'),
    fewerLine(rows, 'ours'),
    fewerLine(rows, 'guided'),
    guidedLine(rows),
    ...elsewhereLines(study),
    ...unmeasuredLines(measured, study),
    ...measured.correct.filter((one) => one.study === study).map(correctLine),
  ].join('\n');
}

/** The document without its first lines, which describe how it was made. */
export function documentOf(measured: Measured): string {
  const studies = [...new Set(measured.rows.map(({ study }) => study))];
  const seeds = Math.max(0, ...measured.rows.map(({ cells }) => cells.ours.seeds));
  return `# How soon planted defects are found

\`npm run bench:detect -- --write\` writes this page.

Each defect is planted alone in a system that is right without it, and searched for with ${seeds === 1 ? 'one seed' : `${String(seeds)} seeds`} by
three methods with one oracle, until a property is broken:

- **ours**: the study's arbitraries (its space \`everything\`), unguided;
- **plain**: whole numbers evenly over the same ranges and lists of faults at even instants, as one
  would write them first for fast-check (its space \`plain\`), shrunk by fast-check;
- **guided**: ours, steered by runs that came near to losing a record.

Each cell gives median and worst. A search has limits of processor time and runs:
${limitsText(measured.limits)}.
A search that reaches one counts as if its last run had found the defect. So \`>\` and \`≥\` mark lower
bounds, \`≤\` an upper one, and \`~\` a ratio of two of them. Ratios are of geometric means over seeds.

"Minimal" counts the shrunk scenarios that no single step could make smaller and still failing in the
same way. A step leaves an element out, or moves a number one unit nearer to the simplest scenario.
Either way of shrinking had 1,000 runs. Node ${measured.node}, processor time of the searching thread,
compiling included.

${studies.map((study) => studyText(measured, study)).join('\n\n')}
`;
}
