/**
 * The straightforward harness that a team would write first: an agent class on installed fake
 * timers, an in-memory server, `tickAsync`, and fast-check's `asyncProperty` (in `arms.ts`).
 * Nothing here is slower than it needs to be.
 */
import { install } from '@sinonjs/fake-timers';
import * as sms2 from '../models/sms2/index.js';
import { playSessions } from './playing.js';
import { endOf, outcomeOf, POLL_MS, sessionsOf, TOLERANCE_MS } from './workload.js';
import type { Outcome, Session, Workload } from './workload.js';

interface UsageRecord extends Session {
  readonly start: number;
  readonly end: number;
}

class Server {
  readonly rows: UsageRecord[] = [];
  readonly #lastUpdate: number;

  constructor(lastUpdate: number) {
    this.#lastUpdate = lastUpdate;
  }

  configuration(): Promise<{ lastUpdate: number; pollMs: number }> {
    return Promise.resolve({ lastUpdate: this.#lastUpdate, pollMs: POLL_MS });
  }

  upload(records: readonly UsageRecord[]): Promise<void> {
    this.rows.push(...records);
    return Promise.resolve();
  }
}

class Agent {
  readonly #server: Server;
  readonly #logCapacity: number;
  readonly #open = new Map<number, number>();
  #log: UsageRecord[] = [];
  #nextSync = Infinity;
  #valid = false;

  constructor(server: Server, logCapacity: number) {
    this.#server = server;
    this.#logCapacity = logCapacity;
  }

  async install(): Promise<void> {
    const { lastUpdate, pollMs } = await this.#server.configuration();
    this.#valid = Date.now() + TOLERANCE_MS >= lastUpdate;
    this.#nextSync = Date.now() + pollMs;
    setInterval(() => void this.#poll(), pollMs);
  }

  start({ session }: Session): void {
    this.#open.set(session, Date.now());
  }

  end(session: Session): void {
    const start = this.#open.get(session.session);
    this.#open.delete(session.session);
    if (start === undefined || this.#log.length >= this.#logCapacity) return;
    this.#log.push({ ...session, start, end: Date.now() });
  }

  async #poll(): Promise<void> {
    if (Date.now() < this.#nextSync || !this.#valid) return;
    const sending = [...this.#log];
    await this.#server.upload(sending);
    this.#log = this.#log.slice(sending.length);
    const { pollMs } = await this.#server.configuration();
    this.#nextSync = Date.now() + pollMs;
  }
}

export async function playBaseline(workload: Workload): Promise<Outcome> {
  const now = sms2.EPOCH_MS + workload.offsetMs;
  const clock = install({ now, toFake: ['Date', 'setTimeout', 'setInterval'] });
  try {
    const server = new Server(sms2.EPOCH_MS);
    const agent = new Agent(server, workload.logCapacity);
    await agent.install();
    const sessions = sessionsOf(workload);
    await playSessions(clock, now, agent, sessions, endOf(workload));
    const arrived = new Set(server.rows.map((row) => row.session));
    return outcomeOf(workload, (session) => arrived.has(session));
  } finally {
    clock.uninstall();
  }
}
