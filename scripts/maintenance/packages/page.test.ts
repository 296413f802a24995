/** The page says what the results say, and the one in docs/ is the page of the saved results. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { foundTable, PAGE, packagesPage } from './page.js';
import type { Loss, PackageResult } from './result.js';
import { ROOT } from './roster.js';
import { savedPage } from './saved.js';

const LOSS: Loss = {
  property: 'clock-innocent',
  fate: 'destroyed',
  foundAtRun: 32,
  isClocks: true,
  scenario: ["the machine's clock is 2 h 0.021 s ahead"],
  minimal: true,
  token: 'sk1.token',
  hash: '0123456789abcdef',
  threshold: { field: 'agents.0.offsetMs', losing: 7_200_021, passing: 7_200_020, unit: 'ms' },
  said: [],
};

const RESULT: PackageResult = {
  study: 'acme',
  file: 'studies/node/acme.ts',
  packages: ['acme@1.2.3', 'other@4.5.6'],
  adapterLines: 7,
  bundle: 'fedcba9876543210',
  equal: {
    runs: 200,
    first: ['0123456789abcdef'],
    digest: '0123456789abcdef',
    nodes: [{ version: 'v20.20.2' }, { version: 'v20.20.2' }],
  },
  search: { seed: 1, runs: 2_000, seconds: 60, violating: { 'clock-innocent': 3 } },
  clocks: LOSS,
};

const rowOf = (result: PackageResult): string =>
  packagesPage([result])
    .split('\n')
    .find((line) => line.startsWith('| acme')) ?? '';

test('page - a row has package, threshold on both sides, cause, and what was said', (t) => {
  const row = rowOf(RESULT);
  for (const part of [
    '| acme@1.2.3 | 7 | 2,000 | records destroyed',
    "`the machine's clock is 2 h 0.021 s ahead`",
    'loses at 2 h 0.021 s, passes at 2 h 0.020 s',
    '| yes | nothing is said | not searched |',
  ])
    t.true(row.includes(part), `${part} in ${row}`);
});

test('page - a deciding line is shown with its operands, and a text that was said is quoted', (t) => {
  const line = {
    ...{ file: 'acme/queue.js', line: 12, source: 'now - at > max', confirmed: true },
    ...{ losing: '2 > 1', passing: '1 > 1' },
  };
  const row = rowOf({ ...RESULT, clocks: { ...LOSS, line, said: ['warn: dropped | one'] } });
  t.true(row.includes('`acme/queue.js:12` `now - at > max`, losing `2 > 1`, passing `1 > 1`'));
  t.true(row.includes('`warn: dropped \\| one`'));
});

test('page - nothing found is said with the number of runs', (t) => {
  const { clocks: _, ...rest } = RESULT;
  t.true(rowOf(rest).includes('nothing was found in 2,000 runs'));
});

test('page - a gate that failed has a diagnosis and no verdict', (t) => {
  const { search: _search, clocks: _clocks, ...rest } = RESULT;
  const page = packagesPage([{ ...rest, diagnosis: 'missing: 1' }]);
  t.true(page.includes('the gate failed, so nothing was searched'));
  t.true(page.includes('```text\nmissing: 1\n```'));
  t.false(page.includes('nothing was found'));
});

test('page - what a package documents is quoted with its file', (t) => {
  const documented = { file: 'README.md', quote: 'older events are dropped' };
  t.true(rowOf({ ...RESULT, documented }).includes('"older events are dropped" (README.md)'));
});

test('page - a search of its documents that found nothing names the files and the words', (t) => {
  const searched = { files: ['README.md', 'CHANGELOG.md'], words: ['clock'] };
  const row = rowOf({ ...RESULT, searched });
  t.true(row.includes('not found in README.md, CHANGELOG.md: "clock"'));
});

test('page - two set-ups of one package have their own names', (t) => {
  const page = packagesPage([RESULT, { ...RESULT, study: 'acme-offline' }]);
  t.true(page.includes('| acme@1.2.3, acme-offline |'));
  t.true(page.includes('### acme@1.2.3, acme\n'));
});

test('page - a loss that needs one draw of chance is not counted as a clock’s', (t) => {
  const of = (losing: number): PackageResult => ({
    ...RESULT,
    clocks: { ...LOSS, otherDraws: { losing, of: 10 } },
  });
  t.true(packagesPage([of(5)]).includes('A loss by clocks was found in 1,'));
  t.true(packagesPage([of(4)]).includes('A loss by clocks was found in 0,'));
  t.true(packagesPage([of(4)]).includes('with 10 other draws of it the property is broken in 4'));
  t.false(foundTable([of(4)], []).includes('acme'));
});

test('page - a reading of the source that the run does not share is said and counted', (t) => {
  const reading = { file: 'acme/a.js', text: 'now > max', agrees: false };
  const page = packagesPage([{ ...RESULT, reading }]);
  t.true(page.includes('source in 0 of 1.'));
  t.true(
    page.includes('By reading the source: `now > max` in `acme/a.js`. The run named another.'),
  );
});

test('page - releases of Node that played the same are listed, and one that differs is named', (t) => {
  const [first] = RESULT.equal?.first ?? [];
  const of = (differsAt?: number): PackageResult => ({
    ...RESULT,
    equal: {
      ...{ runs: 200, first: [first ?? ''], digest: '0123456789abcdef' },
      nodes: [
        { version: 'v20.1.0' },
        { version: 'v22.1.0', ...(differsAt === undefined ? {} : { differsAt }) },
      ],
    },
  });
  t.true(packagesPage([of()]).includes('equal trace hashes in a process each of v20.1.0, v22.1.0'));
  t.true(packagesPage([of(7)]).includes('v22.1.0 differs at scenario 7.'));
});

test('page - a finding that has a page of its own points to it', (t) => {
  const page = (agrees: boolean): string =>
    packagesPage([RESULT], [], [], [{ study: 'acme', agrees, node: 'v20.1.0' }]);
  t.true(page(true).includes('[packages/acme.md](packages/acme.md); its script printed what'));
  t.true(page(false).includes('its script printed something else (v20.1.0)'));
});

test('page - a set-up that was never run is named', (t) => {
  t.true(packagesPage([RESULT], [], ['later']).includes('without a result yet: later.'));
  t.false(packagesPage([RESULT]).includes('without a result'));
});

test('page - a finding that was replayed in real Node says so, and one that disagreed too', (t) => {
  const one = { study: 'acme', sides: { losing: -2_000, passing: 0 }, node: 'v20.1.0' };
  const page = (agrees: boolean): string => packagesPage([RESULT], [{ ...one, agrees }]);
  t.true(
    page(true).includes(
      'with the clock set 2 s back the record was missing. With the clock not set it arrived',
    ),
  );
  t.true(page(true).includes('1 findings agree'));
  t.true(page(false).includes('set 2 s back the record arrived'));
  t.true(page(false).includes('0 findings agree'));
  t.true(page(true).includes('**In real Node** (v20.1.0, loopback'));
  const inBrowser = packagesPage([RESULT], [{ ...one, agrees: true, browser: 'Chromium 156' }]);
  t.true(inBrowser.includes('**In a real browser** (Chromium 156, loopback'));
  t.false(inBrowser.includes('**In real Node**'));
});

test('page - the README has five rows: silent losses first, those that were replayed before', (t) => {
  const of = (study: string, fate: string): PackageResult => ({
    ...RESULT,
    ...{ study, packages: [`${study}@1.0.0`], clocks: { ...LOSS, fate } },
  });
  const results = [
    of('reported', 'lost-reported'),
    { ...of('told', 'destroyed'), documented: { file: 'README.md', quote: 'dropped' } },
    of('b', 'destroyed'),
    of('a', 'destroyed'),
    of('stuck', 'stranded'),
    ...['x', 'y', 'z'].map((name) => of(name, 'lost-reported')),
  ];
  const confirmed = [{ study: 'b', sides: { losing: 1, passing: 0 }, agrees: true, node: 'v' }];
  const names = [...foundTable(results, confirmed).matchAll(/^\| (\w+)@/gm)].map(
    ([, name]) => name,
  );
  t.deepEqual(names, ['b', 'a', 'told', 'stuck', 'reported']);
});

test(`page - ${PAGE} is that of the saved results`, (t) => {
  t.is(
    readFileSync(join(ROOT, PAGE), 'utf8'),
    savedPage(),
    'npm run study:packages -- --page writes it again',
  );
});
