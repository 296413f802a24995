/**
 * The budget of a run: events in all, events in one instant, and real time. Models that keep
 * answering each other over a network of zero latency would never reach the next millisecond. The
 * host's clock is read rarely enough to cost nothing.
 */
import type { RealTime, RunSummary } from './spec.js';

/**
 * Default limit of events in a run.
 * @since 0.1.0
 */
export const EVENTS_MAX = 5_000_000;
/** Limit of events in one instant, in addition to those of all nodes starting together. */
const INSTANT_EVENTS_MAX = 100_000;
const INSTANT_EVENTS_PER_NODE = 100;

/**
 * Largest number of events between two readings of the host's clock; the number adapts to the speed
 * of the run, down to 1.
 */
const LOOK_EVERY_MAX = 4_096;
/** Wanted distance of two readings of the host's clock, ms. */
const LOOK_APART_MS = { least: 5, most: 50 } as const;

interface Limits {
  /** Limit of events in all; default 5,000,000. */
  readonly eventsMax?: number | undefined;
  readonly realTime?: RealTime | undefined;
}

export class Budget {
  outcome: RunSummary['outcome'] = 'ended';
  readonly #eventsMax: number;
  readonly #instantMax: number;
  readonly #realTime: RealTime | undefined;
  #at = 0;
  /** Events before the present instant. */
  #before = 0;
  #startedMs = 0;
  #lookedMs = 0;
  #lookEvery = 1;
  #untilLook = Infinity;

  constructor(nodes: number, { eventsMax = EVENTS_MAX, realTime }: Limits = {}) {
    this.#eventsMax = eventsMax;
    this.#instantMax = INSTANT_EVENTS_MAX + INSTANT_EVENTS_PER_NODE * nodes;
    this.#realTime = realTime;
    if (realTime === undefined) return;
    this.#startedMs = this.#lookedMs = realTime.now();
    this.#untilLook = 1;
  }

  /**
   * Returns true while the run may continue, after `events` events, the last of them at true time
   * `at`, ms.
   */
  allows(events: number, at: number): boolean {
    if (at !== this.#at) {
      this.#at = at;
      this.#before = events;
    }
    this.#untilLook -= 1;
    if (events - this.#before > this.#instantMax) this.outcome = 'endless-instant';
    else if (events > this.#eventsMax) this.outcome = 'out-of-budget';
    else if (this.#untilLook <= 0 && this.#isOver()) this.outcome = 'out-of-time';
    else return true;
    return false;
  }

  #isOver(): boolean {
    const { now, maxMs } = this.#realTime as RealTime;
    const nowMs = now();
    const apartMs = nowMs - this.#lookedMs;
    if (apartMs > LOOK_APART_MS.most) this.#lookEvery = Math.max(1, this.#lookEvery >> 2);
    else if (apartMs < LOOK_APART_MS.least)
      this.#lookEvery = Math.min(LOOK_EVERY_MAX, 2 * this.#lookEvery);
    this.#lookedMs = nowMs;
    this.#untilLook = this.#lookEvery;
    return nowMs - this.#startedMs > maxMs;
  }
}
