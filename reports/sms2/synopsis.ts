/**
 * The reference study on one screen: the loss, its cause, the effect of the remedy, and the fix.
 */
import { formatDuration } from '../../sim/clock/zone.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { samplesOf } from '../../properties/frontier/scale.js';
import { boundaryOf, problemsOf, remedyOf } from '../../properties/sms2/synopsis/expected.js';
import { civil } from '../../properties/words/civil.js';
import { wrapped } from '../../properties/words/wrap.js';
import type { PlaneClass } from '../../properties/frontier/types.js';
import type { WorkaroundOutcome } from '../../properties/sms2/article/workaround.js';
import type {
  Synopsis,
  SynopsisDecision,
  SynopsisFix,
  SynopsisLoss,
  SynopsisSide,
} from '../../properties/sms2/synopsis/types.js';
import { GLYPHS, paintOf, rowText } from '../map/glyphs.js';
import { axisLines } from '../map/map.js';
import { count, share } from '../text/numbers.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';
import { endsText } from './workaround.js';

interface SynopsisStyle extends TextStyle {
  /** Columns of the terminal. */
  readonly width: number;
}

/** Facts that only the calling program knows. */
interface SynopsisSurroundings {
  /** Path of the page that was written. */
  readonly report: string;
  /** Path of the page in which the study runs. */
  readonly explorer: string;
  /** Path of the lost scenario's file; absent when nothing was lost. */
  readonly lost?: string;
}

const INDENT = '  ';
/** A wider picture shows nothing more. */
const STRIP_MAX = 78;
const STRIP_MIN = 24;

type Colours = ReturnType<typeof coloursOf>;

interface Page {
  readonly colours: Colours;
  readonly style: SynopsisStyle;
  /** A paragraph, each line of which starts with `indent`. */
  readonly prose: (text: string, indent?: string) => readonly string[];
  readonly title: (text: string) => readonly string[];
}

function pageOf(style: SynopsisStyle): Page {
  const colours = coloursOf(style);
  return {
    ...{ colours, style },
    prose: (text, indent = INDENT) =>
      wrapped(text, style.width - indent.length).map((line) => `${indent}${line}`),
    title: (text) => ['', ...wrapped(text, style.width).map(colours.bold)],
  };
}

const offsetWords = (ms: number): string =>
  ms === 0 ? 'right' : `${formatDuration(Math.abs(ms))} ${ms < 0 ? 'behind' : 'ahead'}`;

const ARRIVES: Readonly<Record<PlaneClass, string>> = {
  safe: 'the record arrives',
  misdated: 'the record arrives, dated by the wrong clock',
  duplicated: 'the record arrives, and is counted twice',
  stranded: 'it is lost too',
  destroyed: 'it is lost too',
  unknown: 'the run could not be judged',
};

function headline(loss: SynopsisLoss, { shipped, title }: Synopsis, page: Page): readonly string[] {
  const { colours, prose } = page;
  const { lost, records, fate, offsetMs, foundAtRun, runs, space } = loss;
  const { kept } = boundaryOf(loss);
  const what = `LOST: ${count(lost)} of ${count(records)} usage ${records === 1 ? 'record' : 'records'} (${fate}), not reported.`;
  return [
    ...prose(what, '').map((line) => colours.bold(colours.red(line))),
    ...prose(`client-1's clock was ${offsetWords(offsetMs)} when the agent was installed.`, ''),
    ...(kept === undefined
      ? []
      : prose(
          `At ${offsetWords(kept.offsetMs)}, one millisecond less, ${ARRIVES[kept.class]}.`,
          '',
        )),
    '',
    ...prose(`Variant ${shipped} of the agent, ${title}.`, ''),
    ...prose(
      `Found at run ${count(foundAtRun)} of ${count(runs)} (space ${space}), shrunk in ${count(loss.shrinkRuns)} runs; each boundary in the picture bisected to the millisecond (${count(loss.boundaryRuns)} runs).`,
      '',
    ),
  ];
}

function sideLines(
  { name, value, clock, setBy }: SynopsisSide,
  sign: string,
  page: Page,
): string[] {
  const reading = clock === undefined ? String(value) : `${civil(value)} on the clock of ${clock}`;
  return [
    ...page.prose(`${sign}${name}`, `${INDENT}${INDENT}`),
    ...page.prose(page.colours.bold(reading), `${INDENT}${INDENT}${INDENT}`),
    ...(setBy === undefined ? [] : page.prose(`set by: ${setBy}`, `${INDENT}${INDENT}${INDENT}`)),
  ];
}

/** Distance by which the comparison fails, if both sides are readings of clocks. */
function missedBy({ comparison, left, right }: SynopsisDecision): string {
  if (left.clock === undefined || right.clock === undefined) return '';
  const away = Math.abs(left.value - right.value);
  return away === 0 || comparison.includes('!') ? '' : `, by ${formatDuration(away)}`;
}

function decisionLines(decision: SynopsisDecision, page: Page): readonly string[] {
  const { node, trueMs, localMs, comparison, left, right, outcome } = decision;
  return [
    ...page.title('The comparison that decided'),
    ...page.prose(
      `${node}, at ${civil(trueMs)} true time, when its own clock read ${civil(localMs)}:`,
    ),
    ...sideLines(left, '', page),
    ...sideLines(right, `${comparison} `, page),
    ...page.prose(`does not hold${missedBy(decision)}: ${outcome}.`),
  ];
}

const LEGEND: readonly (readonly [PlaneClass, string])[] = [
  ['stranded', 'lost: stays on the client'],
  ['destroyed', 'lost: no copy left'],
  ['duplicated', 'counted twice'],
  ['misdated', 'wrong date'],
  ['safe', 'right'],
  ['unknown', 'not judged'],
];

