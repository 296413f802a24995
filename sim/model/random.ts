/**
 * Named random streams. Each purpose draws from its own stream, derived from the scenario's seed by
 * name, so that a new consumer disturbs no existing one. The generator is seedrandom's Alea: exact
 * double arithmetic, the same on every engine. It is also cheap to set up: a run may open dozens of
 * streams and draw once from each. It is imported from its own file, because the package's main
 * file loads eight generators, and one of them asks for the host's entropy.
 */
import alea from 'seedrandom/lib/alea.js';
import { invariant } from './errors.js';

/**
 * A chance as a fraction of integers: `of` in `in`.
 * @since 0.1.0
 */
export interface Chance {
  readonly of: number;
  readonly in: number;
}

export const NEVER: Chance = { of: 0, in: 1 };

/**
 * Part of the name of every stream. Raising it changes every run on purpose; do so when the meaning
 * of a stream changes. Tokens made before then report the difference.
 */
export const STREAMS_VERSION = 'v1';

/**
 * A stream of random numbers by seed and name, independent of all other streams.
 * @since 0.1.0
 */
export class Stream {
  readonly #next: () => number;

  constructor(seed: number, name: string) {
    const generator = alea(`${STREAMS_VERSION}/${String(seed)}/${name}`);
    this.#next = () => generator.int32();
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    return this.#next() >>> 0;
  }

  /** An integer from `min` to `max`, both included (a range of up to 2^53). */
  integer(min: number, max: number): number {
    if (max < min)
      invariant(false, 'Stream.integer', '`max` >= `min`', `${String(min)}..${String(max)}`);
    const span = max - min + 1;
    if (span <= 4294967296) return min + Math.floor((this.bits() * span) / 4294967296);
    const high = this.bits() >>> 11;
    return min + ((high * 4294967296 + this.bits()) % span);
  }

  /** True with the given chance. Draws nothing when the answer is certain. */
  happens(chance: Chance): boolean {
    if (chance.of <= 0) return false;
    if (chance.of >= chance.in) return true;
    return this.integer(1, chance.in) <= chance.of;
  }

  pick<T>(items: readonly T[]): T {
    invariant(items.length > 0, 'Stream.pick', 'at least one item', 'none');
    return items[this.integer(0, items.length - 1)] as T;
  }
}

/**
 * The streams of one run, opened by name on first use.
 * @since 0.1.0
 */
export class Streams {
  readonly #seed: number;
  readonly #open = new Map<string, Stream>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A stream for a name that is opened only once: it is not kept. */
  own(name: string): Stream {
    return new Stream(this.#seed, name);
  }

  stream(name: string): Stream {
    let stream = this.#open.get(name);
    if (stream === undefined) {
      stream = new Stream(this.#seed, name);
      this.#open.set(name, stream);
    }
    return stream;
  }
}
