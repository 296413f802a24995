/** Marks and measures of `performance`, as processes and pages have them. */

interface Entry {
  readonly name: string;
  readonly entryType: string;
  readonly startTime: number;
}

export interface MeasureOptions {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly duration?: number;
  readonly detail?: unknown;
}

/** The span of a measure, ms since the start. */
interface Span {
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;
}

export class Entries<One extends Entry> {
  #all: One[] = [];
  readonly #missing: (mark: string) => Error;

  /** @param missing the error for a mark that was not set */
  constructor(missing: (mark: string) => Error) {
    this.#missing = missing;
  }

  get all(): readonly One[] {
    return this.#all;
  }

  add(entry: One): One {
    this.#all.push(entry);
    return entry;
  }

  clear(type: string, name: string | undefined): void {
    this.#all = this.#all.filter(
      (one) => one.entryType !== type || (name !== undefined && one.name !== name),
    );
  }

  /** The arguments of `measure` after its name, as a span that ends at `now` unless they say more. */
  span(from: string | MeasureOptions | undefined, to: string | undefined, now: number): Span {
    const options = typeof from === 'object' ? from : { start: from, end: to };
    const { start, end, duration, detail } = options as MeasureOptions;
    const endTime =
      end === undefined && start !== undefined && duration !== undefined
        ? this.#timeOf(start) + duration
        : this.#timeOf(end ?? now);
    const startTime =
      start === undefined && duration !== undefined ? endTime - duration : this.#timeOf(start ?? 0);
    return { startTime, duration: endTime - startTime, detail };
  }

  #timeOf(of: string | number): number {
    if (typeof of === 'number') return of;
    const mark = this.#all.findLast(({ name, entryType }) => name === of && entryType === 'mark');
    if (mark === undefined) throw this.#missing(of);
    return mark.startTime;
  }
}

export const inOrder = <One extends Entry>(entries: readonly One[]): One[] =>
  [...entries].sort((a, b) => a.startTime - b.startTime);

export const named = <One extends Entry>(
  entries: readonly One[],
  name: string,
  type: string | undefined,
): One[] =>
  entries.filter((one) => one.name === name && (type === undefined || one.entryType === type));
