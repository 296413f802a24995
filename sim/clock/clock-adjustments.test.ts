/** Each adjustment of a clock, checked by hand-computed figures and by random ones. */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { Clock, DRIFT_PPM_MAX } from './clock.js';
import { DAY_MS, elapsedMs, HOUR_MS, localMs, msOf, trueMs, YEAR_MS } from '../model/time.js';

const wall = (clock: Clock, at: number): number => msOf(clock.wallAt(trueMs(at)));
const elapsed = (clock: Clock, at: number): number => msOf(clock.elapsedAt(trueMs(at)));
const drifts = fc.integer({ min: -DRIFT_PPM_MAX, max: DRIFT_PPM_MAX });

test('clock - a perfect clock reads true time, its elapsed clock the time since boot', (t) => {
  const clock = new Clock({}, trueMs(1_000));
  t.is(wall(clock, 5_000), 5_000);
  t.is(elapsed(clock, 5_000), 4_000);
});

test('clock - an offset moves the wall clock only', (t) => {
  const clock = new Clock({ offsetMs: -4 * HOUR_MS });
  t.is(wall(clock, DAY_MS), 20 * HOUR_MS);
  t.is(elapsed(clock, DAY_MS), DAY_MS);
  t.is(clock.offsetAt(trueMs(DAY_MS)), -4 * HOUR_MS);
});

test('clock - drift over 30 years is exact to the millisecond at both extremes', (t) => {
  const span = 30 * YEAR_MS + 1;
  const fast = new Clock({ driftPpm: 500_000 });
  const slow = new Clock({ driftPpm: -500_000 });
  t.is(wall(fast, span), 45 * YEAR_MS + 1);
  t.is(wall(slow, span), 15 * YEAR_MS);
  t.is(msOf(fast.wallArrival(localMs(45 * YEAR_MS), trueMs(0)) ?? trueMs(-1)), 30 * YEAR_MS);
  t.is(msOf(slow.wallArrival(localMs(15 * YEAR_MS), trueMs(0)) ?? trueMs(-1)), 30 * YEAR_MS);
  t.is(msOf(slow.elapsedArrival(elapsedMs(15 * YEAR_MS + 1), trueMs(0)) ?? trueMs(-1)), span + 1);
});

test('clock - drift moves the wall and the elapsed clock equally', (t) => {
  const clock = new Clock({ driftPpm: 100 });
  t.is(wall(clock, DAY_MS), DAY_MS + 8_640);
  t.is(elapsed(clock, DAY_MS), DAY_MS + 8_640);
});

test('clock - a step moves the wall clock at its instant and no earlier', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(100), { kind: 'step', byMs: -40 });
  t.deepEqual([wall(clock, 99), wall(clock, 100), wall(clock, 130)], [99, 60, 90]);
  t.is(elapsed(clock, 130), 130);
});

test('clock - a setting makes the wall clock read the given time, and drift continues', (t) => {
  const clock = new Clock({ driftPpm: 500_000 });
  clock.adjust(trueMs(100), { kind: 'set', toMs: 0 });
  t.deepEqual([wall(clock, 99), wall(clock, 100), wall(clock, 110)], [148, 0, 15]);
  t.is(elapsed(clock, 110), 165);
});

test('clock - after a step back a local instant comes a second time', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(100), { kind: 'step', byMs: -40 });
  t.deepEqual(clock.wallArrival(localMs(80), trueMs(0)), trueMs(80));
  t.deepEqual(clock.wallArrival(localMs(80), trueMs(100)), trueMs(120));
});

test('clock - a forward step arrives at everything it jumped over, at once', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(100), { kind: 'step', byMs: 1_000 });
  t.deepEqual(clock.wallArrival(localMs(101), trueMs(100)), trueMs(100));
  t.deepEqual(clock.wallArrival(localMs(1_100), trueMs(100)), trueMs(100));
  t.deepEqual(clock.wallArrival(localMs(1_101), trueMs(100)), trueMs(101));
});

test('clock - a change of drift holds from its instant on, for both clocks', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(100), { kind: 'drift', driftPpm: 500_000 });
  t.deepEqual([wall(clock, 100), wall(clock, 110)], [100, 115]);
  t.is(elapsed(clock, 110), 115);
});

