/** `--shard` and `merge`: three shards, in any order and one twice, equal the search on one machine. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { cli } from '../cli/_cli.test.js';
import type { Ran } from '../cli/_cli.test.js';
import type { ShardBlob } from './blob.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-shards-'));
const project = bufferProject();
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
  project.remove();
});

const here = (args: readonly string[]): Promise<Ran> => cli(args, { cwd: project.folder });

/** All files below a folder, without the one time that JUnit asks for. */
function filesIn(path: string): Readonly<Record<string, string>> {
  const names = readdirSync(path).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      readFileSync(join(path, name), 'utf8').replace(/timestamp="[^"]*"/g, ''),
    ]),
  );
}

/** The result of a command without its notes on standard error, which depend on the time. */
interface Kept {
  readonly code: number;
  readonly stdout: string;
  readonly report: Readonly<Record<string, string>>;
  readonly corpus: Readonly<Record<string, string>>;
}

/** Runs a command that reports and saves into folders that are new for it. */
async function kept(args: readonly string[]): Promise<Kept> {
  const [report, corpus] = [join(folder, 'report'), join(folder, 'corpus')];
  for (const one of [report, corpus]) rmSync(one, { recursive: true, force: true });
  const { code, stdout, stderr } = await here([...args, '--report', report, '--corpus', corpus]);
  if (!existsSync(report)) throw new Error(stderr);
  return {
    code,
    stdout,
    report: filesIn(report),
    corpus: existsSync(corpus) ? filesIn(corpus) : {},
  };
}

let blobs = 0;

async function shard(line: readonly string[], place: string): Promise<string> {
  blobs += 1;
  const path = join(folder, `shard-${String(blobs)}.json`);
  const { code, stdout, stderr } = await here([...line, '--shard', place, '--blob', path]);
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return path;
}

const OWN = ['--study', './acme.study.ts'];
const LOSING = 'correct+future-timestamp-rejected';
const TOGETHER = [
  ['explore', './acme.study.ts', '--variant', 'naive', '--runs', '250', '--shrink-runs', '30'],
  ['verify', './acme.study.ts', '--runs', '250', '--shrink-runs', '30'],
  ['explore', 'store-forward', '--variant', LOSING, '--runs', '250', '--shrink-runs', '30'],
  ['verify', 'store-forward', '--variant', LOSING, '--runs', '250', '--shrink-runs', '30'],
];

for (const line of TOGETHER)
  test.serial(
    `merge - ${line.slice(0, 4).join(' ')}: output, report, JUnit, corpus and exit code are those of one machine`,
    async (t) => {
      const whole = await kept(line);
      const paths: string[] = [];
      for (const place of ['3/3', '1/3', '2/3', '1/3']) paths.push(await shard(line, place));
      const option = line[1] === './acme.study.ts' ? OWN : [];
      t.deepEqual(await kept(['merge', ...paths, ...option]), whole);
      t.true('junit.xml' in whole.report);
      if (line[0] === 'explore') t.not(Object.keys(whole.corpus).length, 0);
    },
  );

test.serial(
  'merge - a search that a finding ends is the same on two machines and on one',
  async (t) => {
    for (const line of [
      [
        'explore',
        './acme.study.ts',
        '--variant',
        'naive',
        '--runs',
        '200',
        '--shrink-runs',
        '20',
        '--bail',
      ],
      ['verify', './acme.study.ts', '--runs', '200', '--shrink-runs', '20', '--bail'],
    ]) {
      const last = line[0] === 'explore' ? ['--no-save'] : [];
      const whole = await here([...line, ...last]);
      const paths: string[] = [];
      for (const place of ['1/2', '2/2']) paths.push(await shard(line, place));
      const merged = await here(['merge', ...paths, ...OWN, ...last]);
      t.deepEqual([merged.code, merged.stdout], [whole.code, whole.stdout]);
    }
  },
);

const SMALL = [
  'explore',
  'store-forward',
  '--variant',
  LOSING,
  '--runs',
  '200',
  '--shrink-runs',
  '5',
];
let pair: Promise<readonly [string, string]> | undefined;
const both = (): Promise<readonly [string, string]> =>
  (pair ??= (async () => [await shard(SMALL, '1/2'), await shard(SMALL, '2/2')] as const)());

