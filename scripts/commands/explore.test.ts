/** `explore` and `verify`: findings, output, saved files and exit codes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { cli, json, ROOT } from '../cli/_cli.test.js';
import { DEFAULT_RUNS } from '../campaign/searching.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-explore-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});
const newFolder = (): string => mkdtempSync(join(folder, 'corpus-'));

const FEW = ['--space', 'install', '--runs', '60'];
const H1 = ['explore', 'sms2', '--variant', 'h1', ...FEW];

interface Found {
  readonly verdict: string;
  readonly seed: number;
  readonly interrupted: boolean;
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly token: string;
    readonly reproduce: string;
    readonly path?: string;
    readonly minimal: { readonly scenario: object };
  }[];
  readonly corpus: readonly { readonly path: string; readonly verdict: string }[];
  readonly statistics: { readonly runs: number };
}

test('explore - prints the loss, the deciding comparison, the minimal scenario, the command', async (t) => {
  const corpus = newFolder();
  const { code, stdout, stderr } = await cli([...H1, '--corpus', corpus], { threads: true });
  t.is(code, 1);
  t.regex(stderr, /sms2\/h1: 60 runs, violation, \d kinds of failure\n$/);
  t.regex(
    stdout,
    /^\d of \d {2}LOST: stranded on client-1, not reported +sms2\/h1\n {2}client-1\/\S+, used /m,
  );
  t.regex(stdout, /Breaks conservation,\s+eventual-delivery\./);
  t.regex(
    stdout,
    /^ {2}client-1, 22 Oct \S+( \(its own clock: .*\))?\n +\d+ Oct \S+ {2}client's clock \(/m,
  );
  t.regex(
    stdout,
    /\n {4}must be >= \d+ Oct \S+ {2}NextOfflineSyncTime \([^)]*\)\n {4}\S.* s short: /,
  );
  t.regex(
    stdout,
    / {2}smallest: clock offset of client-1: [^.]*\.001 s behind\. At [^.]* behind\s+it is not\s+stranded \(run\)\./,
  );
  t.regex(stdout, / {2}again: {4}npx skewproof reproduce sk1\.\S+\n {2}saved as .*\.json\n/);
  t.regex(
    stdout,
    /^sms2\/h1, seed 213261: 60 runs, violation, \d kinds of failure\.\n\n1 of \d {2}LOST/,
  );
  // Nothing is lost or changed on the way from another thread.
  const here = await cli([...H1, '--corpus', newFolder()]);
  const words = (text: string): string => text.replace(/saved as .*/g, 'saved');
  t.is(words(here.stdout), words(stdout));
});

test('explore - a printed token and the kept file run to one hash; equal seeds find the same, saved scenarios first', async (t) => {
  const corpus = newFolder();
  const first = await json<Found>([...H1, '--corpus', corpus]);
  t.deepEqual(first.corpus, []);
  t.like(first, { code: 1, verdict: 'violation', seed: 213_261, interrupted: false });
  t.is(first.statistics.runs, 60);
  t.true(first.findings.length > 0);
  t.is(readdirSync(corpus).length, first.findings.length);
  for (const { token, path = '', reproduce, minimal } of first.findings) {
    t.is(reproduce, `npx skewproof reproduce ${token}`);
    const again = await json<{ hash: string; scenario: object }>(['reproduce', token]);
    t.is(again.code, 1);
    t.deepEqual(again.scenario, minimal.scenario);
    const kept = await json<{ hash: string; savedHash: string }>(['reproduce', path]);
    t.deepEqual([kept.hash, kept.savedHash], [again.hash, again.hash]);
  }
  const names = readdirSync(corpus);
  const texts = names.map((name) => readFileSync(join(corpus, name), 'utf8'));
  const second = await json<Found>([...H1, '--corpus', corpus]);
  t.deepEqual(second.findings, first.findings);
  t.is(second.corpus.length, names.length);
  t.true(second.corpus.every((entry) => entry.verdict !== 'pass'));
  t.deepEqual(readdirSync(corpus), names);
  t.deepEqual(
    names.map((name) => readFileSync(join(corpus, name), 'utf8')),
    texts,
  );
  const other = await json<Found>([...H1, '--no-save', '--corpus', corpus, '--seed', '1']);
  t.is(other.seed, 1);
  t.notDeepEqual(
    other.findings.map((finding) => finding.token),
    [],
  );
  t.notDeepEqual(other.statistics, first.statistics);
  t.deepEqual(readdirSync(corpus), names);
});

