/**
 * Describes boundaries as rules: the common shape of exact edges on neighbouring lines, in words.
 */
import { boundariesOf, explainedBy, extentOf, stretchesOf } from './boundaries.js';
import type { Crossing, Extent, Pair, LineDirection } from './boundaries.js';
import type {
  FrontierEdge,
  FrontierRule,
  MovingRule,
  PlaneAxis,
  PlaneClass,
  SlopedRule,
  StraightRule,
} from './types.js';
import { amountOf, conditionOf, conditionParts, filled } from './words.js';

/** Classes from best to worst. */
const SEVERITY: readonly PlaneClass[] = [
  'safe',
  'misdated',
  'duplicated',
  'unknown',
  'stranded',
  'destroyed',
];
const severity = (one: PlaneClass): number => SEVERITY.indexOf(one);

/** Smallest number of lines for a straight rule: the same unit twice is no coincidence. */
const STRAIGHT_MIN = 2;
/** Smallest number of lines for a rule of another shape. */
const LINES_MIN = 3;

interface Sides {
  readonly words: string;
  /** The side of the boundary with the worse class. */
  readonly worse: 'lower' | 'upper';
}

function sidesOf({ from, to }: Pair): Sides {
  return severity(to) > severity(from)
    ? { words: `${to} rather than ${from}`, worse: 'upper' }
    : { words: `${from} rather than ${to}`, worse: 'lower' };
}

/** Words for the lines: all, all in a range, or a number of them. */
function whereWords(way: LineDirection, lines: readonly number[]): string {
  const { other } = way;
  if (lines.length === way.lines.length) return `at every ${other.title} sampled`;
  const first = lines[0] as number;
  const last = lines.at(-1) as number;
  const amount = (value: number): string => amountOf(other, value);
  if (lines.length === 1) return `at ${other.title} ${amount(first)}`;
  const within = way.lines.filter((line) => line >= first && line <= last).length;
  const range = `${other.title} ${amount(first)} to ${amount(last)}`;
  return within === lines.length
    ? `at ${range}`
    : `at ${String(lines.length)} of ${String(within)} lines of ${range}`;
}

function extentWords(way: LineDirection, extent: Extent | undefined): string {
  if (extent === undefined) return '';
  const least = extent.everywhere ? '' : 'at least ';
  return `, ${least}as far as ${amountOf(way.axis, extent.position)}`;
}

function straightRule(
  way: LineDirection,
  pair: Pair,
  at: number,
  lines: readonly number[],
  edges: readonly FrontierEdge[],
): StraightRule {
  const { words, worse } = sidesOf(pair);
  const condition = conditionOf(way.axis, at, worse);
  const extent = extentWords(way, extentOf(way, edges, at, lines, worse));
  const text = `${words} when ${condition}${extent} (${whereWords(way, lines)})`;
  return { text, kind: 'straight', ...pair, along: way.along, at, lines };
}

const UNIT_MS = { ms: 1, min: 60_000 } as const;

/**
 * Number of units of one axis per unit of the other; `undefined` if they measure different
 * quantities.
 */
function unitsIn(axis: PlaneAxis, other: PlaneAxis): number | undefined {
  if (axis.unit === other.unit) return 1;
  if (axis.unit !== 'ms' || other.unit !== 'min') return undefined;
  return UNIT_MS[other.unit] / UNIT_MS[axis.unit];
}

/**
 * `4 h plus the polling interval`, if the slope is a multiple of the other axis'
 * unit.
 */
function sumWords(
  way: LineDirection,
  first: Crossing,
  slope: number,
  size: number,
): string | undefined {
  const { axis, other } = way;
  const units = unitsIn(axis, other);
  if (units === undefined || slope % units !== 0) return undefined;
  const times = slope / units;
  const rest = size - slope * first.line;
  const term = `${Math.abs(times) === 1 ? 'the' : `${String(Math.abs(times))} times the`} ${other.title}`;
  if (rest === 0 && times > 0) return term;
  return times > 0
    ? `${term} ${rest < 0 ? 'less' : 'plus'} ${amountOf(axis, Math.abs(rest))}`
    : `${amountOf(axis, rest)} less ${term}`;
}

function slopedRule(
  way: LineDirection,
  pair: Pair,
  chain: readonly Crossing[],
  slope: number,
): SlopedRule {
  const { words, worse } = sidesOf(pair);
  const first = chain[0] as Crossing;
  const lines = chain.map((crossing) => crossing.line);
  const { template, size, growing } = conditionParts(way.axis, first.position, worse);
  const sum = sumWords(way, first, growing ? slope : -slope, size);
  const condition =
    sum === undefined
      ? `${filled(template, amountOf(way.axis, size))} at ${way.other.title} ${amountOf(way.other, first.line)}, a boundary that moves by ${amountOf(way.axis, slope)} for each ${amountOf(way.other, 1)} more`
      : filled(template, sum);
  const text = `${words} when ${condition} (${whereWords(way, lines)})`;
  return { text, kind: 'sloped', ...pair, along: way.along, slope, lines };
}

