/**
 * Outcomes along one number of a scenario: samples first, then the exact unit of every change. Each
 * run is a step of a generator, so that a page can do a few between two frames.
 */
import type { LinePoint } from '../../../properties/frontier/line.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';

/** Two neighbouring units of different outcomes. */
export interface OutcomeEdge {
  readonly low: LinePoint;
  readonly high: LinePoint;
}

/** Points of a line in order of position. */
export class Outcomes {
  readonly #classAt: (position: number) => PlaneClass;
  #points: readonly LinePoint[] = [];
  /** True once every change is known to the unit. */
  settled = false;

  constructor(classAt: (position: number) => PlaneClass) {
    this.#classAt = classAt;
  }

  get points(): readonly LinePoint[] {
    return this.#points;
  }

  #add(position: number): LinePoint {
    const known = this.#points.find((point) => point.position === position);
    if (known !== undefined) return known;
    const point = { position, class: this.#classAt(position) };
    this.#points = [...this.#points, point].sort((a, b) => a.position - b.position);
    return point;
  }

  /** Runs the samples, coarse ones first, then halves between neighbours of different outcomes. */
  *settle(samples: readonly number[]): Generator<undefined, void> {
    for (const position of coarseFirst(samples)) {
      this.#add(position);
      yield;
    }
    const known = this.#points;
    for (const [at, high] of known.entries()) {
      const low = known[at - 1];
      if (low !== undefined) yield* this.#between(low, high);
    }
    this.settled = true;
  }

  *#between(low: LinePoint, high: LinePoint): Generator<undefined, void> {
    if (low.class === high.class || high.position - low.position <= 1) return;
    const half = Math.floor((high.position - low.position) / 2);
    const middle = this.#add(low.position + half);
    yield;
    yield* this.#between(low, middle);
    yield* this.#between(middle, high);
  }

  /** Changes that are known to the unit. */
  get edges(): readonly OutcomeEdge[] {
    return this.#points.flatMap((high, at) => {
      const low = this.#points[at - 1];
      const isEdge =
        low !== undefined && low.class !== high.class && high.position - low.position === 1;
      return isEdge ? [{ low, high }] : [];
    });
  }

  /** The nearest position beyond which the outcome differs from the one at `position`. */
  nextChange(position: number, direction: 1 | -1): number | undefined {
    return direction === 1
      ? this.edges.find(({ high }) => high.position > position)?.high.position
      : this.edges.findLast(({ low }) => low.position < position)?.low.position;
  }

  /** The edge that is nearest to a position. */
  nearestEdge(position: number): OutcomeEdge | undefined {
    const distance = ({ low, high }: OutcomeEdge): number =>
      Math.min(Math.abs(low.position - position), Math.abs(high.position - position));
    return this.edges.reduce<OutcomeEdge | undefined>(
      (best, edge) => (best === undefined || distance(edge) < distance(best) ? edge : best),
      undefined,
    );
  }
}

/** Every eighth, then every fourth and so on: a rough picture comes early. */
export function coarseFirst<T>(list: readonly T[]): readonly T[] {
  const taken = new Set<number>();
  for (const stride of [8, 4, 2, 1]) for (let at = 0; at < list.length; at += stride) taken.add(at);
  return [...taken].flatMap((at) => {
    const one = list[at];
    return one === undefined ? [] : [one];
  });
}
