/** Bundles: the same in every folder, as Node or a browser would load them, with refusals by line. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import test from 'ava';
import type { Program } from '../program.js';
import { bundleProgram } from './bundle.js';

const ROOT = new URL('../../../', import.meta.url).pathname;

type Files = Readonly<Record<string, string>>;

const folders: string[] = [];
test.after.always(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, gone after the tests. */
function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'skewproof-bundle-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const json = (value: unknown): string => JSON.stringify(value);

/** One package that has another build for every way of loading it. */
const dual = (name: string): Files => ({
  [`node_modules/${name}/package.json`]: json({
    ...{ name, version: '1.2.3' },
    exports: { '.': { browser: './b.mjs', import: './i.mjs', require: './r.cjs' } },
  }),
  [`node_modules/${name}/b.mjs`]: 'export const build = "browser";',
  [`node_modules/${name}/i.mjs`]: 'export const build = "import";',
  [`node_modules/${name}/r.cjs`]: 'exports.build = "require";',
});

const PROJECT: Files = {
  'package.json': json({ name: 'acme-telemetry', version: '0.1.0' }),
  'src/agent.ts': `import { build } from 'dual';
import { limit } from './limits.js';
export { build };
export const late = (age: number): boolean => age > limit;
export const where = (): string => import.meta.url + __dirname + __filename;
export const lazily = async (): Promise<string> => (await import('./lazy.js')).word;
export class Queue {}
{ class Queue2 {} void Queue2; }`,
  'src/limits.ts':
    'export const limit: number = 3;\nclass Queue {}\nexport const other = new Queue();',
  'src/lazy.ts': `export const word = 'lazy';`,
  ...dual('dual'),
};

type Loaded = Readonly<Record<string, unknown>>;

const call = (exported: unknown, ...given: readonly unknown[]): unknown =>
  Reflect.apply(exported as () => unknown, undefined, given);

function load({ code }: Program, require: NodeJS.Require = createRequire(import.meta.url)): Loaded {
  const module = { exports: {} };
  const run = compileFunction(code, ['exports', 'require', 'module']);
  Reflect.apply(run, undefined, [module.exports, require, module]);
  return module.exports;
}

test('bundle - two copies in two folders give one script, one map and one hash', async (t) => {
  const [first, second] = [folderWith(PROJECT), folderWith({ ...PROJECT, 'deeper/x': '' })];
  const installed = folderWith(PROJECT);
  // Packages that are linked from elsewhere are in another folder altogether.
  const linked = folderWith(
    Object.fromEntries(
      Object.entries(PROJECT).filter(([path]) => !path.startsWith('node_modules')),
    ),
  );
  symlinkSync(join(installed, 'node_modules'), join(linked, 'node_modules'));
  const bundles = await Promise.all(
    [first, second, linked].map(
      async (folder) =>
        await bundleProgram({ entry: join(folder, 'src/agent.ts'), platform: 'node' }),
    ),
  );
  const [one, two, three] = bundles;
  t.deepEqual(two, one);
  t.deepEqual(three, one);
  t.regex(one?.hash ?? '', /^[0-9a-f]{16}$/);
  t.is(one?.name, 'acme-telemetry');
  for (const folder of [first, second, linked, installed, tmpdir()])
    t.false(`${one?.code ?? ''}${one?.map ?? ''}`.includes(folder));
  const sources = (JSON.parse(one?.map ?? '{}') as { sources: string[] }).sources;
  t.true(sources.includes('node_modules/dual/r.cjs') && sources.includes('src/limits.ts'));
  const changed = folderWith({ ...PROJECT, 'src/limits.ts': 'export const limit = 4;' });
  const other = await bundleProgram({ entry: join(changed, 'src/agent.ts'), platform: 'node' });
  t.not(other.hash, one?.hash);
});

test('bundle - what Node runs: conditions, places, imports, names', async (t) => {
  const entry = join(folderWith(PROJECT), 'src/agent.ts');
  const { build, late, where, lazily, Queue } = load(
    await bundleProgram({ entry, platform: 'node' }),
  );
  // The package is no ES module: its imports are calls of require.
  t.is(build, 'require');
  t.deepEqual([call(late, 3), call(late, 4)], [false, true]);
  t.is(call(where), 'file:///program/index.js/program/program/index.js');
  t.is(await call(lazily), 'lazy');
  t.is((Queue as { name: string }).name, 'Queue');
});

test('bundle - conditions by the format of the importing file, and by platform', async (t) => {
  const bundled = async (
    type: string | undefined,
    platform: Program['platform'],
  ): Promise<string | undefined> => {
    const folder = folderWith({ ...PROJECT, 'package.json': json({ name: 'x', type }) });
    const options = { entry: join(folder, 'src/agent.ts'), platform };
    return /build = "(\w+)"/.exec((await bundleProgram(options)).code)?.[1];
  };
  t.is(await bundled(undefined, 'node'), 'require');
  t.is(await bundled('commonjs', 'node'), 'require');
  t.is(await bundled('module', 'node'), 'import');
  t.is(await bundled('module', 'browser'), 'browser');
  const root = folderWith({
    ...PROJECT,
    'node_modules/esm/package.json': json({
      name: 'esm',
      version: '2.0.0',
      exports: { import: './i.js' },
      type: 'module',
    }),
    'node_modules/esm/i.js': 'export const esm = true; export default 5;',
    'node_modules/cjs/package.json': json({ name: 'cjs', version: '3.0.0', main: './m.js' }),
    'node_modules/cjs/m.js': "exports.dual = require('dual').build;",
  });
  const packaged = await bundleProgram({ packageName: 'dual', platform: 'node', root });
  t.is(packaged.name, 'dual@1.2.3');
  t.is(load(packaged)['build'], 'require');
  const esm = await bundleProgram({ packageName: 'esm', platform: 'node', root });
  t.deepEqual({ ...load(esm) } as unknown, { esm: true, default: 5 });
  // A call of require in a browser's bundle does not get the build for import statements.
  t.regex(
    (await bundleProgram({ packageName: 'cjs', platform: 'browser', root })).code,
    /"browser"/,
  );
});

