/** The pages of reference against the code: the fix, decisions, error codes, coverage of the sources. */
import test from 'ava';
import * as sms2 from '../../../models/sms2/index.js';
import { EXIT } from '../../cli/context.js';
import { asPattern, documents, linksIn, namesIn, ROOT, tableIn, textAt } from './markdown.js';
import { textFiles } from '../tidy/tree.js';

const tree = textFiles(ROOT);

/** Texts after `- **label:**` in docs/fix.md, up to the next item or section. */
const itemsOf = (label: string): readonly string[] =>
  [
    ...textAt('docs/fix.md').matchAll(
      new RegExp(`^- \\*\\*${label}:\\*\\* ([\\s\\S]*?)(?=\\n- |\\n\\n|\\n#)`, 'gm'),
    ),
  ].map(([, text = '']) => text);

test('fix - every part of it says what it answers, where it is, and what takes it away', (t) => {
  const parts = [...textAt('docs/fix.md').matchAll(/^### /gm)].length;
  t.true(parts >= 13);
  for (const label of ['Answers', 'Where', 'Planted defects'])
    t.is(itemsOf(label).length, parts, label);
});

test('fix - says of every planted defect which part of the fix it takes away', (t) => {
  const named = itemsOf('Planted defects').flatMap(namesIn);
  t.deepEqual([...new Set(named)].sort(), Object.keys(sms2.DEFECTS).sort());
});

test('fix - every name that it places in a file is declared there', (t) => {
  const places = itemsOf('Where').flatMap((text) => text.split(';'));
  t.true(places.length > 10);
  for (const place of places) {
    const [file = '', ...names] = namesIn(place.replaceAll('\n', ' '));
    const source = tree.find(({ path }) => path === `models/sms2/${file}`);
    t.true(names.length > 0, place);
    for (const name of names)
      t.regex(
        source?.text ?? '',
        new RegExp(`(function|const|interface|readonly) ${name}\\b|^ {2}${name}[:,]`, 'm'),
        `${file}: ${name}`,
      );
  }
});

test('decisions - every page is in the index', (t) => {
  const pages = documents()
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
});

test('errors - every code is raised somewhere in the folders that its row names', (t) => {
  for (const [code = '', , , raised = ''] of tableIn(textAt('docs/errors.md'), 'code')) {
    const folders = namesIn(raised);
    t.true(folders.length > 0, code);
    // `inputError` and `invariant` carry one code each.
    const said =
      code === 'SKEW-101' ? 'inputError(' : code === 'SKEW-401' ? 'invariant(' : `'${code}'`;
    for (const folder of folders)
      t.true(
        tree.some(
          ({ path, text }) =>
            (path.startsWith(folder) || asPattern(folder).test(path)) &&
            !path.includes('.test.') &&
            text.includes(said),
        ),
        `${folder} raises ${code}`,
      );
  }
});

test('COVERAGE - what is simulated names where; every article of the code is there', (t) => {
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
