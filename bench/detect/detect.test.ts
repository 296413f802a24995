/**
 * The measurement itself, and its document: the command prints it from the figures of known
 * defects.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { explain } from '../../properties/explain/explain.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { studyNamed } from '../../scripts/studies.js';
import { jobsOf, QUICK } from './campaign.js';
import { documentOf, HEAD, unmeasured } from './document.js';
import { isMinimal } from './minimal.js';
import { SUBJECTS } from './subjects.js';
import { conditionsOf, geometricMean, inOrder, measuredOf, ofOthers, seedsOf } from './summary.js';
import type { Measured } from './summary.js';
import { METHODS } from './trial.js';
import type { Method, Trial } from './trial.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const textAt = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const command = (...args: string[]): { status: number | null; stdout: string; stderr: string } => {
  const detect = fileURLToPath(new URL('detect.js', import.meta.url));
  return spawnSync(process.execPath, [detect, ...args], { encoding: 'utf8' });
};

const figures = (): Measured => JSON.parse(textAt('bench/detect/measured.json')) as Measured;

test('detection - the document is what the command prints of its figures', (t) => {
  t.is(textAt('docs/detection.md'), documentOf(figures()));
});

test('detection - each planted defect has a row, or is named as not measured yet', (t) => {
  const rows = textAt('docs/detection.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1));
  const measured = figures();
  const late = SUBJECTS.flatMap(({ study }) => unmeasured(measured, study));
  const known = SUBJECTS.flatMap(({ defects }) => defects);
  t.true(known.length > 40);
  // The hard zoo has a table of its own.
  t.deepEqual(
    rows.map(([name = '']) => name.trim().replaceAll('`', '')).sort(),
    known.filter((defect) => !late.includes(defect)).sort(),
  );
  const named = textAt('docs/detection.md').match(/not measured yet: .*/g) ?? [];
  t.deepEqual(
    named.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
    late,
  );
  for (const row of rows) t.is(row.length, HEAD.length);
});

test('detection - a defect that another space shows is searched for there, and the space exists', (t) => {
  for (const subject of SUBJECTS) {
    const study = studyNamed(subject.study);
    for (const name of Object.keys(subject.elsewhere ?? {})) t.true(subject.defects.includes(name));
    for (const { spaces } of jobsOf([subject], { ...QUICK, seeds: 1 })) {
      t.true(Object.hasOwn(study.spaces, spaces.ours), spaces.ours);
      t.true(Object.hasOwn(study.spaces, spaces.plain), spaces.plain);
    }
  }
  const late = jobsOf(SUBJECTS, QUICK).find((job) => job.defect === 'running-programs-unseen');
  t.deepEqual(late?.spaces, { ours: 'documented', plain: 'plain-late' });
});

const trial = (method: Method, seed: number, runs: number, found = true): Trial => ({
  study: 's',
  defect: 'd',
  method,
  seed,
  found,
  runs,
  seconds: runs / 100,
});

const measured = (trials: readonly Trial[]): Measured =>
  measuredOf([{ study: 's', correct: 'c', defects: ['d'] }], trials, QUICK, []);

test('detection - a search without a find is censored, and counts as long as it ran', (t) => {
  const trials = [1, 2].flatMap((seed) => [
    trial('ours', seed, 10),
    trial('plain', seed, 400, seed === 1),
    trial('guided', seed, 5),
  ]);
  const text = documentOf(measured(trials));
  t.regex(text, /\| `d` \| 10, 10, 10 \|.*\| 400, 400, > 400 \|.*\| 80 \| 2 \|/);
  t.regex(text, /\| 300 runs \| 0 % \(0\) \| 100 % \(2\) \| 0 % \(0\) \|/);
  t.regex(text, /Fewer runs than plain by geometric mean, ours: 80 times;/);
  t.regex(text, /every seed within 10 s on one core, ours: reached|core, ours: reached/);
});

test('detection - a missed target is stated', (t) => {
  const trials = METHODS.map((method) => trial(method, 1, 2_000));
  const text = documentOf(measured(trials));
  t.regex(text, /ours: not reached; not `d` \(1 of 1 seeds\)/);
  t.regex(text, /ours: 1 times;/);
});

