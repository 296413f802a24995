/**
 * The network between nodes: per directed link latency, loss, duplication, reordering,
 * partition and a size limit. Draws come from one stream per link.
 */
import type { Chance, Stream, Streams } from '../model/random.js';
import { NEVER } from '../model/random.js';
import type { ScheduledMessage } from '../queue/schedule.js';

/**
 * One directed link. Defaults: immediate, loses nothing, in order.
 * @since 0.1.0
 */
export interface LinkSpec {
  readonly latencyMsMin?: number;
  readonly latencyMsMax?: number;
  readonly loss?: Chance;
  readonly duplicate?: Chance;
  /** Keep messages in order even where latencies differ. Default true. */
  readonly ordered?: boolean;
  /** Time that each unit of a message's size takes, ms (0: any size at once). */
  readonly msPerUnit?: number;
  /** Messages larger than this never arrive (0: no limit). */
  readonly sizeUnitsMax?: number;
}

/**
 * One that loses, doubles and delays nothing.
 * @since 0.1.0
 */
export const PERFECT_LINK: Required<
  Pick<LinkSpec, 'latencyMsMin' | 'latencyMsMax' | 'loss' | 'duplicate' | 'ordered'>
> = {
  latencyMsMin: 0,
  latencyMsMax: 0,
  loss: NEVER,
  duplicate: NEVER,
  ordered: true,
};

interface Link {
  /** The receiver's index. */
  readonly to: number;
  readonly spec: Required<LinkSpec>;
  /** Nothing about it is drawn, so no stream need be opened. */
  readonly certain: boolean;
  partitions: number;
  /** When the last ordered message arrives. */
  lastArrival: number;
  /** Opened at the first message. */
  stream: Stream | undefined;
  /** Messages so far, where a schedule counts them. */
  sent: number;
}

const withDefaults = (spec: LinkSpec): Required<LinkSpec> => ({
  latencyMsMin: spec.latencyMsMin ?? 0,
  latencyMsMax: Math.max(spec.latencyMsMax ?? 0, spec.latencyMsMin ?? 0),
  loss: spec.loss ?? NEVER,
  duplicate: spec.duplicate ?? NEVER,
  ordered: spec.ordered ?? true,
  msPerUnit: spec.msPerUnit ?? 0,
  sizeUnitsMax: spec.sizeUnitsMax ?? 0,
});

const isCertain = ({ loss, duplicate, latencyMsMin, latencyMsMax }: Required<LinkSpec>): boolean =>
  loss.of <= 0 && duplicate.of <= 0 && latencyMsMin === latencyMsMax;

const isUniform = (spec: Required<LinkSpec>): boolean =>
  isCertain(spec) && spec.msPerUnit === 0 && spec.sizeUnitsMax === 0;

/** Nothing of `size` units gets through: it is partitioned, or that is too large for it. */
const isCut = ({ partitions, spec }: Link, size: number): boolean =>
  partitions > 0 || (spec.sizeUnitsMax > 0 && size > spec.sizeUnitsMax);

export class Network {
  /** By sender's and receiver's index: built on first use, so idle pairs cost nothing. */
  readonly #links = new Map<number, Link>();
  /** Each sender's link that was asked for last: most senders use one. */
  readonly #last: (Link | undefined)[];
  readonly #names: readonly string[];
  readonly #default: Required<LinkSpec>;
  readonly #overrides: Readonly<Record<string, LinkSpec>> | undefined;
  readonly #streams: Streams;
  readonly #scheduled: ReadonlyMap<string, readonly number[]> | undefined;
  /** Every link takes one and the same time, whatever it carries. */
  readonly #uniform: boolean;
  /** Cuts of all links together. */
  #cuts = 0;
  #healed = false;
  /** The number on its link of the message that was sent last; empty where no schedule counts them. */
  lastNumber = '';

