/**
 * The test run: `npm test` (all tests; where CI is set, as CI services set it, also coverage, lint
 * and formatting), `npm run test:quick` (without the files known to be slow; it fails when the others
 * have become so), and `npm run test:times` (measures every file, and writes the list of slow ones).
 */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  cpuSecondsMax,
  groupOf,
  ROOT,
  SLOW_LIST,
  slow,
  sourceOf,
  TOGETHER,
  withoutCoverage,
} from './files.mjs';

const from = createRequire(import.meta.url);
/** The script of an installed package's command; a package need not export its own package.json. */
const bin = (name) => {
  const folder = from.resolve
    .paths(name)
    .map((path) => join(path, name))
    .find(existsSync);
  const { bin: bins } = from(join(folder, 'package.json'));
  return join(folder, typeof bins === 'string' ? bins : bins[name]);
};

const built = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
  .filter((path) => !path.startsWith(relative('dist', TOGETHER)))
  .filter((path) => path.endsWith('.test.js') && !path.split(/[\\/]/).at(-1).startsWith('_'))
  .map((path) => join(ROOT, 'dist', path))
  .sort();
const QUICK = built.filter((path) => !Object.hasOwn(slow, sourceOf(path)));
const isCounted = (path) => !withoutCoverage.includes(sourceOf(path));
const COVERAGE = join(ROOT, 'coverage/tmp');
const PRELOAD = from.resolve('./note-times.cjs');

/** Runs a program of ours; `quiet`: its output is kept until it has ended. */
const run = (args, { env = {}, quiet = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      ...{ cwd: ROOT, env: { ...process.env, ...env } },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** Runs AVA; returns the CPU seconds that its processes noted, by file. */
async function noted(start) {
  const folder = mkdtempSync(join(tmpdir(), 'skewproof-times-'));
  const notes = join(folder, 'notes');
  writeFileSync(notes, '');
  const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(PRELOAD)}`;
  const { code } = await start({ NODE_OPTIONS, SKEWPROOF_TEST_TIMES: notes });
  const seconds = {};
  for (const line of readFileSync(notes, 'utf8').split('\n').filter(Boolean)) {
    const note = JSON.parse(line);
    seconds[note.file] = (seconds[note.file] ?? 0) + note.seconds;
  }
  rmSync(folder, { recursive: true });
  return { code, seconds };
}

/** AVA in processes, with the CPU seconds of each file, those of its children among them. */
const measured = (files) =>
  noted((env) => run([bin('ava'), '--no-worker-threads', ...files], { env }));

/**
 * AVA with a thread for each group of files, in place of one for each file: loading the package and
 * compiling a study takes longer than most files' tests.
 */
function together(files, env = {}) {
  const folder = join(ROOT, TOGETHER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const imports = new Map();
  for (const path of files) {
    const from = relative(folder, path).replaceAll('\\', '/');
    const name = groupOf(sourceOf(path));
    imports.set(name, `${imports.get(name) ?? ''}import '${from}';\n`);
  }
  for (const [name, text] of imports) writeFileSync(join(folder, `${name}.test.js`), text);
  return run([bin('ava')], { env: { ...env, SKEWPROOF_TOGETHER: '1' } });
}

/** What is not a test, one after the other. */
const lintAndFormat = async () => [
  ['lint', await run([bin('eslint'), '--max-warnings', '0', '.'], { quiet: true })],
  ['formatting', await run([bin('prettier'), '--check', '.'], { quiet: true })],
];

/** All tests. */
const tests = async () => (await together(built)).code;

/**
 * Everything. Coverage is not counted of long campaigns: counting makes one half as slow again, and
 * none reaches a line that the thresholds need. What is not a test runs beside the tests and speaks
 * when they have ended.
 */
async function everything() {
  const beside = lintAndFormat();
  rmSync(COVERAGE, { recursive: true, force: true });
  const counted = await together(built.filter(isCounted), { NODE_V8_COVERAGE: COVERAGE });
  const coverage = run([bin('c8'), 'report'], { quiet: true });
  const campaigns = await together(built.filter((path) => !isCounted(path)));
  const others = [['coverage', await coverage], ...(await beside)];
  for (const [name, { code, output }] of others)
    console.log(`\n${name}: ${code === 0 ? 'passed' : 'FAILED'}\n${output.trim()}`);
  const codes = [counted, campaigns, ...others.map(([, ended]) => ended)];
  return codes.find(({ code }) => code !== 0)?.code ?? 0;
}

/** CPU seconds of all quick tests together: a minute of two cores. Machines differ, so twice that. */
const QUICK_CPU_SECONDS_MAX = 2 * 120;

/** The quick tests, in threads that load the package once for a group of files. */
async function quick() {
  // The threads belong to AVA's own process, which notes them under this name.
  const env = { SKEWPROOF_TEST_FILE: 'the quick tests' };
  const { code, seconds } = await noted((notes) => together(QUICK, { ...env, ...notes }));
  const sum = Object.values(seconds).reduce((total, own) => total + own, 0);
  console.log(
    `\n${sum.toFixed(0)} s of CPU; ${built.length - QUICK.length} slow files left out: npm test has them.`,
  );
  if (sum <= QUICK_CPU_SECONDS_MAX) return code;
  console.log(
    `NOT quick: at most ${QUICK_CPU_SECONDS_MAX} s. Make them faster, or run npm run test:times to find the slow files.`,
  );
  return code || 1;
}

async function times() {
  const { code, seconds } = await measured(built);
  const files = Object.fromEntries(
    Object.entries(seconds)
      .filter(([, own]) => own > cpuSecondsMax)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, own]) => [file, Math.ceil(own)]),
  );
  const sorted = Object.entries(seconds).sort(([, a], [, b]) => b - a);
  for (const [file, own] of sorted) console.log(`${own.toFixed(1).padStart(7)} s  ${file}`);
  const sum = sorted.reduce((total, [, own]) => total + own, 0);
  console.log(`${sum.toFixed(1).padStart(7)} s  in all`);
  if (code === 0)
    writeFileSync(
      SLOW_LIST,
      `${JSON.stringify({ cpuSecondsMax, withoutCoverage, files }, null, 2)}\n`,
    );
  return code;
}

const COMMANDS = {
  all: process.env.CI ? everything : tests,
  everything,
  quick,
  times,
};
process.exitCode = await COMMANDS[process.argv[2]]();
