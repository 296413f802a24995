/** Tables, numbers, civil times: the pieces of every report, to the letter. */
import test from 'ava';
import { civil } from '../../properties/words/civil.js';
import { count, share } from './numbers.js';
import { tableOf } from './table.js';
import { heading } from './text.js';

const PLAIN = { colour: false };
const COLOUR = { colour: true };

test('text - a table: columns aligned, no space at the ends, bold heads only in colour', (t) => {
  const rows = [
    ['1', 'a long cell'],
    ['22', ''],
  ];
  t.is(tableOf(['x', 'what'], rows, PLAIN), 'x   what\n1   a long cell\n22');
  const coloured = tableOf(['x', 'what'], rows, COLOUR);
  t.true(coloured.includes('\u001B[1mwhat\u001B[22m'));

  t.is(
    coloured.replace(/\u001B\[\d+m/g, '').replace(/ +$/gm, ''),
    tableOf(['x', 'what'], rows, PLAIN),
  );
});

test('text - a table with widths wraps at words', (t) => {
  t.is(tableOf(['a', 'b'], [['one two', 'x']], PLAIN, [5, 3]), 'a      b\none    x\ntwo');
});

test('text - headings, counts, shares', (t) => {
  t.is(heading('Found', PLAIN), '\nFound\n');
  t.is(heading('Found', COLOUR), '\n\u001B[1mFound\u001B[22m\n');
  t.deepEqual([0, 999, 1_000, 1_234_567].map(count), ['0', '999', '1,000', '1,234,567']);
  t.deepEqual(
    [share(0, 0), share(1, 3), share(4, 11), share(7, 7)],
    ['0.0 %', '33.3 %', '36.4 %', '100.0 %'],
  );
});

test('civil - dates across leap days and centuries', (t) => {
  t.is(civil(972_172_800_000), '2000-10-22 00:00:00.000');
  t.is(civil(951_782_400_000), '2000-02-29 00:00:00.000');
  t.is(civil(-1), '1969-12-31 23:59:59.999');
  t.is(civil(-2_203_891_200_000), '1900-03-01 00:00:00.000');
});
