/** Tests of clock errors computed from the faults of a scenario. */
import test from 'ava';
import type { ClockAdjustment } from '../../sim/clock/clock.js';
import type { Fault } from '../../sim/world/fault.js';
import { clockErrorMs } from './clock-errors.js';

const EPOCH_MS = 1_000_000;
const node = (name: string, offsetMs: number, driftPpm = 0) => ({
  name,
  clock: { offsetMs: EPOCH_MS + offsetMs, driftPpm },
});
const clock = (at: number, of: string, adjustment: ClockAdjustment): Fault => ({
  kind: 'clock',
  at,
  node: of,
  adjustment,
});
const errorMs = (faults: readonly Fault[], nodes = [node('a', 0), node('b', 7)]): number =>
  clockErrorMs({ nodes, faults, healAt: 1_000 }, ['a'], 10_000_000, EPOCH_MS);

test('clock errors - an unchanged clock has its initial error plus its drift', (t) => {
  t.is(errorMs([]), 0);
  t.is(errorMs([], [node('a', -7)]), 7);
  t.is(errorMs([], [node('a', 0, -1_000)]), 10_000);
});

test('clock errors - steps add up, and a setting counts from true time', (t) => {
  const step = clock(10, 'a', { kind: 'step', byMs: -30 });
  t.is(errorMs([step]), 30);
  t.is(errorMs([step, clock(20, 'a', { kind: 'step', byMs: 50 })]), 30);
  t.is(errorMs([step, clock(20, 'a', { kind: 'step', byMs: 70 })]), 40);
  t.is(errorMs([clock(10, 'a', { kind: 'set', toMs: EPOCH_MS + 10 })]), 0);
  t.is(errorMs([clock(10, 'a', { kind: 'set', toMs: 0 })]), EPOCH_MS + 10);
  t.is(errorMs([clock(10, 'b', { kind: 'set', toMs: 0 })]), 0);
});

test('clock errors - a clock set twice in one millisecond has read both values', (t) => {
  const twice = [90, 0].map((by) => clock(10, 'a', { kind: 'set', toMs: EPOCH_MS + 10 + by }));
  t.is(errorMs(twice), 90);
});

test('clock errors - a slew has its largest error at its end, even if a later step reverses it', (t) => {
  const slew = clock(0, 'a', { kind: 'slew', byMs: 100, ratePpm: 500_000 });
  t.is(errorMs([slew, clock(900, 'a', { kind: 'step', byMs: -100 })]), 100);
});

test('clock errors - a clock synchronised to another takes over its error', (t) => {
  t.is(errorMs([{ kind: 'synchronise', at: 5, node: 'a', to: 'b' }]), 7);
  // A machine that is not there has no clock, and counts as one that was never set.
  t.is(errorMs([{ kind: 'synchronise', at: 5, node: 'a', to: 'none' }]), EPOCH_MS);
});

test('clock errors - faults after healing do not count', (t) => {
  t.is(errorMs([clock(1_001, 'a', { kind: 'step', byMs: 5 })]), 0);
  t.is(errorMs([clock(1_000, 'a', { kind: 'step', byMs: 5 })]), 5);
});