/** A shard's file with some fields changed, or any other text. */
function changed(path: string, change: (blob: Record<string, unknown>) => unknown): string {
  const blob = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const value = change(blob);
  blobs += 1;
  const other = join(folder, `changed-${String(blobs)}.json`);
  writeFileSync(other, typeof value === 'string' ? value : JSON.stringify(value));
  return other;
}

const merge = (...paths: readonly string[]): Promise<Ran> => here(['merge', ...paths, '--no-save']);

test.serial('merge - what is no part of the same search is refused, and named', async (t) => {
  const [one, two] = await both();
  const refused = async (message: RegExp, ...paths: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await merge(...paths);
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.regex(stderr, message);
  };
  await refused(/all 2 shards, got no shard 2/, one, one);
  await refused(/all 2 shards, got no shard 1/, two);
  const digest = '0123456789abcdef0123456789abcdef';
  for (const [fields, message] of [
    [{ seed: 1 }, /changed-\d+\.json, field seed: expected 213261, as in .*shard-\d+\.json, got 1/],
    [{ runs: 199 }, /runs 100 to 199 of correct\S*, in one piece, got 100 to 200/],
    [{ program: 'skewproof 9.9.9' }, /field program: .*got "skewproof 9\.9\.9"/],
    [{ engine: digest }, /field engine/],
    [{ code: digest }, /field code/],
    [{ bail: true }, /field bail/],
    [{ canary: undefined }, /field canary: .*got nothing/],
    [{ ended: 'interrupted' }, /the whole shard 2 of 2, got one that was interrupted/],
    [{ shard: { index: 2, count: 3 } }, /one of 2 shards, as .* is, got shard 2 of 3/],
    [
      { shard: { index: 1, count: 2 } },
      /runs 0 to 100 of correct\S*, in one piece, got 100 to 200/,
    ],
    [{ version: 2 }, /field version: expected 1, got 2/],
    [{ outcomes: [] }, /expected 1 outcomes, got 0/],
  ] as const)
    await refused(
      message,
      one,
      changed(two, (blob) => ({ ...blob, ...fields })),
    );
  // The same change in both of them: then this program is what they do not fit.
  for (const [fields, message] of [
    [{ engine: digest }, /field engine: expected the engine of this merge/],
    [{ code: digest }, /field code: expected the study store-forward of this merge/],
    [{ study: 'unknown' }, /field study: expected one of sms2/],
    [{ canary: undefined }, /the result of its canary/],
    [{ canary: { variant: 'naive', runs: 50 } }, /catches the canary/],
  ] as const)
    await refused(
      message,
      changed(one, (blob) => ({ ...blob, ...fields })),
      changed(two, (blob) => ({ ...blob, ...fields })),
    );
});