  constructor(
    streams: Streams,
    /** The nodes' names; everywhere below a node is its index here. */
    names: readonly string[],
    defaultLink: LinkSpec = {},
    overrides?: Readonly<Record<string, LinkSpec>>,
    scheduled?: readonly ScheduledMessage[],
  ) {
    this.#streams = streams;
    this.#names = names;
    this.#default = withDefaults(defaultLink);
    // Of full length from the beginning: filled here and there, an array becomes a table of keys.
    this.#last = new Array<Link | undefined>(names.length).fill(undefined);
    this.#overrides = overrides;
    this.#scheduled =
      scheduled &&
      new Map(scheduled.map((one) => [`${one.from}→${one.to} ${one.number}`, one.delaysMs]));
    this.#uniform =
      isUniform(this.#default) &&
      Object.keys(overrides ?? {}).length === 0 &&
      this.#scheduled === undefined;
  }

  #link(from: number, to: number): Link {
    const last = this.#last[from];
    if (last?.to === to) return last;
    const key = from * this.#names.length + to;
    let link = this.#links.get(key);
    if (link === undefined) {
      const own = this.#overrides?.[this.#nameOf(from, to)];
      const spec = own === undefined ? this.#default : withDefaults(own);
      link = {
        to,
        spec,
        certain: isCertain(spec),
        partitions: 0,
        lastArrival: 0,
        stream: undefined,
        sent: 0,
      };
      this.#links.set(key, link);
    }
    this.#last[from] = link;
    return link;
  }

  /** What is sent later then arrives later, so while nothing is cut, no link need be asked or kept. */
  #asksNoLink(): boolean {
    return this.#uniform && this.#cuts === 0;
  }

  /** Reads the link that the node used last, for `ReadAhead`. */
  touch(from: number): number {
    if (this.#asksNoLink()) return 0;
    return this.#last[from]?.lastArrival ?? 0;
  }

  #nameOf(from: number, to: number): string {
    return `${this.#names[from] ?? ''}→${this.#names[to] ?? ''}`;
  }

  /** Cuts (or, with `delta` -1, mends one cut of) the directed link. */
  partition(from: number, to: number, delta: 1 | -1): void {
    const link = this.#link(from, to);
    const partitions = Math.max(0, link.partitions + delta);
    this.#cuts += partitions - link.partitions;
    link.partitions = partitions;
  }

  /** From now on nothing is lost, doubled, cut or late. */
  heal(): void {
    this.#healed = true;
    this.#cuts = 0;
    for (const link of this.#links.values()) link.partitions = 0;
  }

  /**
   * When a message of `size` units sent at `at` arrives, where nothing but its link's latency has a
   * say; NaN where more has. Most messages are such, and for them no list is made.
   */
  certainArrival(from: number, to: number, at: number, size: number): number {
    if (this.#asksNoLink()) return at + this.#default.latencyMsMin;
    return this.#scheduled === undefined ? this.#certain(this.#link(from, to), at, size) : NaN;
  }

  #certain(link: Link, at: number, size: number): number {
    const { spec } = link;
    if (this.#healed) return this.#arrival(link, at + spec.latencyMsMin);
    if (!link.certain || isCut(link, size)) return NaN;
    return this.#arrival(link, at + spec.msPerUnit * size + spec.latencyMsMin);
  }

  /** True instants at which a message of `size` units sent at `at` arrives; empty when it is lost. */
  arrivals(from: number, to: number, at: number, size: number): readonly number[] {
    const link = this.#link(from, to);
    const { spec } = link;
    if (this.#scheduled !== undefined) {
      link.sent += 1;
      this.lastNumber = String(link.sent);
      const delays = this.#scheduled.get(`${this.#nameOf(from, to)} ${link.sent}`);
      if (delays !== undefined) return delays.map((delayMs) => at + delayMs);
    }
    const certain = this.#certain(link, at, size);
    if (!Number.isNaN(certain)) return [certain];
    if (isCut(link, size)) return [];
    const transfer = spec.msPerUnit * size;
    const stream = (link.stream ??= this.#streams.stream(`network:${this.#nameOf(from, to)}`));
    if (stream.happens(spec.loss)) return [];
    const first = this.#arrival(link, at + transfer + this.#latency(spec, stream));
    if (!stream.happens(spec.duplicate)) return [first];
    return [first, this.#arrival(link, at + transfer + this.#latency(spec, stream))];
  }

  #latency(
    spec: Required<LinkSpec>,
    stream: { integer(min: number, max: number): number },
  ): number {
    return spec.latencyMsMax === spec.latencyMsMin
      ? spec.latencyMsMin
      : stream.integer(spec.latencyMsMin, spec.latencyMsMax);
  }

  #arrival(link: Link, at: number): number {
    if (!link.spec.ordered) return at;
    link.lastArrival = Math.max(link.lastArrival, at);
    return link.lastArrival;
  }
}
