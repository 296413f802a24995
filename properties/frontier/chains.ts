/** Edges of neighbouring lines joined to boundaries, and what shape those have. */
import type { FrontierEdge, PlaneAxis, PlaneClass } from './types.js';

/** Where a line crosses a boundary: the last position of its lower side. */
export interface Crossing {
  readonly line: number;
  readonly position: number;
}

/** What is known of the lines that run one way. */
export interface Way {
  readonly along: 'x' | 'y';
  /** The axis that the lines run along, and the one that they are spread over. */
  readonly axis: PlaneAxis;
  readonly other: PlaneAxis;
  /** Positions of all lines, in order. */
  readonly lines: readonly number[];
}

/** The classes on the lower side of a boundary and on the upper. */
export interface Pair {
  readonly from: PlaneClass;
  readonly to: PlaneClass;
}

/** How far the worse side of a boundary reaches before the next one. */
export interface Extent {
  readonly position: number;
  /** The same on all lines; otherwise this is where it is nearest. */
  readonly everywhere: boolean;
}

/** Joins each line's crossings with the nearest of the line before. */
export function chainsOf(
  way: Way,
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

/** The integer step for each unit of the other axis between two crossings; undefined: there is none. */
function stepOf(a: Crossing | undefined, b: Crossing | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const step = (b.position - a.position) / (b.line - a.line);
  return Number.isInteger(step) ? step : undefined;
}

/** Splits a chain into stretches of one slope, of `least` crossings or more, and what is between. */
export function runsOf(
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
 * Whether a crossing of the other way's lines lies on a sloped boundary: there, one unit along its
 * line is what takes it from one side to the other.
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

/** The next boundary on the worse side of a straight one; undefined: none on some line. */
export function extentOf(
  way: Way,
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
