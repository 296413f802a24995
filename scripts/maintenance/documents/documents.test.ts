/** The documents are true: what they quote is printed, what they name exists, what they list is all. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'ava';
import * as library from '../../../library/index.js';
import { EXIT } from '../../cli/context.js';
import {
  anchorsIn,
  blocksOf,
  documents,
  linksIn,
  namesIn,
  ROOT,
  tableIn,
  textAt,
} from './markdown.js';
import { withTables } from './tables.js';
import { printedBy, wantedIn } from './wanted.js';
import { textFiles } from '../tidy/tree.js';

const { PROPERTY_NAMES, runScenario, sms2, sms2Study, VERDICT_KINDS } = library;
const all = documents();
const tree = textFiles(ROOT);
const paths = tree.map(({ path }) => path);
const readme = textAt('README.md');
const architecture = textAt('ARCHITECTURE.md');

for (const { path, text } of all)
  blocksOf(text).forEach((block, index) => {
    test(`${path} - block ${String(index + 1)}: ${block.of}`, async (t) => {
      t.is(block.body, await wantedIn(block), 'npm run docs brings the documents up to date');
    });
  });

for (const { path, text } of all)
  if (withTables(text) !== text || text.includes('<!-- table: '))
    test(`${path} - its tables are those that the code makes`, (t) => {
      t.is(withTables(text), text, 'npm run docs brings the documents up to date');
    });

test('README - its sessions and its code are generated', (t) => {
  const kinds = blocksOf(readme).map(({ kind }) => kind);
  t.true(kinds.includes('session'));
  t.true(kinds.includes('include'));
  for (const { kind, body } of blocksOf(readme))
    if (kind === 'session') t.true(body.split('\n').length <= 40, body.split('\n')[0]);
});

test('documents - every link leads somewhere', (t) => {
  const dead = all.flatMap(({ path, text }) =>
    linksIn(text)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : normalize(join(dirname(path), file));
        if (!existsSync(join(ROOT, target))) return true;
        return anchor !== undefined && !anchorsIn(textAt(target)).includes(anchor);
      })
      .map((link) => `${path}: ${link}`),
  );
  t.deepEqual(dead, []);
});

const asPattern = (name: string): RegExp =>
  new RegExp(`(^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);

test('documents - every file that is named exists', (t) => {
  const missing = all.flatMap(({ path, text }) =>
    namesIn(text)
      .filter((name) => /^[\w.*/-]+\.(ts|js|mjs|json|md|csv)$/.test(name))
      .filter((name) => !paths.some((known) => asPattern(name).test(known)))
      .map((name) => `${path}: ${name}`),
  );
  t.deepEqual(missing, []);
});

test('documents - every name of the code is one', (t) => {
  const code = tree
    .filter(({ path }) => !path.endsWith('.md') && !path.startsWith('scripts/documents'))
    .map(({ text }) => text);
  const unknown = all.flatMap(({ path, text }) =>
    namesIn(text)
      .filter(
        (name) => /^[A-Za-z][\w.-]*$/.test(name) && !paths.some((p) => asPattern(name).test(p)),
      )
      .filter((name) => !code.some((source) => source.includes(name)))
      .map((name) => `${path}: ${name}`),
  );
  t.deepEqual(unknown, []);
});

test('documents - every script that is named is one of package.json', (t) => {
  const { scripts } = JSON.parse(textAt('package.json')) as { scripts: Record<string, string> };
  const named = all.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => ({ path, name })),
  );
  t.true(named.length > 0);
  t.deepEqual(
    named.filter(({ name }) => !Object.hasOwn(scripts, name)),
    [],
  );
});

test('README - lists every command, property, verdict and fate, and no other command', async (t) => {
  const { output } = await printedBy('npx skewproof --help');
  const commands = [...output.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name = '']) => name);
  t.true(commands.length > 3);
  const listed = tableIn(readme, 'command').map(([cell = '']) => /\w+/.exec(cell)?.[0] ?? '');
  t.deepEqual([...new Set(listed)].sort(), commands.sort());
  const { fates } = runScenario(sms2Study, sms2Study.simplest('fixed'));
  const words = [...PROPERTY_NAMES, ...VERDICT_KINDS, ...Object.keys(fates.totals)];
  const named = new Set(namesIn(readme));
  t.deepEqual(
    words.filter((word) => !named.has(word)),
    [],
  );
});

