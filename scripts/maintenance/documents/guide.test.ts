/** README, ARCHITECTURE and the guide: short enough, and complete where they list things. */
import test from 'ava';
import { PROPERTY_NAMES, runScenario, VERDICT_KINDS } from '../../../library/index.js';
import { sms2Study } from '../../../library/studies/sms2.js';
import { builtApi } from './api.js';
import { blocksOf, documents, linksIn, namesIn, tableIn, textAt } from './markdown.js';
import { printedBy } from './wanted.js';

const all = documents();
const readme = textAt('README.md');
const GUIDE = 'docs/guide/';

test('README - about 120 lines, with sessions of 80 columns and code that are generated', (t) => {
  // The table of packages is results, as long as they are many.
  const own = readme.replace(/^## Found in released packages$[^]*?(?=^## )/m, '');
  t.not(own, readme);
  t.true(own.trimEnd().split('\n').length <= 135);
  const blocks = blocksOf(readme);
  t.true(blocks.some(({ kind }) => kind === 'session'));
  t.true(blocks.some(({ kind }) => kind === 'include'));
  const wide = blocks
    .filter(({ kind }) => kind === 'session')
    .flatMap(({ body }) => body.split('\n'))
    .filter((line) => line.length > 80);
  t.deepEqual(wide, []);
  for (const { body } of blocks) t.true(body.split('\n').length <= 40, body.split('\n')[0]);
});

test('README - everything that it links to is in the package', (t) => {
  const { files } = JSON.parse(textAt('package.json')) as { files: readonly string[] };
  // npm packs these whatever the list says.
  const packed = [...files.filter((file) => !file.startsWith('!')), 'README.md', 'LICENSE'];
  const missing = linksIn(readme)
    .filter((link) => !/^[a-z]+:|^#/.test(link))
    .filter((link) => !packed.some((file) => link === file || link.startsWith(`${file}/`)));
  t.deepEqual(missing, []);
});

test('ARCHITECTURE - about 110 lines', (t) => {
  t.true(textAt('ARCHITECTURE.md').trimEnd().split('\n').length <= 125);
});

test('guide - every chapter is in its list, and the README leads to the list', (t) => {
  const chapters = all
    .map(({ path }) => path)
    .filter((path) => path.startsWith(GUIDE) && path !== `${GUIDE}README.md`)
    .map((path) => path.slice(GUIDE.length));
  const listed = linksIn(textAt(`${GUIDE}README.md`)).filter((link) => !link.startsWith('..'));
  t.deepEqual([...listed].sort(), chapters.sort());
  t.true(linksIn(readme).includes(`${GUIDE}README.md`));
});

test('guide - names every command, and no other command', async (t) => {
  const { output } = await printedBy('npx skewproof --help');
  const commands = [...output.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name = '']) => name);
  t.true(commands.length > 3);
  const rows = tableIn(textAt(`${GUIDE}commands.md`), 'command');
  const listed = rows.map(([cell = '']) => /\w+/.exec(cell)?.[0] ?? '');
  t.deepEqual([...new Set(listed)].sort(), commands.sort());
});

test('guide - explains every property, verdict and fate', (t) => {
  const chapter = textAt(`${GUIDE}verdicts.md`);
  const { fates } = runScenario(sms2Study, sms2Study.simplest('fixed'));
  const named = new Set(namesIn(chapter));
  t.deepEqual(
    [...PROPERTY_NAMES, ...VERDICT_KINDS, ...Object.keys(fates.totals)].filter(
      (word) => !named.has(word),
    ),
    [],
  );
});

test('guide - every name that the chapter on the library gives is in the door that it says', (t) => {
  const doors = new Map(builtApi().names.map(({ name, doors: by }) => [name, by]));
  const rows = tableIn(textAt(`${GUIDE}library.md`), 'names');
  t.true(rows.length > 8);
  const wrong = rows.flatMap(([names = '', from = '']) =>
    namesIn(names)
      .filter((name) => !doors.get(name)?.includes(namesIn(from)[0] ?? ''))
      .map((name) => `${name}: ${String(doors.get(name))}`),
  );
  t.deepEqual(wrong, []);
});
