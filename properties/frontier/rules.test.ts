import test from 'ava';
import { refinePlane } from './refine.js';
import { rulesOf } from './rules.js';
import type { FrontierRule, PlaneAxis, PlaneClass } from './types.js';
import { conditionOf } from './words.js';

const HOUR_MS = 3_600_000;

const offset: PlaneAxis = {
  name: 'offset',
  title: 'clock offset',
  unit: 'ms',
  from: -48 * HOUR_MS,
  to: 48 * HOUR_MS,
  words: {
    more: 'the clock is ahead by more than {}',
    less: 'the clock is ahead by less than {}',
    below: {
      more: 'the clock is behind by more than {}',
      less: 'the clock is behind by less than {}',
    },
  },
};
const size: PlaneAxis = {
  name: 'size',
  title: 'log size',
  unit: 'records',
  from: 0,
  to: 4_096,
  words: { more: 'more than {} records are logged', less: 'fewer than {} records are logged' },
};
const poll: PlaneAxis = { name: 'poll', title: 'poll', unit: 'min', from: 1, to: 600 };

function rules(
  x: PlaneAxis,
  y: PlaneAxis,
  classAt: (x: number, y: number) => PlaneClass,
): readonly FrontierRule[] {
  const plane = refinePlane({ x, y, columns: 24, rows: 10, seed: 1, classAt });
  return rulesOf(x, y, plane.xs, plane.ys, plane.edges);
}

test('rules - straight boundaries in words', (t) => {
  const found = rules(offset, size, (x, y) =>
    x < -4 * HOUR_MS ? (y > 1_024 ? 'destroyed' : 'stranded') : 'safe',
  );
  t.deepEqual(
    found.map(({ text }) => text),
    [
      'destroyed rather than safe when the clock is behind by more than 4 h (at log size 1,025 to 4,096)',
      'destroyed rather than stranded when more than 1,024 records are logged (at clock offset -2 d to -4 h 0.001 s)',
      'stranded rather than safe when the clock is behind by more than 4 h (at log size 0 to 1,024)',
    ],
  );
  t.deepEqual(
    found.map((rule) => (rule.kind === 'straight' ? rule.at : rule.kind)),
    [-4 * HOUR_MS - 1, 1_024, -4 * HOUR_MS - 1],
  );
});

test('rules - a boundary on every line, and one that ends at another', (t) => {
  const found = rules(offset, size, (x) =>
    x < -HOUR_MS ? 'stranded' : Math.abs(x) > 1 ? 'misdated' : 'safe',
  );
  t.deepEqual(
    found.map(({ text }) => text),
    [
      'stranded rather than misdated when the clock is behind by more than 1 h (at every log size sampled)',
      'misdated rather than safe when the clock is behind by more than 0.001 s, as far as -1 h (at every log size sampled)',
      'misdated rather than safe when the clock is ahead by more than 0.001 s (at every log size sampled)',
    ],
  );
});

test('rules - a slope is a sum, reported once and not again from the other side', (t) => {
  const found = rules(offset, poll, (x, y) =>
    x < -(4 * HOUR_MS + y * 60_000) ? 'stranded' : 'safe',
  );
  t.deepEqual(
    found.map((rule) => {
      const { kind, text } = rule;
      return rule.kind === 'sloped' ? { kind, text, slope: rule.slope } : { kind, text };
    }),
    [
      {
        kind: 'sloped',
        text: 'stranded rather than safe when the clock is behind by more than the poll plus 4 h (at every poll sampled)',
        slope: -60_000,
      },
    ],
  );
});

test('rules - a slope without a whole number of units is described by its step', (t) => {
  const found = rules(offset, size, (x, y) => (x < -1_000 - 7 * y ? 'stranded' : 'safe'));
  t.is(found[0]?.kind, 'sloped');
  t.regex(
    found[0]?.text ?? '',
    /behind by more than 1 s at log size 0, a boundary that moves by -0\.007 s for each 1 more/,
  );
});

test('rules - a boundary without a rule is reported as such', (t) => {
  const found = rules(offset, size, (x, y) => (x < -y * y - 5 ? 'stranded' : 'safe'));
  t.true(found.every((rule) => rule.kind === 'moving'));
  t.regex(found[0]?.text ?? '', /without a known rule/);
});

test('rules - one class everywhere has none', (t) => {
  t.deepEqual(
    rules(offset, size, () => 'safe'),
    [],
  );
});

test('words - each side of a boundary, behind, ahead and around zero', (t) => {
  const side = (low: number, which: 'lower' | 'upper'): string => conditionOf(offset, low, which);
  t.is(side(-2, 'lower'), 'the clock is behind by more than 0.001 s');
  t.is(side(-2, 'upper'), 'the clock is behind by less than 0.002 s');
  t.is(side(1, 'upper'), 'the clock is ahead by more than 0.001 s');
  t.is(side(1, 'lower'), 'the clock is ahead by less than 0.002 s');
  t.is(side(-1, 'lower'), 'the clock is behind by more than 0 s');
  t.is(side(0, 'upper'), 'the clock is ahead by more than 0 s');
  t.is(conditionOf(poll, 5, 'upper'), 'poll is more than 5 min');
});