test('explore - a saved scenario that still fails fails the command, whatever else is found', async (t) => {
  const corpus = newFolder();
  const variant = 'fixed+removal-deletes-log';
  const args = ['explore', 'sms2', '--variant', variant, '--runs', '40', '--corpus', corpus];
  const found = await json<Found>(args);
  t.is(found.verdict, 'violation');
  const nothing = await cli([...args, '--space', 'install', '--runs', '1']);
  t.is(nothing.code, 1);
  t.regex(nothing.stdout, /Saved by earlier runs in/);
  t.regex(
    nothing.stdout,
    /1 runs, pass, no failure\. Of \d+ saved by earlier runs, \d+ still fail\./,
  );
});

test('explore - the fix: no violation, exit 0, nothing saved', async (t) => {
  const corpus = join(folder, 'never-made');
  const { code, stdout } = await cli([
    ...['explore', 'sms2', '--variant', 'fixed', '--corpus', corpus],
    ...FEW,
  ]);
  t.is(code, 0);
  t.regex(stdout, /^\S+, seed 213261: 60 runs, pass, no failure\.\n\nExplored\n/);
  t.false(readdirSync(folder).includes('never-made'));
});

test('explore - --seconds without --runs takes that time, and no more', async (t) => {
  const { code, statistics } = await json<Found>([
    ...['explore', 'sms2', '--variant', 'fixed', '--space', 'install', '--seconds', '1'],
  ]);
  t.is(code, 0);
  // A run number that takes much more than a second: without --runs there is no other limit.
  t.true(statistics.runs > 0);
});

test('verify - --seconds is for all variants together, and each of them is searched', async (t) => {
  const { variants } = await json<{ readonly variants: readonly Found[] }>([
    ...['verify', `${ROOT}examples/buffer/study.ts`, '--seconds', '1', '--shrink-runs', '1'],
  ]);
  t.is(variants.length, 2);
  for (const { statistics } of variants) t.true(statistics.runs > 0);
  // Time is the only limit.
  t.false(variants.every(({ statistics }) => statistics.runs === DEFAULT_RUNS));
});

test('explore - interrupted: no pass, and an incomplete result', async (t) => {
  const { code, stdout, stderr } = await cli(
    ['explore', 'sms2', '--variant', 'fixed', '--runs', '100000'],
    { interrupted: true, threads: true },
  );
  t.is(code, 130);
  t.regex(stderr, /Ctrl-C again ends this at once/);
  t.regex(stdout, /out-of-budget, no failure \(interrupted after \d+ runs\)/);
});

test('explore - a progress bar at a terminal', async (t) => {
  const { stderr } = await cli(['explore', 'sms2', '--variant', 'fixed', '--runs', '5'], {
    terminal: true,
  });
  t.false(stderr.includes('sms2/fixed:'), 'a plain line beside the bar');
});

interface Verified {
  readonly asExpected: boolean;
  readonly seed: number;
  readonly variants: readonly {
    readonly variant: string;
    readonly verdict: string;
    readonly cells: readonly {
      readonly property: string;
      readonly expected: string;
      readonly found: string;
      readonly asExpected: boolean;
    }[];
    readonly findings: readonly { readonly token: string }[];
  }[];
}

test('verify - a table of expected and found; all as expected is exit 0', async (t) => {
  const args = ['verify', 'sms2', '--variant', 'fixed', '--runs', '100'];
  const { code, stdout, stderr } = await cli(args);
  t.is(code, 0);
  t.regex(stderr, /sms2\/fixed: 100 runs, pass, no failure\n$/);
  t.regex(stdout, /variant +title +runs +conservation +no-duplicates +dates +eventual/);
  t.regex(stdout, /fixed +the fix +100 +(holds ✓ +){5}holds ✓\n/);
  t.regex(stdout, /As expected: no property is broken/);
  const answer = await json<Verified>(args);
  t.like(answer, { code: 0, asExpected: true, seed: 213_261 });
  t.is(answer.variants[0]?.cells.length, 6);
});

test('verify - an expected violation that was not found is exit 1, with a remedy', async (t) => {
  const { code, stdout } = await cli(['verify', 'sms2', '--variant', 'h0', '--runs', '1']);
  t.is(code, 1);
  t.regex(stdout, /holds ✗ expected: violated/);
  t.regex(stdout, /NOT as expected \(✗\)\. A violation that was not found may need more runs/);
});

