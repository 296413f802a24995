/** Joins edges of neighbouring lines to boundaries, and finds their shapes. */
import type { FrontierEdge, PlaneAxis, PlaneClass } from './types.js';

/** A crossing of a line and a boundary: the last position of the lower side. */
export interface Crossing {
  readonly line: number;
  readonly position: number;
}

/** The lines along one axis. */
export interface LineDirection {
  readonly along: 'x' | 'y';
  /** The axis along which the lines run, and the axis over which they are spread. */
  readonly axis: PlaneAxis;
  readonly other: PlaneAxis;
  /** Positions of all lines in order. */
  readonly lines: readonly number[];
}

/** Classes on the lower and the upper side of a boundary. */
export interface Pair {
  readonly from: PlaneClass;
  readonly to: PlaneClass;
}

/** Extent of the worse side of a boundary up to the next one. */
export interface Extent {
  readonly position: number;
  /** True if it is equal on all lines; otherwise the nearest position is given. */
  readonly everywhere: boolean;
}

/** Joins each line's crossings with the nearest ones of the previous line. */
export function boundariesOf(
  way: LineDirection,
  crossings: readonly Crossing[],
): readonly (readonly Crossing[])[] {
  const chains: Crossing[][] = [];
  const index = new Map(way.lines.map((line, at) => [line, at]));
  const isNext = (chain: readonly Crossing[], line: number): boolean =>
    (index.get(chain.at(-1)?.line ?? NaN) ?? NaN) + 1 === index.get(line);
  for (const crossing of crossings) {
    let best: Crossing[] | undefined;
    let distance = Infinity;
    for (const chain of chains) {
      if (!isNext(chain, crossing.line)) continue;
      const away = Math.abs((chain.at(-1) as Crossing).position - crossing.position);
      if (away < distance) [best, distance] = [chain, away];
    }
    if (best === undefined) chains.push([crossing]);
    else best.push(crossing);
  }
  return chains;
}

/**
 * Integer step per unit of the other axis between two crossings; `undefined` if it is not an
 * integer.
 */
function stepOf(a: Crossing | undefined, b: Crossing | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const step = (b.position - a.position) / (b.line - a.line);
  return Number.isInteger(step) ? step : undefined;
}

/** Splits a chain into stretches of one slope, of at least `least` crossings, and the rest. */
export function stretchesOf(
  chain: readonly Crossing[],
  least: number,
): readonly { readonly crossings: readonly Crossing[]; readonly slope?: number }[] {
  const runs: { crossings: Crossing[]; slope?: number }[] = [];
  let rest: Crossing[] = [];
  for (let at = 0; at < chain.length;) {
    const slope = stepOf(chain[at], chain[at + 1]);
    let end = at + 1;
    while (slope !== undefined && stepOf(chain[end - 1], chain[end]) === slope) end += 1;
    if (slope !== undefined && end - at >= least) {
      if (rest.length > 0) runs.push({ crossings: rest });
      rest = [];
      runs.push({ crossings: chain.slice(at, end), slope });
      at = end;
    } else {
      rest.push(chain[at] as Crossing);
      at += 1;
    }
  }
  if (rest.length > 0) runs.push({ crossings: rest });
  return runs;
}

/**
 * True if a crossing of the other axis' lines belongs to a sloped boundary: one unit along its line
 * leads from one side to the other.
 */
export function explainedBy(
  { line, position }: Crossing,
  chain: readonly Crossing[],
  slope: number,
): boolean {
  const first = chain[0] as Crossing;
  const last = chain.at(-1) as Crossing;
  if (position < first.line - 1 || position > last.line) return false;
  const lower = (at: number): boolean => line <= first.position + slope * (at - first.line);
  return lower(position) !== lower(position + 1);
}

/** The next boundary on the worse side of a straight one; `undefined`: a line has none. */
export function extentOf(
  way: LineDirection,
  edges: readonly FrontierEdge[],
  at: number,
  lines: readonly number[],
  worse: 'lower' | 'upper',
): Extent | undefined {
  const wanted = new Set(lines);
  const next = new Map<number, number>();
  for (const { along, low } of edges) {
    if (along !== way.along) continue;
    const [line, position] = along === 'x' ? [low.y, low.x] : [low.x, low.y];
    if (!wanted.has(line)) continue;
    if (worse === 'lower' && position < at)
      next.set(line, Math.max(next.get(line) ?? -Infinity, position + 1));
    else if (worse === 'upper' && position > at)
      next.set(line, Math.min(next.get(line) ?? Infinity, position));
  }
  if (next.size === 0) return undefined;
  const positions = [...next.values()];
  const nearest = worse === 'lower' ? Math.max(...positions) : Math.min(...positions);
  const everywhere = next.size === lines.length && positions.every((one) => one === nearest);
  return { position: nearest, everywhere };
}
