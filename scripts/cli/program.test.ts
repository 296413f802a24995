/** Rules for every command: help, refusals, colour, closed pipes, Ctrl-C. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';
import { BIN, cli, ROOT, SCENARIOS } from './_cli.test.js';

const COMMANDS = ['init', 'list', 'schema', 'verify', 'explore', 'reproduce', 'replay', 'simulate'];

test('program - help of the whole and of each command: exit 0, and --json on all', async (t) => {
  const help = await cli(['--help']);
  t.is(help.code, 0);
  t.regex(help.stdout, /Exit codes: 0 as expected/);
  for (const command of COMMANDS) {
    t.true(help.stdout.includes(`\n  ${command} `), command);
    const { code, stdout, stderr } = await cli([command, '--help']);
    t.deepEqual([code, stderr], [0, ''], command);
    t.regex(stdout, /--json/, command);
  }
  for (const command of ['verify', 'explore'])
    t.regex((await cli([command, '--help'])).stdout, /--seed/);
});

test('program - the version is that of the package', async (t) => {
  const { code, stdout } = await cli(['--version']);
  t.is(code, 0);
  t.regex(stdout, /^\d+\.\d+\.\d+\n$/);
});

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['', /Usage: skewproof/],
  ['bogus', /unknown command 'bogus'/],
  ['list --nope', /unknown option '--nope'/],
  ['list extra', /one of sms2/],
  ['list sms2 extra', /too many arguments/],
  ['schema', /missing required argument 'study or report'/],
  [
    'schema nope',
    /SKEW-102 at study: expected one of sms2, store-forward, metering-agent, got "nope"/,
  ],
  ['verify', /missing required argument 'study'/],
  ['verify nope', /expected one of sms2, store-forward, metering-agent, got "nope"/],
  ['verify sms2 --variant h9', /expected a variant \(h0, .*fixed\), got "h9"/],
  ['verify sms2 --variant toString', /got "toString"/],
  ['verify sms2 --runs 0', /expected an integer from 1 to 1000000000, got "0"/],
  ['verify sms2 --runs 1e3', /got "1e3"/],
  ['verify sms2 --seconds -1', /expected an integer from 1 to 1000000, got "-1"/],
  ['verify sms2 --workers 0', /expected an integer from 1 to 1024, got "0"/],
  ['verify smss2', /got "smss2"\. Did you mean "sms2"\?/],
  ['list --config gone.ts', /gone\.ts: expected a file that exists, got none/],
  ['init', /at init: expected answers, at a terminal.*--yes/],
  ['init --runner mocha', /Allowed choices are vitest, ava, node, jest/],
  ['completion', /missing required argument 'shell'/],
  ['verify sms2 --seed 4294967296', /from 0 to 4294967295, got "4294967296"/],
  ['verify sms2 --corpus package.json', /at --corpus: expected a folder, got package\.json/],
  ['explore sms2', /at --variant: expected a variant of sms2 \(h0, .*fixed.*\), got none/],
  ['check store-forward', /expected a variant of store-forward \(.*correct.*\), got none/],
  ['explore nope --variant h1', /expected one of sms2, store-forward, metering-agent, got "nope"/],
  ['explore sms2 --variant h9', /got "h9"/],
  ['explore sms2 --variant fixed+nope --runs 1', /expected a planted defect .*got "nope"/],
  ['explore sms2 --variant h1 --space nope', /a space of sms2 \(everything, .*\), got "nope"/],
  ['explore sms2 --variant h1 --corpus package.json', /expected a folder/],
  ['reproduce', /missing required argument/],
  ['replay --corpus package.json', /expected a folder, got package\.json/],
  ['simulate sms2 --variant h1', /required option '--usage <file>'/],
  ['map sms2 --x clients.0.offsetMs', /expected a variant of sms2 /],
  ['simulate nope --variant h1 --usage a --clocks b', /got "nope"/],
];

for (const [line, message] of REFUSED)
  test(`program - refused, exit 2: skewproof ${line}`, async (t) => {
    const { code, stdout, stderr } = await cli(line.split(' ').filter((word) => word !== ''));
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.false(stderr.includes('\n    at '), 'a stack');
  });

test('program - colour at a terminal, none under NO_COLOR, in a pipe, or in JSON', async (t) => {
  const args = ['list'];
  const coloured = async (...given: Parameters<typeof cli>): Promise<boolean> =>
    (await cli(...given)).stdout.includes('\u001B[');
  t.true(await coloured(args, { terminal: true }));
  t.true(await coloured(args, { terminal: true, env: { NO_COLOR: '' } }));
  t.false(await coloured(args, { terminal: true, env: { NO_COLOR: '1' } }));
  t.false(await coloured(args));
  t.false(await coloured([...args, '--json'], { terminal: true }));
});

test('program - FORCE_COLOR has precedence over NO_COLOR and over the kind of output, except JSON', async (t) => {
  const coloured = async (env: Record<string, string>, terminal = false): Promise<boolean> =>
    (await cli(['list'], { env, terminal })).stdout.includes('\u001B[');
  for (const level of ['', '1', '2', '3', 'true']) {
    t.true(await coloured({ FORCE_COLOR: level }), level);
    t.true(await coloured({ FORCE_COLOR: level, NO_COLOR: '1' }), level);
  }
  for (const level of ['0', 'false']) t.false(await coloured({ FORCE_COLOR: level }, true), level);
  const json = await cli(['list', '--json'], { env: { FORCE_COLOR: '3' } });
  t.false(json.stdout.includes('\u001B['));
});

test.serial(
  'program - a reader that closes the pipe is no error, and the exit code is kept',
  async (t) => {
    for (const stream of ['stdout', 'stderr'] as const) {
      const child = spawn(
        process.execPath,
        [BIN, 'reproduce', `${SCENARIOS}q213261-behind-at-install.json`, '--all'],
        { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let stderr = '';
      child[stream].destroy();
      child.stderr.on('data', (data) => (stderr += String(data)));
      const [code] = (await once(child, 'close')) as [number];
      t.is(code, 1);
      t.is(stderr, '');
    }
  },
);

test.serial('program - Ctrl-C once ends a search with what was found: exit 130', async (t) => {
  const child = spawn(
    process.execPath,
    [BIN, 'explore', 'sms2', '--variant', 'h1', '--space', 'install', '--no-save'].concat(
      '--runs',
      '100000000',
      '--workers',
      '1',
      '--json',
    ),
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  setTimeout(() => child.kill('SIGINT'), 4_000);
  const [code] = (await once(child, 'close')) as [number];
  t.is(code, 130);
  const answer = JSON.parse(stdout) as { interrupted: boolean; statistics: { runs: number } };
  t.true(answer.interrupted);
  t.true(answer.statistics.runs < 100_000_000);
});

test('program - the bin itself: streams, exit code, no colour in a pipe', (t) => {
  const run = spawnSync(process.execPath, [BIN, 'schema', 'nope'], { encoding: 'utf8' });
  t.is(run.status, 2);
  t.is(run.stdout, '');
  t.regex(run.stderr, /^skewproof: SKEW-102/);
});
