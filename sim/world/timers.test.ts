/** Timers of either clock under every change of a clock. */
import test from 'ava';
import { cancel, drift, elapsedTimer, play, sceneSpec, step, wallTimer } from './_puppets.test.js';
import type { Orders, Scene } from './_puppets.test.js';
import type { Fault } from './fault.js';
import { DAY_MS, HOUR_MS, YEAR_MS } from '../model/time.js';
import { fakeTimers } from '../queue/fake-timers.js';
import { heapTimeline } from '../queue/timeline.js';
import { World } from './world.js';

/** The firings of node `a`'s timers. */
const fires = (scene: Scene): readonly string[] =>
  play(scene).events.filter((event) => event.includes(' timer '));

const suspend = (at: number, forMs: number): Fault => ({ at, node: 'a', kind: 'suspend', forMs });

test('world timers - a wall timer fires when its own clock reads the time', (t) => {
  const nodes = [{ name: 'a', clock: { offsetMs: 400, driftPpm: 500_000 } }];
  t.deepEqual(fires({ nodes, script: [[0, 'a', wallTimer('w', 1_000)]] }), ['400 a timer w']);
});

test('world timers - an elapsed timer runs at the rate of its oscillator', (t) => {
  const nodes = [{ name: 'a', clock: { offsetMs: 400, driftPpm: 500_000 } }];
  t.deepEqual(fires({ nodes, script: [[100, 'a', elapsedTimer('e', 600)]] }), ['500 a timer e']);
});

test('world timers - a step back delays a wall timer, and not an elapsed timer', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000), elapsedTimer('e', 1_000)]] as const;
  t.deepEqual(fires({ script, faults: [step(500, -300)] }), ['1000 a timer e', '1300 a timer w']);
});

test('world timers - a step forward advances a wall timer, and not an elapsed timer', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000), elapsedTimer('e', 1_000)]] as const;
  t.deepEqual(fires({ script, faults: [step(500, 300)] }), ['700 a timer w', '1000 a timer e']);
});

test('world timers - a step to just before the time still waits for it', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000)]] as const;
  t.deepEqual(fires({ script, faults: [step(500, 499)] }), ['501 a timer w']);
  t.deepEqual(fires({ script, faults: [step(500, 500)] }), ['500 a timer w']);
});

test('world timers - an overtaken wall timer fires late, at once, reading the new time', (t) => {
  const played = play({ script: [[0, 'a', wallTimer('w', 1_000)]], faults: [step(500, 9_000)] });
  t.deepEqual(played.events, ['500 a timer w']);
  t.deepEqual(played.clocks, [[9_500, 500]]);
});

test('world timers - under the skip policy an overtaken wall timer never fires', (t) => {
  const nodes = [{ name: 'a', overtaken: 'skip' as const }];
  const script = [[0, 'a', wallTimer('w', 1_000), wallTimer('later', 9_800)]] as const;
  t.deepEqual(fires({ nodes, script, faults: [step(500, 9_000), step(550, -9_000)] }), [
    '9800 a timer later',
  ]);
});

test('world timers - a skipped timer is one strictly jumped over or just reached, no other', (t) => {
  const nodes = [{ name: 'a', overtaken: 'skip' as const }];
  const script = [[0, 'a', wallTimer('at', 600), wallTimer('past', 601)]] as const;
  t.deepEqual(fires({ nodes, script, faults: [step(500, 100)] }), ['501 a timer past']);
});

test('world timers - an elapsed timer is never overtaken', (t) => {
  const nodes = [{ name: 'a', overtaken: 'skip' as const }];
  const script = [[0, 'a', elapsedTimer('e', 1_000)]] as const;
  t.deepEqual(fires({ nodes, script, faults: [step(500, 9_000)] }), ['1000 a timer e']);
});

test('world timers - a change of drift shifts both kinds', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000), elapsedTimer('e', 2_000)]] as const;
  t.deepEqual(fires({ script, faults: [drift(500, 500_000)] }), [
    '834 a timer w',
    '1500 a timer e',
  ]);
  t.deepEqual(fires({ script, faults: [drift(500, -500_000)] }), [
    '1500 a timer w',
    '3500 a timer e',
  ]);
});

test('world timers - a slew shifts wall timers only', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000), elapsedTimer('e', 1_000)]] as const;
  const adjustment = { kind: 'slew', byMs: -200, ratePpm: 500_000 } as const;
  const faults: Fault[] = [{ at: 0, node: 'a', kind: 'clock', adjustment }];
  // The input at 0 comes after the fault at 0; the clock lags by 200 from 400 on.
  t.deepEqual(fires({ script, faults }), ['1000 a timer e', '1200 a timer w']);
});

