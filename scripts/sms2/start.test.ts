/** `npm start` as a command: exit codes, files, threads, terminals. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { cli, ROOT } from '../cli/_cli.test.js';
import { start } from './synopsis.js';
import type { StartOptions } from './synopsis.js';
import type { Host } from '../cli/context.js';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'skewproof-start-'));
const OPTIONS = { fix: 'fixed', runs: 150, seed: 213_261, workers: 2 };

interface Started {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: string;
}

interface Surroundings {
  readonly terminal?: { readonly columns: number };
  /** In threads of their own, as a user's. Default: in the test's thread. */
  readonly threads?: boolean;
}

async function started(
  options: Partial<StartOptions> = {},
  { terminal, threads = false }: Surroundings = {},
): Promise<Started> {
  const written = { stdout: '', stderr: '' };
  const report = options.report ?? newFolder();
  const host: Host = {
    stdout: {
      isTTY: terminal !== undefined,
      ...terminal,
      write: (text) => (written.stdout += text),
    },
    stderr: { isTTY: false, write: (text) => (written.stderr += text) },
    env: {},
    inOwnThread: !threads,
    onInterrupt: () => () => undefined,
  };
  const code = await start({ ...OPTIONS, ...options, report }, host);
  return { code, ...written, report };
}

/** The same for each folder. */
const text = ({ stdout, report }: Started): string => stdout.replaceAll(report, 'REPORT');

test.serial(
  'start - this thread and two others print the same text; the report and the lost scenario are written',
  async (t) => {
    const ran = await started({}, { threads: true });
    t.is(ran.code, 0, ran.stdout);
    t.regex(ran.stdout, /^LOST: 1 of 1 usage record/);
    t.true(ran.stdout.split('\n').length <= 61);
    t.regex(ran.stdout, /fixed keeps every record in 150 runs/);
    t.notRegex(ran.stdout, /\u001B/);
    t.regex(readFileSync(join(ran.report, 'report.html'), 'utf8'), /<title>/);
    const data = JSON.parse(readFileSync(join(ran.report, 'report.json'), 'utf8')) as {
      readonly asExpected: boolean;
      readonly variants: readonly { readonly statistics: { readonly runs: number } }[];
    };
    t.true(data.asExpected);
    t.deepEqual(
      data.variants.map(({ statistics }) => statistics.runs),
      [100, 150],
    );
    const again = await cli(['reproduce', join(ran.report, 'skewproof-lost.json')]);
    t.is(again.code, 1);
    t.regex(again.stdout, /LOST: stranded on client-1/);
    // At a terminal, wider than the page, in colours.
    const one = await started({}, { terminal: { columns: 200 } });
    t.regex(one.stdout, /\u001B\[/);
    t.is(text(one).replace(/\u001B\[[\d;]*m/g, ''), text(ran));
  },
);

test.serial('start - a planted defect in the fix: exit 1, and what it breaks', async (t) => {
  const ran = await started({ fix: 'fixed+dates-not-corrected', runs: 100, json: true });
  t.is(ran.code, 1);
  const answer = JSON.parse(ran.stdout) as { readonly problems: readonly string[] };
  t.like(answer, { asExpected: false, fix: { verdict: 'violation' } });
  t.regex(answer.problems[0] ?? '', /^fixed\+dates-not-corrected does not hold: run \d+ breaks/);
});

test('start - bad input is exit 2 and writes nothing', async (t) => {
  const report = newFolder();
  writeFileSync(join(report, 'report.html'), 'mine');
  await t.throwsAsync(started({ report }), {
    message: /no file of that name but an earlier report/,
  });
  t.is(readFileSync(join(report, 'report.html'), 'utf8'), 'mine');
  await t.throwsAsync(started({ fix: 'fixd' }), { message: /expected a variant .*got "fixd"/ });
  await t.throwsAsync(started({ fix: 'fixed+nope' }), { message: /got "nope"/ });
});

test('start - the program: options are checked, and a wrong one is exit 2', (t) => {
  const script = fileURLToPath(new URL('start.js', import.meta.url));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: 'utf8' });
  for (const [args, message] of [
    [['--runs', '0'], /expected an integer from 1 to 1000000, got "0"/],
    [['--fix', 'fixd'], /SKEW-102 .*got "fixd"/],
    [['--nope'], /unknown option '--nope'/],
  ] as const) {
    const { status, stdout, stderr } = run(...args);
    t.is(status, 2, args.join(' '));
    t.is(stdout, '');
    t.regex(stderr, message);
  }
});