test('clock - a slew spreads its correction evenly and then ends', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(1_000), { kind: 'slew', byMs: 500, ratePpm: 100_000 });
  t.deepEqual(
    [1_000, 2_000, 3_500, 6_000, 9_000].map((at) => clock.offsetAt(trueMs(at))),
    [0, 100, 250, 500, 500],
  );
  t.is(elapsed(clock, 9_000), 9_000);
});

test('clock - a slew adds up to its correction exactly, at every drift and rate', (t) => {
  const amounts = fc.oneof(
    fc.integer({ min: -2_000, max: 2_000 }),
    fc.integer({ min: -10 * YEAR_MS, max: 10 * YEAR_MS }),
  );
  const rates = fc.integer({ min: 50, max: DRIFT_PPM_MAX });
  holds(
    t,
    1_000,
    fc.property(amounts, rates, fc.oneof(drifts, fc.constant(0)), (byMs, ratePpm, driftPpm) => {
      const plain = new Clock({ driftPpm });
      const slewed = new Clock({ driftPpm });
      slewed.adjust(trueMs(0), { kind: 'slew', byMs, ratePpm });
      // Long enough for any of these, even for a clock slowed almost to a stop.
      const end = Math.ceil(Math.abs(byMs) / Math.min(ratePpm, 499_999)) * 1_000_000;
      const off = wall(slewed, end) - wall(plain, end) - byMs;
      // Rounding starts again at the end of the slew, so a fraction of a drifting clock's last ms
      // is dropped.
      assert.ok(off === 0 || (driftPpm !== 0 && off === -1), `off by ${String(off)}`);
    }),
  );
});

test('clock - a slew that ends beyond the exact integers never ends', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(0), { kind: 'slew', byMs: 30 * YEAR_MS, ratePpm: 1 });
  t.is(clock.offsetAt(trueMs(30 * YEAR_MS)), (30 * YEAR_MS) / 1_000_000);
  t.deepEqual(clock.wallArrival(localMs(1_000_001), trueMs(0)), trueMs(1_000_000));
});

test('clock - a backwards slew slows the clock and never turns it back', (t) => {
  const small = fc.integer({ min: -40, max: 40 });
  const rates = fc.integer({ min: 50_000, max: DRIFT_PPM_MAX });
  holds(
    t,
    200,
    fc.property(small, rates, drifts, (byMs, ratePpm, driftPpm) => {
      const clock = new Clock({ driftPpm });
      clock.adjust(trueMs(5), { kind: 'slew', byMs, ratePpm });
      for (let at = 1; at < 1_000; at += 1) assert.ok(wall(clock, at) >= wall(clock, at - 1));
    }),
  );
});

test('clock - a timer can be inverted through a clock slowed almost to a stop', (t) => {
  const clock = new Clock({ driftPpm: -500_000 });
  clock.adjust(trueMs(0), { kind: 'slew', byMs: -1_000, ratePpm: 500_000 });
  // The slew takes 1000 ms / 0.499999, whole ms: 2001.
  const at = clock.wallArrival(localMs(YEAR_MS), trueMs(0));
  t.deepEqual(at, trueMs(2 * YEAR_MS + 2_001));
});

test('clock - a slew continues through a change of drift', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(0), { kind: 'slew', byMs: -500, ratePpm: 100_000 });
  clock.adjust(trueMs(2_000), { kind: 'drift', driftPpm: 200_000 });
  t.is(wall(clock, 2_000), 1_800);
  t.is(wall(clock, 3_000), 1_800 + 1_100);
  t.is(wall(clock, 10_000), 2_000 + 9_600 - 500);
});

test('clock - drift changed at random moments never changes the sum of a slew', (t) => {
  const changes = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 4_000 }), ppm: drifts }), {
    maxLength: 5,
  });
  const amounts = fc.integer({ min: -900, max: 900 });
  holds(
    t,
    300,
    fc.property(amounts, changes, (byMs, drifting) => {
      const plain = new Clock();
      const slewed = new Clock();
      slewed.adjust(trueMs(0), { kind: 'slew', byMs, ratePpm: 300_000 });
      let at = 0;
      for (const { gap, ppm } of drifting) {
        at += gap;
        for (const clock of [plain, slewed])
          clock.adjust(trueMs(at), { kind: 'drift', driftPpm: ppm });
      }
      // Rounding starts again at each change, at another reading: at most 1 ms each.
      const off = wall(slewed, at + 20_000) - wall(plain, at + 20_000) - byMs;
      assert.ok(Math.abs(off) <= drifting.length, `off by ${String(off)}`);
    }),
  );
});

