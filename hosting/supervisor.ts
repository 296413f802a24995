/**
 * The supervisor of a process: it starts a process that ended again, and waits longer each time for
 * one that ends soon after its start. Without that, a program that cannot read its own file would
 * start once a second for the rest of the run.
 */
const RESTART_MS = 1_000;
/** Longest delay, ms; the limit that container platforms use. */
const DELAY_MAX_MS = 5 * 60_000;
/** A process that lived this long started well, ms. */
const STABLE_MS = 10_000;

export class Supervisor {
  readonly #restartMs: number;
  /** Processes in a row that ended soon after their start. */
  #failedStarts = 0;

  /** `restartMs`: delay after a process that started well. Default 1,000. */
  constructor(restartMs = RESTART_MS) {
    this.#restartMs = restartMs;
  }

  /** Delay until the next start, ms, after a process that lived for `livedMs` of elapsed time. */
  delayAfter(livedMs: number): number {
    if (livedMs >= STABLE_MS) {
      this.#failedStarts = 0;
      return this.#restartMs;
    }
    const delayMs = this.#restartMs * 2 ** this.#failedStarts;
    this.#failedStarts += 1;
    return Math.min(delayMs, Math.max(DELAY_MAX_MS, this.#restartMs));
  }
}
