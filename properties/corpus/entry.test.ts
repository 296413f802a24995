/** An entry of a corpus: read back whole, and refused when a field is missing or of another type. */
import test from 'ava';
import { entryOf, entryText } from './entry.js';
import type { CorpusEntry } from './entry.js';

const ENTRY: CorpusEntry = {
  format: 1,
  study: 'sms2',
  variant: 'h4',
  fingerprint: 'conservation | destroyed',
  hash: '00',
  foundWith: { seed: 1, run: 2 },
  scenario: { study: 'sms2', variant: 'h4', seed: 3 },
};

test('entry - its text gives it back', (t) => {
  t.deepEqual(entryOf(entryText(ENTRY), 'a.json'), ENTRY);
});

test('entry - a field that is missing, or of another type, is refused with its file', (t) => {
  for (const field of ['format', 'study', 'variant', 'hash', 'scenario'])
    for (const value of [undefined, 2_147_483_648, true]) {
      const text = JSON.stringify({ ...ENTRY, [field]: value });
      t.throws(() => entryOf(text, 'a.json'), {
        message: /^SKEW-101 at a\.json: expected a corpus entry/,
      });
    }
  t.throws(() => entryOf('null', 'a.json'), { message: /SKEW-101/ });
});
