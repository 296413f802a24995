/** The doors: what they show is documented, small enough, explicit, and read from the declarations. */
import test from 'ava';
import ts from 'typescript';
import { apiDocument, apiOf, builtApi, doorsOf, doorTable, sourceOf, undocumented } from './api.js';
import { ROOT, textAt } from './markdown.js';
import { textFiles } from '../tidy/tree.js';

const MANIFEST = JSON.stringify({
  name: 'p',
  exports: {
    '.': { types: './index.d.ts' },
    './sub': { types: './sub.d.ts' },
    './package.json': './package.json',
  },
});
const FILES = {
  '/index.d.ts': "export { a } from './a.js';\nexport type { B } from './a.js';\n",
  '/sub.d.ts': "export { a } from './a.js';\nexport { c } from './a.js';\n",
  '/a.d.ts': [
    'interface Hidden {\n    readonly ms: number;\n}',
    '/**\n * Adds.\n * @throws E for NaN\n * @since 1.2.3\n */\nexport declare const a: (x: Hidden) => B;',
    '/** A result. */\nexport interface B {\n    /** ms. */\n    readonly at: number;\n}',
    'export declare function c(): void;\nexport {};',
  ].join('\n'),
};

/** The interface of a package that is in memory only. */
function _apiOf(files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(files));
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name),
    directoryExists: () => true,
    getCurrentDirectory: () => '/',
    getSourceFile: (name, target) =>
      texts.has(name) ? ts.createSourceFile(name, texts.get(name) ?? '', target) : undefined,
  };
  return apiOf(doorsOf(MANIFEST), '/', host);
}

test('api - each name once with its docstring, doors and declaration; types that are mentioned', (t) => {
  const api = _apiOf(FILES);
  t.deepEqual(
    api.names.map(({ name, kind, doors }) => [name, kind, ...doors]),
    [
      ['B', 'type', 'p'],
      ['a', 'value', 'p', 'p/sub'],
      ['c', 'value', 'p/sub'],
    ],
  );
  t.deepEqual(
    api.mentioned.map(({ name }) => name),
    ['Hidden'],
  );
  const page = apiDocument(doorsOf(MANIFEST), api);
  t.true(page.includes('### a\n\nAdds.\n\nThrows E for NaN\n\nSince 1.2.3.'));
  t.true(page.includes('```ts\nconst a: (x: Hidden) => B;\n```'));
  t.true(page.includes('    /** ms. */\n    readonly at: number;'));
  t.true(page.includes('## p/sub\n\nAlso here, described above: `a`.'));
  t.true(doorTable(doorsOf(MANIFEST), api).includes('| `p/sub` |  | `a` `c` |'));
});

test('api - a signature that changes changes the page, also that of a type that no door shows', (t) => {
  const page = apiDocument(doorsOf(MANIFEST), _apiOf(FILES));
  for (const [from, to] of [
    ['readonly ms: number', 'readonly ms: bigint'],
    ['c(): void', 'c(): string'],
    ['readonly at: number', 'readonly at?: number'],
  ] as const) {
    const changed = { ...FILES, '/a.d.ts': FILES['/a.d.ts'].replace(from, to) };
    t.not(apiDocument(doorsOf(MANIFEST), _apiOf(changed)), page, from);
  }
});

test('api - a name without a docstring, or without the version, is found', (t) => {
  t.deepEqual(undocumented(_apiOf(FILES)), ['B: no @since', 'c: no docstring', 'c: no @since']);
});

test('the doors - every name has a docstring, and the version that it has been in since', (t) => {
  t.deepEqual(undocumented(builtApi()), []);
});

test('the doors - names are listed one by one', (t) => {
  const sources = doorsOf().map(sourceOf);
  const doors = textFiles(ROOT).filter(({ path }) => sources.includes(path));
  t.is(doors.length, sources.length);
  t.deepEqual(
    doors.filter(({ text }) => /export (type )?\*/.test(text)).map(({ path }) => path),
    [],
  );
});

test('the doors - the main one is small enough to be read', (t) => {
  const main = builtApi().names.filter(({ doors }) => doors[0] === 'skewproof');
  t.true(main.length <= 90, String(main.length));
});

test('the page - holds every name', (t) => {
  const page = textAt('docs/api.md');
  for (const { name } of builtApi().names) t.true(page.includes(`\n### ${name}\n`), name);
});