test.serial(
  'merge - a hostile file is refused by bounds, and nothing of it is believed',
  async (t) => {
    const [one, two] = await both();
    const refused = async (
      message: RegExp,
      change: Parameters<typeof changed>[1],
    ): Promise<void> => {
      const { code, stderr } = await merge(one, changed(two, change));
      t.is(code, 2, stderr);
      t.regex(stderr, message);
      t.true(stderr.length < 2_000, 'quotes no more than a line');
    };
    const outcome = (blob: Record<string, unknown>): ShardBlob['outcomes'][number] =>
      (blob as unknown as ShardBlob).outcomes[0] as ShardBlob['outcomes'][number];
    const withOutcome = (blob: Record<string, unknown>, fields: object): object => ({
      ...blob,
      outcomes: [{ ...outcome(blob), ...fields }],
    });
    const withBands = (text: string) => (blob: Record<string, unknown>) =>
      JSON.stringify(blob).replace('"bands":{', `"bands":{${text},`);
    await refused(/no JSON/, (blob) => JSON.stringify(blob).slice(0, -40));
    await refused(/an empty file/, () => '');
    await refused(/another shape/, () => '[]');
    await refused(/levels of lists/, (blob) => ({
      ...blob,
      study: JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`) as unknown,
    }));
    await refused(/field/, withBands('"__proto__":{"x":{"runs":1,"violating":0}}'));
    await refused(/field/, withBands('"constructor":{"x":{"runs":1,"violating":0}}'));
    t.false('x' in {});
    await refused(/field/, (blob) => ({ ...blob, extra: 1 }));
    await refused(/at most 4000 characters/, (blob) => ({
      ...blob,
      argument: 'x'.repeat(5_000_000),
    }));
    await refused(/must be <= 4294967295/, (blob) => ({ ...blob, seed: 1e15 }));
    // A finding counts if its run shows it here.
    const [finding] = outcome(
      JSON.parse(readFileSync(two, 'utf8')) as Record<string, unknown>,
    ).findings;
    t.truthy(finding);
    await refused(/a run that shows "invented/, (blob) =>
      withOutcome(blob, { findings: [{ ...finding, fingerprint: 'invented \u001b[2J' }] }),
    );
    await refused(/SKEW-101 at merge, run \d+ of correct/, (blob) =>
      withOutcome(blob, { findings: [{ ...finding, found: { variant: LOSING, agents: 'x' } }] }),
    );
  },
);

test.serial('merge - a study that has changed since is refused', async (t) => {
  const changing = bufferProject();
  try {
    const at = (args: readonly string[]): Promise<Ran> => cli(args, { cwd: changing.folder });
    const path = join(folder, 'before.json');
    const line = ['explore', './acme.study.ts', '--variant', 'naive', '--runs', '100'];
    t.is((await at([...line, '--shard', '1/1', '--blob', path])).code, 0);
    const again = ['merge', path, ...OWN, '--no-save'];
    t.is((await at(again)).code, 1);
    // A module that the study imports.
    const [name = ''] = readdirSync(changing.path('model'));
    changing.write({
      [`model/${name}`]: `${changing.read(`model/${name}`)}\nexport const more = 1;\n`,
    });
    const { code, stderr } = await at(again);
    t.is(code, 2);
    t.regex(stderr, /before\.json, field code: expected the study buffer of this merge/);
  } finally {
    changing.remove();
  }
});

test.serial(
  'shard - says what it found, is interrupted or refused without a file of its own kind',
  async (t) => {
    const path = join(folder, 'own.json');
    const line = [...SMALL, '--shard', '1/2', '--blob', path];
    const { code, stdout } = await here(line);
    t.is(code, 0);
    t.regex(
      stdout,
      /^Shard 1 of 2 of explore store-forward\/correct\S*: 100 runs, \d+ kinds? of failure\.\n/,
    );
    t.regex(stdout, /\n {2}npx skewproof reproduce sk1\.\S+\n/);
    t.regex(stdout, /\nWritten: .*own\.json\. "skewproof merge" judges all 2 together\.\n$/);
    const stopped = await cli(line, { cwd: project.folder, interrupted: true });
    t.is(stopped.code, 130);
    t.is((JSON.parse(readFileSync(path, 'utf8')) as ShardBlob).ended, 'interrupted');
    t.regex((await merge(path)).stderr, /the whole shard 1 of 2, got one that was interrupted/);
    for (const [args, message] of [
      [[...SMALL, '--shard', '1/2'], /SKEW-101 at --shard: expected --blob FILE beside it/],
      [[...SMALL, '--blob', path], /SKEW-101 at --blob: expected --shard i\/n beside it/],
      [[...line, '--report', folder], /at --report: expected no such option beside --shard/],
      [[...line, '--seconds', '5'], /at --seconds: /],
      [[...line, '--guided'], /at --guided: /],
      [[...line, '--corpus', folder], /at --corpus: /],
      [[...line, '--no-save'], /at --no-save: /],
      [['verify', 'sms2', '--version', 'sp2', '--shard', '1/2', '--blob', path], /at --shard: /],
      [
        ['verify', 'store-forward', '--collector', 'all', '--shard', '1/2', '--blob', path],
        /at --shard: /,
      ],
      [
        [...SMALL, '--shard', '1/2', '--blob', join(folder, 'none', 'x.json')],
        /none: expected a file that can be written/,
      ],
      [
        [...SMALL, '--shard', '1/2', '--blob', project.path('acme.study.ts')],
        /at --blob: .*acme\.study\.ts\. Name another/,
      ],
    ] as const) {
      const ran = await here(args);
      t.is(ran.code, 2, ran.stderr);
      t.regex(ran.stderr, message);
      t.is(ran.stdout, '', 'refused before the work');
    }
    t.regex(project.read('acme.study.ts'), /export default study/);
  },
);
