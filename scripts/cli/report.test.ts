/** `--report` of the commands: the four files, and the files that it refuses to overwrite. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import test from 'ava';
import { REPORT_SCHEMA } from '../../reports/document/schema.js';
import type { ReportData } from '../../reports/document/data.js';
import { cli, ROOT } from './_cli.test.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-report-'));
test.after.always(() => {
  rmSync(folder, { recursive: true });
});

const verify = (report: string, ...more: readonly string[]) =>
  cli(['verify', 'sms2', '--variant', 'fixed', '--runs', '20', '--report', report, ...more]);

test('report - five files in a new folder, the path of the page printed; a later report overwrites an earlier one', async (t) => {
  const place = join(folder, 'made', 'deep');
  const first = await verify(place);
  t.is(first.code, 0, first.stderr);
  t.true(first.stdout.includes(`Report: ${join(place, 'report.html')}`));
  const names = ['explorer.html', 'junit.xml', 'report.html', 'report.json', 'summary.md'];
  t.deepEqual(readdirSync(place).sort(), names);
  const schema = await cli(['schema', 'report']);
  const validate = new Ajv().compile(JSON.parse(schema.stdout) as object);
  t.true(validate(JSON.parse(readFileSync(join(place, 'report.json'), 'utf8'))));
  const page = readFileSync(join(place, 'report.html'), 'utf8');
  t.regex(page, /d3-selection: Copyright \S+ Mike Bostock\s+Permission to use/);
  // Of all scripts only the page's own may run.
  const [, hash] = /script-src &#39;sha256-([^&]+)&#39;; /.exec(page) ?? [];
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
  t.true(script.length > 10_000);
  t.is(createHash('sha256').update(script).digest('base64'), hash ?? '');
  writeFileSync(join(place, 'mine.txt'), 'kept');
  const again = await verify(place, '--json');
  t.is(again.code, 0, again.stderr);
  t.is((JSON.parse(again.stdout) as { report: string }).report, join(place, 'report.html'));
  t.is(readFileSync(join(place, 'mine.txt'), 'utf8'), 'kept');
});

test('report - files of a user that mention the program are not overwritten', async (t) => {
  const place = mkdtempSync(join(folder, 'mine-'));
  for (const name of ['summary.md', 'report.html', 'report.json', 'junit.xml']) {
    const path = join(place, name);
    writeFileSync(path, '## How we use skewproof\n<!-- skewproof 0.1.0 is fine -->');
    const { code, stdout, stderr } = await verify(place);
    t.is(code, 2, name);
    t.is(stdout, '');
    t.regex(stderr, /--report: expected no file of that name but an earlier report/);
    rmSync(path);
  }
});

const CASES: Readonly<Record<string, readonly string[]>> = {
  explore: [
    'explore',
    'sms2',
    '--variant',
    'h4',
    '--space',
    'install',
    '--runs',
    '40',
    '--no-save',
  ],
  reproduce: ['reproduce', join(ROOT, 'examples/scenarios/q213261-behind-at-install.json')],
  'reproduce a pass': [
    'reproduce',
    join(ROOT, 'examples/scenarios/q213261-behind-at-install-fixed.json'),
  ],
  map: [
    ...['map', 'sms2', '--variant', 'h4', '--resolution', '8'],
    ...['--y-range', '0..20', '--set', 'logCapacity=8'],
  ],
};

for (const [name, args] of Object.entries(CASES))
  test(`report - of ${name}: the data match their schema, and show the command's findings`, async (t) => {
    const place = join(folder, name.replaceAll(' ', '-'));
    const ran = await cli([...args, '--report', place]);
    t.true(ran.code === 0 || ran.code === 1, ran.stderr);
    t.deepEqual(readdirSync(place).length, 5);
    const data = JSON.parse(readFileSync(join(place, 'report.json'), 'utf8')) as ReportData;
    const validate = new Ajv().compile(REPORT_SCHEMA);
    t.true(validate(data), JSON.stringify(validate.errors));
    const lost = ran.code === 1;
    t.is(data.findings.length > 0, lost);
    t.is(data.variants.length, name === 'map' ? 0 : 1);
    t.is(data.maps.length, name.startsWith('reproduce') ? 0 : 1);
    t.is(data.runs.length > 0, name !== 'map');
    const page = readFileSync(join(place, 'report.html'), 'utf8');
    t.is(page.includes('id="verdict"'), name !== 'map');
    const summary = readFileSync(join(place, 'summary.md'), 'utf8');
    t.is(summary.includes('not as expected'), lost && name.startsWith('verify'));
    const [hash] = data.findings.map((finding) => finding.hash);
    if (name === 'reproduce') t.true(ran.stdout.includes(`trace hash: ${String(hash)} `));
  });

test('report - a file in place of the folder is bad input, and is kept', async (t) => {
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  for (const place of [file, join(file, 'below')]) {
    const refused = await verify(place);
    t.is(refused.code, 2);
    t.regex(refused.stderr, /^skewproof: SKEW-101 at --report: expected a folder/);
  }
  t.is(readFileSync(file, 'utf8'), 'mine');
});

test('report - a file of another program is not overwritten', async (t) => {
  const place = mkdtempSync(join(folder, 'foreign-'));
  writeFileSync(join(place, 'junit.xml'), '<testsuites/>');
  const refused = await verify(place);
  t.is(refused.code, 2);
  t.regex(refused.stderr, /junit\.xml.*would overwrite it/);
  t.is(readFileSync(join(place, 'junit.xml'), 'utf8'), '<testsuites/>');
  t.false(existsSync(join(place, 'report.html')));
});
