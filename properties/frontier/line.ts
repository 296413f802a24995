/**
 * One line through the plane: the points that were run, in order, and the search for the exact unit
 * at which the class changes between two of them.
 */
import type { PlaneClass } from './types.js';

/** A point of a line that was run. */
export interface LinePoint {
  readonly position: number;
  readonly class: PlaneClass;
}

/** Two points one unit apart, of different classes. */
export interface LineEdge {
  readonly low: LinePoint;
  readonly high: LinePoint;
}

/** Factor by which steps away from a neighbouring line's boundary grow. */
const STRIDE = 16;

export class Line {
  readonly #classAt: (position: number) => PlaneClass;
  readonly #points: LinePoint[] = [];

  constructor(classAt: (position: number) => PlaneClass, samples: readonly number[]) {
    this.#classAt = classAt;
    for (const position of samples) this.add(position);
  }

  get points(): readonly LinePoint[] {
    return this.#points;
  }

  /** Index of the first point at or after a position. */
  #placeOf(position: number): number {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#points[middle] as LinePoint).position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Runs a point, unless it is known. */
  add(position: number): LinePoint {
    const place = this.#placeOf(position);
    const known = this.#points[place];
    if (known?.position === position) return known;
    const point = { position, class: this.#classAt(position) };
    this.#points.splice(place, 0, point);
    return point;
  }

  /** The neighbours of a position that is strictly between two points of one class. */
  gapAt(position: number): { low: LinePoint; high: LinePoint } | undefined {
    const place = this.#placeOf(position);
    const low = this.#points[place - 1];
    const high = this.#points[place];
    if (low === undefined || high === undefined || high.position === position) return undefined;
    return low.class === high.class ? { low, high } : undefined;
  }

  /**
   * Searches until all neighbours of different classes are one unit apart.
   * @param hints boundaries of a neighbouring line (the position of their lower side), tried first
   */
  settle(hints: readonly number[] = []): void {
    const first = this.#points[0]?.position ?? 0;
    const last = this.#points.at(-1)?.position ?? 0;
    const hinted = new Set<number>();
    for (const hint of hints) {
      if (hint < first || hint + 1 > last) continue;
      this.add(hint);
      this.add(hint + 1);
      hinted.add(hint);
    }
    const known = [...this.#points];
    for (let at = 1; at < known.length; at += 1) {
      const low = known[at - 1] as LinePoint;
      const high = known[at] as LinePoint;
      if (low.class === high.class) continue;
      if (hinted.has(low.position - 1)) this.#stride(low, high, 1);
      else if (hinted.has(high.position)) this.#stride(high, low, -1);
      else this.#bisect(low, high);
    }
  }

  /** Searches from one end by growing steps: the boundary is expected near that end. */
  #stride(from: LinePoint, to: LinePoint, sign: 1 | -1): void {
    let near = from;
    for (let step = 1; ; step *= STRIDE) {
      const position = near.position + sign * step;
      if ((to.position - position) * sign <= 0) {
        this.#close(near, to);
        return;
      }
      const point = this.add(position);
      if (point.class !== from.class) {
        this.#close(near, point);
        this.#close(point, to);
        return;
      }
      near = point;
    }
  }

  #close(a: LinePoint, b: LinePoint): void {
    if (a.class === b.class) return;
    if (a.position < b.position) this.#bisect(a, b);
    else this.#bisect(b, a);
  }

  /** Halves until one unit is left; a third class in between has a boundary on either side. */
  #bisect(low: LinePoint, high: LinePoint): void {
    let [below, above] = [low, high];
    while (above.position - below.position > 1) {
      const half = Math.floor((above.position - below.position) / 2);
      const middle = this.add(below.position + half);
      if (middle.class === below.class) below = middle;
      else {
        if (middle.class !== above.class) this.#bisect(middle, above);
        above = middle;
      }
    }
  }

  /** Pairs of neighbouring units of different classes. */
  edges(): readonly LineEdge[] {
    const edges: LineEdge[] = [];
    for (let at = 1; at < this.#points.length; at += 1) {
      const low = this.#points[at - 1] as LinePoint;
      const high = this.#points[at] as LinePoint;
      if (low.class !== high.class) edges.push({ low, high });
    }
    return edges;
  }
}
