/**
 * How many events a run may have: in all, and without time passing. Models that answer each other
 * for ever over a network that takes no time would never come to the next millisecond.
 */
import type { RunSummary } from './spec.js';

/** In all, where a world says nothing else. */
export const EVENTS_MAX = 5_000_000;
/** In one instant, besides what all machines do when they start together. */
const INSTANT_EVENTS_MAX = 100_000;
const INSTANT_EVENTS_PER_NODE = 100;

export class Budget {
  outcome: RunSummary['outcome'] = 'ended';
  readonly #eventsMax: number;
  readonly #instantMax: number;
  #at = 0;
  /** How many there had been when the present instant began. */
  #before = 0;

  /** @param eventsMax in all; default 5,000,000 */
  constructor(nodes: number, eventsMax = EVENTS_MAX) {
    this.#eventsMax = eventsMax;
    this.#instantMax = INSTANT_EVENTS_MAX + INSTANT_EVENTS_PER_NODE * nodes;
  }

  /** Whether the run may go on, after so many events, the last of them at true time `at`, ms. */
  allows(events: number, at: number): boolean {
    if (at !== this.#at) {
      this.#at = at;
      this.#before = events;
    }
    if (events - this.#before > this.#instantMax) this.outcome = 'endless-instant';
    else if (events > this.#eventsMax) this.outcome = 'out-of-budget';
    else return true;
    return false;
  }
}