test('bundle - for a browser: one expression that leaves its exports under one name', async (t) => {
  const entry = join(folderWith(PROJECT), 'src/agent.ts');
  const { code, platform } = await bundleProgram({ entry, platform: 'browser' });
  t.is(platform, 'browser');
  const run = compileFunction(`${code}\nreturn __skewproof_exports;`);
  const exports = Reflect.apply(run, undefined, []) as Loaded;
  t.is(exports['build'], 'browser');
});

test('bundle - a built-in that is not simulated is refused by name, file and line', async (t) => {
  for (const [module, line] of [
    ['net', "\nimport net from 'node:net';\nexport default net.connect;"],
    ['tls', "\nexport default require('tls').connect;"],
    ['http2', "\nexport const load = () => import('http2');"],
    ...['dgram', 'worker_threads', 'cluster'].map((name) => [
      name,
      `\nimport * as x from '${name}';\nexport { x };`,
    ]),
  ]) {
    const folder = folderWith({ 'package.json': '{"name":"x"}', 'src/agent.ts': line ?? '' });
    const options = { entry: join(folder, 'src/agent.ts'), platform: 'node' } as const;
    const error = await t.throwsAsync(bundleProgram(options));
    t.regex(
      error.message,
      new RegExp(`^SKEW-101 at src/agent\\.ts:2: .*got ${module ?? ''} is not simulated`),
    );
    const allowed = await bundleProgram({ ...options, unsimulated: [module ?? ''] });
    t.deepEqual(allowed.unsimulated, [{ module: module ?? '', file: 'src/agent.ts', line: 2 }]);
  }
});

test('bundle - a package may import what is not simulated; an add-on throws when loaded', async (t) => {
  const root = folderWith({
    'node_modules/p/package.json': json({ name: 'p', version: '1.0.0' }),
    'node_modules/p/index.js': `const net = require('net');
exports.isIP = net.isIP;
try { exports.fast = require('./build/fast.node'); } catch (error) { exports.why = error.message; }
try { require('p-linux'); } catch (error) { exports.main = error.message; }`,
    'node_modules/p/build/fast.node': '\u007fELF',
    'node_modules/p-linux/package.json': json({ name: 'p-linux', main: 'p.linux.node' }),
    'node_modules/p-linux/p.linux.node': '\u007fELF',
  });
  const program = await bundleProgram({ packageName: 'p', platform: 'node', root });
  t.deepEqual(program.unsimulated, [
    { module: 'net', file: 'node_modules/p/index.js', line: 1 },
    { module: './build/fast.node', file: 'node_modules/p/index.js', line: 3 },
  ]);
  t.is(load(program)['why'], './build/fast.node: native add-ons are not simulated');
  t.is(load(program)['main'], 'p.linux.node: native add-ons are not simulated');
});

test('bundle - bad input says where, what and what to do', async (t) => {
  const folder = folderWith({
    'package.json': '{"name":"x"}',
    'src/broken.ts': 'export const a = 1;\nexport const b = ;',
    'src/missing.ts': "import 'not-installed';",
  });
  const fails = async (options: Parameters<typeof bundleProgram>[0], pattern: RegExp) =>
    t.regex((await t.throwsAsync(bundleProgram(options))).message, pattern);
  const platform = 'node';
  await fails(
    { entry: join(folder, 'src/broken.ts'), platform },
    /^SKEW-101 at src\/broken\.ts:2: .*Unexpected ";"/,
  );
  await fails(
    { entry: join(folder, 'src/missing.ts'), platform },
    /^SKEW-101 at src\/missing\.ts:1: .*Install not-installed, or name it in `external`/,
  );
  await fails(
    { entry: join(folder, 'none.ts'), platform },
    /^SKEW-101 at .*none\.ts: .*no such file/,
  );
  await fails(
    { packageName: 'nowhere', platform, root: folder },
    /^SKEW-101 at package nowhere: .*Install nowhere/,
  );
  const without = {
    entry: join(folder, 'src/missing.ts'),
    platform,
    external: ['not-installed'],
  } as const;
  t.regex((await bundleProgram(without)).code, /require\("not-installed"\)/);
});

test('bundle - made once, and again when a file has changed', async (t) => {
  const folder = folderWith(PROJECT);
  const options = { entry: join(folder, 'src/agent.ts'), platform: 'node' } as const;
  const first = await bundleProgram(options);
  t.is(await bundleProgram(options), first);
  writeFileSync(join(folder, 'src/lazy.ts'), `export const word = 'changed';`);
  const second = await bundleProgram(options);
  t.not(second.hash, first.hash);
  t.is(await call(load(second)['lazily']), 'changed');
});

test('bundle - source text, resolved from a folder', async (t) => {
  const source =
    "import { gzip, ungzip } from 'pako';\nexport const same = (s: string): boolean => ungzip(gzip(s), { toText: true }).length > 0;";
  const program = await bundleProgram({ source, platform: 'node', root: ROOT, name: 'mine' });
  t.is(program.name, 'mine');
  t.is(call(load(program)['same'], 'abc'), true);
});
