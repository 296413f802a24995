/**
 * The shapes of a frontier map: a plane of two numeric scenario parameters, what becomes of the
 * records at each point of it, and the exact boundary between regions.
 */

/**
 * What becomes of the records at a point of the plane; the worst that befell any of them, in the
 * order destroyed, stranded, duplicated, misdated, safe. Safe: every record is counted once and
 * rightly dated, or its loss was reported. Stranded is judged where a run ends, as the ledger does:
 * held by a machine although the faults were over and the study's time for settling had passed.
 * Unknown: the run could not be judged, or broke a property that a map does not tell of.
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
  /** For negative values, whose amount is then given without its sign: `the clock is behind by more than {}`. */
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
  /** How a point becomes a scenario without the study's code; absent where no such fields tell it all. */
  readonly fields?: readonly ParameterField[];
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

/** What every rule says, whatever the boundary's shape. */
interface RuleAccount {
  readonly text: string;
  /** The class on the lower side of the boundary and on the upper. */
  readonly from: PlaneClass;
  readonly to: PlaneClass;
  readonly along: 'x' | 'y';
  /** Positions on the other axis at which both sides of the boundary were run. */
  readonly lines: readonly number[];
}

/** A boundary that stands still; `at` is the last position of its lower side. */
export interface StraightRule extends RuleAccount {
  readonly kind: 'straight';
  readonly at: number;
}

/** A boundary that moves along its axis by `slope` for each unit of the other. */
export interface SlopedRule extends RuleAccount {
  readonly kind: 'sloped';
  readonly slope: number;
}

/** A boundary that moves by no rule that was found. */
export interface MovingRule extends RuleAccount {
  readonly kind: 'moving';
}

/** A boundary in words and numbers, as the edges show it. */
export type FrontierRule = StraightRule | SlopedRule | MovingRule;

/** One line along which a property that bisection relies on was probed. */
export interface MonotonicityCheck {
  readonly along: 'x' | 'y';
  /** Position of the line on the other axis. */
  readonly at: number;
  /** How many points between neighbours of one class were run. */
  readonly probes: number;
  readonly held: boolean;
  readonly detail: string;
}

/**
 * A map of two parameters: the class of each sample, the exact edges between them, and their
 * rules.
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
  /** Trace hash of each sample's run, as the classes. */
  readonly hashes: readonly (readonly string[])[];
  readonly edges: readonly FrontierEdge[];
  readonly rules: readonly FrontierRule[];
  readonly checks: readonly MonotonicityCheck[];
  /** Points that were run, and how many a grid of every unit has. One in 20 is run again to compare. */
  readonly runs: number;
  readonly gridRuns: number;
  /** The scenario in which the two parameters are varied, as plain JSON. */
  readonly base: unknown;
}
