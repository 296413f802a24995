/**
 * A piecewise-linear map from true time to a reading, in exact integers: the arithmetic below
 * `clock.ts`. Within a segment the reading runs at 1 + ppm / 1,000,000; between segments it may
 * jump.
 *
 * Clocks computed in floating point have scheduled events into the past in other simulators. So
 * nothing here is left to rounding: both directions divide integers with the direction of rounding
 * stated, and no intermediate product exceeds 2^53.
 */
import { invariant } from '../model/errors.js';

export interface Segment {
  /** True time at which the segment begins, ms. */
  readonly from: number;
  /** The reading at `from`, ms. */
  readonly reading: number;
  /** Rate relative to true time, parts per million: 0 true, -1,000,000 frozen. */
  readonly ppm: number;
}

/** The reading added by `elapsed` true ms at `ppm`: exact, rounded down. */
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
  // Whole multiples are divided off first, so that no product leaves the exact integers.
  const rate = 1_000_000 + ppm;
  const whole = Math.floor(target / rate);
  const duration = whole * 1_000_000 + Math.ceil(((target - whole * rate) * 1_000_000) / rate);
  return duration > Number.MAX_SAFE_INTEGER ? Infinity : duration;
}

/**
 * Length of one segment written into an array: start, end, reading and rate. The segments of many
 * clocks are adjacent in one array, so that a world of ten thousand clocks reads one cache line for
 * each.
 */
export const CELLS = 4;
const FROM = 0;
const TO = 1;
const READING = 2;
const PPM = 3;

export function writeSegment(
  cells: Float64Array,
  place: number,
  segment: Segment,
  end: number,
): void {
  cells[place + FROM] = segment.from;
  cells[place + TO] = end;
  cells[place + READING] = segment.reading;
  cells[place + PPM] = segment.ppm;
}

/** The reading at `at` by the segment stored at `place`; NaN where `at` is outside of it. */
export function readIn(cells: Float64Array, place: number, at: number): number {
  const from = cells[place + FROM] as number;
  if (at < from || at >= (cells[place + TO] as number)) return NaN;
  return (cells[place + READING] as number) + scaled(at - from, cells[place + PPM] as number);
}

/**
 * Like `Piecewise.arrival`, by the segment stored at `place` alone; NaN where the answer needs
 * another segment.
 */
export function arrivalIn(
  cells: Float64Array,
  place: number,
  target: number,
  from: number,
): number {
  const start = cells[place + FROM] as number;
  const end = cells[place + TO] as number;
  if (from < start || from >= end) return NaN;
  const ppm = cells[place + PPM] as number;
  const first = start + unscaled(target - (cells[place + READING] as number), ppm);
  if (first >= end) return NaN;
  return first > from ? first : from;
}

export class Piecewise {
  readonly #segments: Segment[];
  /** Index of the segment that answered the last query: queries mostly move forward in time. */
  #cursor = 0;
  /** That segment, written into an array: it answers nearly every query. */
  readonly #cells: Float64Array;
  readonly #place: number;

  constructor(first: Segment, cells: Float64Array = new Float64Array(CELLS), place = 0) {
    this.#segments = [first];
    this.#cells = cells;
    this.#place = place;
    this.#rest(0);
  }

  #rest(cursor: number): void {
    const segment = this.#segments[cursor] as Segment;
    this.#cursor = cursor;
    writeSegment(this.#cells, this.#place, segment, this.#segments[cursor + 1]?.from ?? Infinity);
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  #segmentAt(at: number): number {
    let i = this.#cursor;
    const cells = this.#cells;
    if (at >= (cells[this.#place + FROM] as number) && at < (cells[this.#place + TO] as number))
      return i;
    const segments = this.#segments;
    if (at < (segments[i] as Segment).from) i = 0;
    while (i + 1 < segments.length && (segments[i + 1] as Segment).from <= at) i += 1;
    this.#rest(i);
    return i;
  }

  /** The reading at true time `at`. Before the first segment it is extrapolated backwards. */
  read(at: number): number {
    const near = readIn(this.#cells, this.#place, at);
    if (!Number.isNaN(near)) return near;
    const segment = this.#segments[this.#segmentAt(at)] as Segment;
    return segment.reading + scaled(at - segment.from, segment.ppm);
  }

  rateAt(at: number): number {
    return (this.#segments[this.#segmentAt(at)] as Segment).ppm;
  }

  /**
   * The least and the most of reading minus true time between `from` and `until`, ms. Within a
   * segment the difference moves one way, so its ends decide.
   */
  aheadWithin(from: number, until: number): readonly [least: number, most: number] {
    let least = Infinity;
    let most = -Infinity;
    this.#segments.forEach((segment, place) => {
      const end = Math.min(until, this.#segments[place + 1]?.from ?? Infinity);
      const start = place === 0 ? from : Math.max(from, segment.from);
      if (start > end) return;
      for (const at of [start, end]) {
        const ahead = segment.reading + scaled(at - segment.from, segment.ppm) - at;
        least = Math.min(least, ahead);
        most = Math.max(most, ahead);
      }
    });
    return [least, most];
  }

  /**
   * The first true instant at or after `from` at which the reading is at least `target`
   * (the lower inverse from `from`), or Infinity if that never comes.
   */
  arrival(target: number, from: number): number {
    let i = this.#segmentAt(from);
    const near = arrivalIn(this.#cells, this.#place, target, from);
    if (!Number.isNaN(near)) return near;
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

  /** Replaces everything planned from true time `at` on by the given segments. */
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
    // The next query is at `at` or later, so the cursor need not go back to the first segment.
    this.#rest(resumeAt);
  }
}
