/** Lockouts, at both sides of their end. */
import test from 'ava';
import { elapsedMs, MINUTE_MS } from '../../../sim/model/time.js';
import { mayLogOn, withLockOut } from './account.js';

test('accounts - a lockout ends after ten minutes without an attempt, for its client alone', (t) => {
  const both = withLockOut(withLockOut({}, 'a', elapsedMs(0)), 'b', elapsedMs(5));
  t.deepEqual(mayLogOn({}, 'a', elapsedMs(0)), [{}, true]);
  t.deepEqual(mayLogOn(both, 'c', elapsedMs(0)), [both, true]);
  const early = elapsedMs(10 * MINUTE_MS - 1);
  t.deepEqual(mayLogOn(both, 'a', early), [{ a: early, b: elapsedMs(5) }, false]);
  t.deepEqual(mayLogOn(both, 'a', elapsedMs(10 * MINUTE_MS)), [{ b: elapsedMs(5) }, true]);
});
