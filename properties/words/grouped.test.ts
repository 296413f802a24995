/** Digits in groups of three: whole numbers, fractions, large and negative ones. */
import test from 'ava';
import { grouped } from './grouped.js';

test('grouped - thousands are divided, fractions are not', (t) => {
  t.deepEqual(
    [0, 999, 1_000, -1_234_567, 1_234.5678, 1e21].map((value) => grouped(value)),
    ['0', '999', '1,000', '-1,234,567', '1,234.5678', '1e+21'],
  );
  t.is(grouped(12_345_678_901_234_567_890n), '12,345,678,901,234,567,890');
});
