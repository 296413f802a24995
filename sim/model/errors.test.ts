/** Messages of errors: they quote input of any length, and stay readable. */
import test from 'ava';
import { inputError } from './errors.js';

test('error - a long line of input is cut in the message, and whole in its part', (t) => {
  const message = (got: string, place = 'a.json'): string =>
    inputError({ place, expected: 'a name', got }).message;
  const fits = 'x'.repeat(1_000);
  t.is(message(fits), `SKEW-101 at a.json: expected a name, got ${fits}.`);
  const cut = `${'x'.repeat(200)}… (1001 characters)`;
  t.is(message(`${fits}x`), `SKEW-101 at a.json: expected a name, got ${cut}.`);
  t.is(message('y', `${fits}x`), `SKEW-101 at ${cut}: expected a name, got y.`);
  // Each line of a list has a length of its own.
  t.is(message(`\n${fits}\n${fits}x`), `SKEW-101 at a.json: expected a name, got\n${fits}\n${cut}`);
  t.is(inputError({ place: 'p', expected: 'e', got: `${fits}x` }).got.length, 1_001);
});
