/** The command `map`: its output, and the input that it refuses without leaving a file behind. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { FrontierMap } from '../../properties/frontier/types.js';
import { cli } from '../cli/_cli.test.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-map-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...options: string[]) => cli(options);

const SMALL = ['--resolution', '8', '--y-range', '0..20', '--set', 'logCapacity=8'];
const map = (variant: string, ...options: string[]) =>
  run('map', 'sms2', '--variant', variant, ...SMALL, ...options);

test('map - prints the map, and both sides of the worst boundary reproduce with their class', async (t) => {
  const { code, stdout, stderr } = await map('h4');
  t.is(code, 0, stderr);
  t.regex(stdout, /destroyed rather than stranded when more than 8 records are logged/);
  const tokens = [...stdout.matchAll(/^ {2}(\w+): npx skewproof reproduce (\S+)$/gm)];
  t.is(tokens.length, 2);
  for (const [, name, token = ''] of tokens) {
    const reproduced = await run('reproduce', token);
    t.is(reproduced.code, 1);
    t.regex(
      reproduced.stdout,
      new RegExp(name === 'misdated' ? 'WRONG DATE: ' : `LOST: ${String(name)} on `),
    );
  }
});

for (const ending of ['svg', 'html', 'json'])
  test(`map - writes .${ending}, the same bytes twice`, async (t) => {
    const written = async (name: string): Promise<string> => {
      const path = join(folder, `${name}.${ending}`);
      t.is((await map('h4', '--out', path)).code, 0);
      return readFileSync(path, 'utf8');
    };
    const [first, second] = [await written('a'), await written('b')];
    t.is(first, second);
    t.true(first.length > 1_000);
  });

test('map - --json is the map and nothing else, times and numbers as ranges', async (t) => {
  const { code, stdout } = await map('h4', '--json', '--x-range', '-5h..1000');
  t.is(code, 0);
  const answer = JSON.parse(stdout) as FrontierMap;
  t.deepEqual([answer.x.from, answer.x.to], [-18_000_000, 1_000]);
  t.deepEqual([answer.y.from, answer.y.to], [0, 20]);
  t.is((answer.base as { logCapacity: number }).logCapacity, 8);
  t.true(answer.edges.some(({ along, low }) => along === 'x' && low.x === -3_600_001));
});

const REFUSED: Readonly<Record<string, readonly [options: readonly string[], message: RegExp]>> = {
  'an unknown parameter': [['--x', 'speed'], /clockOffset, logSize, .*got "speed"/],
  'the same parameter twice': [['--x', 'logSize', '--y', 'logSize'], /another parameter than --x/],
  'an unknown parameter to set': [['--set', 'speed=1'], /--set: expected a parameter/],
  'a setting without a value': [['--set', 'speed'], /expected parameter=number/],
  'a range upside down': [['--x-range', '5..-5'], /the lower one first/],
  'a range that is none': [['--x-range', 'wide'], /expected two numbers or times/],
  'a range outside the scenario': [['--y-range', '-5..5'], /clients\.0\.sessions/],
  'a file of another kind': [['--out', 'map.png'], /ends in \.svg, \.html, \.json/],
  'a folder that is not there': [['--out', 'nowhere/map.svg'], /a folder that exists/],
};

for (const [what, [options, message]] of Object.entries(REFUSED))
  test(`map - ${what} is refused: exit 2, nothing printed`, async (t) => {
    const { code, stdout, stderr } = await map('h4', ...options);
    t.is(code, 2);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.notRegex(stderr, /\n {4}at /);
  });

test('map - a file that cannot be written is refused, the map is printed, and no part of a file is left', async (t) => {
  const inside = join(folder, 'full');
  mkdirSync(inside);
  const { code, stdout, stderr } = await map('h4', '--out', join(inside, `${'m'.repeat(300)}.svg`));
  t.is(code, 2);
  t.regex(stdout, /destroyed rather than stranded/);
  t.regex(stderr, /m\.svg: expected a file that can be written/);
  t.deepEqual(readdirSync(inside), []);
});

test('map - a file of the user is not overwritten, an earlier map is', async (t) => {
  for (const ending of ['svg', 'html', 'json']) {
    const path = join(folder, `mine.${ending}`);
    writeFileSync(path, '{ "about": "skewproof" }');
    const refused = await map('h4', '--out', path);
    t.is(refused.code, 2);
    t.is(refused.stdout, '');
    t.regex(refused.stderr, /--out: expected no file of that name but an earlier map, .*--force/);
    t.is(readFileSync(path, 'utf8'), '{ "about": "skewproof" }');
    t.is((await map('h4', '--out', path, '--force')).code, 0);
    t.is((await map('h4', '--out', path)).code, 0);
  }
});

test('map - unknown variants and studies are refused', async (t) => {
  t.is((await run('map', 'sms2', '--variant', 'h9')).code, 2);
  t.is((await run('map', 'nothing', '--variant', 'h4')).code, 2);
});

test('map - Ctrl-C: nothing is printed or written, and exit 130', async (t) => {
  const out = join(folder, 'stopped.svg');
  const line = ['map', 'sms2', '--variant', 'h4', ...SMALL, '--out', out];
  const { code, stdout, stderr } = await cli(line, { interrupted: true });
  t.deepEqual([code, stdout], [130, '']);
  t.regex(stderr, /Interrupted: the map is not finished, and nothing was written/);
  t.false(readdirSync(folder).includes('stopped.svg'));
});
