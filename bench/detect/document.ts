/** Words the measurement as a document: the table, and the targets. The same text is printed. */
import { count } from '../../reports/text/numbers.js';
import { curvesOf } from './curves.js';
import { isHard, SUBJECTS } from './subjects.js';
import { geometricMean, limitsText, runsOf, secondsOf, seedsOf } from './summary.js';
import type { Cell, DefectRow, FalseAlarms, Measured } from './summary.js';
import { kaplanMeier, meanToFind, quantile } from './survival.js';
import type { Observed } from './survival.js';
import { METHODS } from './trial.js';
import type { Method } from './trial.js';

const SECONDS_TO_REACH = 10;
const FEWER_TO_REACH = 10;
const CORRECT_RUNS_TO_REACH = 1_000_000;
/** Below this many runs by the median plain arbitraries find a defect at once. */
const PLAIN_RUNS = 10;
const TIMES_MAX = 1.5;
const HARD_RUNS = 2_000;

const short = (value: number): string =>
  value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(2)));

const QUARTILES = [0.25, 0.5, 0.75];
const longest = (observed: readonly Observed[]): number =>
  Math.max(...observed.map(({ time }) => time));

/** The quartiles; `>` and the longest search where the limits came first. */
function quartiles(observed: readonly Observed[]): string {
  const curve = kaplanMeier(observed);
  return QUARTILES.map((share) => {
    const time = quantile(curve, share);
    return time === undefined ? `> ${short(longest(observed))}` : short(time);
  })
    .filter((text, at, all) => !(text.startsWith('>') && all[at - 1] === text))
    .join(', ');
}

const minimalIn = ({ shrunk, minimal }: Cell): string =>
  shrunk === 0 ? '' : `${String(minimal)} of ${String(shrunk)}`;

/** Median number of runs; that of the longest search where the limits came first. */
export const medianRuns = (cell: Cell): number =>
  quantile(kaplanMeier(runsOf(cell)), 0.5) ?? longest(runsOf(cell));

/** Ratio of the mean numbers of runs that two methods take. */
const fewer = ({ cells }: DefectRow, than: Method, method: Method): number =>
  meanToFind(runsOf(cells[than])).mean / meanToFind(runsOf(cells[method])).mean;

/** With `≥` where the greater number is only a lower bound, `≤` where the smaller is. */
function fewerIn(row: DefectRow, than: Method, method: Method): string {
  const isBound = (one: Method): boolean => meanToFind(runsOf(row.cells[one])).isBound;
  const [above, below] = [isBound(than), isBound(method)];
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
          quartiles(runsOf(row.cells[method])),
          quartiles(secondsOf(row.cells[method])),
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
      cell.censored.length > 0 || cell.found.some(([, seconds]) => seconds > SECONDS_TO_REACH),
  );
  const which = missed
    .map(({ defect, cells }) => {
      const cell = cells[method];
      return `\`${defect}\` (${String(cell.found.length)} of ${String(seedsOf(cell))} seeds)`;
    })
    .join(', ');
  return `- Every defect found with every seed within ${String(SECONDS_TO_REACH)} s on one core, ${method}: ${reached(missed.length === 0)}${which === '' ? '' : `; not ${which}`}.`;
}

/** Ratio of the mean processor times that two methods take, by geometric mean. */
const quicker = (rows: readonly DefectRow[], than: Method, method: Method): number => {
  const mean = (cell: Cell): number => Math.max(0.001, meanToFind(secondsOf(cell)).mean);
  return geometricMean(rows.map(({ cells }) => mean(cells[than]) / mean(cells[method])));
};

/** No defect that plain arbitraries do not find at once takes ours much longer. */
function noPoorerLine(rows: readonly DefectRow[], method: Method): string {
  const harder = rows.filter(({ cells }) => medianRuns(cells.plain) >= PLAIN_RUNS);
  const poorer = harder.filter((row) => fewer(row, 'plain', method) < 1 / TIMES_MAX);
  const which = poorer
    .map((row) => `\`${row.defect}\` (${short(1 / fewer(row, 'plain', method))} times)`)
    .join(', ');
  return `- Where plain needs ${String(PLAIN_RUNS)} runs or more by its median (${String(harder.length)} of ${String(rows.length)}), no defect takes ${method} more than ${String(TIMES_MAX)} times plain's runs: ${reached(poorer.length === 0)}.${which === '' ? '' : ` Not ${which}.`}`;
}

function fewerLine(rows: readonly DefectRow[], method: Method): string {
  const mean = geometricMean(rows.map((row) => fewer(row, 'plain', method)));
  return `- Fewer runs than plain by geometric mean, ${method}: ${short(mean)} times; ${short(quicker(rows, 'plain', method))} times less processor time.`;
}

