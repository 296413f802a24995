/**
 * The small way: no world, no network and no disk. The clocks of skewproof/arbitraries move the
 * simulated time of @sinonjs/fake-timers under a class, and fast-check finds the step that loses.
 */
import FakeTimers from '@sinonjs/fake-timers';
import test from 'ava';
import * as fc from 'fast-check';
import { offsetMs } from 'skewproof/arbitraries';
import { Outbox } from './outbox.js';

const START_MS = 1_835_352_000_000;

/** Adds an event, sets the clock, and waits a minute. Returns the events that were sent. */
function sentAfter(stepMs: number): readonly string[] {
  const clock = FakeTimers.install({ now: START_MS });
  try {
    const sent: string[] = [];
    const outbox = new Outbox((events) => sent.push(...events));
    outbox.add('use');
    // A step moves the wall clock; timers ride the elapsed clock, and stay where they are.
    clock.setSystemTime(START_MS + stepMs);
    clock.tick(60_000);
    return sent;
  } finally {
    clock.uninstall();
  }
}

test('clocks only - a step forward by a day, less the time to the next flush, loses the event', (t) => {
  const { counterexample } = fc.check(
    fc.property(offsetMs, (stepMs) => sentAfter(stepMs).includes('use')),
    { seed: 1, numRuns: 200 },
  );
  // The smallest step that loses: a day but for the ten seconds to the flush.
  t.deepEqual(counterexample, [86_390_000]);
});

test('clocks only - without a step nothing is lost, and timers do not move', (t) => {
  t.deepEqual(sentAfter(0), ['use']);
  t.deepEqual(sentAfter(-10 * 86_400_000), ['use']);
});
