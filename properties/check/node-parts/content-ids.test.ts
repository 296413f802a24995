/**
 * Tests of numbers by content: equal data has one number, and different data has different ones.
 */
import test from 'ava';
import { TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { ContentIds } from './content-ids.js';
import { Sequences } from '../search/table.js';

test('contents - equal data has one number, even in different objects', (t) => {
  const contents = new ContentIds([]);
  const made = (): unknown => ({ a: [1, { b: 'x' }], c: Seq.of([1, 2]), d: undefined, e: null });
  t.is(contents.id(made()), contents.id(made()));
  const long = (): readonly number[] => Array.from({ length: 100 }, (_, i) => i);
  t.is(contents.id(long()), contents.id(Seq.of(long())));
});

test('contents - different data has different numbers', (t) => {
  const contents = new ContentIds([]);
  const values: readonly unknown[] = [
    0,
    '0',
    1,
    '1',
    true,
    'true',
    null,
    undefined,
    'undefined',
    [],
    {},
    [[]],
    [[], []],
    [0],
    ['0'],
    [1, 2],
    [2, 1],
    [[1], 2],
    [[1, 2]],
    { a: 1 },
    { b: 1 },
    { a: '1' },
    { a: undefined },
    { a: { b: 1 } },
    ['a', 1],
    TORN,
    { torn: true },
    { torn: 1 },
    Array.from({ length: 20 }, (_, i) => i),
    Array.from({ length: 20 }, (_, i) => i + 1),
  ];
  t.is(new Set(values.map((value) => contents.id(value))).size, values.length);
});

test('contents - the order of fields counts, unless they are named by nodes', (t) => {
  const contents = new ContentIds(['m1', 'm2']);
  t.is(contents.id({ m1: 1, m2: 2 }), contents.id({ m2: 2, m1: 1 }));
  t.not(contents.id({ m1: 1, m2: 2 }), contents.id({ m1: 2, m2: 1 }));
});

test('sequences - sequences of several lengths keep their numbers while the table grows', (t) => {
  const sequences = new Sequences();
  const sequence = (i: number): number[] => Array.from({ length: i % 5 }, (_, j) => i * j - 7);
  const texts = new Map<string, number>();
  for (let i = 0; i < 20_000; i += 1) {
    const id = sequences.of(sequence(i));
    const text = sequence(i).join();
    t.is(id, texts.get(text) ?? texts.size);
    texts.set(text, id);
  }
  t.is(sequences.size, texts.size);
  const out = new Int32Array(5);
  for (const [text, id] of texts) {
    sequences.read(id, out);
    const { length } = text === '' ? [] : text.split(',');
    t.is([...out.subarray(0, length)].join(), text);
  }
});
