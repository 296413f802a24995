/** An agent at a collector in words: a cell of the matrix, and the line of an edge. */
import type { Outcome } from '../../properties/collectors/outcome.js';
import type { Pair, PairEdge } from '../../properties/collectors/pair.js';
import { formatDuration } from '../../sim/clock/zone.js';

const AXES: Readonly<Record<string, readonly [more: string, less: string]>> = {
  offset: ['clock ahead', 'clock behind'],
  step: ['stepped on', 'stepped back'],
  serverOffset: ['server ahead', 'server behind'],
  away: ['offline', 'offline'],
  outage: ['outage', 'outage'],
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  kept: 'kept',
  misdated: 'misdated',
  reported: 'lost, reported',
  duplicated: 'counted twice',
  misreported: 'reported lost, but kept',
  lost: 'LOST',
};

const amount = ({ unit }: PairEdge, value: number): string =>
  unit === 'ms' ? formatDuration(Math.abs(value)) : `${String(Math.abs(value))} ${unit}`;

const axis = ({ parameter, title, at }: PairEdge): string =>
  AXES[parameter]?.[at < 0 ? 1 : 0] ?? title;

/** The line of an edge: the value from which a run ends worse, and the one before, which was run too. */
export const edgeWords = (edge: PairEdge): string =>
  `${axis(edge)} ${amount(edge, edge.at)}: ${OUTCOMES[edge.becomes]}; at ${amount(edge, edge.before)} not`;

/** The worst outcome of a pair, and from where on. */
export function cellWords({ calm, worst, edges }: Pair): string {
  if (worst === 'kept') return 'kept';
  if (calm === worst) return `${OUTCOMES[calm]}, right clocks`;
  const nearest = edges
    .filter(({ becomes }) => becomes === worst)
    .sort((a, b) => Math.abs(a.at) - Math.abs(b.at))[0];
  if (nearest === undefined) return OUTCOMES[worst];
  return `${OUTCOMES[worst]}: ${axis(nearest)} ${amount(nearest, nearest.at)}`;
}

/** Every edge of a pair at which a record ends worse than misdated. */
export function lossWords({ calm, edges }: Pair): string {
  const begin =
    calm === 'kept' || calm === 'misdated' ? [] : [`${OUTCOMES[calm]} with right clocks`];
  const losses = edges
    .filter(({ becomes }) => becomes !== 'misdated')
    .map((edge) => `${OUTCOMES[edge.becomes]}: ${axis(edge)} ${amount(edge, edge.at)}`);
  const all = [...begin, ...losses];
  return all.length === 0 ? 'none' : all.join('; ');
}
