/** Holds `module` to the real one; what no real program sees is tested here. */
import test from 'ava';
import { conforms } from '../_conformance.test.js';
import { MODULE_CASES } from './conformance.js';
import { resolved } from './module.js';

conforms('module', MODULE_CASES);

test('module - a file beside the script has a path', (t) => {
  t.is(resolved('./worker.js'), '/program/worker.js');
  t.is(resolved('../a/worker.js'), '/a/worker.js');
  t.is(resolved('/abs/worker.js'), '/abs/worker.js');
});
