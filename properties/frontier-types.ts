/**
 * The shapes of a frontier map: a plane of two numeric scenario parameters, what becomes of the
 * records at each point of it, and the exact boundary between regions.
 */

/** What becomes of the records at a point of the plane; the worst that befell any of them. */
export type PlaneClass = 'safe' | 'stranded' | 'destroyed' | 'misdated' | 'duplicated' | 'unknown';

/** A numeric scenario parameter that a map can vary. */
export interface PlaneAxis {
  readonly name: string;
  readonly title: string;
  readonly unit: 'ms' | 'min' | 'records' | 'ppm' | 'count';
  readonly from: number;
  readonly to: number;
}

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  readonly class: PlaneClass;
}

/** Two neighbouring points, one unit apart along one axis, both run and of different classes. */
export interface FrontierEdge {
  readonly along: 'x' | 'y';
  readonly low: PlanePoint;
  readonly high: PlanePoint;
}

/** A boundary that is a rule, in words and numbers, as the edges show it. */
export interface FrontierRule {
  readonly text: string;
  /** The class on the lower side of the boundary and on the upper. */
  readonly from: PlaneClass;
  readonly to: PlaneClass;
  readonly along: 'x' | 'y';
  /** The last position of the lower side, where the boundary stands still. */
  readonly at?: number;
}

/** One line along which a property that bisection relies on was probed. */
export interface MonotonicityCheck {
  readonly along: 'x' | 'y';
  /** Position of the line on the other axis. */
  readonly at: number;
  readonly held: boolean;
  readonly detail: string;
}

export interface FrontierMap {
  readonly study: string;
  readonly variant: string;
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Sample positions in order, and the class at each: rows by y, columns by x. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly classes: readonly (readonly PlaneClass[])[];
  readonly edges: readonly FrontierEdge[];
  readonly rules: readonly FrontierRule[];
  readonly checks: readonly MonotonicityCheck[];
  /** Scenario runs that it took, and what a grid of every unit point would have cost. */
  readonly runs: number;
  readonly gridRuns: number;
  /** The scenario in which the two parameters are varied, as plain JSON. */
  readonly base: unknown;
}
