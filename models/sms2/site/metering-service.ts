/**
 * The metering service as a Windows service. It runs under an account. It stops each Sunday at
 * 01:59:59 for the packing of its tables, and starts again [Q299261, Q256127]. It restarts when it
 * has filled its memory [Q245271]. A stopped service accepts no logs. A pack that changes nothing
 * is left out.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { DAY_MS, HOUR_MS, SECOND_MS, localMs, msOf } from '../../../sim/model/time.js';
import type { LocalTime } from '../../../sim/model/node.js';
import type { LocalMs } from '../../../sim/model/time.js';
import { changed } from '../shipped/metering-server/change.js';
import { CACHE, syncCache } from '../shipped/metering-server/state.js';
import type {
  CacheEntry,
  MeteringServerState,
  PendingAnswer,
  ServerOptions,
  ServerStep,
  ServiceEntry,
} from '../shipped/metering-server/state.js';

export interface ServiceParts {
  /** Behaviour of the service when its memory is full. */
  readonly atMemoryLimit: 'restarts' | 'hangs';
  /** True: the service starts again after only the password of its account was changed. */
  readonly restartsAfterPasswordChange: boolean;
}

const PACK_TIMER = 'pack';
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-04 was a Sunday; 01:59:59 on it. */
const FIRST_PACK_MS = 3 * DAY_MS + 2 * HOUR_MS - SECOND_MS;

const nextPack = (now: LocalMs): LocalMs =>
  localMs((Math.floor((msOf(now) - FIRST_PACK_MS) / WEEK_MS) + 1) * WEEK_MS + FIRST_PACK_MS);

const packTimer = (now: LocalTime) =>
  ({ kind: 'wall-timer', timer: PACK_TIMER, at: nextPack(now.wall) }) as const;

/** Writes the registration of the service to disk, and stops it if the registration says so. */
export function stopped(
  state: MeteringServerState,
  service: ServiceEntry,
  answer?: PendingAnswer,
): ServerStep {
  const entry: CacheEntry = { rows: Seq.empty(), counter: state.counter, service };
  const running = state.running && service !== 'stopped';
  return [
    changed(state, { service, running, owed: state.owed.push(answer) }),
    [{ kind: 'append', file: CACHE, entry }, syncCache],
  ];
}

/** Changes the password; the running service keeps the credentials that it started with. */
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

/**
 * Stops the service for the pack. Its account is locked out by then, so it does not start again.
 */
export const pack = (state: MeteringServerState): ServerStep =>
  state.service === 'old-password' ? stopped(state, 'stopped') : [state, NO_EFFECTS];

/** Starts the service with the machine, if it can log on. */
export const restart = (state: MeteringServerState): ServerStep => [
  changed(state, { running: state.service === undefined }),
  NO_EFFECTS,
];

/** Counts one request. */
export function fillMemory(
  { requestsPerRestart = Infinity }: ServerOptions,
  parts: ServiceParts,
  state: MeteringServerState,
): MeteringServerState {
  const requests = state.requests + 1;
  if (requests <= requestsPerRestart) return changed(state, { requests });
  return parts.atMemoryLimit === 'restarts'
    ? changed(state, { requests: 1 })
    : changed(state, { requests, running: false });
}