test('clock - a step, a setting or another slew replaces a slew in progress', (t) => {
  const slewing = (): Clock => {
    const clock = new Clock();
    clock.adjust(trueMs(0), { kind: 'slew', byMs: 500, ratePpm: 100_000 });
    return clock;
  };
  const stepped = slewing();
  stepped.adjust(trueMs(1_000), { kind: 'step', byMs: 7 });
  t.is(stepped.offsetAt(trueMs(90_000)), 107);
  const set = slewing();
  set.adjust(trueMs(1_000), { kind: 'set', toMs: 1_000 });
  t.is(set.offsetAt(trueMs(90_000)), 0);
  const again = slewing();
  again.adjust(trueMs(1_000), { kind: 'slew', byMs: -50, ratePpm: 100_000 });
  t.is(again.offsetAt(trueMs(90_000)), 50);
  const stopped = slewing();
  stopped.adjust(trueMs(1_000), { kind: 'slew', byMs: 0, ratePpm: 1 });
  t.is(stopped.offsetAt(trueMs(90_000)), 100);
});

test('clock - a drift change after a slew has ended does not bring it back', (t) => {
  const clock = new Clock();
  clock.adjust(trueMs(0), { kind: 'slew', byMs: 5, ratePpm: 500_000 });
  clock.adjust(trueMs(1_000), { kind: 'drift', driftPpm: 0 });
  clock.adjust(trueMs(1_001), { kind: 'step', byMs: 0 });
  clock.adjust(trueMs(1_002), { kind: 'drift', driftPpm: 0 });
  t.is(clock.offsetAt(trueMs(5_000)), 5);
});

test('clock - suspension freezes the elapsed clock, not the wall clock, until resumed', (t) => {
  const clock = new Clock();
  clock.suspend(trueMs(100));
  t.deepEqual([elapsed(clock, 5_000), wall(clock, 5_000)], [100, 5_000]);
  t.is(clock.elapsedArrival(elapsedMs(101), trueMs(100)), undefined);
  clock.resume(trueMs(6_000));
  t.deepEqual([elapsed(clock, 6_000), elapsed(clock, 6_050)], [100, 150]);
  t.deepEqual(clock.elapsedArrival(elapsedMs(101), trueMs(6_000)), trueMs(6_001));
});

test('clock - drift changed during sleep holds for the elapsed clock from waking on', (t) => {
  const clock = new Clock();
  clock.suspend(trueMs(100));
  clock.adjust(trueMs(200), { kind: 'drift', driftPpm: 500_000 });
  t.is(elapsed(clock, 300), 100);
  clock.resume(trueMs(300));
  t.is(elapsed(clock, 400), 250);
  t.is(wall(clock, 400), 500);
});

test('clock - a boot starts the elapsed clock again and leaves the wall clock alone', (t) => {
  const clock = new Clock({ offsetMs: 7, driftPpm: 500_000 });
  clock.suspend(trueMs(10));
  clock.boot(trueMs(100));
  t.deepEqual([elapsed(clock, 100), elapsed(clock, 110)], [0, 15]);
  t.is(wall(clock, 110), 172);
});

for (const [what, make] of [
  ['a drift beyond the bound', () => new Clock({ driftPpm: DRIFT_PPM_MAX + 1 })],
  ['a fractional drift', () => new Clock({ driftPpm: 0.5 })],
  ['a fractional offset', () => new Clock({ offsetMs: 0.5 })],
  [
    'a step by no number',
    () => {
      new Clock().adjust(trueMs(0), { kind: 'step', byMs: NaN });
    },
  ],
  [
    'a setting past 2^53',
    () => {
      new Clock().adjust(trueMs(0), { kind: 'set', toMs: 2 ** 53 });
    },
  ],
  [
    'a slew without a rate',
    () => {
      new Clock().adjust(trueMs(0), { kind: 'slew', byMs: 1, ratePpm: 0 });
    },
  ],
  [
    'a slew at a negative rate',
    () => {
      new Clock().adjust(trueMs(0), { kind: 'slew', byMs: 1, ratePpm: -5 });
    },
  ],
] as const)
  test(`clock - ${what} is bad input`, (t) => {
    t.throws(make, { message: /^SKEW-101 at clock/ });
  });
