/** The persistent table, compared with a plain Map. */
import test from 'ava';
import * as fc from 'fast-check';
import {
  canonicalised,
  emptyTable,
  entriesOf,
  entryOf,
  isTable,
  recordOf,
  withEntries,
  withEntry,
} from './table.js';

const names = fc.array(
  fc.nat({ max: 3_000 }).map((number) => `client-${String(number)}`),
  {
    maxLength: 400,
  },
);

test('table - behaves as a Map, in the order in which names were first set', (t) => {
  fc.assert(
    fc.property(names, (all) => {
      const map = new Map<string, number>();
      let table = emptyTable<number>();
      all.forEach((name, value) => {
        map.set(name, value);
        table = withEntry(table, name, value);
      });
      t.deepEqual(entriesOf(table), [...map]);
      t.deepEqual(recordOf(table), Object.fromEntries(map));
      for (const name of all) t.is(entryOf(table, name), map.get(name));
    }),
    { numRuns: 50 },
  );
});

test('table - setting an entry does not change an earlier table', (t) => {
  const before = withEntries(emptyTable<number>(), { 'client-1': 1, 'client-2': 2 });
  const after = withEntry(withEntry(before, 'client-1', 10), 'client-3', 3);
  t.deepEqual(recordOf(before), { 'client-1': 1, 'client-2': 2 });
  t.deepEqual(recordOf(after), { 'client-1': 10, 'client-2': 2, 'client-3': 3 });
  t.is(entryOf(before, 'client-3'), undefined);
});

test('table - it is known by both of its fields, and entries go back to their places', (t) => {
  const table = withEntries(emptyTable<number>(), { a: 1, b: 2 });
  t.true(isTable(table));
  for (const other of [{ names: [] }, { shelves: [] }, {}]) t.false(isTable(other));
  const exchange = (text: string): string =>
    text.replaceAll(/"([ab])"/g, (_, name) => (name === 'a' ? '"b"' : '"a"'));
  const shelves = JSON.parse(exchange(JSON.stringify(table.shelves))) as typeof table.shelves;
  const put = canonicalised({ names: table.names, shelves });
  t.deepEqual(recordOf(put), { a: 2, b: 1 });
  t.deepEqual(put.shelves, withEntries(emptyTable<number>(), { a: 2, b: 1 }).shelves);
});
