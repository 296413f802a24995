import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { holds } from './_holds.test.js';
import { Alea } from './alea.js';

test("alea - every seed gives seedrandom's numbers", (t) => {
  const seeds = fc.string({ unit: 'binary', maxLength: 40 });
  holds(
    t,
    2_000,
    fc.property(seeds, fc.integer({ min: 1, max: 200 }), (seed, draws) => {
      const reference = seedrandom.alea(seed);
      const alea = new Alea(seed);
      for (let draw = 0; draw < draws; draw += 1)
        assert.equal(alea.bits(), reference.int32() >>> 0, `draw ${String(draw)}`);
    }),
  );
});

test("alea - a long run stays with seedrandom's", (t) => {
  const reference = seedrandom.alea('v1/1/node:client-1');
  const alea = new Alea('v1/1/node:client-1');
  let differing = 0;
  for (let draw = 0; draw < 200_000; draw += 1)
    if (alea.bits() !== reference.int32() >>> 0) differing += 1;
  t.is(differing, 0);
});
