/**
 * Words the oracle's account of one run: the number of records of each fate, and those that were
 * not counted.
 */
import { formatDuration } from '../../sim/clock/zone.js';
import type { Fates, RecordFate } from '../../properties/oracle/fates.js';
import type { Fate } from '../../properties/oracle/verdict.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { MeteredRecord } from '../../properties/study/contract.js';
import { civil } from '../../properties/words/civil.js';
import { count, several } from './numbers.js';
import { tableOf } from './table.js';
import type { TextStyle } from './text.js';

/** Fates in words; the ledger's own names are kept beside them. */
const MEANING: Readonly<Record<Fate, string>> = {
  counted: 'shown once, rightly dated',
  duplicated: 'shown more than once',
  misdated: 'shown with wrong dates',
  pending: 'in flight when the run stopped',
  'lost-reported': 'lost, and reported to an operator',
  excused: 'lost with a proven excuse',
  stranded: 'held, with nothing to move it: lost silently',
  destroyed: 'no copy left: lost silently',
  phantom: 'shown, but never used',
};

const LISTED_MAX = 20;

const inWords = ({ fate, offMs, excuse }: RecordFate): string => {
  if (offMs !== undefined) return `${fate}, ${formatDuration(offMs)} off`;
  return excuse === undefined ? fate : `${fate}: ${excuse}`;
};

/** The parts of a judged run that are printed. */
interface FinishedRun {
  readonly result: { readonly fates: Fates; readonly metered: number };
  readonly ledger: { readonly metered: ReadonlyMap<number, MeteredRecord> };
}

type ListedRecord = RecordFate & { readonly metered: MeteredRecord | undefined };

const HEAD = ['record', 'of', 'used from (true time)', 'until', 'fate', 'copies on'];

/** The records as a table, or as two lines each where a table is too wide. */
function listedText(records: readonly ListedRecord[], epochMs: number, style: TextStyle): string {
  const rows = records.map((one): readonly [string, ...string[]] => {
    const { metered, holders = [] } = one;
    const [from, until] =
      metered === undefined
        ? ['', '']
        : [civil(metered.startMs + epochMs), civil(metered.endMs + epochMs)];
    return [String(one.record), metered?.key ?? '', from, until, inWords(one), holders.join(', ')];
  });
  const table = tableOf(HEAD, rows, style);
  const wide = table.split('\n').length > rows.length + 1;
  if (!wide) return table;
  return rows
    .flatMap(([record, key = '', from = '', until = '', fate = '', holders = '']) => [
      `record ${record}${key === '' ? '' : ` of ${key}`}: ${fate}${holders === '' ? '' : `; copies on ${holders}`}`,
      ...(from === '' ? [] : [`  used ${from} to ${until} true time`]),
    ])
    .join('\n');
}

/**
 * Returns the account of one run as text: the totals, and every record that was not simply counted.
 * @since 0.1.0
 */
export function ledgerReport(
  study: Pick<AnyStudy, 'epochMs'>,
  run: FinishedRun,
  style: TextStyle,
): string {
  const { fates, metered } = run.result;
  const lines = [`${several(metered, 'record')} metered.`];
  const totals = (Object.keys(MEANING) as Fate[]).filter((fate) => fates.totals[fate] > 0);
  if (totals.length > 0)
    lines.push(
      '',
      tableOf(
        ['fate', 'records', 'meaning'],
        totals.map((fate) => [fate, count(fates.totals[fate]), MEANING[fate]]),
        style,
      ),
    );
  const listed = fates.uncounted.slice(0, LISTED_MAX);
  if (listed.length > 0)
    lines.push(
      '',
      listedText(
        listed.map((one) => ({ ...one, metered: run.ledger.metered.get(one.record) })),
        study.epochMs,
        style,
      ),
    );
  const unlisted = fates.uncounted.length - listed.length;
  if (unlisted > 0) lines.push(`${count(unlisted)} more.`);
  return lines.join('\n');
}
