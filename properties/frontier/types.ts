/**
 * Types of a frontier map: a plane of two numeric scenario parameters, the class of each point, and
 * the exact boundaries between regions.
 */

/**
 * Class of a point: the worst outcome of any record, in the order destroyed, stranded, duplicated,
 * misdated, safe.
 *
 * Safe: every record is counted once with a right date, or its loss was reported. Stranded, as in
 * the ledger: a node holds the record at the end of the run, although the faults and the study's
 * time for settling are over. Unknown: the run could not be judged, or broke a property that maps
 * do not show.
 */
export type PlaneClass = 'safe' | 'stranded' | 'destroyed' | 'misdated' | 'duplicated' | 'unknown';

/**
 * Conditions on a parameter in words; `{}` stands for the amount with its unit.
 * @since 0.1.0
 */
export interface ParameterWords {
  /** `more than {} records are logged`. */
  readonly more: string;
  /** `fewer than {} records are logged`. */
  readonly less: string;
  /**
   * For negative values, whose amount is given without sign: `the clock is behind by more than {}`.
   */
  readonly below?: { readonly more: string; readonly less: string };
}

/** A number of the scenario that follows a parameter: `factor` × value + `plus`. */
export interface ParameterField {
  /** Path in the scenario's JSON: `clients.0.offsetMs`. */
  readonly path: string;
  readonly factor: number;
  readonly plus: number;
}

/** A numeric scenario parameter that a map can vary. */
export interface PlaneAxis {
  readonly name: string;
  readonly title: string;
  readonly unit: 'ms' | 'min' | 'records' | 'ppm' | 'count';
  readonly from: number;
  readonly to: number;
  readonly words?: ParameterWords;
  /**
   * Fields that make a scenario of a point without the study's code; absent if no fields describe
   * the whole effect.
   */
  readonly fields?: readonly ParameterField[];
}

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  readonly class: PlaneClass;
}

/** Two neighbouring points of different classes, one unit apart along one axis. */
export interface FrontierEdge {
  readonly along: 'x' | 'y';
  readonly low: PlanePoint;
  readonly high: PlanePoint;
}

/** Fields of every rule, for boundaries of any shape. */
interface RuleAccount {
  readonly text: string;
  /** Classes on the lower and the upper side of the boundary. */
  readonly from: PlaneClass;
  readonly to: PlaneClass;
  readonly along: 'x' | 'y';
  /** Positions on the other axis at which both sides of the boundary were run. */
  readonly lines: readonly number[];
}

/** A boundary at a constant position; `at` is the last position of its lower side. */
export interface StraightRule extends RuleAccount {
  readonly kind: 'straight';
  readonly at: number;
}

/** A boundary that moves along its axis by `slope` for each unit of the other axis. */
export interface SlopedRule extends RuleAccount {
  readonly kind: 'sloped';
  readonly slope: number;
}

/** A boundary for which no rule was found. */
export interface MovingRule extends RuleAccount {
  readonly kind: 'moving';
}

/** A boundary in words and numbers, as its edges show it. */
export type FrontierRule = StraightRule | SlopedRule | MovingRule;

/** A line along which monotonicity, which bisection relies on, was probed. */
export interface MonotonicityCheck {
  readonly along: 'x' | 'y';
  /** Position of the line on the other axis. */
  readonly at: number;
  /** Number of points between neighbours of one class that were run. */
  readonly probes: number;
  readonly held: boolean;
  readonly detail: string;
}

/**
 * A map of two parameters: the class of each sample, the exact edges between classes, and rules for
 * them.
 * @since 0.1.0
 */
export interface FrontierMap {
  readonly study: string;
  readonly variant: string;
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Sample positions in order, and the class at each: rows by y, columns by x. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly classes: readonly (readonly PlaneClass[])[];
  /** Trace hash of each sample's run, arranged like the classes. */
  readonly hashes: readonly (readonly string[])[];
  readonly edges: readonly FrontierEdge[];
  readonly rules: readonly FrontierRule[];
  readonly checks: readonly MonotonicityCheck[];
  /** Points that were run, and the number of unit points in the plane. One point in 20 is repeated. */
  readonly runs: number;
  readonly gridRuns: number;
  /** The scenario in which the two parameters are varied, as plain JSON. */
  readonly base: unknown;
}
