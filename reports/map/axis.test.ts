import test from 'ava';
import type { PlaneAxis } from '../../properties/frontier/types.js';
import { fitting, shortAmount, ticksOf } from './axis.js';

const axis = (unit: PlaneAxis['unit'], from: number, to: number): PlaneAxis => ({
  name: 'a',
  title: 'a',
  unit,
  from,
  to,
});

test('axis - amounts in a few characters, marked where they are not exact', (t) => {
  const ms = axis('ms', 0, 1);
  for (const [value, text] of [
    [0, '0'],
    [1, '1 ms'],
    [-3_600_000, '-1 h'],
    [5_400_000, '1.5 h'],
    [86_400_001, '~1 d'],
    [-315_360_000_000, '-10 y'],
  ] as const)
    t.is(shortAmount(ms, value), text);
  t.is(shortAmount(axis('min', 0, 1), 240), '4 h');
  t.is(shortAmount(axis('records', 0, 1), 2_048), '2,048');
  t.is(shortAmount(axis('ppm', 0, 1), -50), '-50 ppm');
});

test('axis - ticks lie within the range, its ends among them', (t) => {
  for (const one of [axis('ms', -10, 86_400_000), axis('count', 3, 40), axis('min', 1, 10_080)]) {
    const values = ticksOf(one).map((tick) => tick.value);
    t.true(values.includes(one.from) && values.includes(one.to));
    t.true(values.every((value) => value >= one.from && value <= one.to));
    t.is(new Set(values).size, values.length);
  }
});

test('axis - labels never touch and stay within, and the ends have precedence', (t) => {
  const year = 31_536_000_000;
  const one = axis('ms', -year, year);
  const placed = fitting(
    ticksOf(one),
    (value) => ((value + year) / (2 * year)) * 40,
    (label) => label.length,
    40,
  );
  t.is(placed[0]?.label, '-1 y');
  t.is(placed.at(-1)?.label, '1 y');
  for (const [at, { start, label }] of placed.entries()) {
    t.true(start >= 0 && start + label.length <= 40);
    t.true(start + label.length < (placed[at + 1]?.start ?? Infinity));
  }
});
