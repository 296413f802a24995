import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';

interface Left {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the campaign; `interruptAfterMs` sends Ctrl-C at that time. */
const campaign = (options: readonly string[], interruptAfterMs?: number): Promise<Left> =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('million.js', import.meta.url));
    const child = spawn(process.execPath, [script, ...options]);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    if (interruptAfterMs !== undefined)
      setTimeout(() => {
        child.kill('SIGINT');
      }, interruptAfterMs);
  });

const eventsOf = ({ stdout }: Left): number =>
  Number(/([\d,]+) events/.exec(stdout)?.[1]?.replaceAll(',', ''));

test.serial('million - a campaign in two parts equals the whole one', async (t) => {
  // H4 breaks on purpose: the findings of the parts are those of the whole.
  const of = (from: number, runs: number): Promise<Left> =>
    campaign(['--variant', 'h4', '--from', String(from), '--runs', String(runs)]);
  const whole = await of(0, 120);
  const first = await of(0, 50);
  const rest = await of(50, 70);
  t.is(whole.code, 1);
  t.regex(whole.stdout, /\n120 runs, /);
  t.regex(rest.stdout, /\n70 runs, /);
  t.is(eventsOf(first) + eventsOf(rest), eventsOf(whole));
  t.regex(whole.stdout, /npx skewproof reproduce /);
});

test.serial(
  'million - Ctrl-C prints the result so far, and the command for the rest',
  async (t) => {
    const { code, stdout, stderr } = await campaign(['--from', '300', '--runs', '100000'], 4_000);
    t.is(code, 130, stderr);
    const done = Number(/^([\d,]+) runs, /m.exec(stdout)?.[1]?.replaceAll(',', ''));
    t.regex(stdout, /Interrupted: this is what was done until then/);
    t.true(
      stdout.includes(`--from ${String(300 + done)} --runs ${String(100_000 - done)}`),
      stdout,
    );
    t.notRegex(stderr, /Warning/);
  },
);
