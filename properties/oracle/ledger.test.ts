import test from 'ava';
import { World } from '../../sim/world/world.js';
import { look, puppetStudy, rowOf, scripted, reportLoss, used } from '../_toy.test.js';
import type { Order, PuppetScenario } from '../_toy.test.js';
import { Ledger } from './ledger.js';
import { judgedRun } from './judged-run.js';
import type { Violation } from './verdict.js';

const ledgerOf = (
  orders: readonly Order[],
  parts: Partial<PuppetScenario> = {},
): ReturnType<typeof judgedRun<PuppetScenario, unknown, Order>>['ledger'] =>
  judgedRun(puppetStudy, scripted(orders, parts)).ledger;

const violationsOf = (...orders: Order[]): readonly Violation[] =>
  judgedRun(puppetStudy, scripted(orders)).result.violations;

test('ledger - metered records are those of the study’s metering, by tracer', (t) => {
  const { metered } = ledgerOf([
    { at: 20, use: used(7) },
    { at: 30, use: used(9, { key: 'other' }) },
  ]);
  t.deepEqual([...metered.keys()], [7, 9]);
  t.is(metered.get(9)?.key, 'other');
});

test('ledger - the rows and the time of the last look are kept', (t) => {
  const ledger = ledgerOf([look([rowOf(1)], 100), look([rowOf(1), rowOf(2)], 200)]);
  t.is(ledger.looks, 2);
  t.is(ledger.lastLookAtMs, 200);
  t.is(ledger.rows?.length, 2);
  const unseen = ledgerOf([]);
  t.is(unseen.rows, undefined);
  t.is(unseen.lastLookAtMs, -1);
});

test('ledger - a record shown by one look and not by a later one has vanished', (t) => {
  const both = [rowOf(1), rowOf(2)];
  t.deepEqual([...ledgerOf([look(both, 100), look([rowOf(2)], 200)]).vanished], [1]);
  // Even if a later look shows it again.
  t.deepEqual([...ledgerOf([look(both, 1), look([], 2), look(both, 3)]).vanished], [1, 2]);
  t.deepEqual([...ledgerOf([look([], 1), look(both, 2)]).vanished], []);
});

test('ledger - vanished records break console-monotone', (t) => {
  const [broken, ...more] = violationsOf(
    { at: 20, use: used(1) },
    look([rowOf(1)], 100),
    look([], 200),
    look([rowOf(1)]),
  );
  t.deepEqual(more, []);
  t.is(broken?.property, 'console-monotone');
  t.deepEqual(broken?.records, [1]);
});

test('ledger - marks are counted, and reports without a loss are left out', (t) => {
  const mark = { kind: 'mark', mark: 'm' } as const;
  const other = { kind: 'report', report: { name: 'disk slow', details: {} } } as const;
  const ledger = ledgerOf([
    { at: 1, effects: [mark, mark, other] },
    { at: 2, node: 'b', effects: [mark] },
    reportLoss({ by: 'unknown' }),
  ]);
  t.deepEqual([...ledger.marks], [['m', 3]]);
  t.deepEqual(
    ledger.reports.map(({ node, count, atMs }) => ({ node, count, atMs })),
    [{ node: 'a', count: Infinity, atMs: 500 }],
  );
});

test('ledger - power failures are hard crashes, process crashes are not', (t) => {
  const crash = { kind: 'crash', node: 'a', downMs: 1 } as const;
  const { hardCrashes } = ledgerOf([], {
    faults: [
      { ...crash, at: 10, severity: 'process' },
      { ...crash, at: 20, severity: 'power' },
      { ...crash, at: 30, severity: 'torn' },
    ],
  });
  t.deepEqual(
    hardCrashes.map(({ atMs }) => atMs),
    [20, 30],
  );
});

test('ledger - no record has a holder before a world is attached', (t) => {
  const ledger = new Ledger(puppetStudy, scripted());
  t.is(ledger.holders(new Set([1])).size, 0);
  ledger.onStart(new World(puppetStudy.build(scripted())));
  t.is(ledger.holders(new Set([1])).size, 0);
});

