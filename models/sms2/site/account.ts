/**
 * Accounts that are locked out, as a metering server meets them. Assumption: as domains are often
 * set up, a lockout ends by itself, and every logon that is tried before begins it anew.
 */
import { between } from '../../../sim/model/time.js';
import type { ElapsedMs } from '../../../sim/model/time.js';

/** When a logon was last tried, by client whose user is locked out. */
export type LockOuts = Readonly<Record<string, ElapsedMs>>;

/** Assumption: how long nobody must have tried. */
const LOCKOUT_MS = 10 * 60_000;

export const withLockOut = (lockOuts: LockOuts, client: string, now: ElapsedMs): LockOuts => ({
  ...lockOuts,
  [client]: now,
});

/** Whether the client's user may log on, and what is then known of lockouts. */
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
