/**
 * A scripted adversary: it decides the loss, duplication and delay of messages, and the order of
 * events within an instant. It changes nothing else. So a scenario with a schedule is an ordinary
 * scenario, and a scenario without one runs as before.
 */
import type { Timeline } from './timeline.js';

/**
 * The delivery of one message: for each copy, the delay from sending to arrival, ms. An empty list
 * means that the message is lost.
 * @since 0.1.0
 */
export interface ScheduledMessage {
  readonly from: string;
  readonly to: string;
  /** Number of the message on this directed link, from 1. */
  readonly number: number;
  readonly delaysMs: readonly number[];
}

/**
 * An event that comes before the other events of its instant, in the order of the list.
 * @since 0.1.0
 */
export interface ScheduledEvent {
  /** True time, ms. */
  readonly at: number;
  /**
   * Name of the event, as `eventName` writes it: `client-1 timer upload`, `client-1→server 3`,
   * `fault`, `heal`.
   */
  readonly event: string;
}

/**
 * Order and delivery decided by a scripted adversary instead of the run's random streams.
 * @since 0.1.0
 */
export interface Schedule {
  readonly messages: readonly ScheduledMessage[];
  readonly order: readonly ScheduledEvent[];
  /** Inputs in addition to those of the study, sorted by time. */
  readonly inputs?: readonly {
    readonly at: number;
    readonly node: string;
    readonly input: unknown;
  }[];
  /** Nodes that draw from the stream of another node, so that symmetric nodes draw equal values. */
  readonly drawsAs?: Readonly<Record<string, string>>;
}

/** Functions that a timeline needs to order the items of one instant. */
interface ItemNames<T> {
  readonly name: (item: T) => string;
  /** True for an item that is no longer an event; it is dispatched first, and has no effect. */
  readonly isVoid: (item: T) => boolean;
}

/**
 * A timeline that puts the events of each instant in scheduled order; the other events keep theirs.
 */
export class ScheduledTimeline<T> implements Timeline<T> {
  readonly #inner: Timeline<T>;
  readonly #names: ItemNames<T>;
  readonly #order = new Map<number, string[]>();
  /**
   * Items waiting for each instant, in order of insertion; the inner timeline supplies the
   * instants.
   */
  readonly #waiting = new Map<number, T[]>();

  constructor(inner: Timeline<T>, order: readonly ScheduledEvent[], named: ItemNames<T>) {
    this.#inner = inner;
    this.#names = named;
    for (const { at, event } of order) {
      const known = this.#order.get(at);
      if (known === undefined) this.#order.set(at, [event]);
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
    const gone = waiting.findIndex((item) => this.#names.isVoid(item));
    if (gone !== -1) return gone;
    const wanted = this.#order.get(at) ?? [];
    const names = wanted.length === 0 ? [] : waiting.map((item) => this.#names.name(item));
    for (let i = 0; i < wanted.length; i += 1) {
      const place = names.indexOf(wanted[i] ?? '');
      if (place === -1) continue;
      wanted.splice(i, 1);
      return place;
    }
    return 0;
  }

  compact(): void {
    // The item for each turn is chosen late, so none can be removed early.
  }

  pending(): Iterable<T> {
    return [...this.#waiting.values()].flat();
  }
}
