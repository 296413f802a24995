import assert from 'node:assert/strict';
import test from 'ava';
import * as fc from 'fast-check';
import { patched, patchOf } from './patch.js';
import type { Json } from './tree.js';

/** JSON whose objects hold no null: in a patch, null takes a field away. */
const { json } = fc.letrec<{ json: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.boolean()),
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(fc.oneof(tie('json'), fc.constant(null)), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('json'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

test('patch - applied to its base it restores the value', (t) => {
  fc.assert(
    fc.property(json, json, (value, base) => {
      assert.deepEqual(patched(base, patchOf(value, base)), value);
    }),
    { seed: 1, numRuns: 2_000 },
  );
  t.pass();
});

test('patch - it contains only differences', (t) => {
  const base = { a: 1, b: { c: 2, d: 3 }, list: [{ x: 0, y: 0 }], gone: 1 };
  const value = {
    a: 1,
    b: { c: 2, d: 4 },
    list: [
      { x: 0, y: 5 },
      { x: 0, y: 0 },
    ],
    fresh: [1],
  };
  const patch = patchOf(value, base);
  t.deepEqual(patch, { b: { d: 4 }, list: [{ y: 5 }, {}], gone: null, fresh: [1] });
  t.deepEqual(patched(base, patch), value);
  t.deepEqual(patchOf(base, base), {});
});

test('patch - it cannot change a prototype', (t) => {
  const patch = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}') as Json;
  const value = patched({ b: 2 }, patch);
  t.deepEqual(value, { b: 2, a: 1 });
  t.is(Object.getPrototypeOf(value), Object.prototype);
  t.is(({} as { polluted?: boolean }).polluted, undefined);
});
