/** The list of slow tests: of files that are there, and of none that is quick. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const ROOT = new URL('../../../../', import.meta.url);
const { cpuSecondsMax, files, withoutCoverage } = JSON.parse(
  readFileSync(new URL('scripts/maintenance/testing/slow-tests.json', ROOT), 'utf8'),
) as {
  readonly cpuSecondsMax: number;
  readonly files: Readonly<Record<string, number>>;
  readonly withoutCoverage: readonly string[];
};

test('slow tests - each is a test file that exists', (t) => {
  const gone = [...Object.keys(files), ...withoutCoverage].filter(
    (file) => !file.endsWith('.test.ts') || !existsSync(fileURLToPath(new URL(file, ROOT))),
  );
  t.deepEqual(gone, [], 'run npm run test:times');
});

test('slow tests - coverage is counted of every file that is not slow', (t) => {
  t.deepEqual(
    withoutCoverage.filter((file) => files[file] === undefined),
    [],
  );
});

test('slow tests - each took more than a quick one may, and the list is sorted', (t) => {
  t.deepEqual(
    Object.values(files).filter((seconds) => seconds <= cpuSecondsMax),
    [],
  );
  t.deepEqual(Object.keys(files), [...Object.keys(files)].sort());
});
