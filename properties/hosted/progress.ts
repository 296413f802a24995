/**
 * Progress of one run: which records a program took, and which of them were accepted. Machines
 * rest once nothing is missing, so that a program that polls costs nothing for the rest of the run.
 * No verdict depends on it.
 */
export class Progress {
  readonly #open = new Set<number>();
  readonly #accepted = new Set<number>();

  take(record: number): void {
    if (!this.#accepted.has(record)) this.#open.add(record);
  }

  accept(records: readonly number[]): void {
    for (const record of records) {
      this.#accepted.add(record);
      this.#open.delete(record);
    }
  }

  get isDone(): boolean {
    return this.#open.size === 0;
  }
}