test('detection - a method that finds nothing makes a bound', (t) => {
  const trials = METHODS.map((method) => trial(method, 1, 50, method !== 'plain'));
  t.regex(documentOf(measured(trials)), /\| > 50 \|.*\| ≥ 1 \| 1 \|/);
});

test('detection - a defect that takes ours longer than plain is named, if plain needs ten runs', (t) => {
  const of = (ours: number, plain: number): string =>
    documentOf(
      measured([trial('ours', 1, ours), trial('plain', 1, plain), trial('guided', 1, ours)]),
    );
  t.regex(of(40, 20), /\(1 of 1\), no defect .* plain's runs: not reached\. Not `d` \(2 times\)/);
  t.regex(of(30, 20), /\(1 of 1\), no defect .* plain's runs: reached\./);
  t.regex(of(27, 9), /\(0 of 1\), no defect .* plain's runs: reached\./);
});

test('detection - only seeds that every method was tried with are compared', (t) => {
  const { rows } = measured([...METHODS.map((method) => trial(method, 1, 7)), trial('ours', 2, 9)]);
  t.is(rows[0] && seedsOf(rows[0].cells.ours), 1);
  t.deepEqual(measured([trial('ours', 1, 7)]).rows, []);
  t.is(Math.round(geometricMean([1, 100]) * 1e6), 10_000_000);
});

test('detection - a scenario is minimal if no single step makes it smaller', (t) => {
  const study = studyNamed('sms2');
  const simplest = study.simplest('h4') as unknown as { clients: readonly object[] };
  const withOffset = (offsetMs: number): never =>
    ({ ...simplest, clients: [{ ...simplest.clients[0], offsetMs }] }) as never;
  const judged = (scenario: never): boolean | undefined => {
    const lost = runScenario(study, scenario).violations.find(
      ({ property }) => property === 'conservation',
    );
    return lost && isMinimal(study, scenario, explain(study, scenario, lost).fingerprint);
  };
  t.is(judged(withOffset(-3_600_000)), undefined);
  t.true(judged(withOffset(-3_600_001)));
  t.false(judged(withOffset(-3_600_002)));
});

test('detection - the command measures a defect by every method', (t) => {
  const run = command('--quick', '--json', '--seeds', '1', '--defect', 'dates-not-corrected');
  t.is(run.status, 0, run.stderr);
  const { rows } = JSON.parse(run.stdout) as Measured;
  t.deepEqual(
    rows.map(({ study, defect }) => [study, defect]),
    [['sms2', 'dates-not-corrected']],
  );
  for (const method of METHODS) t.is(rows[0]?.cells[method].found.length, 1, method);
  t.is(rows[0]?.cells.ours.minimal, 1);
});

test('detection - the command searches the correct variants, and finds nothing', (t) => {
  const run = command('--correct', '120', '--study', 'store-forward');
  t.is(run.status, 0, run.stderr);
  t.regex(run.stdout, /^store-forward\/correct: 0 false alarms in 120 runs/);
});

test('detection - writing one study keeps the rows of the others, in order', (t) => {
  const { rows } = figures();
  const [first, second] = SUBJECTS.map((subject) => [subject]);
  const kept = ofOthers(rows, first ?? []);
  t.true(kept.length > 0 && kept.every(({ study }) => study === second?.[0]?.study));
  t.deepEqual(inOrder([...kept, ...ofOthers(rows, second ?? [])]), rows);
  t.deepEqual(ofOthers(rows, SUBJECTS), []);
  t.deepEqual(ofOthers([], first ?? []), []);
});

test('detection - a part is not written in place of the whole, nor beside rows measured otherwise', (t) => {
  const before = textAt('docs/detection.md');
  for (const [options, why] of [
    [['--quick', '--study', 'sms2'], /--quick and --defect measure a part/],
    [['--defect', 'week-year'], /--quick and --defect measure a part/],
  ] as const) {
    const { status, stderr } = command('--write', ...options);
    t.is(status, 2);
    t.regex(stderr, why);
  }
  t.is(textAt('docs/detection.md'), before);
  const { limits } = QUICK;
  t.not(conditionsOf({ node: 'v20.0.0', limits }), conditionsOf({ node: 'v22.0.0', limits }));
});

test('detection - bad options are named', (t) => {
  t.is(command('--seeds', 'many').status, 2);
  t.regex(command('--defect', 'nonsense').stderr, /No such study or defect/);
});
