/**
 * `npm run build`: dist/ from the sources, unless it is made of these very sources already. Their
 * contents are compared, not their times: a checkout changes only the latter.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const STAMP = join(ROOT, 'dist/.built');
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
/** Code of pages, which has types of its own. */
const CLIENTS = ['reports/html/client/tsconfig.json', 'scripts/explorer/client/tsconfig.json'];
const BUNDLES = ['scripts/maintenance/build-client.mjs', 'scripts/maintenance/build-explorer.mjs'];
/** What tells how to build, besides the sources themselves. */
const SETTINGS = [
  'package-lock.json',
  'tsconfig.json',
  'scripts/maintenance/build.mjs',
  ...BUNDLES,
];
/** What must be there, whatever the stamp says. */
const MADE = [
  'dist/scripts/skewproof.js',
  'dist/reports/html/built-client.js',
  'dist/scripts/explorer/built-client.mjs',
  'dist/scripts/explorer/built-recorded.mjs',
  'dist/scripts/explorer/style.css',
];
const SOURCE = /\.(ts|css|json)$/;

/** Files below a folder, sorted, without installed packages. */
function filesIn(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

const { include } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
const sources = include.flatMap(filesIn).filter((path) => SOURCE.test(path));

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

/** What was made of a source that is no longer there would still be run, as a test for instance. */
function removeLeftovers() {
  const known = new Set(sources.map((path) => path.replace(/\.ts$/, '')));
  for (const path of include.flatMap((folder) =>
    existsSync(join(ROOT, 'dist', folder)) ? filesIn(`dist/${folder}`) : [],
  )) {
    const source = path.slice('dist/'.length).replace(/\.(d\.ts|js|js\.map)$/, '');
    if (/\.(js|d\.ts|js\.map)$/.test(path) && !known.has(source)) rmSync(join(ROOT, path));
  }
}

const run = (...args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });

const stamp = hashOf([...SETTINGS, ...sources]);
const upToDate =
  existsSync(STAMP) &&
  readFileSync(STAMP, 'utf8') === stamp &&
  MADE.every((path) => existsSync(join(ROOT, path)));
if (!upToDate || process.argv.includes('--force')) {
  rmSync(STAMP, { force: true });
  removeLeftovers();
  // None needs what another makes; the pages' code is bundled beside the files of the first.
  const codes = await Promise.all(
    ['tsconfig.json', ...CLIENTS].map((project) => run(TSC, '-p', project)),
  );
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
  for (const bundle of BUNDLES) if (process.exitCode === 0) process.exitCode = await run(bundle);
  if (process.exitCode === 0) writeFileSync(STAMP, stamp);
}
