import test from 'ava';
import { marginWords, neededWords } from './margin.js';
import type { StorySide } from '../story-types.js';

const side = (value: number, quantity: StorySide['quantity']): StorySide => ({
  name: 'a',
  value,
  quantity,
});

const margin = (
  left: number,
  comparison: string,
  right: number,
  held: boolean,
  quantity: StorySide['quantity'] = 'date',
): string | undefined =>
  marginWords({ left: side(left, quantity), comparison, right: side(right, quantity), held });

test('margin - by how much a comparison failed, or held where it should not', (t) => {
  t.is(margin(999, '>=', 1_000, false), '0.001 s short');
  t.is(margin(1_000, '<', 1_000, false), 'equal');
  t.is(margin(3_661_000, '<=', 61_000, false), '1 h too much');
  t.is(margin(5, '>', 3, true, 'count'), '2 more');
  t.is(margin(3, '<', 5, true, 'count'), '2 less');
  t.is(margin(2, '=', 0, false), '0.002 s apart');
  t.is(
    marginWords({
      left: { ...side(0, 'count'), text: 'a' },
      comparison: '===',
      right: side(0, 'count'),
      held: false,
    }),
    undefined,
  );
  t.is(neededWords({ comparison: '<', held: true }), 'must not be <');
});
