/** The rule by which the database takes a row, with an identity and without. */
import test from 'ava';
import { localMs } from '../../../sim/model/time.js';
import type { UsageRow } from '../protocol.js';
import { DEFAULT_DATABASE_PARTS } from './database.js';

const row = (number: number, identity: Partial<UsageRow> = {}): UsageRow => ({
  ...{ record: 1, client: 'c', user: 'u', program: 'p', version: '1', server: 's', row: number },
  ...{ start: localMs(0), end: localMs(1) },
  ...identity,
});

test('database - a row without an identity is known by its number, another by its identity alone', (t) => {
  const { isNew } = DEFAULT_DATABASE_PARTS;
  t.false(isNew(row(3), 3, undefined));
  t.true(isNew(row(4), 3, undefined));
  const seen = { 7: [2, 4] };
  t.false(isNew(row(9, { incarnation: 7, sequence: 4 }), 3, seen));
  t.true(isNew(row(1, { incarnation: 7, sequence: 5 }), 3, seen));
  t.true(isNew(row(1, { incarnation: 8, sequence: 3 }), 3, seen));
  t.true(isNew(row(1, { incarnation: 7, sequence: 3 }), 3, undefined));
});
