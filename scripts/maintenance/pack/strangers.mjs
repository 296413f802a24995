/**
 * Empty projects into which the packed package is installed, one for each package manager, and the
 * programs that a stranger would write there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** npm's own settings for this package (npm run sets them) are not the new project's. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  ),
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
};

/** Runs a command without standard input, so that nothing can ask; resolves to its standard output. */
export async function run(command, args, cwd, codes = [0]) {
  const child = spawn(command, args, {
    ...{ cwd, env, stdio: ['ignore', 'pipe', 'pipe'] },
    timeout: 300_000,
  });
  const [[status], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (!codes.includes(status))
    throw new Error(`${command} ${args.join(' ')}: exit ${String(status)}\n${stdout}\n${stderr}`);
  return stdout;
}

const PNPM = ['--yes', 'pnpm@10'];
const YARN = ['--yes', '--package', '@yarnpkg/cli-dist@4', 'yarn'];

/**
 * Each package manager: its settings, its installation, and how Node is started in its projects.
 * The first has the oldest fast-check that the range admits, the others the newest.
 */
export const MANAGERS = {
  npm: {
    fastCheck: '4.0.0',
    files: {},
    install: (cwd) => run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], cwd),
  },
  'pnpm, strict': {
    fastCheck: '^4.0.0',
    files: { '.npmrc': 'hoist=false\nstrict-peer-dependencies=true\nauto-install-peers=false\n' },
    install: (cwd) => run('npx', [...PNPM, 'install', '--prefer-offline'], cwd),
  },
  'yarn, node_modules': {
    fastCheck: '^4.0.0',
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' },
    install: (cwd) => run('npx', [...YARN, 'install'], cwd),
  },
  "yarn, Plug'n'Play": {
    fastCheck: '^4.0.0',
    files: { '.yarnrc.yml': 'nodeLinker: pnp\n', 'yarn.lock': '' },
    install: (cwd) => run('npx', [...YARN, 'install'], cwd),
    node: (args, cwd) => run('npx', [...YARN, 'node', ...args], cwd),
    noTypes: 'tsc cannot read packages inside archives',
  },
};

/** Starts Node in a project of a manager. */
export const nodeIn = (manager, args, cwd) =>
  (manager.node ?? ((rest, at) => run(process.execPath, rest, at)))(args, cwd);

/** Uses every door, and holds a study's property by the project's own fast-check. */
const usesEveryDoor = (doors) => `import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import * as fc from 'fast-check';
import { everyRecord, explore } from 'skewproof';
import { storeForwardStudy } from 'skewproof/studies/store-forward';

for (const door of ${JSON.stringify(doors)})
  test(door, async () => {
    const names = Object.keys(await import(door));
    assert.ok(names.length > 0);
  });
test('the property is one of the fast-check that is installed here', () => {
  const here = createRequire(import.meta.url);
  const there = createRequire(here.resolve('skewproof/package.json'));
  assert.equal(there.resolve('fast-check'), here.resolve('fast-check'));
  fc.assert(everyRecord(storeForwardStudy, { variant: 'correct' }), { numRuns: 20, seed: 1 });
});
test('a search finds a planted defect', () => {
  const found = explore(storeForwardStudy, storeForwardStudy.canary, { seed: 1, runs: 60, shrink: false });
  assert.equal(found.verdict, 'violation');
});
await assert.rejects(import('skewproof/dist/sim/world/world.js'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
});
`;

/** A name of each door in types: wrong types must not compile. */
const TYPED = `import * as fc from 'fast-check';
import { everyRecord, explore } from 'skewproof';
import type { Exploration, Model, Study } from 'skewproof';
import { clientClock } from 'skewproof/arbitraries';
import { check } from 'skewproof/check';
import { htmlReport } from 'skewproof/reports';
import { World } from 'skewproof/sim';
import type { TrueMs } from 'skewproof/sim';
import { fakeTimers } from 'skewproof/sim/fake-timers';
import { sms2Study } from 'skewproof/studies/sms2';
import { storeForwardStudy } from 'skewproof/studies/store-forward';

export type Instant = TrueMs;
export type Mine = Model<number, string, string>;
export const studies: readonly Study<never, never, never>['name'][] = [storeForwardStudy.name];
export const parts = [check, htmlReport, World, fakeTimers];
export const offset: fc.Arbitrary<number> = clientClock.map((clock) => clock.offsetMs);
fc.assert(everyRecord(sms2Study, { variant: 'fixed' }), { numRuns: 1 });
export const verdictOf = (seed: number): Exploration<unknown>['verdict'] =>
  explore(sms2Study, 'shipped', { seed, runs: 1 }).verdict;
// @ts-expect-error -- a seed is a number, so the types are really there
verdictOf('seed');
`;

/** How a project's modules are resolved, by the name that TypeScript gives it. */
export const RESOLUTIONS = {
  nodenext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
};

/** Writes a tsconfig.json that checks strictly, and returns its name. */
export function writeConfig(cwd, resolution, options, files) {
  const name = `tsconfig.${resolution}.${files.include === undefined ? 'doors' : 'examples'}.json`;
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ target: 'ES2022', types: [], skipLibCheck: false, ...RESOLUTIONS[resolution] },
    ...options,
  };
  writeFileSync(join(cwd, name), JSON.stringify({ compilerOptions, ...files }));
  return name;
}

/** Makes the project of a stranger; returns its folder. */
export function makeProject(base, name, { tarball, doors, devDependencies = {} }) {
  const manager = MANAGERS[name];
  const cwd = join(base, name.replaceAll(/\W+/g, '-'));
  mkdirSync(cwd);
  const manifest = {
    ...{ name: 'stranger', version: '1.0.0', private: true, type: 'module' },
    dependencies: { skewproof: `file:${tarball}`, 'fast-check': manager.fastCheck },
    devDependencies,
    ava: { files: ['built/**/*.test.js'], timeout: '2m' },
  };
  const files = {
    ...manager.files,
    'package.json': JSON.stringify(manifest),
    'doors.test.mjs': usesEveryDoor(doors),
    'doors.ts': TYPED,
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(cwd, file), content);
  return cwd;
}
