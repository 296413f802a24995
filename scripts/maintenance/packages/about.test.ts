/** A quotation is held to the installed file, and a study says which package it is for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { checkQuote, checkSearched, checkedAbout, withReading, withVersions } from './about.js';
import type { PackageResult, Reading } from './result.js';

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
    { packages: ['a'], searched: { files: ['x'], words: [''] } },
    { packages: ['a'], decides: { file: 'x', text: 3 } },
  ])
    t.throws(() => checkedAbout(given, 'studies/node/acme.ts'), {
      message: /studies\/node\/acme\.ts/,
    });
});

test('about - a search that found nothing finds the word once it is there', (t) => {
  const about = (words: readonly string[], file = 'README.md') => ({
    packages: ['acme'],
    searched: { files: [file], words },
  });
  t.notThrows(() => {
    checkSearched(folder, about(['clock', 'two days']));
    checkSearched(folder, about(['clock'], 'acme/README.md'));
  });
  t.throws(
    () => {
      checkSearched(folder, about(['clock', 'ONE day']));
    },
    { message: /README\.md does have the word "ONE day"/ },
  );
  t.throws(
    () => {
      checkSearched(folder, about(['clock'], 'CHANGES.md'));
    },
    { message: /no such file/ },
  );
});

test('about - a reading of the source is held to what the run named', (t) => {
  const loss = {
    ...{ property: 'clock-innocent', fate: 'destroyed', foundAtRun: 1, isClocks: true },
    ...{ scenario: [], minimal: true, token: 'sk1.a', hash: '0123456789abcdef', said: [] },
  };
  const line = {
    ...{ file: 'acme/a.js', line: 3, source: 'now > max', confirmed: true },
    ...{ losing: '2 > 1', passing: '1 > 1' },
  };
  const result = (clocks: Partial<PackageResult['clocks']>): PackageResult => ({
    ...{ study: 'acme', file: 'acme.ts', packages: ['acme@1.2.3'], adapterLines: 1 },
    ...{ bundle: 'fedcba9876543210', clocks: { ...loss, ...clocks } },
  });
  const agrees = (clocks: Partial<PackageResult['clocks']>, reading: Reading) =>
    withReading(result(clocks), reading).reading?.agrees;
  const text: Reading = { file: 'acme/a.js', text: 'now > max' };
  t.true(agrees({ line }, text));
  t.false(agrees({ line }, { ...text, text: 'now >= max' }));
  t.false(agrees({ undecided: 'No comparison decides.' }, text));
  const service: Reading = { by: 'service', because: 'it refuses old events' };
  t.true(agrees({ undecided: 'The service decides: 400.' }, service));
  t.false(agrees({ line }, service));
  const timers: Reading = { by: 'timers', because: 'two timers race' };
  t.true(agrees({ undecided: 'No comparison decides: tasks.' }, timers));
  t.false(agrees({ undecided: 'The service decides: 400.' }, timers));
  const { clocks: _, ...without } = result({});
  t.is(withReading(without, text), without);
});
