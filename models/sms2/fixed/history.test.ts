/** The history of a client: new records, gaps and reports, each at both sides of its edge. */
import test from 'ava';
import { Seq } from '../../../sim/model/seq.js';
import { localMs } from '../../../sim/model/time.js';
import {
  gapBefore,
  gapWithin,
  ingest,
  newPart,
  NO_HISTORY,
  notKept,
  reportsOf,
} from './history.js';
import type { Batch, ClientHistory } from './history.js';
import type { DatedRecord, LostRecords, RecordId } from './protocol.js';

const RULES = { gapBefore, gapWithin, newPart, notKept };

const kept = (sequence: number, incarnation = 1): DatedRecord => ({
  ...{ kind: 'kept', incarnation, sequence, record: sequence, user: 'ann', program: 'a.exe' },
  ...{ version: '1', start: localMs(0), end: localMs(1), boundMs: 0 },
});

const lost = (from: number, sequence: number): LostRecords => ({
  ...{ kind: 'lost', incarnation: 1, from, sequence },
  tracers: Seq.of(Array.from({ length: sequence + 1 - from }, (_, at) => from + at)),
});

const id = (sequence: number, incarnation = 1): RecordId => ({ incarnation, sequence });

const batchOf = (parts: Partial<Batch>): Batch => ({
  ...{ kind: 'fixed-batch', ticket: 1, index: 0, base: undefined, elements: [], goodbye: false },
  ...parts,
});

test('history - a batch continues it from its tip alone, or from nothing after a goodbye', (t) => {
  const known = (tip: RecordId | undefined, closed = false): ClientHistory => ({
    ...{ tip, seen: {}, closed },
  });
  t.is(gapBefore(known(id(3)), id(3)), 0);
  t.is(gapBefore(known(undefined), undefined), 0);
  t.is(gapBefore(known(id(3), true), undefined), 0);
  t.is(gapBefore(known(id(3)), undefined), 'unknown');
  t.is(gapBefore(known(undefined), id(3)), 'unknown');
  t.is(gapBefore(known(id(3), true), id(2)), 'unknown');
  t.is(gapBefore(known(id(3)), id(4)), 'unknown');
  t.is(gapBefore(known(id(3)), id(3, 2)), 'unknown');
});

test('history - numbers between two elements are missing', (t) => {
  t.is(gapWithin(undefined, kept(1)), 0);
  t.is(gapWithin(id(1), kept(2)), 0);
  t.is(gapWithin(id(1), kept(4)), 2);
  t.is(gapWithin(id(1), lost(2, 5)), 0);
  t.is(gapWithin(id(1), lost(3, 5)), 1);
});

test('history - what was seen is not new, and a loss may be so in part', (t) => {
  t.is(newPart(2, kept(2)), undefined);
  t.deepEqual(newPart(1, kept(2)), kept(2));
  t.is(newPart(5, lost(3, 5)), undefined);
  t.deepEqual(newPart(2, lost(3, 5)), lost(3, 5));
  t.deepEqual(newPart(3, lost(3, 5)), lost(4, 5));
  t.deepEqual(newPart(4, lost(3, 5)), lost(5, 5));
});

test('history - a batch adds its new elements, moves the tip, and counts what is missing', (t) => {
  const elements = [kept(1), lost(2, 3), kept(6), kept(7, 2)];
  const { history, added, gap } = ingest(RULES, NO_HISTORY, batchOf({ elements }));
  t.deepEqual(added, elements);
  t.is(gap, 2);
  t.deepEqual(history, { tip: id(7, 2), seen: { 1: 6, 2: 7 }, closed: false });

  const again = ingest(RULES, history, batchOf({ base: id(7, 2), elements: [kept(8, 2)] }));
  t.is(again.gap, 0);
  t.deepEqual(again.history.seen, { 1: 6, 2: 8 });
  t.deepEqual(history.seen, { 1: 6, 2: 7 });
});

test('history - an element that was seen adds no gap, and a gap of unknown size stays one', (t) => {
  const before: ClientHistory = { tip: id(5), seen: { 1: 5 }, closed: false };
  const seen = ingest(RULES, before, batchOf({ base: id(2), elements: [kept(5), kept(6)] }));
  t.deepEqual(seen.added, [kept(6)]);
  t.is(seen.gap, 'unknown');
  const later = ingest(RULES, before, batchOf({ base: id(5), elements: [kept(5), kept(6)] }));
  t.is(later.gap, 0);
  const unknown = ingest(RULES, before, batchOf({ base: id(9), elements: [kept(12)] }));
  t.is(unknown.gap, 'unknown');
});

test('history - a base counts as seen, and a goodbye closes', (t) => {
  const before: ClientHistory = { tip: id(5), seen: { 1: 5 }, closed: false };
  const ahead = ingest(RULES, before, batchOf({ base: id(8), goodbye: true }));
  t.deepEqual(ahead.history, { tip: id(8), seen: { 1: 8 }, closed: true });
  const behind = ingest(RULES, before, batchOf({ base: id(3) }));
  t.deepEqual(behind.history, { tip: id(3), seen: { 1: 5 }, closed: false });
  t.deepEqual(behind.added, []);
});

test('history - reports state a gap and each loss with its number, and no kept record', (t) => {
  const reports = (added: readonly (DatedRecord | LostRecords)[], gap: number | 'unknown') =>
    reportsOf(RULES, 'client-1', { added, gap }).map(({ name, records, details }) => [
      name,
      records,
      details['client'],
      details['count'],
    ]);
  t.deepEqual(reports([kept(1)], 0), []);
  t.deepEqual(reports([], 2), [['records-missing', undefined, 'client-1', 2]]);
  t.deepEqual(reports([], 'unknown'), [['records-missing', undefined, 'client-1', 'unknown']]);
  t.deepEqual(reports([lost(2, 4), kept(5), lost(6, 6)], 0), [
    ['records-not-kept', [2, 3, 4], 'client-1', 3],
    ['records-not-kept', [6], 'client-1', 1],
  ]);
});
