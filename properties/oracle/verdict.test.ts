import assert from 'node:assert/strict';
import test from 'ava';
import * as fc from 'fast-check';
import { alsoBrokenBy, kindsIn, VERDICT_KINDS, verdictOf, worstOf } from './verdict.js';
import type { Violation } from './verdict.js';

const broken = (kind: Violation['kind']): Violation => ({
  property: 'conservation',
  kind,
  fate: 'destroyed',
  records: [],
  count: 1,
  detail: '',
});

test('verdict - the order: verdicts without proof are worse than a pass, and violations worse still', (t) => {
  t.deepEqual(
    [...VERDICT_KINDS],
    [
      'pass',
      'vacuous',
      'unknown',
      'out-of-budget',
      'not-live',
      'violation',
      'nondeterminism',
      'harness-error',
    ],
  );
});

test('verdict - a composition is as bad as its worst part, in any order', (t) => {
  const kinds = fc.array(fc.constantFrom(...VERDICT_KINDS));
  fc.assert(
    fc.property(kinds, kinds, (a, b) => {
      const worst = worstOf([...a, ...b]);
      assert.equal(worst, worstOf([...b, ...a]));
      assert.equal(worst, worstOf([worstOf(a), worstOf(b)]));
      assert.ok([...a, ...b, 'pass'].includes(worst));
      for (const kind of [...a, ...b])
        assert.ok(VERDICT_KINDS.indexOf(kind) <= VERDICT_KINDS.indexOf(worst));
    }),
    { seed: 1 },
  );
  t.is(worstOf([]), 'pass');
});

test('verdict - the worst kind among the violations of a run', (t) => {
  t.is(verdictOf([]), 'pass');
  t.is(verdictOf([broken('not-live')]), 'not-live');
  t.is(verdictOf([broken('violation'), broken('not-live')]), 'violation');
});

test('verdict - one loss is one failure, whatever properties it breaks', (t) => {
  const lost: Violation = { ...broken('violation'), records: [1, 2], count: 2 };
  const same: Violation = { ...lost, property: 'eventual-delivery', kind: 'not-live' };
  t.deepEqual(kindsIn([lost, same]), [lost]);
  t.deepEqual(alsoBrokenBy(lost, [lost, same]), ['eventual-delivery']);
  const others: readonly Violation[] = [
    { ...same, fate: 'stranded' },
    { ...same, records: [1, 3] },
    { ...same, count: 3 },
    { ...same, records: [], count: 0 },
  ];
  for (const other of others) {
    t.deepEqual(kindsIn([lost, other]), [lost, other]);
    t.deepEqual(alsoBrokenBy(lost, [lost, other]), []);
  }
  // Only losses are one failure: rows that are wrong in two ways are two.
  const shown: Violation = { ...lost, fate: 'misdated', property: 'dates' };
  const twice: Violation = { ...shown, property: 'no-duplicates' };
  t.deepEqual(kindsIn([shown, twice]), [shown, twice]);
  const unnamed: Violation = { ...lost, records: [] };
  t.deepEqual(kindsIn([unnamed, unnamed]), [unnamed, unnamed]);
});
