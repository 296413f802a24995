/** Randomness of a hosted process: of its own stream, and refused where it is the host's. */
import test from 'ava';
import { played } from '../../../_worlds.test.js';
import { outsideMicrotasks } from '../../../realm/node/drain.js';
import { conforms } from '../_conformance.test.js';
import { CRYPTO_CASES } from './conformance.js';

conforms('crypto', CRYPTO_CASES);

const DRAW = `
  const crypto = require('crypto');
  exports.start = ({ told }) => told([
    Math.random(), crypto.randomUUID(), crypto.randomBytes(9).toString('hex'), crypto.randomInt(1e9),
    crypto.webcrypto.getRandomValues(new Uint32Array(2)).join(),
  ]);`;

test('randomness - the same by seed, another by another seed, another after a restart', async (t) => {
  const faults = [{ kind: 'restart', node: 'app', at: 100 }] as const;
  const of = (seed: number) =>
    outsideMicrotasks(() => played({ code: DRAW, seed, faults, endAt: 1_000 }).reports);
  const [first, again, other] = [await of(1), await of(1), await of(2)];
  t.is(first.length, 2);
  t.deepEqual(first, again);
  t.is(new Set([...first, ...other]).size, 4);
});

for (const call of [
  "generateKeyPairSync('ed25519')",
  'generatePrimeSync(32)',
  "createECDH('secp256k1')",
  "webcrypto.subtle.generateKey('x')",
])
  test(`randomness - crypto.${call} is refused by name`, async (t) => {
    const code = `exports.start = () => { require('crypto').${call}; };`;
    const name = call.replace('webcrypto.', '').replace(/\(.*/, '');
    await t.throwsAsync(
      outsideMicrotasks(() => played({ code })),
      { message: new RegExp(`SKEW-404.*program:program:1:.*got crypto\\.${name}`) },
    );
  });
