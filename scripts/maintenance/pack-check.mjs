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
import { MANAGERS, makeProject, nodeIn, RESOLUTIONS, run, writeConfig } from './pack/strangers.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KIB_MAX = 768;
const require = createRequire(import.meta.url);
const TSC = require.resolve('typescript/bin/tsc');
const manifest = require('../../package.json');
const doors = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
const doorNames = doors.map(([path]) => path.replace(/^\./, manifest.name));

let passed = 0;
let failed = 0;

function check(title, body) {
  const from = performance.now();
  try {
    body();
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
function packInto(folder) {
  let tarball = '';
  check('npm pack: what is needed, nothing else, and small', () => {
    // `prepare` may print before the list.
    const printed = run('npm', ['pack', '--json', '--pack-destination', folder], ROOT);
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
function checkManager(name, base, options) {
  const manager = MANAGERS[name];
  const cwd = makeProject(base, name, options);
  check(`${name}: installs into an empty project`, () => manager.install(cwd));
  check(`${name}: every door, and the project's own fast-check`, () => {
    nodeIn(manager, ['--test', 'doors.test.mjs'], cwd);
  });
  if (manager.noTypes !== undefined) {
    console.log(`# ${name}: types are not compiled, since ${manager.noTypes}`);
    return cwd;
  }
  for (const resolution of Object.keys(RESOLUTIONS))
    check(`${name}: every door in strict TypeScript, ${resolution}`, () => {
      const config = writeConfig(cwd, resolution, { noEmit: true }, { files: ['doors.ts'] });
      run(process.execPath, [TSC, '-p', config], cwd);
    });
  return cwd;
}

/** The command line, where it is installed. */
function checkCommand(cwd) {
  const skewproof = (args, codes) => run('npx', ['--no', 'skewproof', ...args], cwd, codes);
  check('npx skewproof list, schema, reproduce on a shipped scenario', () => {
    contains(skewproof(['list']), 'sms2');
    JSON.parse(skewproof(['schema', 'sms2']));
    const shipped = 'node_modules/skewproof/examples/scenarios/';
    contains(skewproof(['reproduce', `${shipped}q213261-behind-at-install-fixed.json`]), 'pass');
  });
  check('npx skewproof verify, in its worker threads', () => {
    contains(skewproof(['verify', 'sms2', '--variant', 'fixed', '--runs', '400']), 'As expected');
  });
  check('npx skewproof verify --report: the page has its client and its style in it', () => {
    const options = ['--variant', 'h4', '--runs', '60', '--report', 'report'];
    skewproof(['verify', 'sms2', ...options], [0, 1]);
    const page = readFileSync(join(cwd, 'report/report.html'), 'utf8');
    contains(page, '<script');
    contains(page, '<style');
  });
}

/** The examples and the documents, where they are installed. */
function checkExamples(cwd) {
  const installed = realpathSync(join(cwd, 'node_modules/skewproof'));
  check('all that the README and its documents link to is in the package', () => {
    const { dead, documents } = deadLinks(installed);
    if (documents < 10) throw new Error(`only ${documents} documents were followed`);
    none(dead);
  });
  const examples = 'node_modules/skewproof/examples';
  const options = { rootDir: examples, outDir: 'built', types: ['node'], skipLibCheck: true };
  // What lies in node_modules is left out unless the list says otherwise.
  const files = { include: [`${examples}/**/*.ts`], exclude: [] };
  for (const resolution of Object.keys(RESOLUTIONS))
    check(`the packed examples compile where they are installed, ${resolution}`, () => {
      const emits = resolution === 'nodenext' ? {} : { noEmit: true };
      const config = writeConfig(cwd, resolution, { ...options, ...emits }, files);
      run(process.execPath, [TSC, '-p', config], cwd);
    });
  check("the examples' tests pass under AVA", () => {
    contains(run('npx', ['--no', 'ava'], cwd), 'passed');
  });
  check("the examples' tests pass under node:test", () => {
    run(process.execPath, ['--test', 'built/runners/node-test/buffer.spec.js'], cwd);
  });
  check("the examples' tests pass under Vitest", () => {
    run('npx', ['--no', 'vitest', 'run', '--root', 'built/runners/vitest'], cwd);
  });
}

const base = mkdtempSync(join(tmpdir(), 'skewproof-pack-'));
try {
  const tarball = packInto(base);
  const own = ['ava', 'vitest', '@types/node'].map((name) => [
    name,
    manifest.devDependencies[name],
  ]);
  for (const name of Object.keys(MANAGERS)) {
    const devDependencies = name === 'npm' ? Object.fromEntries(own) : {};
    const cwd = checkManager(name, base, { tarball, doors: doorNames, devDependencies });
    if (name !== 'npm') continue;
    checkCommand(cwd);
    checkExamples(cwd);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}
console.log(`pack check: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
