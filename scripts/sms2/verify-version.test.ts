/** `verify --version` and `list <study>`: the documented defects on the command line. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { decodeToken } from '../../properties/corpus/token.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { cli, json } from '../cli/_cli.test.js';

interface Printed {
  readonly asExpected: boolean;
  readonly defects: readonly {
    readonly defect: string;
    readonly token: string;
    readonly foundAtRun: number;
    readonly foundBy: readonly string[];
    readonly caughtBy: readonly string[];
  }[];
}

test('verify --version - the losses of a release, their triggers, and the records that the fix keeps', async (t) => {
  const { code, stdout } = await cli(['verify', 'sms2', '--version', 'SP3']);
  t.is(code, 0);
  t.regex(stdout, /sms2 SP3: its losses, and the same runs under the fix/);
  t.regex(stdout, /Q311467/);
  t.notRegex(stdout, /Q250976/);
  t.regex(stdout, /SP3 has \d+ of the \d+ documented defects .* breaks nothing in the fix \(✓\)\./);
});

test('verify --version --json - each defect with a token that reproduces it, and that the fix passes', async (t) => {
  const printed = await json<Printed>(['verify', 'sms2', '--version', 'rtm']);
  t.is(printed.code, 0);
  t.true(printed.asExpected);
  t.deepEqual(
    printed.defects.map(({ defect }) => defect),
    [...sms2.defectsOf('rtm')],
  );
  for (const { defect, token, foundBy, caughtBy } of printed.defects) {
    t.deepEqual([...foundBy], [...caughtBy], defect);
    const scenario = decodeToken(token, () => sms2Study).scenario as sms2.Sms2Scenario;
    t.true(runScenario(sms2Study, scenario).violations.length > 0, defect);
    t.is(runScenario(sms2Study, { ...scenario, variant: 'fixed' }).verdict, 'pass', defect);
  }
});

test('verify --version - an unknown release is bad input', async (t) => {
  const { code, stderr } = await cli(['verify', 'sms2', '--version', 'sp9']);
  t.is(code, 2);
  t.regex(stderr, /one of rtm, sp1, sp2, sp3, sp4/);
});

test('verify - an unknown documented defect is bad input', async (t) => {
  const { code, stderr } = await cli(['explore', 'sms2', '--variant', 'documented+nothing']);
  t.is(code, 2);
  t.regex(stderr, /a planted defect \(offline-logs-withheld, /);
});

test('list sms2 - every defect with the run that finds it, and the articles outside the models', async (t) => {
  const { code, stdout } = await cli(['list', 'sms2']);
  t.is(code, 0);
  for (const { articles } of Object.values(sms2.DOCUMENTED_DEFECTS))
    for (const article of articles) t.true(stdout.includes(article), article);
  for (const { article } of sms2.OUTSIDE) t.true(stdout.includes(article), article);
  t.notRegex(stdout, /never$/m);
});

test('list sms2 --json - the same as data; another study is bad input', async (t) => {
  const { defects } = await json<Printed>(['list', 'sms2']);
  t.is(defects.length, Object.keys(sms2.DOCUMENTED_DEFECTS).length);
  t.true(defects.every(({ foundAtRun }) => foundAtRun > 0));
  t.is((await cli(['list', 'sms3'])).code, 2);
});

test('skewproof --version - still the version of the package', async (t) => {
  const { code, stdout } = await cli(['--version']);
  t.is(code, 0);
  t.regex(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('verify --version --report - the report is written, with each defect of the release', async (t) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'skewproof-')), 'report');
  try {
    const { report } = await json<{ report: string }>([
      ...['verify', 'sms2', '--version', 'sp4', '--report', folder],
    ]);
    t.is(report, join(folder, 'report.html'));
    t.deepEqual(readdirSync(folder).sort(), [
      'junit.xml',
      'report.html',
      'report.json',
      'summary.md',
    ]);
    const text = readFileSync(join(folder, 'report.json'), 'utf8');
    for (const defect of sms2.defectsOf('sp4'))
      t.true(text.includes(`documented+${defect}`), defect);
  } finally {
    rmSync(dirname(folder), { recursive: true });
  }
});

test('verify --version - an option without a meaning is refused, not ignored', async (t) => {
  for (const [option, value] of [
    ['--runs', '5'],
    ['--seconds', '5'],
    ['--variant', 'h1'],
    ['--corpus', 'x'],
    ['--shrink-runs', '9'],
    ['--run-seconds', '9'],
  ] as const) {
    const { code, stdout, stderr } = await cli([
      ...['verify', 'sms2', '--version', 'sp2', option, value],
    ]);
    t.is(code, 2, option);
    t.is(stdout, '');
    t.true(
      stderr.includes(`SKEW-101 at ${option}: expected no such option beside --version`),
      stderr,
    );
  }
});
