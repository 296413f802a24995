/** Timers of a hosted program, held to Node's own, and to the machine's monotonic clock. */
import test from 'ava';
import { played } from '../../../_worlds.test.js';
import { outsideMicrotasks } from '../../../realm/node/drain.js';
import { conforms, onRealThing, onShim } from '../_conformance.test.js';
import type { ConformanceCase } from '../conformance-case.js';
import { TIMER_CASES } from './conformance.js';

conforms('timers', TIMER_CASES);

test('conformance - a shim that differs is seen', async (t) => {
  // The simulated process has an id of its own: a difference that is there for certain.
  const run: ConformanceCase['run'] = (require): unknown =>
    (require('node:process') as NodeJS.Process).pid;
  t.not(await onShim(run), await onRealThing(run));
});

const played1 = (code: string, rest: object = {}) =>
  outsideMicrotasks(() => played({ code, ...rest }));

test('timers - fire to the millisecond of the monotonic clock, whatever its drift', async (t) => {
  const code = `exports.start = ({ told }) => {
    for (const ms of [1, 1_000, 3_600_000]) {
      const from = performance.now();
      setTimeout(() => told(ms + ' ' + (performance.now() - from)), ms);
    }
  };`;
  for (const driftPpm of [0, 250_000])
    t.deepEqual((await played1(code, { driftPpm, endAt: 8_000_000 })).reports, [
      'told: 1 1',
      'told: 1000 1000',
      'told: 3600000 3600000',
    ]);
});

test('timers - a step of the wall clock moves none; an interval does not drift', async (t) => {
  const code = `exports.start = ({ told }) => {
    setInterval(() => told(performance.now() + ' ' + (Date.now() - 1_700_000_000_000)), 10_000);
  };`;
  const { reports } = await played1(code, {
    endAt: 35_000,
    faults: [
      { kind: 'clock', node: 'app', at: 15_000, adjustment: { kind: 'step', byMs: -3_600_000 } },
    ],
  });
  t.deepEqual(reports, ['told: 10000 10000', 'told: 20000 -3580000', 'told: 30000 -3570000']);
});

test('timers - set and cleared in one task they cost no event', async (t) => {
  const code = `exports.start = () => {
    const gone = setTimeout(() => {}, 5_000);
    clearTimeout(gone);
    const moved = setTimeout(() => {}, 5_000);
    moved.refresh();
    setTimeout(() => clearTimeout(moved), 10);
  };`;
  const { effects } = await played1(code);
  t.deepEqual(
    effects.map(({ kind }) => kind),
    ['elapsed-timer', 'elapsed-timer', 'elapsed-timer', 'cancel-timer'],
  );
});

test('timers - endless immediates and endless zero delays end the run, not the host', async (t) => {
  const immediates = `exports.start = () => { const again = () => setImmediate(again); again(); };`;
  t.is((await played1(immediates)).summary.outcome, 'endless-instant');
  const code = `exports.start = () => { const again = () => setTimeout(again, 2 ** 31); again(); };`;
  const { state, reports } = await played1(code, { endAt: 1_000 });
  t.is(state.tasks, 1_001);
  t.regex(reports[0] ?? '', /TimeoutOverflowWarning: 2147483648 does not fit/);
});
