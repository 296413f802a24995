/**
 * The job of `pair-study.ts` in its most obvious form: an agent class and a server class on
 * installed fake timers, a network that is `await` of a `setTimeout`, and an oracle of a few lines.
 * The same messages travel at the same times; nothing here is slower than it needs to be.
 */
import { install } from '@sinonjs/fake-timers';
import * as sms2 from '../models/sms2/index.js';
import { playSessions } from './playing.js';
import {
  LATENCY_MS,
  outcomeOf,
  PAIR_LOOK_MS,
  POLL_MS,
  sessionsOf,
  TOLERANCE_MS,
} from './workload.js';
import type { Counted, Outcome, Session, Workload } from './workload.js';

interface UsageRecord {
  readonly session: number;
  readonly program: string;
  readonly start: number;
  readonly end: number;
}

interface Answer {
  readonly taken: number;
  readonly lastUpdate: number;
  readonly pollMs: number;
}

const travel = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, LATENCY_MS);
  });

class Server {
  readonly rows: UsageRecord[] = [];
  readonly #lastUpdate: number;

  constructor(lastUpdate: number) {
    this.#lastUpdate = lastUpdate;
  }

  upload(records: readonly UsageRecord[]): Answer {
    this.rows.push(...records);
    return { taken: records.length, lastUpdate: this.#lastUpdate, pollMs: POLL_MS };
  }
}

class Agent {
  readonly #server: Server;
  readonly #logCapacity: number;
  readonly #open = new Map<number, number>();
  #log: UsageRecord[] = [];
  #nextSync = Infinity;
  #valid = false;
  #pollMs = 0;
  /** Number of messages, timers and inputs so far; only for the comparison. */
  events = 0;

  constructor(server: Server, logCapacity: number) {
    this.#server = server;
    this.#logCapacity = logCapacity;
  }

  async install(): Promise<void> {
    const installedAt = Date.now();
    const { lastUpdate } = await this.#exchange([]);
    this.#valid = installedAt + TOLERANCE_MS >= lastUpdate;
    this.#pollLater();
  }

  start({ session }: Session): void {
    this.events += 1;
    this.#open.set(session, Date.now());
  }

  end({ session, program }: Session): void {
    this.events += 1;
    const start = this.#open.get(session);
    this.#open.delete(session);
    if (start === undefined || this.#log.length >= this.#logCapacity) return;
    this.#log.push({ session, program, start, end: Date.now() });
  }

  #pollLater(): void {
    setTimeout(() => void this.#poll(), this.#pollMs);
  }

  async #poll(): Promise<void> {
    this.events += 1;
    if (this.#valid && Date.now() >= this.#nextSync) {
      const { taken } = await this.#exchange([...this.#log]);
      this.#log = this.#log.slice(taken);
    }
    this.#pollLater();
  }

  async #exchange(records: readonly UsageRecord[]): Promise<Answer> {
    await travel();
    this.events += 1;
    const answer = this.#server.upload(records);
    await travel();
    this.events += 1;
    this.#pollMs = answer.pollMs;
    this.#nextSync = Date.now() + answer.pollMs;
    return answer;
  }
}

/**
 * Checks that every session is shown at most once, with dates no further off than the client's
 * clock.
 */
function judged(
  workload: Workload,
  sessions: readonly Session[],
  rows: readonly UsageRecord[],
): Outcome {
  const bySession = new Map(sessions.map((session) => [session.session, session]));
  const arrived = new Set<number>();
  const tolerance = Math.abs(workload.offsetMs);
  for (const { session, start, end } of rows) {
    const used = bySession.get(session);
    if (used === undefined || arrived.has(session)) throw new Error('a record twice');
    arrived.add(session);
    const off = (shown: number, ms: number): number => Math.abs(shown - sms2.EPOCH_MS - ms);
    if (off(start, used.startMs) > tolerance || off(end, used.endMs) > tolerance)
      throw new Error('a wrong date');
  }
  return outcomeOf(workload, (session) => arrived.has(session));
}

export async function playPairBaseline(workload: Workload): Promise<Counted> {
  const now = sms2.EPOCH_MS + workload.offsetMs;
  const clock = install({ now, toFake: ['Date', 'setTimeout'] });
  try {
    const server = new Server(sms2.EPOCH_MS);
    const agent = new Agent(server, workload.logCapacity);
    void agent.install();
    const sessions = sessionsOf(workload);
    await playSessions(clock, now, agent, sessions, PAIR_LOOK_MS);
    // To the kernel, two starts and a look are events too.
    return { ...judged(workload, sessions, server.rows), events: agent.events + 3 };
  } finally {
    clock.uninstall();
  }
}
