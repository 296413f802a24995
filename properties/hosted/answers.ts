/**
 * Answers that reached a program, and whether it had the time to keep them. Where that is in doubt,
 * sending again what was accepted is right.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import type { CrashSeverity } from '../../sim/disk/disk.js';
import { SECOND_MS } from '../../sim/model/time.js';

/** A program whose request took longer may have given it up, ms. */
const PATIENCE_MS = SECOND_MS;
/** Time that a program needs to note an answer on its disk, beside two syncs, ms. */
const NOTING_MS = SECOND_MS;

/**
 * Time after which what a program wrote survives, ms: an end of its process, and a loss of power. A Node
 * program can wait for its disk. A page cannot, outside of a strict transaction: the browser writes local
 * storage after five seconds, and the system some thirty seconds later.
 */
export interface Settling {
  readonly processMs: number;
  readonly powerMs: number;
}

/** A program that can sync its files. */
export const SYNCED: Settling = { processMs: 0, powerMs: 0 };

interface Exchange {
  readonly sentMs: number;
  /** When the client had a good answer; undefined: never. */
  answeredMs?: number;
}

export class Answers {
  readonly #graceMs: number;
  /** By machine and number of the request. */
  readonly #exchanges = new Map<string, Exchange>();
  /** By machine: spans in which an answer that came was perhaps not noted, from and to, ms. */
  readonly #doubts = new Map<string, (readonly [from: number, to: number])[]>();
  /** Machines whose disk was replaced or full: they may have lost any note. */
  readonly #forgetful = new Set<string>();

  readonly #settling: Settling;

  /** @param syncLatencyMs how long a sync takes, ms */
  constructor(syncLatencyMs: number, settling: Settling = SYNCED) {
    this.#settling = settling;
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

  /** The program's process ended in an orderly way, or was found to be gone. */
  ended(node: string, atMs: number): void {
    this.#doubt(node, atMs, 0);
  }

  /** Its process was killed, or the power failed: what had not settled is as it was before. */
  crashed(node: string, atMs: number, severity: CrashSeverity): void {
    const { processMs, powerMs } = this.#settling;
    this.#doubt(node, atMs, severity === 'process' ? processMs : powerMs);
  }

  #doubt(node: string, atMs: number, unsettledMs: number): void {
    this.unseen(node, atMs - this.#graceMs - unsettledMs, atMs);
  }

  /** Answers between these two times, ms, may not be known to the program. */
  unseen(node: string, fromMs: number, untilMs: number): void {
    const span = [fromMs, untilMs] as const;
    const spans = this.#doubts.get(node);
    if (spans === undefined) this.#doubts.set(node, [span]);
    else spans.push(span);
  }

  forgot(node: string): void {
    this.#forgetful.add(node);
  }

  /** When the program began to know for good that the request had been accepted; Infinity: never. */
  knownMs(node: string, id: number): number {
    const { answeredMs, sentMs = 0 } = this.#exchanges.get(`${node} ${String(id)}`) ?? {};
    if (answeredMs === undefined || this.#forgetful.has(node)) return Infinity;
    const isInDoubt = (this.#doubts.get(node) ?? []).some(
      // An answer that comes after the end of the process that asked reaches none that waits for it.
      ([from, to]) => answeredMs >= from && (answeredMs <= to || sentMs < to),
    );
    return isInDoubt || answeredMs - sentMs > PATIENCE_MS ? Infinity : answeredMs;
  }

  /** When the request was sent, true ms. */
  sentMs(node: string, id: number): number {
    return this.#exchanges.get(`${node} ${String(id)}`)?.sentMs ?? 0;
  }
}
