/** A user's program on the command line: fifteen lines of config, and every command works. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { Project } from '../config/_project.test.js';
import { BIN, cli } from './_cli.test.js';
import { agent, CONFIG } from './_own-program.test.js';

const HOUR = '3_600_000';
/** Thirty years and more: no clock of a scenario is as wrong as that. */
const EVER = '1e13';

/** A project for each version: a process loads a module once. */
function projectWith(telemetry: string, config = CONFIG): Project {
  const project = new Project();
  project.write({ 'skewproof.config.ts': config, 'src/telemetry.ts': telemetry });
  return project;
}

const expiring = projectWith(agent(HOUR));
const keeping = projectWith(agent(EVER));
const unmarked = projectWith(agent(EVER, 'none'));
const broken = projectWith('export const = 1;');
/** Of a collector that takes nothing dated an hour ahead of its own clock; the agent gives up before. */
const judged = projectWith(
  agent(HOUR),
  CONFIG.replace(
    "collector: 'json'",
    `collector: ({ body }, { wall }) => ({
    status: JSON.parse(body).some(({ at }: { at: number }) => at > wall + 3_600_000) ? 400 : 200,
  })`,
  ),
);
const misspelt = projectWith(agent(EVER), CONFIG.replace('collector:', 'colector:'));
test.after.always(() => {
  for (const project of [expiring, keeping, unmarked, broken, judged, misspelt]) project.remove();
});

const run = async ({ folder }: Project, line: string, more: Parameters<typeof cli>[1] = {}) =>
  await cli(line.split(' '), { cwd: folder, ...more });

/** Of a step forward of an hour right after a use. */
const scenario = (program: string, byMs = 3_600_000): object => ({
  study: 'acme-telemetry',
  variant: 'shipped',
  seed: 0,
  program,
  agents: [{ offsetMs: 0, driftPpm: 0, uses: 1 }],
  server: { offsetMs: 0, driftPpm: 0 },
  everyMs: 1_500,
  link: {
    latencyMsMin: 20,
    latencyMsMax: 20,
    loss: { of: 0, in: 100 },
    duplicate: { of: 0, in: 100 },
    ordered: true,
  },
  syncLatencyMs: 0,
  later: 1,
  weather: [],
  faults: [
    {
      kind: 'clock',
      at: 1_600,
      node: 'agent-1',
      adjustment: { kind: 'step', byMs },
    },
  ],
});

/** The line in the agent that drops what is too old, and its operands one unit apart. */
const LINE = '    this.#queue = this.#queue.filter';
const lineNumber =
  agent(HOUR)
    .split('\n')
    .findIndex((line) => line.startsWith(LINE)) + 1;
const PLACE = `src/telemetry.ts:${String(lineNumber)}`;
const CODE = 'Date.now() - at <= 3_600_000';

interface ToldStory {
  readonly paragraph: string;
  readonly decision?: {
    readonly source?: {
      readonly file: string;
      readonly line: number;
      readonly text: string;
      readonly confirmed: boolean;
    };
    readonly left: { readonly value: number };
    readonly passing?: { readonly left: { readonly value: number } };
  };
}

function assertLine(t: ExecutionContext, story: ToldStory | undefined): void {
  const { decision, paragraph = '' } = story ?? {};
  const { file, line, text, confirmed } = decision?.source ?? {};
  t.deepEqual([file, line, text, confirmed], ['src/telemetry.ts', lineNumber, CODE, true]);
  t.deepEqual([decision?.left.value, decision?.passing?.left.value], [3_600_001, 3_600_000]);
  t.true(paragraph.includes(`compared at ${PLACE} (acme-telemetry): Date.now() - at`), paragraph);
}

interface Reproduced {
  readonly verdict: string;
  readonly token: string;
  readonly test?: string;
  readonly explanations: readonly { readonly violation: { readonly property: string } }[];
}

