/**
 * A scripted adversary: which messages are lost, doubled or late, and what comes first among the
 * events of one instant. It decides nothing about what happens at other instants, so a scenario
 * with a schedule is a scenario like any other, and one without runs as it always did.
 */
import type { Timeline } from './timeline.js';

/**
 * The delivery of one message: for each copy, how long after its sending it arrives, ms. An empty
 * list: it is lost.
 * @since 0.1.0
 */
export interface ScheduledMessage {
  readonly from: string;
  readonly to: string;
  /** Which message of this directed link, from 1. */
  readonly number: number;
  readonly delaysMs: readonly number[];
}

/**
 * An event that comes before the others of its instant, in the order of the list.
 * @since 0.1.0
 */
export interface ScheduledEvent {
  /** True time, ms. */
  readonly at: number;
  /** As `eventName` says it: `client-1 timer upload`, `client-1→server 3`, `fault`, `heal`. */
  readonly event: string;
}

/**
 * Order and delivery that a scripted adversary decides, instead of the run's random streams.
 * @since 0.1.0
 */
export interface Schedule {
  readonly messages: readonly ScheduledMessage[];
  readonly order: readonly ScheduledEvent[];
  /** What reaches machines from outside besides what the study plays, sorted by their time. */
  readonly inputs?: readonly {
    readonly at: number;
    readonly node: string;
    readonly input: unknown;
  }[];
  /** Nodes that draw from another's stream, so that machines that are alike draw alike. */
  readonly drawsAs?: Readonly<Record<string, string>>;
}

/** What a timeline has to know of an item to put the items of one instant in order. */
interface Named<T> {
  readonly name: (item: T) => string;
  /** It is no event any more: it goes first, and nothing comes of it. */
  readonly isVoid: (item: T) => boolean;
}

/** Any timeline, with the events of each instant in scheduled order; the rest keep theirs. */
export class ScheduledTimeline<T> implements Timeline<T> {
  readonly #inner: Timeline<T>;
  readonly #named: Named<T>;
  readonly #wanted = new Map<number, string[]>();
  /** What waits for each instant, in order of insertion; the inner timeline brings the instants. */
  readonly #waiting = new Map<number, T[]>();

  constructor(inner: Timeline<T>, order: readonly ScheduledEvent[], named: Named<T>) {
    this.#inner = inner;
    this.#named = named;
    for (const { at, event } of order) {
      const known = this.#wanted.get(at);
      if (known === undefined) this.#wanted.set(at, [event]);
      else known.push(event);
    }
  }

  get size(): number {
    return this.#inner.size;
  }

  schedule(at: number, item: T): void {
    const waiting = this.#waiting.get(at);
    if (waiting === undefined) this.#waiting.set(at, [item]);
    else waiting.push(item);
    this.#inner.schedule(at, item);
  }

  run(until: number, dispatch: (at: number, item: T) => boolean): void {
    this.#inner.run(until, (at) => dispatch(at, this.#next(at)));
  }

  #next(at: number): T {
    const waiting = this.#waiting.get(at) ?? [];
    const [item] = waiting.splice(this.#placeOfNext(at, waiting), 1);
    if (waiting.length === 0) this.#waiting.delete(at);
    return item as T;
  }

  #placeOfNext(at: number, waiting: readonly T[]): number {
    const gone = waiting.findIndex((item) => this.#named.isVoid(item));
    if (gone !== -1) return gone;
    const wanted = this.#wanted.get(at) ?? [];
    const names = wanted.length === 0 ? [] : waiting.map((item) => this.#named.name(item));
    for (let i = 0; i < wanted.length; i += 1) {
      const place = names.indexOf(wanted[i] ?? '');
      if (place === -1) continue;
      wanted.splice(i, 1);
      return place;
    }
    return 0;
  }

  compact(): void {
    // Which item stands for which turn is decided late, so none can be taken out early.
  }

  pending(): Iterable<T> {
    return [...this.#waiting.values()].flat();
  }
}
