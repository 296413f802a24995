/** The documented defects as tables: all of them, and those of one version with what they lose. */
import type { Fate } from '../../properties/oracle/verdict.js';
import type {
  DefectOutcome,
  DefectReport,
  DefectRow,
} from '../../properties/sms2/documented/verify.js';
import * as sms2 from '../../models/sms2/index.js';
import { count } from '../text/numbers.js';
import { tableOf } from '../text/table.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';

const upper = (version: string): string => version.toUpperCase();

/** `RTM`, or `RTM to SP2`. */
function versionsInWords(versions: readonly sms2.Version[]): string {
  const first = versions[0] ?? '';
  const last = versions.at(-1) ?? '';
  return first === last ? upper(first) : `${upper(first)} to ${upper(last)}`;
}

const LISTED_WIDTHS = [30, 11, 34, 34, 11, 34, 6];

/** One row for each defect; its name is below its articles. */
export function defectsReport(rows: readonly DefectRow[], style: TextStyle): string {
  const cells = rows.map(({ name, defect, versions, foundAtRun }) => [
    `${defect.articles.join(' ')} ${name}`,
    versionsInWords(versions),
    defect.trigger,
    defect.symptom,
    defect.class,
    defect.inferred ?? '',
    foundAtRun === undefined ? 'never' : count(foundAtRun),
  ]);
  const head = ['article', 'versions', 'trigger', 'symptom', 'class', 'inferred', 'found at run'];
  return tableOf(head, cells, style, LISTED_WIDTHS);
}

/** Articles whose symptom a model could reproduce and none does, with the reason. */
export const outsideReport = (style: TextStyle): string =>
  tableOf(
    ['article', 'what it describes', 'why it is outside'],
    sms2.OUTSIDE.map(({ article, tells, why }) => [article, tells, why]),
    style,
    [10, 52, 52],
  );

const LOSSES: readonly (readonly [Fate, string])[] = [
  ['destroyed', 'lost'],
  ['stranded', 'held back'],
  ['duplicated', 'counted twice'],
  ['misdated', 'misdated'],
  ['phantom', 'shown as another'],
  ['lost-reported', 'lost and reported'],
];

/** For instance `1 of 3 lost`; the right ones are left out. */
function outcomeInWords({ totals }: DefectOutcome): string {
  const all = Object.entries(totals).reduce(
    (sum, [fate, records]) => sum + (fate === 'phantom' ? 0 : records),
    0,
  );
  const lost = LOSSES.filter(([fate]) => totals[fate] > 0).map(
    ([fate, words]) => `${count(totals[fate])} of ${count(all)} ${words}`,
  );
  return lost.length === 0 ? `all ${count(all)} kept` : lost.join(', ');
}

const FOUND_WIDTHS = [30, 34, 22, 6, 19, 16];

/** The defects of one version, each as it was found and shrunk. */
export function versionReport(reports: readonly DefectReport[], style: TextStyle): string {
  const colours = coloursOf(style);
  const mark = (good: boolean): string => (good ? colours.green('✓') : colours.red('✗'));
  const cells = reports.map(({ name, defect, caughtBy, found, asExpected }) => [
    `${defect.articles.join(' ')} ${name}`,
    defect.inferred === undefined ? defect.trigger : `${defect.trigger} *`,
    found === undefined ? 'not found' : outcomeInWords(found.withDefect),
    found === undefined ? '' : count(found.run),
    (found?.by ?? caughtBy).join(', '),
    `${found === undefined ? '' : outcomeInWords(found.fixed)} ${mark(asExpected)}`.trim(),
  ]);
  const head = ['article', 'trigger', 'as shipped', 'found at run', 'property', 'the fix'];
  return tableOf(head, cells, style, FOUND_WIDTHS);
}

export function versionVerdict(version: sms2.Version, reports: readonly DefectReport[]): string {
  const all = Object.keys(sms2.DOCUMENTED_DEFECTS).length;
  const inferred = reports.filter(({ defect }) => defect.inferred !== undefined).length;
  const added =
    inferred === 0
      ? ''
      : `, ${String(inferred)} of them (*) with a part that the articles do not state ("skewproof list sms2" says which)`;
  const has = `${upper(version)} has ${String(reports.length)} of the ${String(all)} documented defects that are modelled${added}`;
  const bad = reports.filter(({ asExpected }) => !asExpected);
  if (bad.length === 0)
    return `${has}. Each is found by the stated property, has no other cause, and breaks nothing in the fix (✓).`;
  return `${has}. NOT as expected (✗): ${bad.map(({ name }) => name).join(', ')}.`;
}
