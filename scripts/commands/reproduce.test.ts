/** `reproduce` and `replay`: one scenario from a file, from the corpus, and from a token. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { encodeToken } from '../../properties/corpus/token.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { cli, json, SCENARIOS } from '../cli/_cli.test.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-reproduce-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});

const LOSES = `${SCENARIOS}q213261-behind-at-install.json`;
const FIXED = `${SCENARIOS}q213261-behind-at-install-fixed.json`;
const FORWARD = `${SCENARIOS}q226832-set-forward-and-back.json`;

type Scenario = ScenarioBase & { readonly clients: readonly object[] };
const scenarioOf = (path: string): Scenario => JSON.parse(readFileSync(path, 'utf8')) as Scenario;

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

interface Answer {
  readonly verdict: string;
  readonly hash: string;
  readonly token: string;
  readonly events: number;
  readonly metered: number;
  readonly fates: Record<string, number>;
  readonly explanations: {
    readonly violation: { readonly property: string };
    readonly alsoBreaks?: readonly string[];
  }[];
  readonly trace?: { readonly step: number }[];
  readonly until?: { readonly ms: number; readonly fates: Record<string, number> };
  readonly savedHash?: string;
}

test('reproduce - a scenario that loses: exit 1, ledger, decision, verdict, hash', async (t) => {
  const { code, stdout, stderr } = await cli(['reproduce', LOSES]);
  // A machine that is slow enough hears that the run is still played.
  t.deepEqual([code, stderr.replaceAll(/^reproduction of sms2\/h4: \d+ s\n/gm, '')], [1, '']);
  t.regex(
    stdout,
    /^sms2\/h4, seed 0\n\nverdict: violation\ntrace hash: [0-9a-f]{16} \(\d+ events\)\n\nLOST: stranded/,
  );
  t.regex(stdout, /\nTimeline\n\ntrue time +node, step \[its clock, if not right\], event\n/);
  t.regex(
    stdout,
    /2000-10-22 00:00:00\.000 {2}client-1 #1 \[2000-09-22 00:00:00\.000\] process starts/,
  );
  t.regex(stdout, /lines left out: --all prints them/);
  t.regex(stdout, /24 records metered\.[^]*stranded +24 +held, with nothing to move it/);
  t.regex(
    stdout,
    /must be >= 22 Oct 00:00:00\.000 {2}LastUpdate \(site-server's clock, set 00:00\)\n/,
  );
  t.deepEqual(stdout.match(/^(verdict|LOST|Ledger|Timeline|trace hash)/gm), [
    'verdict',
    'trace hash',
    'LOST',
    'Ledger',
    'Timeline',
  ]);
});

test('reproduce - the fix on the same scenario: exit 0', async (t) => {
  const { code, stdout } = await cli(['reproduce', FIXED]);
  t.is(code, 0);
  t.regex(stdout, /seed 0\n\nverdict: pass\n[^]*counted +24 +shown once, rightly dated\n/);
});

test('reproduce - file, token and corpus entry are one run; all of it as JSON', async (t) => {
  for (const path of [LOSES, FIXED, FORWARD]) {
    const fromFile = await json<Answer>(['reproduce', path]);
    const fromToken = await json<Answer>(['reproduce', fromFile.token]);
    t.deepEqual(fromToken, fromFile);
    t.is(fromFile.token, encodeToken(sms2Study, scenarioOf(path)));
    const entry = { format: 1, hash: fromFile.hash, scenario: scenarioOf(path) };
    const fromEntry = await json<Answer>(['reproduce', file('entry.json', entry)]);
    t.like(fromEntry, { hash: fromFile.hash, savedHash: fromFile.hash });
  }
  const { fates, metered, explanations, verdict } = await json<Answer>(['reproduce', FORWARD]);
  t.is(verdict, 'violation');
  t.like(fates, { counted: 7, stranded: metered - 7 });
  t.deepEqual(
    explanations.map(({ violation, alsoBreaks }) => [violation.property, alsoBreaks]),
    [['conservation', ['eventual-delivery']]],
  );
});

test('reproduce - an entry whose run has changed is reported', async (t) => {
  const path = file('changed.json', { format: 1, hash: '0', scenario: scenarioOf(FIXED) });
  t.regex((await cli(['reproduce', path])).stdout, /but 0 when it was saved: the models have/);
});

test('reproduce - --until ends the timeline; verdict and hash stay those of the whole run', async (t) => {
  const whole = await json<Answer>(['reproduce', LOSES]);
  const answers = [];
  for (const until of ['43200000', '12h', '2000-10-22 12:00:00.000', '2000-10-22T12:00:00Z'])
    answers.push(await json<Answer>(['reproduce', LOSES, '--until', until, '--all']));
  for (const answer of answers) {
    t.deepEqual(answer, answers[0] as never);
    t.like(answer, { code: 1, hash: whole.hash, verdict: 'violation' });
  }
  const [first] = answers;
  t.is(first?.until?.ms, 43_200_000);
  t.true((first?.until?.fates['pending'] ?? 0) > 0);
  t.is(first?.until?.fates['stranded'], 0);
  const { stdout } = await cli(['reproduce', LOSES, '--until', '12h']);
  t.regex(stdout, /Ledger at 2000-10-22 12:00:00\.000 true time/);
  t.regex(stdout, /verdict of the whole run: violation/);
  t.false(/\n2000-10-22 1[3-9]:\d\d:\d\d\.\d{3} {2}client-1/.test(stdout));
});

test('reproduce - --node and --step: only these lines', async (t) => {
  const { stdout } = await cli(['reproduce', LOSES, '--node', 'console', '--all']);
  const timelineOf = (text: string): string => text.split('\nTimeline\n')[1]?.trim() ?? '';
  const timeline = timelineOf(stdout);
  t.true(timeline.includes('console #'));
  t.false(timeline.includes('client-1 #'));
  const near = timelineOf((await cli(['reproduce', LOSES, '--step', '4'])).stdout);
  t.deepEqual(
    [...near.matchAll(/ #(\d+) /g)].map((match) => match[1]),
    ['2', '3', '4', '5', '6'],
  );
  t.is(
    timelineOf(
      (await cli(['reproduce', LOSES, '--node', 'database-server', '--step', '4'])).stdout,
    ),
    `true time                node, step [its clock, if not right], event
2000-10-22 00:00:00.000  database-server #4 process starts`,
  );
});

test('reproduce - --all prints every line, and the trace as JSON', async (t) => {
  t.false((await cli(['reproduce', LOSES, '--all'])).stdout.includes('left out'));
  const { trace, events } = await json<Answer>(['reproduce', LOSES, '--all']);
  t.is(trace?.at(-1)?.step, events);
  t.is((await json<Answer>(['reproduce', LOSES])).trace, undefined);
});

const good = scenarioOf(LOSES);
const REFUSED: readonly (readonly [string, unknown, RegExp])[] = [
  ['no JSON', '{"study": "sms2",', /bad\.json: expected JSON, got .*skewproof schema/],
  ['an empty file', ' ', /expected JSON, got an empty file/],
  ['null', 'null', /field study: expected the name of a study, got none in null/],
  ['a study that is a number', { ...good, study: 7 }, /field study: .*got 7/],
  [
    'an unknown study',
    { ...good, study: 'nope' },
    /expected one of sms2, store-forward, metering-agent, got "nope"/,
  ],
  ['an unknown variant', { ...good, variant: 'h9' }, /field variant: .*got "h9"/],
  [
    'a field of another type',
    { ...good, clients: [{ ...good.clients[0], offsetMs: '1' }] },
    /bad\.json, field clients\.0\.offsetMs: expected a value of type integer, got "1"/,
  ],
  ['a number out of range', { ...good, pollMinutes: 10_081 }, /field pollMinutes: .*<= 10080/],
  ['a number beyond integers', { ...good, durationMs: 1e300 }, /field durationMs: .*<= 1/],
  ['a field too many', { ...good, extra: 1 }, /expected no field "extra"/],
  ['a field too few', { ...good, looks: undefined }, /expected a field "looks"/],
  ['an unknown machine', { ...good, faults: [{ kind: 'wipe', at: 0, node: 'nobody' }] }, /nobody/],
];

for (const [title, content, message] of REFUSED)
  test(`reproduce - refused, exit 2, the file left as it was: ${title}`, async (t) => {
    const path = join(mkdtempSync(join(folder, 'bad-')), 'bad.json');
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(path, text);
    const { code, stdout, stderr } = await cli(['reproduce', path]);
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.is(readFileSync(path, 'utf8'), text);
  });

test('reproduce - refused, exit 2: a missing file, a folder, damaged tokens, an empty selection', async (t) => {
  const token = encodeToken(sms2Study, good);
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['nowhere.json'], /nowhere\.json: expected a file that exists, or a token/],
    [[''], /file or token: expected a file that exists/],
    [[folder], /expected a scenario file, got a folder.*replay --corpus/],
    [[token.slice(0, -8)], /Copy the whole token/],
    [[token.slice(0, 14)], /token: expected .*Copy the whole token/],
    [['sk1.'], /text of the form sk1\./],
    [[LOSES, '--node', 'nobody'], /--node: expected one of client-1, .*got "nobody"/],
    [[LOSES, '--step', '999999'], /--step: expected a step from 1 to \d+, got 999999/],
    [[LOSES, '--step', '0'], /expected an integer from 1/],
    [[LOSES, '--until', 'noon'], /--until: expected ms from the start of the run.*got "noon"/],
    [[LOSES, '--until', '-5min'], /got "-5min", which is before the run starts/],
    [[LOSES, '--until', '1999-12-31 00:00:00'], /which is before the run starts/],
  ];
  for (const [args, message] of refused) {
    const { code, stdout, stderr } = await cli(['reproduce', ...args]);
    t.is(code, 2, `${args.join(' ')}: ${stdout}`);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.false(stderr.includes('\n    at '));
  }
});

test('reproduce - a token of other versions runs, with a warning', async (t) => {
  const token = encodeToken(sms2Study, good).replace(/^sk1\.[^.]+/, 'sk1.v0-0');
  const { code, stderr } = await cli(['reproduce', token]);
  t.is(code, 1);
  t.regex(stderr, /^warning: this token was made under versions v0-0/);
  t.regex((await json<{ warning: string }>(['reproduce', token])).warning, /v0-0/);
});

test('replay - the whole corpus in a table, with the entries that fail or have changed', async (t) => {
  const corpus = mkdtempSync(join(folder, 'corpus-'));
  const entry = async (path: string, hash?: string) => ({
    format: 1,
    study: 'sms2',
    variant: scenarioOf(path).variant,
    fingerprint: 'any',
    hash: hash ?? (await json<Answer>(['reproduce', path])).hash,
    foundWith: { seed: 0, run: 1 },
    scenario: scenarioOf(path),
  });
  const write = (name: string, content: unknown): void => {
    writeFileSync(join(corpus, name), JSON.stringify(content));
  };
  write('a.json', await entry(FIXED));
  write('note.txt', 'not an entry');
  const passing = await cli(['replay', '--corpus', corpus]);
  t.is(passing.code, 0);
  t.regex(
    passing.stdout,
    /1 entries in .*, 0 still fail, 0 run differently from when they were saved/,
  );
  write('b.json', await entry(LOSES));
  write('c.json', await entry(FIXED, '00'));
  const failing = await cli(['replay', '--corpus', corpus]);
  t.is(failing.code, 1);
  t.regex(failing.stdout, /a\.json +pass +[0-9a-f]{16} +as saved\n/);
  t.regex(failing.stdout, /b\.json +violation +[0-9a-f]{16} +as saved\n/);
  t.regex(failing.stdout, /c\.json +pass +[0-9a-f]{16} +DIFFERS from the saved one/);
  t.regex(failing.stdout, /3 entries in .*, 1 still fail, 1 run differently/);
  const answer = await json<{ entries: { same: boolean; violated: string[] }[] }>([
    'replay',
    '--corpus',
    corpus,
  ]);
  t.deepEqual(
    answer.entries.map((one) => one.same),
    [true, true, false],
  );
  t.deepEqual(answer.entries[1]?.violated, ['conservation', 'eventual-delivery']);
  // The findings of a study that this command does not know are named, and hide no other.
  const other = { ...(await entry(LOSES)), study: 'sms3' };
  write('d.json', other);
  write('e.json', other);
  const skipping = await cli(['replay', '--corpus', corpus]);
  t.regex(skipping.stdout, /3 entries in .*, 1 still fail, 1 run differently/);
  t.regex(skipping.stderr, /d\.json, field study: .*"sms3", and others in 1 more entries: not run/);
  t.is(skipping.code, 1);
  write('b.json', other);
  t.is((await cli(['replay', '--corpus', corpus])).code, 2);
  write('d.json', { format: 1 });
  const bad = await cli(['replay', '--corpus', corpus]);
  t.is(bad.code, 2);
  t.regex(bad.stderr, /d\.json: expected a corpus entry/);
});

test('replay - a missing folder and an empty one have nothing to run: exit 0', async (t) => {
  const empty = mkdtempSync(join(folder, 'empty-'));
  t.regex(
    (await cli(['replay', '--corpus', empty])).stdout,
    /^Nothing to replay: .* holds no entry\./,
  );
  const { code, stdout } = await cli(['replay', '--corpus', join(folder, 'none')]);
  t.is(code, 0);
  t.regex(stdout, /^Nothing to replay: there is no folder .*none yet\./);
});