test('verify - a planted defect breaks what the fix holds: exit 1', async (t) => {
  const variant = 'fixed+removal-deletes-log';
  const answer = await json<Verified>(['verify', 'sms2', '--variant', variant, '--runs', '60']);
  t.like(answer, { code: 1, asExpected: false });
  const cell = answer.variants[0]?.cells.find(({ property }) => property === 'conservation');
  t.like(cell, { expected: 'holds', found: 'violated', asExpected: false });
  const token = answer.variants[0]?.findings[0]?.token ?? '';
  t.is((await cli(['reproduce', token])).code, 1);
});

test('verify - a saved scenario in which the fix still fails is not as expected', async (t) => {
  const corpus = newFolder();
  const found = await json<Found>([
    ...['explore', 'sms2', '--variant', 'fixed+removal-deletes-log', '--runs', '40'],
    ...['--corpus', corpus],
  ]);
  const args = ['verify', 'sms2', '--corpus', corpus];
  const planted = await cli([
    ...args,
    ...['--runs', '5', '--variant', 'fixed+removal-deletes-log'],
  ]);
  t.is(planted.code, 1);
  t.regex(planted.stdout, /NOT as expected: saved by earlier runs, and still failing/);
  t.true(found.findings.length > 0);
  // The same file is no surprise for a variant that is expected to lose.
  t.is((await cli([...args, '--runs', '100', '--variant', 'fixed'])).code, 0);
});

/** Output of `verify sms2` beyond its variants. */
interface Whole {
  readonly article: {
    readonly asExpected: boolean;
    readonly predictions: readonly object[];
    readonly fits: readonly { readonly mechanism: string; readonly agreesStrictly: boolean }[];
  };
}

test('verify - every variant of the study, on all cores', async (t) => {
  const { stdout } = await cli(['verify', 'sms2', '--runs', '2', '--json'], { threads: true });
  const answer = JSON.parse(stdout) as Verified & Whole;
  // The whole study, including the part about its article.
  t.true(answer.article.asExpected);
  t.is(answer.article.predictions.length, 78);
  t.deepEqual(
    answer.article.fits.filter(({ agreesStrictly }) => agreesStrictly).map((fit) => fit.mechanism),
    ['h3', 'h4'],
  );
  t.deepEqual(
    answer.variants.map((one) => one.variant),
    ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'documented', 'fixed'],
  );
  t.true(answer.variants.every((one) => one.cells.length === 6));
});

test('verify - a corrupt corpus is named before anything is explored', async (t) => {
  const corpus = newFolder();
  const path = join(corpus, 'x.json');
  writeFileSync(path, '{');
  const { code, stderr } = await cli(['verify', 'sms2', '--corpus', corpus]);
  t.is(code, 2);
  t.true(stderr.includes(path));
  const scenario = { ...sms2.simplestScenario('fixed'), pollMinutes: -1 };
  const entry = { format: 1, study: 'sms2', variant: 'fixed', hash: '0', scenario };
  writeFileSync(path, JSON.stringify(entry));
  t.regex((await cli(['replay', '--corpus', corpus])).stderr, /x\.json, field pollMinutes/);
});

test('explore - a guided search reports that it is guided, and finds the same twice', async (t) => {
  const args = [
    ...'explore sms2 --variant fixed+dates-not-corrected --runs 120 --guided --json'.split(' '),
    '--no-save',
  ];
  const [one, two] = [await cli(args), await cli(args)];
  t.is(one.code, 1, one.stderr);
  const found = JSON.parse(one.stdout) as { guided: boolean; findings: unknown[] };
  t.true(found.guided);
  t.true(found.findings.length > 0);
  t.is(two.stdout, one.stdout);
});

test('verify - a canary is searched too, and is caught', async (t) => {
  const { stdout } = await cli('verify sms2 --variant fixed --runs 20'.split(' '));
  t.regex(stdout, /Canary sms2\/fixed\+dates-not-corrected, which must fail: caught at run \d+\./);
});

test('explore - a corpus that cannot be written to: all findings are printed, the file is named', async (t) => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const { code, stdout, stderr } = await cli([...H1, '--corpus', join(file, 'corpus')]);
  t.is(code, 1);
  const kinds = Number(/violation, (\d) kinds of failure/.exec(stdout)?.[1]);
  t.true(kinds > 1);
  t.is(stdout.match(/^\d of \d {2}[A-Z]/gm)?.length, kinds);
  t.is(
    stderr.match(/SKEW-101 at .*file.corpus.*\.json: expected a file that can be written/g)?.length,
    kinds,
  );
  t.notRegex(stderr, /\n {4}at /);
});
