/** Boundaries as rules: what the exact edges of neighbouring lines have in common, in words. */
import type { FrontierEdge, FrontierRule, PlaneAxis, PlaneClass } from './frontier-types.js';
import { amountOf, conditionOf } from './frontier-words.js';

/** Worst last. */
const SEVERITY: readonly PlaneClass[] = [
  'safe',
  'misdated',
  'duplicated',
  'unknown',
  'stranded',
  'destroyed',
];
const severity = (one: PlaneClass): number => SEVERITY.indexOf(one);

interface Crossing {
  readonly line: number;
  readonly position: number;
}

/** What is known of the lines that run one way. */
interface Way {
  readonly along: 'x' | 'y';
  /** The axis that the lines run along, and the one that they are spread over. */
  readonly axis: PlaneAxis;
  readonly other: PlaneAxis;
  /** Positions of all lines, in order. */
  readonly lines: readonly number[];
}

/** Lines that make a rule. */
const LINES_MIN = 3;

interface Pair {
  readonly from: PlaneClass;
  readonly to: PlaneClass;
}

/** `a is b rather than c when …` of a boundary that is at `low` on these lines. */
function ruleWords({ from, to }: Pair): { worse: PlaneClass; better: PlaneClass; upper: boolean } {
  const upper = severity(to) > severity(from);
  return upper ? { worse: to, better: from, upper } : { worse: from, better: to, upper };
}

/** On which lines: all, all in a range, or so many. */
function whereWords(way: Way, lines: readonly number[]): string {
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

function straightRule(way: Way, pair: Pair, at: number, lines: readonly number[]): FrontierRule {
  const { worse, better, upper } = ruleWords(pair);
  const condition = conditionOf(way.axis, at, upper ? 'upper' : 'lower');
  const text = `${worse} rather than ${better} when ${condition} (${whereWords(way, lines)})`;
  return { text, kind: 'straight', ...pair, along: way.along, at, lines };
}

function slopedRule(way: Way, pair: Pair, chain: readonly Crossing[], slope: number): FrontierRule {
  const { worse, better, upper } = ruleWords(pair);
  const first = chain[0] as Crossing;
  const lines = chain.map((crossing) => crossing.line);
  const condition = conditionOf(way.axis, first.position, upper ? 'upper' : 'lower');
  const unit = amountOf(way.other, 1);
  const text = `${worse} rather than ${better} when ${condition} at ${way.other.title} ${amountOf(way.other, first.line)}; the boundary moves by ${amountOf(way.axis, slope)} for each ${unit} more of ${way.other.title} (${whereWords(way, lines)})`;
  return { text, kind: 'sloped', ...pair, along: way.along, slope, lines };
}

function movingRule(way: Way, pair: Pair, chain: readonly Crossing[]): FrontierRule {
  const { worse, better, upper } = ruleWords(pair);
  const lines = chain.map((crossing) => crossing.line);
  const side = upper ? 'above' : 'below';
  const ends = [chain[0] as Crossing, chain.at(-1) as Crossing].map(
    ({ line, position }) =>
      `${amountOf(way.axis, upper ? position : position + 1)} at ${amountOf(way.other, line)}`,
  );
  const text =
    chain.length === 1
      ? `${worse} rather than ${better} ${side} ${way.axis.title} ${ends[0] ?? ''} (seen on one line only)`
      : `${worse} rather than ${better} ${side} ${way.axis.title} that moves with ${way.other.title}: from ${ends.join(' to ')} (${whereWords(way, lines)})`;
  return { text, kind: 'moving', ...pair, along: way.along, lines };
}

/** Joins each line's crossings with the nearest of the line before. */
function chainsOf(way: Way, crossings: readonly Crossing[]): readonly (readonly Crossing[])[] {
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
function stepOf(a: Crossing, b: Crossing): number | undefined {
  const step = (b.position - a.position) / (b.line - a.line);
  return Number.isInteger(step) ? step : undefined;
}

/** Splits a chain where its slope changes; what has no slope for long enough is moving. */
function slopedRules(way: Way, pair: Pair, chain: readonly Crossing[]): readonly FrontierRule[] {
  const rules: FrontierRule[] = [];
  let rest: Crossing[] = [];
  const flush = (): void => {
    if (rest.length > 0) rules.push(movingRule(way, pair, rest));
    rest = [];
  };
  for (let at = 0; at < chain.length;) {
    const first = chain[at] as Crossing;
    const second = chain[at + 1];
    const step = second === undefined ? undefined : stepOf(first, second);
    let end = at + 1;
    while (
      step !== undefined &&
      chain[end] !== undefined &&
      stepOf(chain[end - 1] as Crossing, chain[end] as Crossing) === step
    )
      end += 1;
    if (step !== undefined && end - at >= LINES_MIN + 1) {
      flush();
      rules.push(slopedRule(way, pair, chain.slice(at, end), step));
      at = end;
    } else {
      rest.push(first);
      at += 1;
    }
  }
  flush();
  return rules;
}

function rulesAlong(way: Way, edges: readonly FrontierEdge[]): readonly FrontierRule[] {
  const pairs = new Map<string, { pair: Pair; crossings: Crossing[] }>();
  for (const { along, low, high } of edges) {
    if (along !== way.along) continue;
    const key = `${low.class} ${high.class}`;
    const entry = pairs.get(key) ?? { pair: { from: low.class, to: high.class }, crossings: [] };
    pairs.set(key, entry);
    const crossing =
      along === 'x' ? { line: low.y, position: low.x } : { line: low.x, position: low.y };
    entry.crossings.push(crossing);
  }
  return [...pairs.values()].flatMap(({ pair, crossings }) => {
    const byPosition = new Map<number, number[]>();
    for (const { line, position } of crossings)
      byPosition.set(position, [...(byPosition.get(position) ?? []), line]);
    const enough = Math.min(LINES_MIN, way.lines.length);
    const straight = [...byPosition].filter(([, lines]) => lines.length >= enough);
    const still = new Set(straight.map(([position]) => position));
    const moving = crossings.filter(({ position }) => !still.has(position));
    return [
      ...straight.map(([position, lines]) => straightRule(way, pair, position, lines)),
      ...chainsOf(way, moving).flatMap((chain) => slopedRules(way, pair, chain)),
    ];
  });
}

const KINDS: readonly FrontierRule['kind'][] = ['straight', 'sloped', 'moving'];

/** All rules, the worst and the plainest first. */
export function rulesOf(
  x: PlaneAxis,
  y: PlaneAxis,
  xs: readonly number[],
  ys: readonly number[],
  edges: readonly FrontierEdge[],
): readonly FrontierRule[] {
  const rules = [
    ...rulesAlong({ along: 'x', axis: x, other: y, lines: ys }, edges),
    ...rulesAlong({ along: 'y', axis: y, other: x, lines: xs }, edges),
  ];
  const worst = (rule: FrontierRule): number => Math.max(severity(rule.from), severity(rule.to));
  return rules
    .map((rule, place) => ({ rule, place }))
    .sort(
      (a, b) =>
        KINDS.indexOf(a.rule.kind) - KINDS.indexOf(b.rule.kind) ||
        worst(b.rule) - worst(a.rule) ||
        b.rule.lines.length - a.rule.lines.length ||
        a.place - b.place,
    )
    .map(({ rule }) => rule);
}
