/** The records that a database has taken, compared with a plain set. */
import test from 'ava';
import * as fc from 'fast-check';
import { hasSeen, withSeen } from './identities.js';
import type { SeenOfClient } from './identities.js';

const identity = fc.record({
  incarnation: fc.nat({ max: 2 }),
  sequence: fc.integer({ min: 1, max: 30 }),
});

test('identities - exactly the taken records are known, in any order', (t) => {
  fc.assert(
    fc.property(fc.array(identity, { maxLength: 60 }), (taken) => {
      const plain = new Set<string>();
      let seen: SeenOfClient | undefined;
      for (const one of taken) {
        seen = withSeen(seen, one);
        plain.add(JSON.stringify([one.incarnation, one.sequence]));
      }
      for (let incarnation = 0; incarnation <= 3; incarnation += 1)
        for (let sequence = 0; sequence <= 31; sequence += 1)
          t.is(
            hasSeen(seen, { incarnation, sequence }),
            plain.has(JSON.stringify([incarnation, sequence])),
          );
    }),
    { numRuns: 200 },
  );
});

test('identities - numbers that follow one another are one range', (t) => {
  const numbers = [1, 2, 4, 3, 9, 8];
  const seen = numbers.reduce<SeenOfClient | undefined>(
    (all, sequence) => withSeen(all, { incarnation: 7, sequence }),
    undefined,
  );
  t.deepEqual(seen, { '7': [1, 4, 8, 9] });
});

test('identities - a number that follows the last one widens its range at once', (t) => {
  const seen = withSeen({ 7: [1, 3] }, { incarnation: 7, sequence: 4 });
  t.deepEqual(seen, { '7': [1, 4] });
  t.deepEqual(withSeen(seen, { incarnation: 7, sequence: 6 }), { '7': [1, 4, 6, 6] });
});
