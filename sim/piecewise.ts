/**
 * A piecewise-linear map from true time to a reading, in exact integers: the arithmetic
 * under `clock.ts`. Within a segment the reading runs at 1 + ppm / 1,000,000; between
 * segments it may jump.
 *
 * Divergent clocks computed in floating point have scheduled events into the past in
 * other simulators, so nothing here is left to rounding: both directions divide integers
 * with the direction of rounding stated, and no intermediate product exceeds 2^53.
 */
import { invariant } from './errors.js';

export interface Segment {
  /** True time at which the segment begins, ms. */
  readonly from: number;
  /** The reading at that moment, ms. */
  readonly reading: number;
  /** Rate relative to true time, parts per million: 0 true, -1,000,000 frozen. */
  readonly ppm: number;
}

/** Reading that `elapsed` true ms at `ppm` add: exact, rounded down. */
export function scaled(elapsed: number, ppm: number): number {
  if (ppm === 0) return elapsed;
  const millions = Math.floor(elapsed / 1_000_000);
  const rest = elapsed - millions * 1_000_000;
  return elapsed + millions * ppm + Math.floor((rest * ppm) / 1_000_000);
}

/** The smallest true duration >= 0 after which `scaled` reaches `target`, or Infinity. */
function unscaled(target: number, ppm: number): number {
  if (target <= 0) return 0;
  if (ppm === 0) return target;
  if (ppm <= -1_000_000) return Infinity;
  // By whole multiples first, so that no product leaves the exact integers.
  const rate = 1_000_000 + ppm;
  const whole = Math.floor(target / rate);
  const duration = whole * 1_000_000 + Math.ceil(((target - whole * rate) * 1_000_000) / rate);
  return duration > Number.MAX_SAFE_INTEGER ? Infinity : duration;
}

export class Piecewise {
  readonly #segments: Segment[];
  /** Index of the segment that the last question fell in: questions mostly move forward. */
  #cursor = 0;
  /** That segment, laid open, with its end: nearly every question falls in it. */
  #from = 0;
  #to = Infinity;
  #reading = 0;
  #ppm = 0;

  constructor(first: Segment) {
    this.#segments = [first];
    this.#rest(0);
  }

  #rest(cursor: number): void {
    const segment = this.#segments[cursor] as Segment;
    this.#cursor = cursor;
    this.#from = segment.from;
    this.#to = this.#segments[cursor + 1]?.from ?? Infinity;
    this.#reading = segment.reading;
    this.#ppm = segment.ppm;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  #segmentAt(at: number): number {
    let i = this.#cursor;
    if (at >= this.#from && at < this.#to) return i;
    const segments = this.#segments;
    if (at < (segments[i] as Segment).from) i = 0;
    while (i + 1 < segments.length && (segments[i + 1] as Segment).from <= at) i += 1;
    this.#rest(i);
    return i;
  }

  /** The reading at true time `at`. Before the first segment it is extrapolated backwards. */
  read(at: number): number {
    if (at < this.#from || at >= this.#to) this.#segmentAt(at);
    return this.#reading + scaled(at - this.#from, this.#ppm);
  }

  rateAt(at: number): number {
    this.#segmentAt(at);
    return this.#ppm;
  }

  /**
   * The first true instant at or after `from` at which the reading is at least `target`
   * (the lower inverse from `from`), or Infinity if that never comes.
   */
  arrival(target: number, from: number): number {
    let i = this.#segmentAt(from);
    const first = this.#from + unscaled(target - this.#reading, this.#ppm);
    if (first < this.#to) return Math.max(from, first);
    let start = from;
    for (;;) {
      const segment = this.#segments[i] as Segment;
      const end = this.#segments[i + 1]?.from ?? Infinity;
      // The rounding of a rate is anchored at the segment's start, so invert from there.
      const arrives = segment.from + unscaled(target - segment.reading, segment.ppm);
      const at = Math.max(start, arrives);
      if (at < end) return at;
      if (end === Infinity) return Infinity;
      start = end;
      i += 1;
    }
  }

  /** From true time `at` on, the given segments replace whatever was planned. */
  adjust(at: number, next: readonly Segment[]): void {
    invariant(next.length > 0, 'Piecewise.adjust', 'at least one segment', 'none');
    const first = (this.#segments[0] as Segment).from;
    invariant(at >= first, 'Piecewise.adjust', `an instant from ${String(first)} on`, String(at));
    const kept = this.#segmentAt(at);
    this.#segments.length = (this.#segments[kept] as Segment).from === at ? kept : kept + 1;
    const resumeAt = Math.max(0, this.#segments.length - 1);
    let previous = at;
    for (const segment of next) {
      invariant(
        segment.from >= previous,
        'Piecewise.adjust',
        'segments in order',
        String(segment.from),
      );
      previous = segment.from;
      this.#segments.push(segment);
    }
    // The next question falls at `at` or later: no need to start over from the beginning.
    this.#rest(resumeAt);
  }
}
