/** Reports of the wizard: what a period and a request by product cover, and what the operator keeps. */
import test from 'ava';
import { DAY_MS, localMs } from '../../../sim/model/time.js';
import type { SummaryView } from '../protocol.js';
import { DOCUMENTED_REPORT_PARTS, hasPeak, reportOf } from './report-wizard.js';
import type { KeptRows, ViewRow } from './report-wizard.js';

const NOW = localMs(30 * DAY_MS);

const row = (number: number, parts: Partial<ViewRow> = {}): ViewRow => ({
  ...{ record: number, client: 'c', user: 'u', program: 'a.exe', version: '1', server: 's' },
  ...{ row: number, start: NOW, end: NOW, serverColumn: 's' },
  ...parts,
});

const numbers = ({ rows }: SummaryView): readonly number[] => rows.map((one) => one.row);

test('reports - without a request the window is read as it is', (t) => {
  const view = { rows: [row(1)], summaries: [] };
  const kept: KeptRows = {};
  t.deepEqual(reportOf(DOCUMENTED_REPORT_PARTS, undefined, kept, view, NOW), [view, kept]);
});

test('reports - a period covers seven days and those requested, up to their edge, and keeps what was read', (t) => {
  const at = (days: number, early = 0): ViewRow['start'] =>
    localMs(30 * DAY_MS - days * DAY_MS - early);
  const rows = [
    row(1, { start: at(7) }),
    row(2, { start: at(7, 1) }),
    row(3, { start: at(9) }),
    row(4, { start: at(9, 1) }),
  ];
  const read = (earlierDays: number, kept: KeptRows): readonly [SummaryView, KeptRows] =>
    reportOf(
      DOCUMENTED_REPORT_PARTS,
      { kind: 'period', earlierDays },
      kept,
      { rows, summaries: [] },
      NOW,
    );
  const [week, kept] = read(0, {});
  t.deepEqual(numbers(week), [1]);
  t.deepEqual(numbers(read(2, {})[0]), [1, 2, 3]);
  t.deepEqual(numbers(read(0, { ...kept, 's 8': row(8) })[0]), [1, 8]);
  const hidden = { ...DOCUMENTED_REPORT_PARTS, reportsRow: (one: ViewRow) => one.row !== 1 };
  t.deepEqual(
    numbers(
      reportOf(hidden, { kind: 'period', earlierDays: 2 }, {}, { rows, summaries: [] }, NOW)[0],
    ),
    [2, 3],
  );
});

test('reports - a summary over sites has the products that were picked, and those that the rule adds', (t) => {
  const rows = [row(1), row(2, { program: 'b.exe' }), row(3, { program: 'c.exe' })];
  const summary = {
    ...{ program: 'c.exe', version: '1', uses: 1, records: [9] },
    ...{ intervalStart: NOW, intervalEnd: NOW },
  };
  const view = { rows, summaries: [summary] };
  const rule = {
    ...DOCUMENTED_REPORT_PARTS,
    reportsProduct: (some: readonly { readonly program: string }[]) => some[0]?.program === 'b.exe',
  };
  const [read] = reportOf(rule, { kind: 'multiple-site', picked: ['a.exe'] }, {}, view, NOW);
  t.deepEqual(numbers(read), [1, 2]);
  t.deepEqual(read.summaries, []);
  const [picked] = reportOf(rule, { kind: 'multiple-site', picked: ['c.exe'] }, {}, view, NOW);
  t.deepEqual(numbers(picked), [2, 3]);
  t.deepEqual(picked.summaries, [summary]);
});

test('reports - two uses at once are a peak, one after the other are none', (t) => {
  const use = (from: number, to: number): ViewRow =>
    row(from, { start: localMs(from), end: localMs(to) });
  t.false(hasPeak([]));
  t.false(hasPeak([use(5, 9)]));
  t.false(hasPeak([use(5, 9), use(1, 5)]));
  t.true(hasPeak([use(5, 9), use(1, 6)]));
  t.true(hasPeak([use(1, 2), use(8, 9), use(7, 10)]));
});
