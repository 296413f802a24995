/** Equal scenarios of a browser program give equal runs, in one process and in another. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { leaksOf } from './_leaks.test.js';
import { pagePlayed } from './_pages.test.js';
import { webEverythingPlayed } from './_programs/_web-played.js';
import { outsideMicrotasks } from './realm/node/drain.js';

test('determinism - 200 runs of pages have one hash, and so has a process in another time zone', async (t) => {
  const hashes = await outsideMicrotasks(() => {
    const all = new Set<string>();
    for (let run = 0; run < 200; run += 1) all.add(webEverythingPlayed());
    return [...all];
  });
  t.is(hashes.length, 1);
  const file = fileURLToPath(new URL('_programs/_print-web-hash.js', import.meta.url));
  const env = { TZ: 'America/New_York', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env, encoding: 'utf8' });
  t.deepEqual([stdout.trim()], hashes);
  t.notDeepEqual(await outsideMicrotasks(() => [webEverythingPlayed(2)]), hashes);
});

test('leaks - a run of pages begins nothing in the host', async (t) => {
  t.deepEqual(await outsideMicrotasks(() => leaksOf(webEverythingPlayed)), []);
});

test('leaks - the real global object has the page’s clock and timers', async (t) => {
  const code = `exports.start = ({ told }) => {
    const real = Function('return this')();
    told([real.Date.now(), new real.Date().constructor === Date, typeof real.process,
      real.setTimeout === setTimeout, real.Math.random() < 1, new real.Date().getTimezoneOffset()]);
  };`;
  const { reports } = await pagePlayed(code);
  t.deepEqual(reports, ['told: [1700000000000,true,"undefined",true,true,0]']);
  t.true(Math.abs(Date.now() - 1_700_000_000_000) > 1_000, 'the host has its own clock again');
});

test('stacks - a payload holds frames of the program alone', async (t) => {
  const code = `exports.start = ({ told }) => {
    document.body.addEventListener('click', function clicked() { told(new Error('here').stack); });
    document.body.click();
  };`;
  const { reports } = await pagePlayed(code);
  t.regex(
    reports[0] ?? '',
    /^told: Error: here\n {4}at \S*clicked \(program:page:\d+:\d+\)\n {4}at \S*start \(program:page:/,
  );
  t.false(reports[0]?.includes('hosting'));
});