/** Fate of the record along the whole axis, in one row of characters. */
function strip({ axis, segments }: SynopsisLoss, page: Page): readonly string[] {
  const paint = paintOf(page.style);
  const columns = Math.min(STRIP_MAX, Math.max(STRIP_MIN, page.style.width - INDENT.length));
  const xs = samplesOf(axis, columns).slice(0, columns);
  const row = xs.map(
    (x) => segments.find(({ from, to }) => from <= x && x <= to)?.class ?? 'unknown',
  );
  const shown = LEGEND.filter(([name]) => segments.some((segment) => segment.class === name));
  const [marks, ticks] = axisLines({ x: axis, xs });
  return [
    ...page.title(`Fate of the record, by the ${axis.title}`),
    `${INDENT}${rowText(row, paint)}`,
    `${INDENT}${marks}`,
    `${INDENT}${ticks}`,
    ...page.prose(shown.map(([name, means]) => `${GLYPHS[name]} ${means}`).join('   ')),
  ];
}

function remedyLines({ remedy, shipped, fix }: Synopsis, page: Page): readonly string[] {
  const line = (words: string, outcome: WorkaroundOutcome | undefined): readonly string[] =>
    outcome === undefined
      ? []
      : page.prose(
          `${words}: of ${count(outcome.before.uses)} uses before, ${endsText(outcome.before)}; of ${count(outcome.after.uses)} after, ${endsText(outcome.after)}.`,
        );
  return [
    ...page.title("The article's remedy: remove the agent, set the clock, install it again"),
    ...line(
      `${shipped}, clock 30 days behind at the first installation`,
      remedyOf(remedy, shipped),
    ),
    ...line(`${fix.variant}, the same`, remedyOf(remedy, fix.variant)),
  ];
}

function fixLines(fix: SynopsisFix, { shipped, canary }: Synopsis, page: Page): readonly string[] {
  const { green, red } = page.colours;
  const [broken] = fix.broken;
  const compared = `${count(fix.comparedAsShipped)} of them were played as ${shipped} too: ${count(fix.lostAsShipped)} (${share(fix.lostAsShipped, fix.comparedAsShipped)}) lost records silently.`;
  const held = 'each record is shown once, dated within the error stated, or reported as lost.';
  return [
    ...page.title('The fix'),
    ...page
      .prose(
        broken === undefined && fix.verdict === 'pass'
          ? `${fix.variant} keeps every record in ${count(fix.runs)} runs, ${count(fix.records)} records: ${held}`
          : `${fix.variant} does NOT keep every record in ${count(fix.runs)} runs: ${broken === undefined ? fix.verdict : `run ${count(broken.run)} breaks ${broken.fingerprint}`}.`,
      )
      .map(fix.verdict === 'pass' ? green : red),
    ...page.prose(compared),
    ...page
      .prose(
        canary.caughtAtRun === undefined
          ? `Canary ${canary.variant}, which must fail: NOT caught in ${count(canary.runs)} runs.`
          : `Canary ${canary.variant}, which must fail: caught at run ${count(canary.caughtAtRun)}.`,
      )
      .map(canary.caughtAtRun === undefined ? red : String),
  ];
}

function nextLines(
  { shipped, fix, canary }: Synopsis,
  { lost }: SynopsisSurroundings,
  page: Page,
): readonly string[] {
  const commands: readonly (readonly [command: string, does: string])[] = [
    ...(lost === undefined ? [] : [[reproduceCommand(lost), 'this loss, step by step'] as const]),
    [`npx skewproof map sms2 --variant ${shipped}`, 'clock offset against log size'],
    [`npx skewproof explore sms2 --variant ${shipped}`, 'every other way to lose a record'],
    ['npx skewproof verify sms2', 'the whole study: six readings of the article'],
    ...(fix.variant === 'fixed'
      ? [[`npm start -- --fix ${canary.variant}`, 'break the fix, and see it caught'] as const]
      : []),
  ];
  return [
    ...page.title('Next'),
    ...commands.flatMap(([command, does]) =>
      INDENT.length + command.length + 2 + does.length <= page.style.width
        ? [`${INDENT}${command}  ${page.colours.dim(does)}`]
        : [`${INDENT}${command}`, `${INDENT}${INDENT}${page.colours.dim(does)}`],
    ),
  ];
}

function problemLines(synopsis: Synopsis, page: Page): readonly string[] {
  const problems = problemsOf(synopsis);
  if (problems.length === 0) return [];
  const { bold, red } = page.colours;
  return [
    bold(red('NOT AS EXPECTED')),
    ...problems.flatMap((problem) => page.prose(`${problem}.`).map(red)),
    '',
  ];
}

/** Returns the whole page. Commands and paths are never broken; all else fits the width. */
export function synopsisReport(
  synopsis: Synopsis,
  surroundings: SynopsisSurroundings,
  style: SynopsisStyle,
): string {
  const page = pageOf(style);
  const { loss } = synopsis;
  return [
    ...problemLines(synopsis, page),
    ...(loss === undefined ? [] : headline(loss, synopsis, page)),
    ...(loss?.decision === undefined ? [] : decisionLines(loss.decision, page)),
    ...(loss === undefined ? [] : strip(loss, page)),
    ...remedyLines(synopsis, page),
    ...fixLines(synopsis.fix, synopsis, page),
    ...page.title('Report'),
    `${INDENT}${surroundings.report}`,
    `${INDENT}${surroundings.explorer}: drag its clock, and see`,
    ...nextLines(synopsis, surroundings, page),
  ].join('\n');
}
