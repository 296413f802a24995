import test from 'ava';
import { didYouMean, nearest } from './nearest.js';

const NAMES = ['shipped', 'corrected', 'h1', 'fixed'];

test('nearest - a misspelt name finds the intended one', (t) => {
  t.is(nearest('shiped', NAMES), 'shipped');
  t.is(nearest('fixd', NAMES), 'fixed');
  t.is(nearest('correctd', NAMES), 'corrected');
  t.is(nearest('h2', NAMES), 'h1');
});

test('nearest - a name of another kind finds none', (t) => {
  for (const name of ['', 'zzzzzz', 'eventual-delivery']) t.is(nearest(name, NAMES), undefined);
  t.is(nearest('shipped', []), undefined);
});

test('nearest - advice is a question, or nothing', (t) => {
  t.is(didYouMean('shiped', NAMES), 'Did you mean "shipped"?');
  t.is(didYouMean('zzzzzz', NAMES), '');
});
