/** Open points of a row: each choice, and a choice that is none. */
import test from 'ava';
import { choicesOf, settled } from './choice.js';
import { comparedInstants, instantText, movedBy } from './instant.js';
import { collectorNamed } from './index.js';
import type { CollectorRow } from './row.js';

const BASE = collectorNamed('loki') as CollectorRow;
const bound = { name: 'old', from: 'now', side: 'past', ms: 10, edge: 'in', does: 'refuse-one' };
const rowOf = (parts: object, more: object = {}): CollectorRow =>
  ({ ...BASE, window: [{ ...bound, ...parts }], ...more }) as unknown as CollectorRow;
const settledBound = (parts: object, choice: object) => settled(rowOf(parts), choice).window[0];

test('choice - an open edge is settled, and a stated one is not changed', (t) => {
  t.is(settledBound({ edge: 'open' }, {})?.edge, 'in');
  t.is(settledBound({ edge: 'open' }, { edges: { old: 'out' } })?.edge, 'out');
  t.is(settledBound({}, { edges: { old: 'out' } })?.edge, 'in');
});

test('choice - a reaction is one of those that the source leaves open', (t) => {
  const does = ['refuse-batch', 'drop-after-success'];
  t.is(settledBound({ does }, {})?.does, 'refuse-batch');
  t.is(settledBound({ does }, { does: { old: 'drop-after-success' } })?.does, 'drop-after-success');
  t.is(settledBound({ does }, { does: { old: 'refuse-one' } })?.does, 'refuse-batch');
  t.is(settledBound({}, { does: { old: 'refuse-batch' } })?.does, 'refuse-one');
});

test('choice - a limit moves only where it is a setting of the service', (t) => {
  t.is(settledBound({}, { limitsMs: { old: 99 } })?.ms, 10);
  t.is(settledBound({ setting: 'max_age' }, { limitsMs: { old: 99 } })?.ms, 99);
  t.is(settledBound({ setting: 'max_age' }, { limitsMs: { other: 99 } })?.ms, 10);
});

test('choice - calendar days end at midnight, unless they are taken to roll', (t) => {
  t.is(settledBound({}, { days: 'rolling' })?.kind, 'distance');
  t.is(settledBound({ kind: 'calendar-days' }, {})?.kind, 'midnight');
  t.is(settledBound({ kind: 'calendar-days' }, { days: 'rolling' })?.kind, 'distance');
});

test('choice - a repetition is one of those that the source leaves open', (t) => {
  const of = (same: unknown, repetition?: string): unknown =>
    settled(
      rowOf({}, { deduplication: { key: ['id'], same } }),
      (repetition === undefined ? {} : { repetition }) as never,
    ).deduplication?.same;
  t.is(of(['ignore', 'refuse']), 'ignore');
  t.is(of(['ignore', 'refuse'], 'refuse'), 'refuse');
  t.is(of(['ignore', 'refuse'], 'overwrite'), 'ignore');
  t.is(of('ignore', 'refuse'), 'ignore');
});

test('choice - every choice of a row is listed', (t) => {
  const { name } = BASE;
  t.deepEqual(choicesOf(rowOf({})), [{ name }]);
  t.deepEqual(choicesOf(rowOf({ edge: 'open' })), [
    { name, edges: { old: 'in' } },
    { name, edges: { old: 'out' } },
  ]);
  t.deepEqual(choicesOf(rowOf({ kind: 'calendar-days' })), [
    { name, days: 'midnight' },
    { name, days: 'rolling' },
  ]);
  t.is(choicesOf(rowOf({ edge: 'open', does: ['refuse-one', 'refuse-batch'] })).length, 4);
});

test('instants - nanoseconds are kept, compared and printed, and none are left out', (t) => {
  t.deepEqual(movedBy({ at: 1 }, 4), { at: 5 });
  t.deepEqual(movedBy({ at: 1, ns: 0 }, 4), { at: 5 });
  t.deepEqual(movedBy({ at: 1, ns: 7 }, -4), { at: -3, ns: 7 });
  t.is(instantText({ at: 3, ns: 0 }), '3');
  t.is(instantText({ at: 3, ns: 8 }), '3+8');
  t.is(Math.sign(comparedInstants({ at: 1 }, { at: 2 })), -1);
  t.is(Math.sign(comparedInstants({ at: 2, ns: 5 }, { at: 2 })), 1);
  t.is(comparedInstants({ at: 2 }, { at: 2, ns: 0 }), 0);
});
