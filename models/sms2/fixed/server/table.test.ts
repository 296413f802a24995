/** The persistent table, compared with a plain Map. */
import test from 'ava';
import * as fc from 'fast-check';
import { emptyTable, entriesOf, entryOf, recordOf, withEntries, withEntry } from './table.js';

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
