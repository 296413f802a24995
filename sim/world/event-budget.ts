/**
 * How many events a run may have: in all, and without time passing. Models that answer each other
 * for ever over a network that takes no time would never come to the next millisecond. And how long
 * it may take of the host's time, which is looked at rarely enough to cost nothing.
 */
import type { RealTime, RunSummary } from './spec.js';

/**
 * In all, where a world says nothing else.
 * @since 0.1.0
 */
export const EVENTS_MAX = 5_000_000;
/** In one instant, besides what all machines do when they start together. */
const INSTANT_EVENTS_MAX = 100_000;
const INSTANT_EVENTS_PER_NODE = 100;

/** Events between two looks at the host's clock: more where they are quick, one where each takes long. */
const LOOK_EVERY_MAX = 4_096;
/** Two looks should lie so far apart, ms. */
const LOOK_APART_MS = { least: 5, most: 50 } as const;

interface Limits {
  /** In all; default 5,000,000. */
  readonly eventsMax?: number | undefined;
  readonly realTime?: RealTime | undefined;
}

export class Budget {
  outcome: RunSummary['outcome'] = 'ended';
  readonly #eventsMax: number;
  readonly #instantMax: number;
  readonly #realTime: RealTime | undefined;
  #at = 0;
  /** How many there had been when the present instant began. */
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

  /** Whether the run may go on, after so many events, the last of them at true time `at`, ms. */
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
