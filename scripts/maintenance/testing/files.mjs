/** Test files by their sources, and which of them are known to be slow. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const SLOW_LIST = fileURLToPath(new URL('slow-tests.json', import.meta.url));

/**
 * CPU seconds that a test file may take to be quick; those that take more; and those of them whose
 * coverage is not counted, since they reach nothing that others do not.
 */
export const {
  cpuSecondsMax,
  files: slow,
  withoutCoverage,
} = JSON.parse(readFileSync(SLOW_LIST, 'utf8'));

/** `/…/dist/sim/clock/clock.test.js` → `sim/clock/clock.test.ts`, of a path or of a file: URL. */
export const sourceOf = (built) =>
  relative(ROOT, built.startsWith('file:') ? fileURLToPath(built) : built)
    .replaceAll('\\', '/')
    .replace(/^dist\//, '')
    .replace(/\.js$/, '.ts');

/** Where files that load several test files are written; made new for each run. */
export const TOGETHER = 'dist/together';

/** What a test file shares a thread with: code that V8 has compiled for one serves the next. */
const SHARED = ['properties/sms2/', 'properties/', 'scripts/maintenance/', 'scripts/'];

/** The name of the group that a test file is in: `properties-sms2`, `sim`. */
export const groupOf = (source) =>
  (SHARED.find((folder) => source.startsWith(folder)) ?? `${source.split('/')[0]}/`)
    .slice(0, -1)
    .replaceAll('/', '-');
