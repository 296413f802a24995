/** A quotation is held to the installed file, and a study says which package it is for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { checkQuote, checkedAbout, withVersions } from './about.js';

const folder = mkdtempSync(join(tmpdir(), 'about-'));
mkdirSync(join(folder, 'acme'));
writeFileSync(join(folder, 'acme/package.json'), '{"version":"1.2.3"}');
writeFileSync(join(folder, 'acme/README.md'), 'Events older than\n * one day are `dropped`.');
test.after.always(() => {
  rmSync(folder, { recursive: true });
});

test('about - versions are those that are installed', (t) => {
  t.deepEqual(withVersions(folder, ['acme']), ['acme@1.2.3']);
});

test('about - a quotation has the words of the file, whatever its line breaks', (t) => {
  const about = (quote: string, file = 'README.md') => ({
    packages: ['acme'],
    documented: { file, quote },
  });
  t.notThrows(() => {
    checkQuote(folder, about('Events older than one day are dropped .'));
    checkQuote(folder, { packages: ['acme'] });
  });
  t.throws(
    () => {
      checkQuote(folder, about('Events older than two days'));
    },
    { message: /does not say/ },
  );
  t.throws(
    () => {
      checkQuote(folder, about('Events', 'CHANGES.md'));
    },
    { message: /no such file/ },
  );
});

test('about - another form is refused, with the file', (t) => {
  for (const given of [
    undefined,
    {},
    { packages: [] },
    { packages: ['a'], documented: { file: 'x' } },
  ])
    t.throws(() => checkedAbout(given, 'studies/node/acme.ts'), {
      message: /studies\/node\/acme\.ts/,
    });
});
