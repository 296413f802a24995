/**
 * Which answers reached a program, and whether it had the time to keep them. Where that is in doubt,
 * sending again what was accepted is right.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import { SECOND_MS } from '../../sim/model/time.js';

/** A program whose request took longer may have given it up, ms. */
const PATIENCE_MS = SECOND_MS;
/** What a program needs to note an answer on its disk, beside two syncs, ms. */
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

  /** Whether the program knew, when it sent the second request, that the first had been accepted. */
  knew(node: string, first: number, second: number): boolean {
    if (this.#forgetful.has(node)) return false;
    const one = this.#exchanges.get(`${node} ${String(first)}`);
    const two = this.#exchanges.get(`${node} ${String(second)}`);
    const answeredMs = one?.answeredMs;
    if (one === undefined || two === undefined || answeredMs === undefined) return false;
    if (answeredMs - one.sentMs > PATIENCE_MS || two.sentMs <= answeredMs) return false;
    const untilMs = answeredMs + this.#graceMs;
    return !(this.#ends.get(node) ?? []).some((at) => at >= answeredMs && at <= untilMs);
  }
}
