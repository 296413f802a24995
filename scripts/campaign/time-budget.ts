/** Limits of time: of one search, and of several, one after another. */

/**
 * Each search gets an equal part of the time that is left, so that one that ends early leaves its time
 * to those after it.
 */
export class TimeBudget {
  #leftS: number;
  #searches: number;

  /** @param seconds for all searches together, s */
  constructor(seconds: number, searches: number) {
    this.#leftS = seconds;
    this.#searches = searches;
  }

  /** Time for the next search, s. */
  get nextS(): number {
    return this.#leftS / Math.max(1, this.#searches);
  }

  /** A search has ended, after this long, s. */
  spend(seconds: number): void {
    this.#leftS = Math.max(0, this.#leftS - seconds);
    this.#searches -= 1;
  }
}

const LOOK_EVERY_MS = 50;

/**
 * Calls `stop` when the time is up, s, but not before the search has ended its first run: a search
 * without a run says nothing. Returns a function that ends the limit.
 */
export function timeLimit(
  seconds: number | undefined,
  hasRun: () => boolean,
  stop: () => void,
): () => void {
  if (seconds === undefined) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const stopIn = (ms: number): void => {
    timer = setTimeout(() => {
      if (hasRun()) stop();
      else stopIn(LOOK_EVERY_MS);
    }, ms);
  };
  stopIn(seconds * 1_000);
  return () => {
    clearTimeout(timer);
  };
}
