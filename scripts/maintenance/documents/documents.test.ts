/** The documents as a whole: blocks, tables and pictures are generated; links and names lead somewhere. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'ava';
import { fileTables, firstSentence, undescribed } from './files.js';
import {
  anchorsIn,
  asPattern,
  blocksOf,
  documents,
  linksIn,
  namesIn,
  ROOT,
  textAt,
} from './markdown.js';
import { PICTURES } from './pictures.js';
import { withTables } from './tables.js';
import { wantedIn } from './wanted.js';
import { textFiles } from '../tidy/tree.js';

const all = documents();
/** Pages on packages of others name their files and functions. */
const own = all.filter(({ path }) => !path.startsWith('docs/packages'));
const tree = textFiles(ROOT);
const paths = tree.map(({ path }) => path);

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

test('blocks - a block shows its cuts in order; a session marks the lines left out', async (t) => {
  const block = (head: string): string => `<!-- ${head} -->\n\`\`\`text\nold\n\`\`\`\n`;
  const include = 'include: .prettierrc.json';
  const wanted = async (head: string): Promise<string> => {
    const [found] = blocksOf(block(head));
    return found === undefined ? '' : wantedIn(found);
  };
  t.is(blocksOf(block(include))[0]?.body, 'old\n');
  t.is(await wanted(include), textAt('.prettierrc.json'));
  t.is(
    await wanted(`${include} from "singleQuote" before "printWidth"`),
    '  "singleQuote": true,\n',
  );
  t.is(await wanted(`${include} to "singleQuote", from "}"`), '{\n  "singleQuote": true,\n}\n');
  await t.throwsAsync(wanted(`${include} from "printWidth" to "singleQuote"`), {
    message: /no lines from "printWidth" to "singleQuote"/,
  });
  const session = await wanted('session: npx skewproof --version from "0." to "0."').catch(String);
  t.regex(session, /no lines/);
  const parts = 'from "Options:" before "-h,", from "list [options]" before "schema [options]"';
  t.is(
    await wanted(`session: npx skewproof --help ${parts}`),
    [
      '$ npx skewproof --help',
      '[…]',
      'Options:',
      '  -V, --version                        output the version number',
      '[…]',
      '  list [options] [study]               studies, variants, spaces and properties,',
      '                                       or the known defects of a study',
      '  report [options]                     compare two reports: what is new, gone,',
      '                                       or moved; exit 1 when something is new or',
      '                                       moved',
      '[…]',
      '',
    ].join('\n'),
  );
});

for (const [path, draw] of Object.entries(PICTURES))
  test(`${path} - is what its runs draw`, (t) => {
    // Not compared by the assertion: a difference of a whole page takes minutes to print.
    t.true(textAt(path) === draw(), 'npm run docs draws it again');
    t.true(
      all.some(({ text }) => text.includes(path.replace(/^docs\//, ''))),
      'a document shows it',
    );
  });

test('files - every source is listed with its first sentence', (t) => {
  t.deepEqual(undescribed(tree), []);
  const file = (path: string, text: string) => ({ path, text });
  const tables = fileTables([
    file('sim/clock/a.ts', '/** Reads `a.b` as [x] | y. More. */'),
    file('sim/clock/a.test.ts', '/** Not listed. */'),
    file('sim/clock/_help.test.ts', ''),
    file('scripts/run.ts', '#!/usr/bin/env node\n/**\n * Runs\n * all\n *\n * Not this.\n */\n'),
  ]);
  t.true(tables.includes('### sim/clock'));
  t.true(tables.includes('| [a.ts](../sim/clock/a.ts) | Reads `a.b` as \\[x\\] \\| y. |'));
  t.true(tables.includes('| [run.ts](../scripts/run.ts) | Runs all |'));
  t.false(tables.includes('test.ts'));
  t.is(
    firstSentence('import a from "a";\n\n/** Does one thing. And more. */\n'),
    'Does one thing.',
  );
  t.is(firstSentence('export const a = 1; // /** No. */'), undefined);
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

/** Files that users write. */
const USERS: ReadonlySet<string> = new Set(['skewproof.config.ts', 'report.json']);

test('documents - every file that is named exists', (t) => {
  const missing = own.flatMap(({ path, text }) =>
    namesIn(text)
      .filter((name) => /^[\w.*/-]+\.(ts|js|mjs|json|md|csv)$/.test(name) && !USERS.has(name))
      .filter((name) => !paths.some((known) => asPattern(name).test(known)))
      .map((name) => `${path}: ${name}`),
  );
  t.deepEqual(missing, []);
});

test('documents - every folder that is named exists', (t) => {
  const missing = all.flatMap(({ path, text }) =>
    namesIn(text)
      .filter((name) => /^[\w.-]+\/([\w.-]+\/)*$/.test(name))
      .filter((name) => !paths.some((known) => `/${known}`.includes(`/${name}`)))
      .filter((name) => !existsSync(join(ROOT, name)))
      .map((name) => `${path}: ${name}`),
  );
  t.deepEqual(missing, []);
});

test('documents - every name of the code is one', (t) => {
  const code = tree
    .filter(
      ({ path }) => !path.endsWith('.md') && !path.startsWith('scripts/maintenance/documents'),
    )
    .map(({ text }) => text);
  const unknown = own.flatMap(({ path, text }) =>
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