test('world timers - a clock set by another node reads the same as that node', (t) => {
  const nodes = [{ name: 'a' }, { name: 'b', clock: { offsetMs: 300, driftPpm: 100_000 } }];
  const script = [[0, 'a', wallTimer('w', 1_000)]] as const;
  const faults: Fault[] = [{ at: 500, node: 'a', kind: 'synchronise', to: 'b' }];
  // b reads 850 at 500; a goes on from there at its own rate.
  t.deepEqual(fires({ nodes, script, faults }), ['650 a timer w']);
});

test('world timers - suspension freezes an elapsed timer and not a wall timer', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000), elapsedTimer('e', 1_000)]] as const;
  t.deepEqual(fires({ script, faults: [suspend(300, 400)] }), ['1000 a timer w', '1400 a timer e']);
});

test('world timers - a wall timer due during sleep fires at waking', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000)]] as const;
  t.deepEqual(fires({ script, faults: [suspend(300, 2_000)] }), ['2300 a timer w']);
});

test('world timers - a clock stepped during sleep counts at waking', (t) => {
  const script = [[0, 'a', wallTimer('w', 1_000)]] as const;
  t.deepEqual(fires({ script, faults: [suspend(300, 400), step(500, -5_000)] }), [
    '6000 a timer w',
  ]);
  t.deepEqual(fires({ script, faults: [suspend(300, 400), step(500, 5_000)] }), ['700 a timer w']);
});

test('world timers - a timer armed for the past fires at once, after what is already due', (t) => {
  const script = [
    [50, 'a', wallTimer('past', 10), elapsedTimer('now', 0)],
    [50, 'a', wallTimer('too', 50)],
  ] as const;
  t.deepEqual(fires({ script }), ['50 a timer past', '50 a timer now', '50 a timer too']);
});

test('world timers - a timer armed again moves, of either clock, and fires once', (t) => {
  const script = [
    [0, 'a', wallTimer('x', 500)],
    [100, 'a', wallTimer('x', 900)],
    [200, 'a', elapsedTimer('x', 50)],
  ] as const;
  t.deepEqual(fires({ script }), ['250 a timer x']);
});

test('world timers - a timer that fired is gone: a step back does not fire it again', (t) => {
  const script = [[0, 'a', wallTimer('w', 500)]] as const;
  t.deepEqual(fires({ script, faults: [step(600, -400)] }), ['500 a timer w']);
});

test('world timers - a cancelled timer never fires, also after steps and sleep', (t) => {
  const script = [
    [0, 'a', wallTimer('w', 500), elapsedTimer('e', 500)],
    [100, 'a', cancel('w'), cancel('e'), cancel('none')],
  ] as const;
  t.deepEqual(fires({ script, faults: [step(200, 1_000), suspend(300, 50)] }), []);
});

test('world timers - timers end with their process', (t) => {
  const script = [[0, 'a', wallTimer('w', 500), elapsedTimer('e', 500)]] as const;
  const crash: Fault = { at: 100, node: 'a', kind: 'crash', severity: 'process', downMs: 10 };
  t.deepEqual(fires({ script, faults: [crash] }), []);
});

test('world timers - a timer beyond the end of the run fires within it after a step', (t) => {
  const script = [[0, 'a', wallTimer('w', 30 * YEAR_MS)]] as const;
  const scene: Scene = { script, endAt: 1_000 };
  t.is(play(scene).world.pendingEvents, 1); // The healing, after the end.
  t.deepEqual(fires({ ...scene, faults: [step(500, 30 * YEAR_MS)] }), ['500 a timer w']);
});

test('world timers - a step exactly at the due time: the fault was there first', (t) => {
  const faults = [step(500, -100)];
  // Fault and timer share the instant 500; faults are queued from the start, one by one.
  t.deepEqual(fires({ script: [[0, 'a', wallTimer('w', 500)]], faults }), ['600 a timer w']);
});

for (const [kind, timeline] of Object.entries({ heap: heapTimeline, 'fake-timers': fakeTimers }))
  test(`world timers - years of timers set again at each tick keep a small queue (${kind})`, (t) => {
    const again = [elapsedTimer('tick', HOUR_MS), wallTimer('never', 30 * YEAR_MS)];
    const watchdog = elapsedTimer('watchdog', 30 * DAY_MS);
    const input = { effects: again, onTimer: [...again, watchdog] };
    const endAt = (kind === 'heap' ? 3 : 1) * YEAR_MS;
    let most = 0;
    const onStepped = (): void => {
      most = Math.max(most, world.pendingEvents);
    };
    const world = new World<string, Orders>(
      sceneSpec({ orders: [{ at: 0, node: 'a', input }], endAt }),
      { timeline, observers: [{ onStepped }] },
    );
    t.is(world.run().events, 2 + endAt / HOUR_MS);
    t.true(most > 10 && most < 200, String(most));
  });