function movingRule(way: LineDirection, pair: Pair, chain: readonly Crossing[]): MovingRule {
  const { words, worse } = sidesOf(pair);
  const lines = chain.map((crossing) => crossing.line);
  const ends = [chain[0] as Crossing, chain.at(-1) as Crossing].map(
    ({ line, position }) =>
      `${conditionOf(way.axis, position, worse)} at ${way.other.title} ${amountOf(way.other, line)}`,
  );
  const text = `${words} beyond a boundary without a known rule: from ${ends.join(', to ')} (${String(lines.length)} lines)`;
  return { text, kind: 'moving', ...pair, along: way.along, lines };
}

/** A rule for crossings that are too few for one of their own. */
function scatteredRule(way: LineDirection, pair: Pair, crossings: readonly Crossing[]): MovingRule {
  const { words, worse } = sidesOf(pair);
  const lines = [...new Set(crossings.map((crossing) => crossing.line))].sort((a, b) => a - b);
  const { position, line } = crossings[0] as Crossing;
  const rest = crossings.length - 1;
  const more =
    rest === 0
      ? ''
      : `, and at ${String(rest)} more ${rest === 1 ? 'place' : 'places'} without a known rule`;
  const text = `${words} when ${conditionOf(way.axis, position, worse)} at ${way.other.title} ${amountOf(way.other, line)}${more}`;
  return { text, kind: 'moving', ...pair, along: way.along, lines };
}

/** Crossings by pair of classes. */
function pairsOf(
  way: LineDirection,
  edges: readonly FrontierEdge[],
): readonly (readonly [Pair, Crossing[]])[] {
  const pairs = new Map<string, readonly [Pair, Crossing[]]>();
  for (const { along, low, high } of edges) {
    if (along !== way.along) continue;
    const key = `${low.class} ${high.class}`;
    const known = pairs.get(key);
    const entry = known ?? ([{ from: low.class, to: high.class }, []] as const);
    if (known === undefined) pairs.set(key, entry);
    entry[1].push(
      along === 'x' ? { line: low.y, position: low.x } : { line: low.x, position: low.y },
    );
  }
  return [...pairs.values()];
}

type Found =
  | { readonly rule: StraightRule | MovingRule }
  /** `chain`: the crossings of the boundary. */
  | { readonly rule: SlopedRule; readonly chain: readonly Crossing[] };

function foundAlong(
  way: LineDirection,
  edges: readonly FrontierEdge[],
  known: readonly Found[],
): Found[] {
  return pairsOf(way, edges).flatMap(([pair, all]): Found[] => {
    // A sloped boundary crosses the lines of both axes; it is reported once.
    const crossings = all.filter(
      (crossing) =>
        !known.some(
          (one) =>
            'chain' in one &&
            [one.rule.from, one.rule.to].sort().join() === [pair.from, pair.to].sort().join() &&
            explainedBy(crossing, one.chain, one.rule.slope),
        ),
    );
    const byPosition = new Map<number, number[]>();
    for (const { line, position } of crossings)
      byPosition.set(position, [...(byPosition.get(position) ?? []), line]);
    const enough = Math.min(STRAIGHT_MIN, way.lines.length);
    const straight = [...byPosition].filter(([, lines]) => lines.length >= enough);
    const still = new Set(straight.map(([position]) => position));
    const moving = crossings.filter(({ position }) => !still.has(position));
    const found = straight.map(([position, lines]): Found => ({
      rule: straightRule(way, pair, position, lines, edges),
    }));
    const scattered: Crossing[] = [];
    for (const chain of boundariesOf(way, moving))
      for (const { crossings: run, slope } of stretchesOf(chain, LINES_MIN + 1))
        if (slope !== undefined)
          found.push({ rule: slopedRule(way, pair, run, slope), chain: run });
        else if (run.length >= LINES_MIN) found.push({ rule: movingRule(way, pair, run) });
        else scattered.push(...run);
    if (scattered.length > 0) found.push({ rule: scatteredRule(way, pair, scattered) });
    return found;
  });
}

const KINDS: readonly FrontierRule['kind'][] = ['straight', 'sloped', 'moving'];

/** All rules; the simplest shapes and worst classes come first. */
export function rulesOf(
  x: PlaneAxis,
  y: PlaneAxis,
  xs: readonly number[],
  ys: readonly number[],
  edges: readonly FrontierEdge[],
): readonly FrontierRule[] {
  const alongX = foundAlong({ along: 'x', axis: x, other: y, lines: ys }, edges, []);
  const alongY = foundAlong({ along: 'y', axis: y, other: x, lines: xs }, edges, alongX);
  const worst = (rule: FrontierRule): number => Math.max(severity(rule.from), severity(rule.to));
  return [...alongX, ...alongY]
    .map(({ rule }, place) => ({ rule, place }))
    .sort(
      (a, b) =>
        Number(a.rule.kind === 'moving') - Number(b.rule.kind === 'moving') ||
        worst(b.rule) - worst(a.rule) ||
        KINDS.indexOf(a.rule.kind) - KINDS.indexOf(b.rule.kind) ||
        b.rule.lines.length - a.rule.lines.length ||
        a.place - b.place,
    )
    .map(({ rule }) => rule);
}