test.serial('own program - a loss is reproduced, and is a test', async (t) => {
  expiring.write({ 'file.json': JSON.stringify(scenario('0'.repeat(16))) });
  const file = join(expiring.folder, 'file.json');
  const other = await run(expiring, `reproduce ${file}`);
  t.is(other.code, 2);
  t.regex(other.stderr, /field program: expected "[0-9a-f]{16}".*With --present the scenario/);

  const written = join(expiring.folder, 'loss.test.mjs');
  const { code, stdout, stderr } = await run(
    expiring,
    `reproduce ${file} --present --json --write-test node --test-file ${written}`,
  );
  t.is(code, 1, stderr);
  const { verdict, token, explanations } = JSON.parse(stdout) as Reproduced;
  t.is(verdict, 'violation');
  t.is(explanations[0]?.violation.property, 'conservation');
  const text = expiring.read('loss.test.mjs');
  t.regex(text, /import \{ outsideMicrotasks \} from 'skewproof\/hosting';/);
  t.regex(text, /import promised from '\.\/skewproof\.config\.ts';/);
  t.regex(text, /study = await promised;\n {2}await outsideMicrotasks\(\(\) => \{\n {4}assert/);
  const again = await run(expiring, `reproduce ${token}`);
  t.is(again.code, 1);
  t.true(again.stdout.includes(`decides ${PLACE}  ${CODE}`), again.stdout);

  const stale = await run(keeping, `reproduce ${token}`);
  t.is(stale.code, 2);
  t.regex(stale.stderr, /^skewproof: SKEW-101 at token, field program: .*has changed since/);
  t.is((await run(keeping, `reproduce ${token} --present`)).code, 0);
});

test.serial(
  'own program - explore finds the loss; replayed on the mended one it passes',
  async (t) => {
    const folder = join(expiring.folder, 'kept');
    const explored = await run(
      expiring,
      `explore acme-telemetry --variant shipped --space clocks --runs 60 --shrink-runs 400 --workers 1 --corpus ${folder} --json`,
      { env: { GITHUB_ACTIONS: 'true' } },
    );
    t.is(explored.code, 1, explored.stderr);
    const { findings } = JSON.parse(explored.stdout) as {
      findings: { fingerprint: string; story: ToldStory }[];
    };
    const found = findings.find(({ fingerprint }) =>
      fingerprint.startsWith('conservation | destroyed'),
    );
    assertLine(t, found?.story);
    t.regex(explored.stderr, new RegExp(`^::error title=.*compared at ${PLACE}`, 'm'));
    const again = await run(expiring, `replay --corpus ${folder}`);
    t.is(again.code, 1, again.stderr);
    const [, block = ''] = again.stdout.split('LOST  destroyed');
    t.true(block.includes(`\n  ${PLACE}   ${CODE}\n`), again.stdout);
    const mended = await run(keeping, `replay --corpus ${folder}`);
    t.is(mended.code, 0, mended.stdout + mended.stderr);
    t.false(mended.stdout.includes('LOST'));
  },
);

test.serial('own program - terminal, page, JSON and Markdown name the line', async (t) => {
  const report = join(expiring.folder, 'report');
  // The least step that loses: the flush is 8.5 s after the use.
  expiring.write({ 'least.json': JSON.stringify(scenario('0'.repeat(16), 3_591_501)) });
  const file = join(expiring.folder, 'least.json');
  const { stdout } = await run(expiring, `reproduce ${file} --present --report ${report}`, {
    columns: 80,
  });
  t.regex(stdout, /^LOST: destroyed on \S+, not reported {2,}/m);
  const block = stdout.slice(stdout.indexOf(`  ${PLACE}`));
  const [line = '', losing = '', passing = '', read = ''] = block.split('\n');
  t.is(line, `  ${PLACE}   ${CODE}`);
  t.regex(losing, /^ {2}losing {3}3,600,001 <= 3,600,000 ms {2}\(1 h 0\.001 s <= /);
  t.regex(passing, /^ {2}passing {2}3,600,000 <= 3,600,000 ms/);
  t.regex(read, /^ {2}Date\.now\(\) {2}read 2028-.* \(its own clock/);
  for (const shown of block.split('\n').slice(0, 6)) t.true(shown.length <= 80, shown);
  const data = JSON.parse(expiring.read('report/report.json')) as {
    findings: { story: ToldStory }[];
    runs: { run: { steps: { effects: string[] }[] } }[];
  };
  assertLine(t, data.findings.find(({ story }) => story.decision !== undefined)?.story);
  const effects = data.runs.flatMap(({ run: { steps } }) => steps.flatMap((one) => one.effects));
  t.true(effects.some((effect) => effect.startsWith(`decides ${PLACE}`)));
  t.true(expiring.read('report/report.html').includes(`<code>${PLACE}</code> acme-telemetry`));
  t.true(expiring.read('report/summary.md').includes(`  ${PLACE}   ${CODE}\n`));
});

test.serial(
  'own program - verify and list show the properties that are for programs',
  async (t) => {
    const verified = await run(
      keeping,
      `verify acme-telemetry --runs 20 --workers 1 --corpus ${join(keeping.folder, 'none')}`,
    );
    t.is(verified.code, 0, verified.stdout + verified.stderr);
    t.regex(verified.stdout, /clock-innocent +no-hot-loop/);
    const { stdout } = await run(keeping, 'list');
    t.regex(stdout, /clock-innocent +no record is lost/);
  },
);

test.serial('own program - verify shows the line that decides each of its losses', async (t) => {
  const { code, stdout, stderr } = await run(
    expiring,
    `verify acme-telemetry --runs 5 --workers 1 --corpus ${join(expiring.folder, 'kept')}`,
  );
  t.is(code, 1, stderr);
  const blocks = stdout.split('\n\n').filter((text) => text.startsWith('LOST  destroyed'));
  t.true(
    blocks.some((text) => text.includes(`\n  ${PLACE}   ${CODE}\n`)),
    stdout,
  );
  t.is(new Set(blocks).size, blocks.length);
});

test.serial(
  'own program - simulate plays recorded usage of machines with wrong clocks',
  async (t) => {
    judged.write({
      'usage.csv': `client,user,program,start,end
A-1,u,p,2026-01-29 09:00:00+01:00,2026-01-29 10:00:00+01:00
A-2,u,p,2026-01-29 09:00:00+01:00,2026-01-29 10:00:00+01:00
A-2,u,p,2026-01-29 11:00:00+01:00,2026-01-29 12:00:00+01:00
`,
      'clocks.csv': `client,offset
A-1,0s
A-2,+4h
`,
    });
    const { code, stdout, stderr } = await run(
      judged,
      `simulate acme-telemetry --variant shipped --json --usage ${join(judged.folder, 'usage.csv')} --clocks ${join(judged.folder, 'clocks.csv')}`,
    );
    t.is(code, 1, stderr);
    const { clients } = JSON.parse(stdout) as {
      clients: { name: string; offsetMs: number; shown: number; lostSilently: number }[];
    };
    t.deepEqual(
      clients.map(({ name, offsetMs, shown, lostSilently }) => [
        name,
        offsetMs,
        shown,
        lostSilently,
      ]),
      [
        ['A-1', 0, 1, 0],
        ['A-2', 14_400_000, 0, 2],
      ],
    );
  },
);

test.serial('own program - one that fails the gate gets a diagnosis, and exit 2', async (t) => {
  for (const command of ['explore', 'map']) {
    const { code, stderr } = await run(unmarked, `${command} acme-telemetry --variant shipped`);
    t.is(code, 2);
    t.regex(stderr, /SKEW-103 at program acme-telemetry\/shipped, in calm weather/);
    t.regex(stderr, /none held a marker; the first was POST https:\/\/ingest\.example\/v1/);
  }
});

test.serial('own program - code that does not bundle, and a field that is none', async (t) => {
  const syntax = await run(broken, 'list');
  t.is(syntax.code, 2);
  t.regex(syntax.stderr, /SKEW-101 at .*src\/telemetry\.ts:1: expected a program that can be/);
  const unknown = await run(misspelt, 'list');
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, /program acme-telemetry, field colector: .*Did you mean "collector"\?/);
});

test.serial('own program - init writes the study of a file, its test and a config', async (t) => {
  const fresh = new Project();
  t.teardown(() => {
    fresh.remove();
  });
  fresh.write({ 'src/telemetry.ts': agent(EVER), 'package.json': '{ "type": "module" }' });
  const { code, stdout, stderr } = await run(
    fresh,
    'init --name acme --runner node --dir studies --program src/telemetry.ts',
  );
  t.is(code, 0, stderr);
  t.regex(stdout, /once its start fits the agent/);
  t.regex(fresh.read('studies/acme.study.js'), /agent: '\.\.\/src\/telemetry\.ts',/);
  t.regex(fresh.read('studies/acme.test.js'), /await outsideMicrotasks\(/);
  const listed = await run(fresh, 'list');
  t.regex(listed.stdout, /study acme: \.\.\/src\/telemetry\.ts/);
});

test('own program - threads of a machine in any time zone find the same', (t) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [BIN, 'explore', 'acme-telemetry', '--variant', 'shipped', '--runs', '20', '--no-save'],
    {
      cwd: keeping.folder,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'America/New_York' },
    },
  );
  t.is(status, 0, `${stdout}${stderr}`);
  t.regex(stdout, /20 runs/);
});
