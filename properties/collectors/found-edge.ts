/**
 * The edge of a bound, found by bisection: a collector is given one record at a time. The last date that
 * it keeps and the first that it does not are one unit of its resolution apart.
 */
import { utcOf } from '../../sim/clock/zone.js';
import { DAY_MS } from '../../sim/model/time.js';
import { collected, EMPTY_MEMORY, settled, UNIT_NS } from '../../models/collectors/index.js';
import type {
  Bound,
  CollectedItem,
  CollectorChoice,
  CollectorMemory,
  CollectorRow,
  SettledCollector,
} from '../../models/collectors/index.js';

/** The server's clock in these runs: the middle of a month, a whole second, ms since 1970. */
const WALL = utcOf({ year: 2028, month: 3, day: 15, hour: 13, minute: 37, second: 42, ms: 0 });
/** The same half a day into a month, for the bound of a month. */
const MONTH_WALL = utcOf({ year: 2028, month: 3, day: 1, hour: 12, minute: 0, second: 0, ms: 0 });
const NS_PER_MS = 1_000_000;
/** Beyond the bound by as much, nothing is inside. */
const BEYOND_MS = 40 * DAY_MS;
const STREAM = 'probed';

/** Two neighbouring dates, as distances from the reading that the bound is measured from. */
export interface FoundEdge {
  readonly bound: Bound;
  readonly choice: CollectorChoice;
  /** Last distance that is inside, in units of the row; negative: before the reading. */
  readonly inside: number;
  /** First distance that is outside: one unit further. */
  readonly outside: number;
  /** Fate of the record outside, or its new date. */
  readonly becomes: string;
}

/** A date `units` of the row from `at`. */
function dateOf(row: CollectorRow, at: number, units: number): Pick<CollectedItem, 'at' | 'ns'> {
  const unit = UNIT_NS[row.unit];
  if (unit >= NS_PER_MS) return { at: at + units * (unit / NS_PER_MS) };
  const perMs = NS_PER_MS / unit;
  const ms = Math.floor(units / perMs);
  return { at: at + ms, ns: (units - ms * perMs) * unit };
}

/** A setting that another bound hides is made smaller, so that its edge shows. */
function unhidden(row: CollectorRow, bound: Bound): CollectorChoice['limitsMs'] {
  if (bound.setting === undefined) return undefined;
  const nearer = row.window.filter(
    (other) => other !== bound && other.side === bound.side && other.by === bound.by,
  );
  const least = Math.min(...nearer.map(({ ms }) => ms));
  return least <= bound.ms ? { [bound.name]: Math.floor(least / 2) } : undefined;
}

interface Probe {
  readonly settled: SettledCollector;
  readonly memory: CollectorMemory;
  readonly wall: number;
  readonly startedAt: number;
  /** The reading that the bound is measured from. */
  readonly from: number;
  readonly stream: string;
}

/** The collector with a record at its clock, so that the bounds by other records exist. */
function probeOf(row: CollectorRow, bound: Bound, choice: CollectorChoice): Probe {
  const wall = bound.kind === 'month-closes' ? MONTH_WALL : WALL;
  const long = 2 * BEYOND_MS + bound.ms;
  const startedAt = bound.by === 'subscription' ? wall : wall - long;
  const ready = settled(row, choice);
  const isPrimed = bound.by === 'newest-of-all' || bound.by === 'newest-of-stream';
  const first = { ...EMPTY_MEMORY, firstWall: bound.by === 'first-request' ? wall : wall - long };
  const prime = { items: [{ at: wall, id: 'first', records: [], stream: STREAM }] };
  const memory = isPrimed ? collected(ready, first, prime, { wall, startedAt })[0] : first;
  const stream = bound.by === 'newest-of-stream' ? STREAM : 'other';
  return { settled: ready, memory, wall, startedAt, from: wall, stream };
}

/** The fate of a record at a distance; undefined: it is inside of the bound. */
function fateAt(row: CollectorRow, bound: Bound, probe: Probe, units: number): string | undefined {
  const { wall, startedAt, from, stream } = probe;
  const item = { ...dateOf(row, from, units), id: 'probe', records: [], stream };
  const [, { items }] = collected(
    probe.settled,
    probe.memory,
    { items: [item] },
    { wall, startedAt },
  );
  const [judged] = items;
  if (judged?.outside?.bound.name !== bound.name) return undefined;
  return judged.redated === true ? 'redated' : judged.fate;
}

/** Finds the edge of one bound under one choice of the open points. */
export function foundEdge(row: CollectorRow, bound: Bound, given: CollectorChoice): FoundEdge {
  const limitsMs = unhidden(row, bound);
  const choice = limitsMs === undefined ? given : { ...given, limitsMs };
  const probe = probeOf(row, bound, choice);
  const perMs = NS_PER_MS / UNIT_NS[row.unit];
  const sign = bound.side === 'past' ? -1 : 1;
  const fate = (units: number): string | undefined => fateAt(row, bound, probe, sign * units);
  // For a bound at 0 that excludes it, the last unit inside is on the other side.
  let inside = -2;
  let outside = inside + 1;
  // Far outside another bound may judge first.
  for (let step = 1; fate(outside) === undefined; step *= 2) {
    outside = Math.ceil((choice.limitsMs?.[bound.name] ?? bound.ms) * perMs) + step;
    if (step > BEYOND_MS * perMs) throw new Error(`${row.name}, ${bound.name}: no edge to find`);
  }
  if (fate(inside) !== undefined)
    throw new Error(`${row.name}, ${bound.name}: nothing is inside of it`);
  while (outside - inside > 1) {
    const middle = inside + Math.floor((outside - inside) / 2);
    if (fate(middle) === undefined) inside = middle;
    else outside = middle;
  }
  // A distance of -0 is 0.
  const signed = (units: number): number => (units === 0 ? 0 : sign * units);
  return {
    ...{ bound, choice },
    inside: signed(inside),
    outside: signed(outside),
    becomes: fate(outside) ?? '',
  };
}
