/**
 * Accounts that are locked out, as a metering server sees them. Assumption: as in many domains, a
 * lockout ends by itself, and each logon attempt before then restarts it.
 */
import { MINUTE_MS, between } from '../../../sim/model/time.js';
import type { ElapsedMs } from '../../../sim/model/time.js';

/** Time of the last logon attempt, by client whose user is locked out. */
export type LockOuts = Readonly<Record<string, ElapsedMs>>;

/** Assumption: time without attempts after which a lockout ends. */
const LOCKOUT_MS = 10 * MINUTE_MS;

export const withLockOut = (lockOuts: LockOuts, client: string, now: ElapsedMs): LockOuts => ({
  ...lockOuts,
  [client]: now,
});

/** Decides a logon of the client's user; returns the lockouts after it, and true if it succeeds. */
export function mayLogOn(
  lockOuts: LockOuts,
  client: string,
  now: ElapsedMs,
): readonly [LockOuts, boolean] {
  const last = lockOuts[client];
  if (last === undefined) return [lockOuts, true];
  if (between(last, now) < LOCKOUT_MS) return [withLockOut(lockOuts, client, now), false];
  const rest = Object.entries(lockOuts).filter(([known]) => known !== client);
  return [Object.fromEntries(rest), true];
}
