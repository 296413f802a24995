/** Words for the parts of a collector: bounds, reactions, repetitions. */
import { reactionsOf } from '../../models/collectors/index.js';
import type {
  Bound,
  CollectorRow,
  Deduplication,
  Reaction,
} from '../../models/collectors/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';

const UNITS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const;

/** A duration in its largest whole unit: `35 d`, `90 s`, `1 ms`. */
export function lengthOf(ms: number): string {
  // A day is 24 h where a clause says so; two days and more are days.
  for (const [unit, name] of UNITS)
    if (ms >= unit && ms % unit === 0) return `${String(ms / unit)} ${name}`;
  return `${String(ms)} ms`;
}

const MEASURED: Readonly<Record<Bound['by'], string>> = {
  server: '',
  'newest-of-stream': ' of its stream',
  'newest-of-all': ' of the newest',
  'first-request': ' of the first request',
  subscription: ' of the start',
};

/** A bound in short: `-7 d`, `+5 min?`, the mark for an edge that the source leaves open. */
function boundWords({ side, by, ms, kind, edge }: Bound): string {
  if (kind === 'month-closes') return `month + ${lengthOf(ms)}?`;
  const days = kind === 'calendar-days' ? ' (calendar)' : '';
  const sign = side === 'past' ? '-' : '+';
  const length = ms === 0 ? '0' : `${sign}${lengthOf(ms)}`;
  return `${length}${days}${MEASURED[by]}${edge === 'open' ? '?' : edge === 'out' ? ', out' : ''}`;
}

export const windowWords = ({ window }: CollectorRow): string =>
  window.length === 0 ? 'any date' : window.map(boundWords).join('; ');

const REACTIONS: Readonly<Record<Reaction, string>> = {
  'refuse-one': 'refused alone',
  'refuse-one-in-success': 'refused in a success',
  'refuse-batch': 'whole batch refused',
  'drop-after-success': 'taken, then dropped',
  'redate-to-receipt': 'dated by receipt',
  'redate-to-neighbour': 'dated by a neighbour',
  'store-unseen': 'stored unseen',
};

export const reactionWords = (row: CollectorRow): string => {
  const all = row.window.map((bound) =>
    reactionsOf(bound)
      .map((one) => REACTIONS[one])
      .join(' or '),
  );
  return all.length === 0 ? '' : [...new Set(all)].join('; ');
};

const keyWords = ({ key, windowMs, entriesMax }: Deduplication): string =>
  `${key.join(', ')}${windowMs === undefined ? '' : `, ${lengthOf(windowMs)}`}${entriesMax === undefined ? '' : `, last ${String(entriesMax)}`}`;

export const repetitionWords = ({ deduplication }: CollectorRow): string =>
  deduplication === undefined ? 'not known' : keyWords(deduplication);
