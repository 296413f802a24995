/** The command `map`: its output, and the input that it refuses without leaving a file behind. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import type { FrontierMap } from '../../properties/frontier/types.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BIN = join(ROOT, 'dist/scripts/skewproof.js');
const folder = mkdtempSync(join(tmpdir(), 'skewproof-map-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...options: string[]) =>
  spawnSync(process.execPath, [BIN, ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 100_000_000,
  });

const SMALL = ['--resolution', '8', '--y-range', '0..20', '--set', 'logCapacity=8'];
const map = (variant: string, ...options: string[]) =>
  run('map', 'sms2', '--variant', variant, ...SMALL, ...options);

test('map - prints the map, and both sides of the worst boundary reproduce with their class', (t) => {
  const { status, stdout, stderr } = map('h4');
  t.is(status, 0, stderr);
  t.regex(stdout, /destroyed rather than stranded when more than 8 records are logged/);
  const tokens = [...stdout.matchAll(/^ {2}(\w+): npx skewproof reproduce (\S+)$/gm)];
  t.is(tokens.length, 2);
  for (const [, name, token = ''] of tokens) {
    const reproduced = run('reproduce', token);
    t.is(reproduced.status, 1);
    t.regex(reproduced.stdout, new RegExp(`VIOLATION of \\S+: ${String(name)}\n`));
  }
});

for (const ending of ['svg', 'html', 'json'])
  test(`map - writes .${ending}, the same bytes twice`, (t) => {
    const [first, second] = ['a', 'b'].map((name) => {
      const path = join(folder, `${name}.${ending}`);
      t.is(map('h4', '--out', path).status, 0);
      return readFileSync(path, 'utf8');
    });
    t.is(first, second);
    t.true((first ?? '').length > 1_000);
  });

test('map - --json is the map and nothing else, times and numbers as ranges', (t) => {
  const { status, stdout } = map('h4', '--json', '--x-range', '-5h..1000');
  t.is(status, 0);
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
  test(`map - ${what} is refused: exit 2, nothing printed`, (t) => {
    const { status, stdout, stderr } = map('h4', ...options);
    t.is(status, 2);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.notRegex(stderr, /\n {4}at /);
  });

test('map - a file that cannot be written is refused, the map is printed, and no part of a file is left', (t) => {
  const inside = join(folder, 'full');
  mkdirSync(inside);
  const { status, stdout, stderr } = map('h4', '--out', join(inside, `${'m'.repeat(300)}.svg`));
  t.is(status, 2);
  t.regex(stdout, /destroyed rather than stranded/);
  t.regex(stderr, /m\.svg: expected a file that can be written/);
  t.deepEqual(readdirSync(inside), []);
});

test('map - a file of the user is not overwritten, an earlier map is', (t) => {
  for (const ending of ['svg', 'html', 'json']) {
    const path = join(folder, `mine.${ending}`);
    writeFileSync(path, '{ "about": "skewproof" }');
    const refused = map('h4', '--out', path);
    t.is(refused.status, 2);
    t.is(refused.stdout, '');
    t.regex(refused.stderr, /--out: expected no file of that name but an earlier map, .*--force/);
    t.is(readFileSync(path, 'utf8'), '{ "about": "skewproof" }');
    t.is(map('h4', '--out', path, '--force').status, 0);
    t.is(map('h4', '--out', path).status, 0);
  }
});

test('map - unknown variants and studies are refused', (t) => {
  t.is(run('map', 'sms2', '--variant', 'h9').status, 2);
  t.is(run('map', 'nothing', '--variant', 'h4').status, 2);
});
