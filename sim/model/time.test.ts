/**
 * Compile-time tests that the kinds of time do not mix: each line marked as an expected error is
 * compiled with the tests, and the build fails if the compiler ever accepts it.
 */
import test from 'ava';
import type { ElapsedMs, LocalMs, TrueMs } from './time.js';
import { between, DAY_MS, elapsedMs, HOUR_MS, later, localMs, MINUTE_MS } from './time.js';
import { msOf, plus, reached, SECOND_MS, trueMs, YEAR_MS } from './time.js';

const T = trueMs(10);
const L = localMs(20);
const E = elapsedMs(30);

/** Never called: the test is that it compiles, with each error where it is expected. */
function kindsDoNotMix(): unknown[] {
  // @ts-expect-error -- a local time is not a true time
  const asTrue: TrueMs = L;
  // @ts-expect-error -- a true time is not a local time
  const asLocal: LocalMs = T;
  // @ts-expect-error -- a local time is not an elapsed time
  const asElapsed: ElapsedMs = L;
  // @ts-expect-error -- a bare number is no instant
  const bare: LocalMs = 5;
  // @ts-expect-error -- an instant is no bare number
  const number: number = T;
  return [
    asTrue,
    asLocal,
    asElapsed,
    bare,
    number,
    // @ts-expect-error -- no subtraction across clocks
    T - L,
    // @ts-expect-error -- nor on one clock, except by `between`
    L - L,
    // @ts-expect-error -- no arithmetic with a number, except by `plus`
    L + 5,
    // @ts-expect-error -- no comparison across clocks
    L > T,
    // @ts-expect-error -- no equality across clocks
    L === E,
    // @ts-expect-error -- no comparison with a number
    L > 5,
    // @ts-expect-error -- no duration between two clocks
    between(T, L),
    // @ts-expect-error -- no duration between wall and elapsed clock
    between(L, E),
    // @ts-expect-error -- no order between two clocks
    reached(T, E),
    // @ts-expect-error -- no later one of two clocks
    later(L, T),
    // @ts-expect-error -- an instant is not a duration
    plus(L, T),
    // @ts-expect-error -- a moved instant stays on its own clock
    plus(L, 5) satisfies TrueMs,
    // @ts-expect-error -- an instant has no bare arithmetic behind `msOf` of a number
    msOf(5),
  ];
}

test('time - kinds of time do not mix: the compiler refuses', (t) => {
  // That this file compiles is the assertion; the function only has to be there.
  t.is(kindsDoNotMix.length, 0);
});

test('time - an instant is its number of milliseconds', (t) => {
  t.is(msOf(T), 10);
  t.is(msOf(L), 20);
  t.is(msOf(E), 30);
});

test('time - plus moves an instant on its own clock, also back', (t) => {
  t.is(msOf(plus(T, 5)), 15);
  t.is(msOf(plus(L, -25)), -5);
});

test('time - between is later minus earlier, negative when out of order', (t) => {
  t.is(between(trueMs(3), trueMs(8)), 5);
  t.is(between(localMs(8), localMs(3)), -5);
});

test('time - reached holds from the instant itself on', (t) => {
  t.true(reached(localMs(7), localMs(7)));
  t.true(reached(localMs(8), localMs(7)));
  t.false(reached(localMs(6), localMs(7)));
});

test('time - later gives the later of two, in either order', (t) => {
  t.is(msOf(later(elapsedMs(2), elapsedMs(9))), 9);
  t.is(msOf(later(elapsedMs(9), elapsedMs(2))), 9);
});

test('time - the units fit into each other', (t) => {
  t.is(MINUTE_MS, 60 * SECOND_MS);
  t.is(HOUR_MS, 60 * MINUTE_MS);
  t.is(DAY_MS, 24 * HOUR_MS);
  t.is(YEAR_MS, 365 * DAY_MS);
});