/** The hard zoo: far fewer runs than plain, and a gain by guidance. */
function hardLines(rows: readonly DefectRow[]): string[] {
  const easy = rows.filter(({ cells }) => medianRuns(cells.plain) <= HARD_RUNS);
  const which = easy.map(({ defect }) => `\`${defect}\``).join(', ');
  const mean = geometricMean(rows.map((row) => fewer(row, 'plain', 'ours')));
  return [
    `- Plain needs more than ${count(HARD_RUNS)} runs by its median for each: ${reached(easy.length === 0)}${which === '' ? '' : `; not ${which}`}.`,
    `- At least ${String(FEWER_TO_REACH)} times fewer runs than plain by geometric mean, ours: ${short(mean)} times, ${reached(mean >= FEWER_TO_REACH)}; ${short(quicker(rows, 'plain', 'ours'))} times less processor time.`,
  ];
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
  return `- Guided against unguided: fewer runs for ${String(better)} defects, more for ${String(worse)}, about as many for ${String(rows.length - better - worse)}; by geometric mean ${short(geometricMean(gains))} times fewer runs, and ${short(quicker(rows, 'ours', 'guided'))} times less processor time.`;
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

const outdatedLines = ({ outdated = [] }: Measured, study: string): string[] =>
  outdated.includes(study)
    ? [
        '- The spaces of ours and guided have changed since all this was measured; plain is as it was.',
      ]
    : [];

function usualText(rows: readonly DefectRow[]): string[] {
  return [
    tableOf(rows),
    '',
    curvesOf(rows),
    '',
    foundLine(rows, 'ours'),
    foundLine(rows, 'guided'),
    noPoorerLine(rows, 'ours'),
    fewerLine(rows, 'ours'),
    fewerLine(rows, 'guided'),
    guidedLine(rows),
  ];
}

function hardText(study: string, rows: readonly DefectRow[]): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    `### ${study}: the hard zoo`,
    '',
    'Each of these defects needs three conditions or more at once.',
    '',
    tableOf(rows),
    '',
    curvesOf(rows),
    '',
    foundLine(rows, 'ours'),
    foundLine(rows, 'guided'),
    ...hardLines(rows),
    guidedLine(rows),
  ];
}

const seedsText = (rows: readonly DefectRow[]): string => {
  const seeds = Math.max(0, ...rows.map(({ cells }) => seedsOf(cells.ours)));
  return `Searched for with ${seeds === 1 ? 'one seed' : `${String(seeds)} seeds`}.`;
};

function studyText(measured: Measured, study: string): string {
  const rows = measured.rows.filter((row) => row.study === study);
  const usual = rows.filter(({ defect }) => !isHard(study, defect));
  const hard = rows.filter(({ defect }) => isHard(study, defect));
  return [
    `## ${study}`,
    '',
    seedsText(rows),
    '',
    ...(usual.length === 0 ? [] : usualText(usual)),
    ...elsewhereLines(study),
    ...unmeasuredLines(measured, study),
    ...outdatedLines(measured, study),
    ...measured.correct.filter((one) => one.study === study).map(correctLine),
    ...hardText(study, hard),
  ].join('\n');
}

/** The document without its first lines, which describe how it was made. */
export function documentOf(measured: Measured): string {
  const studies = [...new Set(measured.rows.map(({ study }) => study))];
  return `# How soon planted defects are found

\`npm run bench:detect -- --write\` writes this page.

Each defect is planted alone in a system that is right without it, and searched for by three
methods with one oracle, until a property is broken:

- **ours**: the study's arbitraries (its space \`everything\`), unguided;
- **plain**: whole numbers evenly over the same ranges and lists of faults at even instants, as one
  would write them first for fast-check (its space \`plain\`), shrunk by fast-check;
- **guided**: ours, steered by runs that came near to losing a record.

Each cell gives the quartiles: the effort within which a quarter, a half and three quarters of the
searches have found the defect. A search has limits of processor time and runs:
${limitsText(measured.limits)}.
One that reaches a limit is censored: it is known to take longer, and no more. The quartiles are those
of the product-limit estimate of Kaplan and Meier, which counts such searches as long as they ran.
\`>\` marks quartiles beyond the longest search. A ratio is of mean runs to a find: all runs of all seeds for
each find. Without any find that is a bound: \`≥\` marks lower bounds, \`≤\` an upper one, and \`~\` a ratio
of two of them.

The curves pool the searches for all defects of their table.

"Minimal" counts the shrunk scenarios that no single step could make smaller and still failing in the
same way. A step leaves an element out, or moves a number one unit nearer to the simplest scenario.
Either way of shrinking had 1,000 runs. Node ${measured.node}, processor time of the searching thread,
compiling included.

${studies.map((study) => studyText(measured, study)).join('\n\n')}
`;
}
