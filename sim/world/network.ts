/**
 * The network between nodes: latency, loss, duplication, reordering, partition and a size limit for
 * each directed link. Each link draws from its own stream.
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
 * A link that loses, duplicates and delays nothing.
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
  /** True when nothing about the link is drawn, so that no stream need be opened. */
  readonly certain: boolean;
  partitions: number;
  /** Arrival of the last ordered message, true ms. */
  lastArrival: number;
  /** Opened at the first message. */
  stream: Stream | undefined;
  /** Messages sent so far; counted only if there is a schedule. */
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

/**
 * True when no message of `size` units passes: the link is partitioned, or the message exceeds its
 * limit.
 */
const isCut = ({ partitions, spec }: Link, size: number): boolean =>
  partitions > 0 || (spec.sizeUnitsMax > 0 && size > spec.sizeUnitsMax);

export class Network {
  /**
   * Links by the indexes of sender and receiver; built on first use, so that idle pairs cost
   * nothing.
   */
  readonly #links = new Map<number, Link>();
  /** The link that each sender used last: most senders use one. */
  readonly #last: (Link | undefined)[];
  readonly #names: readonly string[];
  readonly #default: Required<LinkSpec>;
  readonly #overrides: Readonly<Record<string, LinkSpec>> | undefined;
  readonly #streams: Streams;
  readonly #scheduled: ReadonlyMap<string, readonly number[]> | undefined;
  /** True when every link has the same fixed latency for every message. */
  readonly #uniform: boolean;
  /** Number of cuts of all links together. */
  #cuts = 0;
  #healed = false;
  /** Number, on its link, of the message that was sent last; empty without a schedule. */
  lastNumber = '';

  constructor(
    streams: Streams,
    /** Names of the nodes; the methods identify a node by its index in this list. */
    names: readonly string[],
    defaultLink: LinkSpec = {},
    overrides?: Readonly<Record<string, LinkSpec>>,
    scheduled?: readonly ScheduledMessage[],
  ) {
    this.#streams = streams;
    this.#names = names;
    this.#default = withDefaults(defaultLink);
    // Allocated at full length: an array that is filled here and there becomes a dictionary.
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

  /**
   * True when arrival order needs no link: all latencies are equal and no link is cut, so that a
   * message sent later arrives later.
   */
  #needsNoLink(): boolean {
    return this.#uniform && this.#cuts === 0;
  }

  /** Reads the link that the node used last, for `ReadAhead`. */
  touch(from: number): number {
    if (this.#needsNoLink()) return 0;
    return this.#last[from]?.lastArrival ?? 0;
  }

  #nameOf(from: number, to: number): string {
    return `${this.#names[from] ?? ''}→${this.#names[to] ?? ''}`;
  }

  /** Cuts the directed link; ends one cut if `delta` is -1. */
  partition(from: number, to: number, delta: 1 | -1): void {
    const link = this.#link(from, to);
    const partitions = Math.max(0, link.partitions + delta);
    this.#cuts += partitions - link.partitions;
    link.partitions = partitions;
  }

  /**
   * Ends every cut; from now on no message is lost, duplicated or delayed beyond the least latency.
   */
  heal(): void {
    this.#healed = true;
    this.#cuts = 0;
    for (const link of this.#links.values()) link.partitions = 0;
  }

  /**
   * Arrival of a message of `size` units sent at `at`, true ms, where it is determined without a
   * draw and without a schedule; otherwise NaN. Most messages are of this kind, and no list is made
   * for them.
   */
  certainArrival(from: number, to: number, at: number, size: number): number {
    if (this.#needsNoLink()) return at + this.#default.latencyMsMin;
    return this.#scheduled === undefined ? this.#certain(this.#link(from, to), at, size) : NaN;
  }

  #certain(link: Link, at: number, size: number): number {
    const { spec } = link;
    if (this.#healed) return this.#arrival(link, at + spec.latencyMsMin);
    if (!link.certain || isCut(link, size)) return NaN;
    return this.#arrival(link, at + spec.msPerUnit * size + spec.latencyMsMin);
  }

  /** Arrivals of a message of `size` units sent at `at`, true ms; empty when it is lost. */
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
