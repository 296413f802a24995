/**
 * The metering service as a Windows service: it runs under an account, stops each Sunday at 01:59:59
 * to have its tables packed and starts again [Q299261, Q256127], and starts anew when it has
 * filled its memory [Q245271]. Stopped, it takes no logs. A pack that changes nothing is left out.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { localMs, msOf } from '../../../sim/model/time.js';
import type { LocalTime } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import { changed } from '../shipped/metering-server/change.js';
import { CACHE, syncCache } from '../shipped/metering-server/state.js';
import type {
  CacheEntry,
  MeteringServerState,
  Owed,
  ServerOptions,
  ServerStep,
  ServiceEntry,
} from '../shipped/metering-server/state.js';

export interface ServiceParts {
  /** What the service does when its memory is full. */
  readonly atMemoryLimit: 'starts-anew' | 'hangs';
  /** Whether it starts again when only the password of its account has been changed. */
  readonly restartsAfterPasswordChange: boolean;
}

const PACK_TIMER = 'pack';
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-04 was a Sunday; 01:59:59 on it. */
const FIRST_PACK_MS = 3 * DAY_MS + 7_199_000;

const nextPack = (now: LocalMs): LocalMs =>
  localMs((Math.floor((msOf(now) - FIRST_PACK_MS) / WEEK_MS) + 1) * WEEK_MS + FIRST_PACK_MS);

const packTimer = (now: LocalTime) =>
  ({ kind: 'wall-timer', timer: PACK_TIMER, at: nextPack(now.wall) }) as const;

/** Notes on disk how the service is registered from now on, and whether it runs. */
export function stopped(
  state: MeteringServerState,
  service: ServiceEntry,
  owed?: Owed,
): ServerStep {
  const entry: CacheEntry = { rows: Seq.empty(), counter: state.counter, service };
  const running = state.running && service !== 'stopped';
  return [
    changed(state, { service, running, owed: state.owed.push(owed) }),
    [{ kind: 'append', file: CACHE, entry }, syncCache],
  ];
}

/** The running service goes on with the credentials that it started with. */
export function changePassword(
  parts: ServiceParts,
  state: MeteringServerState,
  newAccount: boolean,
  now: LocalTime,
): ServerStep {
  if (newAccount || parts.restartsAfterPasswordChange || state.service !== undefined)
    return [state, NO_EFFECTS];
  const [next, effects] = stopped(state, 'old-password');
  return [next, [...effects, packTimer(now)]];
}

/** The service stops for the pack. Its account is locked out by then, so it does not start. */
export const pack = (state: MeteringServerState): ServerStep =>
  state.service === 'old-password' ? stopped(state, 'stopped') : [state, NO_EFFECTS];

/** The machine starts: so does the service, if it can log on. */
export const restart = (state: MeteringServerState): ServerStep => [
  changed(state, { running: state.service === undefined }),
  NO_EFFECTS,
];

/** One request more. */
export function fillMemory(
  { requestsPerRestart = Infinity }: ServerOptions,
  parts: ServiceParts,
  state: MeteringServerState,
): MeteringServerState {
  const requests = state.requests + 1;
  if (requests <= requestsPerRestart) return changed(state, { requests });
  return parts.atMemoryLimit === 'starts-anew'
    ? changed(state, { requests: 1 })
    : changed(state, { requests, running: false });
}
