/**
 * Packs the package, installs it into empty projects with npm, pnpm and Yarn, and uses it as a
 * stranger would: its command, each of its doors, its types, its examples. Prints its counts last.
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deadLinks, wrongPaths } from './pack/content.mjs';
import { ownSessions } from './pack/own-study.mjs';
import { MANAGERS, makeProject, nodeIn, RESOLUTIONS, run, writeConfig } from './pack/strangers.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KIB_MAX = 1_536;
const require = createRequire(import.meta.url);
const TSC = require.resolve('typescript/bin/tsc');
const manifest = require('../../package.json');
const doors = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
const doorNames = doors.map(([path]) => path.replace(/^\./, manifest.name));

let passed = 0;
let failed = 0;

async function check(title, body) {
  const from = performance.now();
  try {
    await body();
    passed += 1;
    console.log(`ok - ${title} (${((performance.now() - from) / 1_000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`not ok - ${title}\n${String(error)}`);
  }
}

const contains = (text, part) => {
  if (!text.includes(part)) throw new Error(`expected "${part}" in:\n${text}`);
};
const none = (complaints) => {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
};

/** Packs into the folder and returns the tarball's path; complains about its content. */
async function packInto(folder) {
  let tarball = '';
  await check('npm pack: what is needed, nothing else, and small', async () => {
    // `prepare` may print before the list.
    const printed = await run('npm', ['pack', '--json', '--pack-destination', folder], ROOT);
    const [packed] = JSON.parse(printed.slice(printed.indexOf('[\n')));
    // Known before anything is refused: the checks below are of this tarball.
    tarball = join(folder, packed.filename);
    const paths = packed.files.map((file) => file.path);
    const kib = Math.ceil(statSync(tarball).size / 1_024);
    console.log(`# ${packed.filename}: ${paths.length} files, ${kib} KiB`);
    const targets = doors.flatMap(([, target]) => Object.values(target));
    none([
      ...wrongPaths(
        paths,
        targets.map((target) => target.replace(/^\.\//, '')),
      ),
      ...(kib > KIB_MAX ? [`${kib} KiB, at most ${KIB_MAX}`] : []),
    ]);
  });
  return tarball;
}

/** Installs with one package manager, and uses every door from JavaScript and from TypeScript. */
async function checkManager(name, base, options) {
  const manager = MANAGERS[name];
  const cwd = makeProject(base, name, options);
  await check(`${name}: installs into an empty project`, () => manager.install(cwd));
  await check(`${name}: every door, and the project's own fast-check`, async () => {
    await nodeIn(manager, ['--test', 'doors.test.mjs'], cwd);
  });
  if (manager.noTypes !== undefined) {
    console.log(`# ${name}: types are not compiled, since ${manager.noTypes}`);
    return cwd;
  }
  for (const resolution of Object.keys(RESOLUTIONS))
    await check(`${name}: every door in strict TypeScript, ${resolution}`, async () => {
      const config = writeConfig(cwd, resolution, { noEmit: true }, { files: ['doors.ts'] });
      await run(process.execPath, [TSC, '-p', config], cwd);
    });
  return cwd;
}

/** The command line, where it is installed. */
async function checkCommand(cwd) {
  const skewproof = (args, codes) => run('npx', ['--no', 'skewproof', ...args], cwd, codes);
  await check('npx skewproof list, schema, reproduce on a shipped scenario', async () => {
    contains(await skewproof(['list']), 'sms2');
    JSON.parse(await skewproof(['schema', 'sms2']));
    const shipped = 'node_modules/skewproof/examples/scenarios/';
    contains(
      await skewproof(['reproduce', `${shipped}q213261-behind-at-install-fixed.json`]),
      'pass',
    );
  });
  await check('npx skewproof verify, in its worker threads', async () => {
    contains(
      await skewproof(['verify', 'sms2', '--variant', 'fixed', '--runs', '400']),
      'As expected',
    );
  });
  await check(
    'npx skewproof verify --report: the page has its client and its style in it',
    async () => {
      const options = ['--variant', 'h4', '--runs', '60', '--report', 'report'];
      await skewproof(['verify', 'sms2', ...options], [0, 1]);
      const page = readFileSync(join(cwd, 'report/report.html'), 'utf8');
      contains(page, '<script');
      contains(page, '<style');
    },
  );
}

/** The examples and the documents, where they are installed. */
async function checkExamples(cwd) {
  const installed = realpathSync(join(cwd, 'node_modules/skewproof'));
  await check('all that the README and its documents link to is in the package', () => {
    const { dead, documents } = deadLinks(installed);
    if (documents < 10) throw new Error(`only ${documents} documents were followed`);
    none(dead);
  });
  const examples = 'node_modules/skewproof/examples';
  const options = { rootDir: examples, outDir: 'built', types: ['node'], skipLibCheck: true };
  // What lies in node_modules is left out unless the list says otherwise.
  const files = { include: [`${examples}/**/*.ts`], exclude: [] };
  for (const resolution of Object.keys(RESOLUTIONS))
    await check(`the packed examples compile where they are installed, ${resolution}`, async () => {
      const emits = resolution === 'nodenext' ? {} : { noEmit: true };
      const config = writeConfig(cwd, resolution, { ...options, ...emits }, files);
      await run(process.execPath, [TSC, '-p', config], cwd);
    });
  await check("the examples' tests pass under AVA", async () => {
    contains(await run('npx', ['--no', 'ava'], cwd), 'passed');
  });
  await check("the examples' tests pass under node:test", async () => {
    await run(process.execPath, ['--test', 'built/runners/node-test/buffer.spec.js'], cwd);
  });
  await check("the examples' tests pass under Vitest", async () => {
    await run('npx', ['--no', 'vitest', 'run', '--root', 'built/runners/vitest'], cwd);
  });
}

/** All of one package manager; the command and the examples are used where npm has installed. */
async function checkAll(name, base, tarball) {
  const own = ['ava', 'vitest', '@types/node'].map((dev) => [dev, manifest.devDependencies[dev]]);
  const devDependencies = name === 'npm' ? Object.fromEntries(own) : {};
  const cwd = await checkManager(name, base, { tarball, doors: doorNames, devDependencies });
  if (name !== 'npm') return;
  await checkCommand(cwd);
  for (const [title, session] of Object.entries(ownSessions(cwd))) await check(title, session);
  await checkExamples(cwd);
}

const base = mkdtempSync(join(tmpdir(), 'skewproof-pack-'));
try {
  const tarball = await packInto(base);
  // At once, since installing waits for the network and the disk more than it computes; but two
  // settings of one manager after one another: npx would fetch it twice into the same folder.
  const lanes = ['npm', 'pnpm', 'yarn'].map(async (tool) => {
    for (const name of Object.keys(MANAGERS).filter((one) => one.startsWith(tool)))
      await checkAll(name, base, tarball);
  });
  await Promise.all(lanes);
} finally {
  rmSync(base, { recursive: true, force: true });
}
console.log(`pack check: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