test('ledger - reports-true: records reported as lost must not be counted', (t) => {
  const use: Order = { at: 20, use: used(1) };
  const named = violationsOf(use, reportLoss({ by: 'records', records: [1] }), look([rowOf(1)]));
  t.deepEqual(
    named.map(({ property, detail }) => [property, detail]),
    [
      ['reports-true', 'reported as lost, but counted'],
      ['reports-true', '1 records of a are reported as lost, 0 are'],
    ],
  );
  t.deepEqual(named[0]?.records, [1]);
  const counted = violationsOf(use, reportLoss({ by: 'count', count: 2 }), look([]));
  t.is(counted[0]?.detail, '2 records of a are reported as lost, 1 are');
  // A text that need not mean a loss may name a record that is counted.
  t.deepEqual(violationsOf(use, reportLoss({ by: 'mention', records: [1] }), look([rowOf(1)])), []);
  // A report of an unknown number states nothing that could be false.
  t.deepEqual(violationsOf(use, reportLoss({ by: 'unknown' }), look([rowOf(1)])), []);
});

test('ledger - reports-true: a stated number that is exact is the number of the named records', (t) => {
  const stated = (number: number, exact?: true): readonly Violation[] =>
    violationsOf(
      { at: 20, use: used(1) },
      { at: 20, use: used(2) },
      reportLoss({
        ...{ by: 'records', records: [1, 2], stated: number },
        ...(exact === undefined ? {} : { exact }),
      }),
      look([]),
    );
  t.deepEqual(stated(2, true), []);
  for (const wrong of [0, 1, 3]) {
    const [found, ...others] = stated(wrong, true);
    t.deepEqual(others, []);
    t.is(found?.property, 'reports-true');
    t.is(found?.fate, 'lost-reported');
    t.is(found?.kind, 'violation');
    t.deepEqual(found?.records, [1, 2]);
    t.is(found?.detail, `a report states that ${String(wrong)} records of a are lost, and names 2`);
  }
});

test('ledger - reports-true: a stated number stands for unnamed records too, and for no more than are lost', (t) => {
  const stated = (number: number, shown: readonly number[]): readonly string[] =>
    violationsOf(
      { at: 20, use: used(1) },
      { at: 20, use: used(2) },
      reportLoss({ by: 'records', records: [1], stated: number }),
      look(shown.map((record) => rowOf(record))),
    ).map(({ property, detail }) => `${property}: ${detail}`);
  t.deepEqual(stated(2, []), []);
  t.deepEqual(stated(1, [2]), []);
  t.deepEqual(stated(0, [2]), [
    'reports-true: a report states that 0 records of a are lost, and names 1',
  ]);
  t.deepEqual(stated(1, []), ['conservation: no copy is left, and its loss was not reported']);
  t.deepEqual(stated(2, [2]), ['reports-true: 2 records of a are reported as lost, 1 are']);
});

test('ledger - reports-true: reporting a loss again does not add to it', (t) => {
  const again = [
    reportLoss({ by: 'records', records: [1] }, 400),
    reportLoss({ by: 'records', records: [1] }, 500),
  ];
  t.deepEqual(violationsOf({ at: 20, use: used(1) }, ...again, look([])), []);
});

test('ledger - violations come in the order of the properties and name twenty records at most', (t) => {
  const orders = Array.from({ length: 30 }, (_, i): Order => ({ at: 20, use: used(i + 1) }));
  const found = violationsOf(
    ...orders,
    { at: 30, state: { record: 30 } },
    look([rowOf(1), rowOf(1), rowOf(2, { startMs: 99 }), rowOf(77)]),
  );
  t.deepEqual(
    found.map(({ property, fate, count }) => [property, fate, count]),
    [
      ['conservation', 'destroyed', 27],
      ['conservation', 'stranded', 1],
      ['no-duplicates', 'duplicated', 1],
      ['no-duplicates', 'phantom', 1],
      ['dates', 'misdated', 1],
      ['eventual-delivery', 'stranded', 1],
    ],
  );
  t.is(found[0]?.records.length, 20);
  t.is(found[4]?.detail, 'dated up to 0.089 s beyond what is stated');
  t.is(found[5]?.kind, 'not-live');
});
