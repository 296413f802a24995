/** Text and tables that fit a terminal: lines broken at spaces, columns wrapped, blocks. */
import test from 'ava';
import { tableOf } from './table.js';
import { fitted, shownLength } from './width.js';

const table = (width: number): string =>
  tableOf(
    ['name', 'words', 'number'],
    [
      ['a', 'one two three four five six', '1'],
      ['', 'seven', ''],
    ],
    { colour: false, width },
  );

test('width - long lines are broken at spaces, with the indentation of their beginning', (t) => {
  t.is(fitted('one two three', 13), 'one two three');
  t.is(fitted('one two three', 12), 'one two\nthree');
  t.is(fitted('  one two three', 12), '  one two\n    three');
  t.is(fitted('- one two three', 12), '- one two\n  three');
  t.is(fitted('short\n\none two three', 12), 'short\n\none two\nthree');
});

test('width - commands and single words are never broken', (t) => {
  for (const line of ['  npx skewproof reproduce sk1.abc', 'abcdefghijklmnop'])
    t.is(fitted(line, 10), line);
});

test('width - colour codes take no room', (t) => {
  t.is(shownLength('\u001B[1mone\u001B[22m'), 3);
  t.is(fitted('\u001B[1mone two\u001B[22m', 7), '\u001B[1mone two\u001B[22m');
});

test('width - a table wraps its widest column, and becomes blocks where that is not enough', (t) => {
  t.is(
    table(41),
    `name  words                        number
a     one two three four five six  1
      seven`,
  );
  t.is(
    table(30),
    `name  words             number
a     one two three     1
      four five six
      seven`,
  );
  t.is(
    table(18),
    `a
  words:  one two
          three
          four
          five six
  number: 1
…
  words:  seven`,
  );
});
