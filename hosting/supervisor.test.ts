/** Delays before a process that ended is started again. */
import test from 'ava';
import { played } from './_worlds.test.js';
import { outsideMicrotasks } from './realm/node/drain.js';
import { Supervisor } from './supervisor.js';

const delays = (lives: readonly number[], restartMs?: number): readonly number[] => {
  const supervisor = new Supervisor(restartMs);
  return lives.map((livedMs) => supervisor.delayAfter(livedMs));
};

test('supervisor - starts that fail double the delay up to five minutes', (t) => {
  t.deepEqual(delays([0, 9_999, 0, 0]), [1_000, 2_000, 4_000, 8_000]);
  t.is(delays(new Array<number>(2_000).fill(0)).at(-1), 300_000);
});

test('supervisor - a process that lived for ten seconds started well', (t) => {
  t.deepEqual(delays([0, 0, 10_000, 0, 0]), [1_000, 2_000, 1_000, 1_000, 2_000]);
});

test('supervisor - a delay of more than the limit is kept as it is', (t) => {
  t.deepEqual(delays([0, 0], 600_000), [600_000, 600_000]);
});

test('supervisor - a program that never starts is tried twenty times in an hour', async (t) => {
  const { state } = await outsideMicrotasks(() =>
    played({ code: "exports.start = () => { throw new Error('torn file'); };", endAt: 3_600_000 }),
  );
  t.is(state.life, 20);
});
