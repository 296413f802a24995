/** Equal scenarios give equal runs, in one process and in another; what differs is caught. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { leaksOf } from './_leaks.test.js';
import { EVERYTHING } from './_programs/_everything.js';
import { played } from './_worlds.test.js';
import type { Played } from './_worlds.test.js';
import { outsideMicrotasks } from './realm/node/drain.js';
import { everythingPlayed } from './_programs/_played.js';

test('determinism - 200 runs have one hash, and so has a process in another time zone', async (t) => {
  const hashes = await outsideMicrotasks(() => {
    const all = new Set<string>();
    for (let run = 0; run < 200; run += 1) all.add(everythingPlayed(EVERYTHING));
    return [...all];
  });
  t.is(hashes.length, 1);
  const script = fileURLToPath(new URL('_programs/_print-hash.js', import.meta.url));
  const env = {
    TZ: 'America/New_York',
    LANG: 'de_DE.UTF-8',
    LC_ALL: 'de_DE.UTF-8',
  };
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env,
    encoding: 'utf8',
  });
  t.deepEqual([stdout.trim()], hashes);
});

test('determinism - another seed is another run', async (t) => {
  const hash = (seed: number) => outsideMicrotasks(() => everythingPlayed(EVERYTHING, seed));
  t.not(await hash(1), await hash(2));
});

/** A door to the host, of which no shim knows. */
const planted = async (door: () => unknown, code: string): Promise<readonly Played[]> => {
  Object.assign(globalThis, { plantedDoor: door });
  try {
    return await outsideMicrotasks(() => [played({ code }), played({ code })]);
  } finally {
    Reflect.deleteProperty(globalThis, 'plantedDoor');
  }
};

test('determinism - a planted reading of the host shows in the hash', async (t) => {
  let reading = 0;
  const code = `exports.start = ({ told }) => told(plantedDoor());`;
  const [one, two] = await planted(() => (reading += 1), code);
  t.not(one?.hash, two?.hash);
});

test('determinism - what Node itself warns of, once for all runs, is nothing of a program', async (t) => {
  const code = `exports.start = ({ told }) => {
    const emitter = new (require('node:events'))();
    for (let i = 0; i < 12; i += 1) emitter.on('x', () => undefined);
    told(new Buffer(2).length);
    process.emitWarning('its own');
  };`;
  const [one, two] = await outsideMicrotasks(() => [played({ code }), played({ code })]);
  t.is(one.hash, two.hash);
  const said = one.reports.join('\n');
  t.regex(said, /Warning: its own/);
  t.notRegex(said, /MaxListeners|Buffer/);
});

test('leaks - a run of everything begins nothing in the host, a planted timer is seen', async (t) => {
  t.deepEqual(await outsideMicrotasks(() => leaksOf(() => everythingPlayed(EVERYTHING))), []);
  const hostTimeout = setTimeout;
  let leaks: readonly string[] = [];
  await planted(
    () => (leaks = leaksOf(() => void hostTimeout(() => undefined, 1))),
    'exports.start = () => { plantedDoor(); };',
  );
  t.regex(leaks[0] ?? '', /^Timeout /);
});

test('leaks - the real global object is no way to the host', async (t) => {
  const code = `exports.start = ({ told }) => {
    const real = Function('return this')();
    const sloppy = (function () { return this; })();
    const dynamic = new (async () => {}).constructor('return Date.now()');
    dynamic().then((now) => told([
      real.Date.now(), sloppy.Date.now(), now, new real.Date().constructor === Date,
      real.process.env.PATH, real.performance.now(), real.Math.random() === undefined,
      real.setTimeout === setTimeout, new Intl.DateTimeFormat().format(), (1234.5).toLocaleString(),
    ]));
  };`;
  const { reports } = await outsideMicrotasks(() => played({ code }));
  const now = 1_700_000_000_000;
  t.deepEqual(reports, [
    `told: [${[now, now, now].join()},true,null,0,false,true,"11/14/2023","1,234.5"]`,
  ]);
  t.true(Math.abs(Date.now() - now) > 1_000, 'the host has its own clock again');
});
