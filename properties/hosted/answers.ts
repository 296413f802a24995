/**
 * Answers that reached a program, and whether it had the time to keep them. Where that is in doubt,
 * sending again what was accepted is right.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import { SECOND_MS } from '../../sim/model/time.js';

/** A program whose request took longer may have given it up, ms. */
const PATIENCE_MS = SECOND_MS;
/** Time that a program needs to note an answer on its disk, beside two syncs, ms. */
const NOTING_MS = SECOND_MS;

interface Exchange {
  readonly sentMs: number;
  /** When the client had a good answer; undefined: never. */
  answeredMs?: number;
}

export class Answers {
  readonly #graceMs: number;
  /** By machine and number of the request. */
  readonly #exchanges = new Map<string, Exchange>();
  /** By machine: when its process ended. */
  readonly #ends = new Map<string, number[]>();
  /** Machines whose disk was replaced or full: they may have lost any note. */
  readonly #forgetful = new Set<string>();

  /** @param syncLatencyMs how long a sync takes, ms */
  constructor(syncLatencyMs: number) {
    this.#graceMs = NOTING_MS + 2 * syncLatencyMs;
  }

  sent(node: string, atMs: number, message: HttpMessage): void {
    if (message.kind === 'request')
      this.#exchanges.set(`${node} ${String(message.id)}`, { sentMs: atMs });
  }

  received(node: string, atMs: number, message: HttpMessage): void {
    if (message.kind !== 'response' || message.status < 200 || message.status > 299) return;
    const exchange = this.#exchanges.get(`${node} ${String(message.id)}`);
    if (exchange !== undefined) exchange.answeredMs ??= atMs;
  }

  ended(node: string, atMs: number): void {
    const ends = this.#ends.get(node);
    if (ends === undefined) this.#ends.set(node, [atMs]);
    else ends.push(atMs);
  }

  forgot(node: string): void {
    this.#forgetful.add(node);
  }

  /** When the program began to know for good that the request had been accepted; Infinity: never. */
  knownMs(node: string, id: number): number {
    const { answeredMs, sentMs = 0 } = this.#exchanges.get(`${node} ${String(id)}`) ?? {};
    if (answeredMs === undefined || this.#forgetful.has(node)) return Infinity;
    const untilMs = answeredMs + this.#graceMs;
    const ended = (this.#ends.get(node) ?? []).some((at) => at >= answeredMs && at <= untilMs);
    return ended || answeredMs - sentMs > PATIENCE_MS ? Infinity : answeredMs;
  }

  /** When the request was sent, true ms. */
  sentMs(node: string, id: number): number {
    return this.#exchanges.get(`${node} ${String(id)}`)?.sentMs ?? 0;
  }
}
