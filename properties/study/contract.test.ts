/** Tests of the study's types: each line under an expectation must not compile. */
import test from 'ava';
import type { Coverage, MeteredRecord, ShownRow } from './contract.js';

const row = { key: 'k', records: [1], uses: 1 };
const use = { record: 1, node: 'a', key: 'k', startMs: 0, endMs: 1 };

test('shown rows - dated by start and end, by an interval, or not at all', (t) => {
  const rows: readonly ShownRow[] = [
    row,
    { ...row, boundMs: 5 },
    { ...row, startMs: 0, endMs: 1 },
    { ...row, interval: { fromMs: 0, toMs: 10 } },
    // @ts-expect-error a start without an end
    { ...row, startMs: 0 },
    // @ts-expect-error a start, an end and an interval
    { ...row, startMs: 0, endMs: 1, interval: { fromMs: 0, toMs: 10 } },
  ];
  t.is(rows.length, 6);
});

test('coverage - a report names records, counts them, has no count, or is unfounded', (t) => {
  const reports: readonly Coverage[] = [
    { by: 'records', node: 'a', records: [1] },
    { by: 'records', node: 'a', records: [1], stated: 1, exact: true },
    { by: 'count', node: 'a', count: 2, usedUntilMs: 9 },
    { by: 'unknown', node: 'a' },
    { by: 'unfounded', node: 'a', why: 'there was room' },
    // @ts-expect-error names records and counts others, which takes two reports
    { by: 'records', node: 'a', records: [1], count: 1 },
    // @ts-expect-error covers records although it is unfounded
    { by: 'unfounded', node: 'a', why: 'there was room', records: [1] },
  ];
  t.is(reports.length, 7);
});

test('metered records - an edge only where a record is optional', (t) => {
  const uses: readonly MeteredRecord[] = [
    use,
    { ...use, optional: 'alone' },
    { ...use, optional: { edge: 3 } },
    // @ts-expect-error an edge of a record that has to be counted
    { ...use, edge: 3 },
  ];
  t.is(uses.length, 4);
});
