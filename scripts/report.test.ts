/** `verify --report`: the four files, and what it refuses to overwrite. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import test from 'ava';

const COMMAND = fileURLToPath(new URL('skewproof.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'skewproof-report-'));
test.after.always(() => {
  rmSync(folder, { recursive: true });
});

const verify = (report: string, ...more: readonly string[]) =>
  spawnSync(
    process.execPath,
    [COMMAND, 'verify', 'sms2', '--variant', 'fixed', '--runs', '20', '--report', report, ...more],
    { encoding: 'utf8' },
  );

test('report - four files in a folder that is made, the path of the page printed; again over its own', (t) => {
  const place = join(folder, 'made', 'deep');
  const first = verify(place);
  t.is(first.status, 0, first.stderr);
  t.true(first.stdout.includes(`Report: ${join(place, 'report.html')}`));
  const names = ['junit.xml', 'report.html', 'report.json', 'summary.md'];
  t.deepEqual(readdirSync(place).sort(), names);
  const schema = spawnSync(process.execPath, [COMMAND, 'schema', 'report'], { encoding: 'utf8' });
  const validate = new Ajv().compile(JSON.parse(schema.stdout) as object);
  t.true(validate(JSON.parse(readFileSync(join(place, 'report.json'), 'utf8'))));
  writeFileSync(join(place, 'mine.txt'), 'kept');
  const again = verify(place, '--json');
  t.is(again.status, 0, again.stderr);
  t.is((JSON.parse(again.stdout) as { report: string }).report, join(place, 'report.html'));
  t.is(readFileSync(join(place, 'mine.txt'), 'utf8'), 'kept');
});

test('report - a file in the place of the folder is bad input, and stays', (t) => {
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  for (const place of [file, join(file, 'below')]) {
    const refused = verify(place);
    t.is(refused.status, 2);
    t.regex(refused.stderr, /^skewproof: SKEW-101 at --report: expected a folder/);
  }
  t.is(readFileSync(file, 'utf8'), 'mine');
});

test('report - a file of one of its names that it did not write is not overwritten', (t) => {
  const place = mkdtempSync(join(folder, 'foreign-'));
  writeFileSync(join(place, 'junit.xml'), '<testsuites/>');
  const refused = verify(place);
  t.is(refused.status, 2);
  t.regex(refused.stderr, /junit\.xml.*would overwrite it/);
  t.is(readFileSync(join(place, 'junit.xml'), 'utf8'), '<testsuites/>');
  t.false(existsSync(join(place, 'report.html')));
});
