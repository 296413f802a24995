/**
 * The report wizard of the console, for an operator who reads usage from reports and not from the
 * summary window: the reports of the last days, which the operator keeps, or a summary over sites.
 */
import { DAY_MS, msOf, plus, reached } from '../../../sim/model/time.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { SummaryView, UsageRow } from '../protocol.js';
import type { ReportRequest } from '../scenario.js';

/** A row as a console shows it. */
export type ViewRow = SummaryView['rows'][number];

/** Text of the Server column for a collated row [Q202303]. */
export const THIS_SITE = '[This Site]';

/** Rules of reports that can hide records. */
export interface ReportParts {
  /** True when a report of a period includes this row of the summary window. */
  readonly reportsRow: (row: ViewRow) => boolean;
  /** True when a product is in the multiple-site summary although it was not requested by name. */
  readonly reportsProduct: (rows: readonly UsageRow[]) => boolean;
}

export const DOCUMENTED_REPORT_PARTS: ReportParts = {
  reportsRow: () => true,
  reportsProduct: () => true,
};

/** A report of a period covers the last 7 days, unless more are requested [Q202303]. */
const PERIOD_DAYS = 7;

/** Rows by server and number: the same row may be in several reports. */
export type KeptRows = Readonly<Record<string, ViewRow>>;

function ofPeriod(
  parts: ReportParts,
  kept: KeptRows,
  { rows }: SummaryView,
  from: LocalMs,
): KeptRows {
  const all: Record<string, ViewRow> = { ...kept };
  for (const row of rows)
    if (reached(row.start, from) && parts.reportsRow(row))
      all[`${row.server} ${String(row.row)}`] = row;
  return all;
}

function multipleSite(
  parts: ReportParts,
  picked: readonly string[],
  { rows, summaries }: SummaryView,
): SummaryView {
  const products = new Map<string, UsageRow[]>();
  for (const row of rows) {
    const product = products.get(row.program) ?? [];
    product.push(row);
    products.set(row.program, product);
  }
  const isIn = (program: string): boolean =>
    picked.includes(program) || parts.reportsProduct(products.get(program) ?? []);
  return {
    rows: rows.filter(({ program }) => isIn(program)),
    summaries: summaries.filter(({ program }) => isIn(program)),
  };
}

/**
 * The content that the operator has read when the window shows `view`, and the rows that the
 * operator keeps.
 */
export function reportOf(
  parts: ReportParts,
  request: ReportRequest | undefined,
  kept: KeptRows,
  view: SummaryView,
  now: LocalMs,
): readonly [SummaryView, KeptRows] {
  if (request === undefined) return [view, kept];
  if (request.kind === 'multiple-site') return [multipleSite(parts, request.picked, view), kept];
  const all = ofPeriod(parts, kept, view, plus(now, -(PERIOD_DAYS + request.earlierDays) * DAY_MS));
  return [{ rows: Object.values(all), summaries: view.summaries }, all];
}

/** True when two of the uses ran at once. Assumption: the product calls that a peak. */
export function hasPeak(rows: readonly UsageRow[]): boolean {
  const byStart = [...rows].sort((a, b) => msOf(a.start) - msOf(b.start));
  return byStart.some((row, place) => {
    const before = byStart[place - 1];
    return before !== undefined && msOf(row.start) < msOf(before.end);
  });
}