test('README - what it says of the library is exported', (t) => {
  const section = readme.slice(readme.indexOf('## Library'), readme.indexOf('## What a pass'));
  const named = namesIn(section).filter((name) => /^\w+$/.test(name));
  t.true(named.length > 15);
  t.deepEqual(
    named.filter((name) => !Object.hasOwn(library, name)),
    [],
  );
});

test('ARCHITECTURE - says of every planted defect which part of the fix it takes away', (t) => {
  const cells = tableIn(architecture, 'part').map((row) => row.at(-1) ?? '');
  const named = cells.flatMap(namesIn);
  t.deepEqual([...new Set(named)].sort(), Object.keys(sms2.DEFECTS).sort());
});

test('ARCHITECTURE - what it places in a file of the fix is declared there', (t) => {
  const places = tableIn(architecture, 'part').flatMap((row) => (row.at(-2) ?? '').split(';'));
  t.true(places.length > 10);
  for (const place of places) {
    const [file = '', ...names] = namesIn(place);
    const [source, ...others] = tree.filter(({ path }) =>
      [`models/sms2/fixed/${file}`, `models/sms2/${file}`].includes(path),
    );
    // The fix has files of the same names as the shipped agent's, and means its own.
    const text =
      others.length === 0
        ? source?.text
        : tree.find((f) => f.path === `models/sms2/fixed/${file}`)?.text;
    t.true(names.length > 0, place);
    for (const name of names)
      t.regex(
        text ?? '',
        new RegExp(`(function|const|interface|readonly) ${name}\\b|^ {2}${name}[:,]`, 'm'),
      );
  }
});

test('ARCHITECTURE - every file of the kernel and of the fix has its line', (t) => {
  const named = namesIn(architecture).map(asPattern);
  const unnamed = paths
    .filter((path) => /^(sim|models\/sms2\/fixed)\/[^/_]+\.ts$/.test(path))
    .filter((path) => !/\.test\.ts$|\/index\.ts$/.test(path))
    .filter((path) => !named.some((pattern) => pattern.test(path)));
  t.deepEqual(unnamed, []);
});

test('decisions - every page is in the index', (t) => {
  const pages = all
    .map(({ path }) => path)
    .filter((path) => /^docs\/decisions\/\d/.test(path))
    .map((path) => path.replace('docs/decisions/', ''));
  t.deepEqual([...linksIn(textAt('docs/decisions/README.md'))].sort(), pages.sort());
});

test('errors - the codes and exit codes are those of the code', (t) => {
  const errors = textAt('docs/errors.md');
  const inCode = [...textAt('sim/model/errors.ts').matchAll(/'(SKEW-\d+)'/g)].map(
    ([, code]) => code,
  );
  const rows = tableIn(errors, 'code');
  t.deepEqual(rows.map(([code]) => code).sort(), [...new Set(inCode)].sort());
  const exits = tableIn(errors, 'exit code').map(([exit]) => Number(exit));
  t.deepEqual(exits, Object.values(EXIT));
  for (const [code = '', , , raised = ''] of rows) {
    const files = namesIn(raised);
    t.true(files.length > 0, code);
    for (const file of files) {
      const sources = tree.filter(({ path }) => asPattern(file).test(path));
      // `invariant` and `inputError` carry one code each.
      const said =
        code === 'SKEW-101' ? 'inputError(' : code === 'SKEW-401' ? 'invariant(' : `'${code}'`;
      t.true(
        sources.some(({ text }) => text.includes(said)),
        `${file} raises ${code}`,
      );
    }
  }
});

test('COVERAGE - what is simulated names the file that does it; every article of the code is there', (t) => {
  const coverage = textAt('COVERAGE.md');
  const rows = coverage
    .split('\n')
    .filter((line) => /^\|.*\| (simulated|part|planned|out) \|/.test(line));
  t.true(rows.length > 50);
  t.deepEqual(
    rows.filter((line) => /\| (simulated|part) \|/.test(line) && namesIn(line).length === 0),
    [],
  );
  const cited = tree
    .filter(({ path }) => /^(models|properties)\/.*\.ts$/.test(path))
    .flatMap(({ text }) => text.match(/\bQ\d{6}\b/g) ?? []);
  t.deepEqual(
    [...new Set(cited)].filter((article) => !coverage.includes(article)),
    [],
  );
});
