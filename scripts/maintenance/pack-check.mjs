/**
 * Packs the package, installs it into an empty project, and uses it as a stranger would: its
 * command, its library from JavaScript, and its types under strict tsc. Prints its counts last.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KIB_MAX = 512;
const UNWANTED =
  /\.tsbuildinfo$|\.built$|\.map$|\.test\.|(^|\/)_[^/]*$|^dist\/(bench|examples|scripts\/tidy)\//;
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

let passed = 0;
let failed = 0;

function check(title, body) {
  try {
    body();
    passed += 1;
    console.log(`ok - ${title}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok - ${title}\n${String(error)}`);
  }
}

const project = mkdtempSync(join(tmpdir(), 'skewproof-pack-'));
// npm's own settings for this package (npm run sets them) are not the new project's.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
);
/** Standard input is closed: nothing may ask. */
const run = (command, args, cwd = project, codes = [0]) => {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    ...{ cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    maxBuffer: 100_000_000,
  });
  if (error !== undefined || !codes.includes(status))
    throw new Error(
      `${command} ${args.join(' ')}: exit ${String(status)}\n${String(error ?? '')}\n${stdout}\n${stderr}`,
    );
  return stdout;
};
const contains = (text, part) => {
  if (!text.includes(part)) throw new Error(`expected "${part}" in:\n${text}`);
};

try {
  let tarball = '';
  check('npm pack: what is needed, nothing else, and small', () => {
    // `prepare` may print before the list.
    const printed = run('npm', ['pack', '--json', '--pack-destination', project], ROOT);
    const [packed] = JSON.parse(printed.slice(printed.indexOf('[\n')));
    // Known before anything is refused: the checks below are of this tarball.
    tarball = join(project, packed.filename);
    const paths = packed.files.map((file) => file.path);
    for (const path of ['LICENSE', 'dist/scripts/skewproof.js', 'dist/reports/index.d.ts'])
      if (!paths.includes(path)) throw new Error(`${path} is missing`);
    const unwanted = paths.filter((path) => UNWANTED.test(path));
    if (unwanted.length > 0) throw new Error(`not wanted: ${unwanted.join(', ')}`);
    const kib = Math.ceil(statSync(tarball).size / 1_024);
    if (kib > KIB_MAX) throw new Error(`${kib} KiB, at most ${KIB_MAX}`);
    console.log(`# ${packed.filename}: ${paths.length} files, ${kib} KiB`);
  });
  check('npm install of the tarball into an empty project', () => {
    const manifest = { name: 'stranger', version: '1.0.0', private: true, type: 'module' };
    writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball]);
  });
  check('npx skewproof list', () => {
    contains(run('npx', ['--no', 'skewproof', 'list']), 'sms2');
  });
  check(
    'npx skewproof schema, reproduce on a shipped scenario, verify in its worker threads',
    () => {
      const skewproof = (...args) => run('npx', ['--no', 'skewproof', ...args]);
      JSON.parse(skewproof('schema', 'sms2'));
      const shipped = 'node_modules/skewproof/examples/scenarios/';
      contains(skewproof('reproduce', `${shipped}q213261-behind-at-install-fixed.json`), 'pass');
      contains(skewproof('verify', 'sms2', '--variant', 'fixed', '--runs', '400'), 'As expected');
    },
  );
  check('npx skewproof verify --report: the page has its client and its style in it', () => {
    const options = ['--variant', 'h4', '--runs', '60', '--report', 'report'];
    run('npx', ['--no', 'skewproof', 'verify', 'sms2', ...options], project, [0, 1]);
    const page = readFileSync(join(project, 'report/report.html'), 'utf8');
    contains(page, '<script');
    contains(page, '<style');
  });
  check('the library from an ES module', () => {
    const text = `import * as library from 'skewproof';
      const { STUDIES } = library;
      const names = ['defineStudy', 'World', 'Clock', 'arbitraries', 'Ledger', 'PROPERTIES', 'explore',
        'reproduce', 'everyRecord', 'sms2Study', 'encodeToken', 'decodeToken', 'hashOf'];
      const missing = names.filter((name) => library[name] === undefined);
      if (missing.length > 0) throw new Error('not exported: ' + missing.join(', '));
      console.log(JSON.stringify(Object.keys(STUDIES)));`;
    writeFileSync(join(project, 'library.js'), text);
    run(process.execPath, ['library.js']);
  });
  check('no other door than the library', () => {
    const text = `await import('skewproof/dist/sim/world/world.js').then(
      () => { throw new Error('imported'); },
      (error) => { if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error; },
    );`;
    writeFileSync(join(project, 'inside.js'), text);
    run(process.execPath, ['inside.js']);
  });
  check('the library from TypeScript: strict, NodeNext, declarations checked too', () => {
    const text = `import { explore, sms2Study } from 'skewproof';
      import type { Exploration, TrueMs } from 'skewproof';
      export type Instant = TrueMs;
      export const verdictOf = (seed: number): Exploration<unknown>['verdict'] =>
        explore(sms2Study, 'shipped', { seed, runs: 1 }).verdict;
      // @ts-expect-error -- a seed is a number, so the types are really there
      verdictOf('seed');`;
    writeFileSync(join(project, 'library.ts'), text);
    // In a file: the command line of tsc takes no empty list of types.
    const compilerOptions = {
      strict: true,
      module: 'NodeNext',
      target: 'ES2022',
      noEmit: true,
      types: [],
      skipLibCheck: false,
    };
    const config = JSON.stringify({ compilerOptions, files: ['library.ts'] });
    writeFileSync(join(project, 'tsconfig.json'), config);
    run(process.execPath, [TSC, '-p', 'tsconfig.json']);
  });
} finally {
  rmSync(project, { recursive: true, force: true });
}
console.log(`pack check: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
