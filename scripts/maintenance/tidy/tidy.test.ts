/** Every tidy rule on files that break it on purpose, and on the tree as it is. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import ts from 'typescript';
import { cycles } from './cycles.js';
import { deadExports, treeAt } from './dead-exports.js';
import type { Tree } from './dead-exports.js';
import { barrels, longFiles, machineNames, orphans, unnumberedPromises } from './files.js';
import { printed } from './finding.js';
import type { TidyFinding } from './finding.js';
import { textFiles } from './tree.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const tree = textFiles(ROOT);
const program = treeAt(ROOT);
const places = (findings: readonly TidyFinding[]): readonly string[] =>
  findings.map((f) => f.place);

test('files - length, promises without an issue, names of machines, barrels, orphans', (t) => {
  const file = (path: string, text: string) => ({ path, text });
  t.deepEqual(
    places(longFiles([file('a.ts', 'x\n'.repeat(401)), file('b.ts', 'x\n'.repeat(400))])),
    ['a.ts'],
  );
  const promise = 'TO' + 'DO';
  t.deepEqual(places(unnumberedPromises([file('a.ts', `// ${promise} x\n// ${promise}(#3) y`)])), [
    'a.ts:1',
  ]);
  const path = '/wo' + 'rk/main';
  t.deepEqual(
    places(machineNames([file('a.md', `docs${path}\nat ${path}\n${'npm' + 'js'}.org`)])),
    ['a.md:2', 'a.md:3'],
  );
  const doors = ['library/index.ts', 'models/x/index.ts'].map((door) => file(door, ''));
  t.deepEqual(places(barrels([...doors, file('sim/clock/index.ts', '')])), ['sim/clock/index.ts']);
  t.deepEqual(places(orphans(['library/index.js', 'sim/gone.js'], doors)), ['dist/sim/gone.js']);
});

/** A tree of files that are nowhere but here. */
function treeOf(texts: ReadonlyMap<string, string>): Tree {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    noLib: true,
    types: [],
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name),
    directoryExists: () => true,
    getCurrentDirectory: () => '/',
    getSourceFile: (name, target) =>
      texts.has(name) ? ts.createSourceFile(name, texts.get(name) ?? '', target) : undefined,
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return { program, pathOf: (source) => source.fileName.slice(1) };
}

test('dead exports - a name that no file imports and that the door does not show', (t) => {
  const texts = new Map([
    ['/sim/a.ts', 'export const shown = 1;\nexport const used = 2;\nexport const dead = 3;'],
    ['/sim/b.ts', "import { used } from './a.js';\nexport const b = used;"],
    ['/sim/index.ts', "export { shown } from './a.js';\nexport * as all from './b.js';"],
    ['/library/index.ts', "export * from '../sim/index.js';"],
  ]);
  const found = deadExports(treeOf(texts));
  t.deepEqual(found.map(printed), [
    'sim/a.ts:3: no file imports dead; drop its `export`, or drop it',
  ]);
});

test('cycles - files that load each other, over any number of files; types load nothing', (t) => {
  const found = (texts: Readonly<Record<string, string>>): readonly string[] =>
    cycles(treeOf(new Map(Object.entries(texts)))).map(({ what }) => what);
  const b = "export { c as b } from './c.js';";
  t.deepEqual(
    found({ '/sim/a.ts': "import { b } from './b.js';", '/sim/b.ts': b, '/sim/c.ts': '' }),
    [],
  );
  const circle = ['imports itself: sim/a.ts → sim/b.ts → sim/c.ts → sim/a.ts'];
  for (const back of [
    "import { a } from './a.js';",
    "import './a.js';",
    "export * from './a.js';",
    "import { type A, a } from './a.js';",
    "const a = import('./a.js');",
  ])
    t.deepEqual(
      found({ '/sim/a.ts': "import { b } from './b.js';", '/sim/b.ts': b, '/sim/c.ts': back }),
      circle,
      back,
    );
  for (const back of ["import type { A } from './a.js';", "export type { A } from './a.js';"])
    t.deepEqual(
      found({ '/sim/a.ts': "import { b } from './b.js';", '/sim/b.ts': b, '/sim/c.ts': back }),
      [],
      back,
    );
  t.deepEqual(found({ '/sim/a.ts': "import { a } from '../sim/a.js';" }), [
    'imports itself: sim/a.ts → sim/a.ts',
  ]);
});

const built = (): readonly string[] =>
  existsSync(join(ROOT, 'dist'))
    ? readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        // Made by the test run.
        .filter((path) => !path.startsWith('together/'))
        .sort()
    : [];

const rules: Readonly<Record<string, () => readonly TidyFinding[]>> = {
  'no file too long': () => longFiles(tree),
  'no promise without an issue': () => unnumberedPromises(tree),
  'no name of a machine or registry': () => machineNames(tree),
  'no barrel but the doors': () => barrels(tree),
  'nothing built without a source': () => orphans(built(), tree),
  'no dead export': () => deadExports(program),
  'no circle of imports': () => cycles(program),
};

for (const [rule, find] of Object.entries(rules))
  test(`the tree - ${rule}`, (t) => {
    t.deepEqual(find().map(printed), []);
  });
