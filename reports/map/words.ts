/**
 * The words of a map besides its picture: classes, rules with the runs that show them, checks,
 * cost.
 */
import { amountOf } from '../../properties/frontier/words.js';
import type {
  FrontierEdge,
  FrontierMap,
  FrontierRule,
  PlaneAxis,
  PlaneClass,
} from '../../properties/frontier/types.js';
import { count } from '../text/numbers.js';

/** In order of severity, the worst first. */
const CLASSES: readonly { readonly name: PlaneClass; readonly means: string }[] = [
  { name: 'destroyed', means: 'no copy of some record is left, and its loss is not reported' },
  { name: 'stranded', means: 'held on a machine at the end of the run, with nothing to move it' },
  { name: 'duplicated', means: 'counted more than once, or never used' },
  { name: 'misdated', means: 'counted, but dated beyond what the system states' },
  { name: 'safe', means: 'counted once and rightly dated, or its loss reported' },
  { name: 'unknown', means: 'not judged, or another property broken' },
];

/** The classes that a map shows, the worst first. */
export function shownClasses(map: FrontierMap): typeof CLASSES {
  const shown = new Set<PlaneClass>([
    ...map.classes.flat(),
    ...map.edges.flatMap((edge) => [edge.low.class, edge.high.class]),
  ]);
  return CLASSES.filter(({ name }) => shown.has(name));
}

const isOf =
  (rule: FrontierRule) =>
  ({ along, low, high }: FrontierEdge): boolean =>
    along === rule.along &&
    low.class === rule.from &&
    high.class === rule.to &&
    rule.lines.includes(along === 'x' ? low.y : low.x) &&
    (rule.kind !== 'straight' || rule.at === (along === 'x' ? low.x : low.y));

/** An edge on the rule's boundary. */
export const edgeOf = (map: FrontierMap, rule: FrontierRule): FrontierEdge | undefined =>
  map.edges.find(isOf(rule));

/** The points one unit either side of a rule's boundary, as they were run. */
export function shownEdge(map: FrontierMap, rule: FrontierRule): string {
  const edge = edgeOf(map, rule);
  if (edge === undefined) return '';
  const [axis, other] = rule.along === 'x' ? [map.x, map.y] : [map.y, map.x];
  const [low, high] = rule.along === 'x' ? [edge.low.x, edge.high.x] : [edge.low.y, edge.high.y];
  const line = rule.along === 'x' ? edge.low.y : edge.low.x;
  const side = (value: number, one: PlaneClass): string => `${amountOf(axis, value)} ${one}`;
  const lines = rule.lines.length;
  const where =
    rule.kind === 'straight' && lines > 1
      ? `on ${String(lines)} lines`
      : `at ${other.title} ${amountOf(other, line)}${lines > 1 ? ` (${String(lines)} equal lines)` : ''}`;
  return `${axis.title} ${side(low, edge.low.class)}, ${side(high, edge.high.class)}: run, ${where}`;
}

const lineName = (map: FrontierMap, along: 'x' | 'y', at: number): string => {
  const other: PlaneAxis = along === 'x' ? map.y : map.x;
  return `${other.title} ${amountOf(other, at)}`;
};

/** Failed checks that are listed one by one. */
const FAILED_MAX = 4;

export function checkWords(map: FrontierMap): readonly string[] {
  const failed = map.checks.filter((check) => !check.held);
  const probes = map.checks.reduce((sum, check) => sum + check.probes, 0);
  const on = `${count(probes)} points between neighbours of one class, on ${count(map.checks.length)} lines`;
  if (failed.length === 0) return [`Monotonicity, on which bisection relies: held at ${on}.`];
  return [
    `Monotonicity, on which bisection relies: FAILED on ${count(failed.length)} of the lines (${on}). The search went on there:`,
    ...failed
      .slice(0, FAILED_MAX)
      .map(({ along, at, detail }) => `  at ${lineName(map, along, at)}: ${detail}`),
    ...(failed.length > FAILED_MAX
      ? [`  and on ${count(failed.length - FAILED_MAX)} more, all in the JSON.`]
      : []),
  ];
}

/** Exact, also where a number would be rounded. */
export function costWords(map: FrontierMap): string {
  const points = ({ from, to }: PlaneAxis): bigint => BigInt(to) - BigInt(from) + 1n;
  const grid = points(map.x) * points(map.y);
  const times = grid / BigInt(map.runs);
  return `${count(map.runs)} runs; a grid of every unit point would have taken ${count(grid)}, which is ${count(times)} times as many.`;
}
