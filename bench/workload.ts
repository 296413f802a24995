/**
 * The workload that both arms of the comparison play: one client, 30 days, hourly polling, up to
 * 200 sessions, a log of 1 to 100 records, a clock that is right or wrong. Sizes are integers, and
 * the sessions follow from them, so both arms play identical ones.
 */
import * as fc from 'fast-check';
import * as sms2 from '../models/sms2/index.js';
import { Stream } from '../sim/model/random.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../sim/model/time.js';

export interface Workload {
  readonly seed: number;
  readonly sessions: number;
  readonly logCapacity: number;
  /** The client's clock minus true time, ms. */
  readonly offsetMs: number;
}

export interface Session {
  readonly session: number;
  readonly user: string;
  readonly program: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Fates of the sessions, by number, in order. */
export interface Outcome {
  readonly kept: readonly number[];
  readonly lost: readonly number[];
}

export interface Counted extends Outcome {
  /** Events handed to the parties. */
  readonly events: number;
}

export const DURATION_MS = 30 * DAY_MS;
export const POLL_MS = HOUR_MS;
/**
 * Travel time of a message of the pair, ms. Polls then fall on whole seconds, and sessions never
 * change on one. So the order within an instant cannot make a difference between the arms.
 */
export const LATENCY_MS = 500;
/** Time at which the pair's server is looked at: two polls after the last session, ms. */
export const PAIR_LOOK_MS = DURATION_MS + 2 * POLL_MS + 1;
/**
 * Largest lag of a client's clock at installation with which it still uploads (mechanism H4), ms.
 */
export const TOLERANCE_MS = HOUR_MS;

export const workloads: fc.Arbitrary<Workload> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  sessions: fc.integer({ min: 0, max: 200 }),
  logCapacity: fc.integer({ min: 1, max: 100 }),
  offsetMs: fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }),
});

/**
 * Sessions begin at least a minute after the installation, and never change at a poll's instant.
 */
export function sessionsOf(workload: Workload): readonly Session[] {
  const stream = new Stream(workload.seed, 'bench:sessions');
  const offPoll = (ms: number): number => Math.floor(ms / 1000) * 1000 + 500;
  const last = DURATION_MS - 1000;
  const sessions: Session[] = [];
  for (let session = 0; session < workload.sessions; session += 1) {
    const startMs = offPoll(stream.integer(MINUTE_MS, last - MINUTE_MS));
    const endMs = offPoll(Math.min(startMs + stream.integer(1000, 2 * HOUR_MS), last));
    sessions.push({ session, user: 'ann', program: 'excel.exe', startMs, endMs });
  }
  return sessions.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

/** The sessions that are kept, and those that are not. */
export function outcomeOf({ sessions }: Workload, isKept: (session: number) => boolean): Outcome {
  const kept: number[] = [];
  const lost: number[] = [];
  for (let session = 0; session < sessions; session += 1)
    (isKept(session) ? kept : lost).push(session);
  return { kept, lost };
}

/**
 * The same as a scenario of the reference study. Variant h4: as shipped, an upload whenever the due
 * time has come, unless the clock was too far behind at installation. The baseline's class is that
 * agent too; the fix does far more than the baseline has to do.
 */
export function scenarioOf(workload: Workload): sms2.Sms2Scenario {
  const simplest = sms2.simplestScenario('h4');
  return {
    ...simplest,
    seed: workload.seed,
    clients: [
      { offsetMs: workload.offsetMs, driftPpm: 0, sessions: 0, installAtMs: 0, mode: 'offline' },
    ],
    pollMinutes: POLL_MS / MINUTE_MS,
    toleranceMs: TOLERANCE_MS,
    logCapacity: workload.logCapacity,
    durationMs: DURATION_MS,
    uses: sessionsOf(workload).map(({ user, program, startMs, endMs }) => ({
      client: 0,
      user,
      program,
      startMs,
      endMs,
    })),
  };
}

/** Time of the look at the console, up to which both arms run, ms. */
export const endOf = (workload: Workload): number => sms2.lastLookAtMs(scenarioOf(workload));

/**
 * Checks both arms on a scenario: every session is accounted for, and a client too far behind has
 * delivered nothing. Any other client loses at most the sessions for which a log of its size had no
 * room.
 */
export function holds(workload: Workload, { kept, lost }: Outcome): boolean {
  if (kept.length + lost.length !== workload.sessions) return false;
  if (workload.offsetMs < -TOLERANCE_MS) return kept.length === 0;
  return lost.length === 0 || workload.sessions > workload.logCapacity;
}
