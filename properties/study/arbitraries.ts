/**
 * fast-check arbitraries for scenarios of any study: clocks, links, chances, moments and faults.
 *
 * Small integers and short lists are drawn and mapped afterwards, so that nothing is filtered.
 * Shrinking goes towards a right clock, a perfect link and no fault. Swarm testing: each run
 * disables a random subset of the kinds of fault.
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import type { ClockSpec } from '../../sim/clock/clock.js';
import type { CrashSeverity } from '../../sim/disk/disk.js';
import type { Chance } from '../../sim/model/random.js';
import type { Fault } from '../../sim/world/fault.js';

export { PERFECT_LINK };

/** An integer from -max to max; shrinks towards 0. */
export const signed = (max: number): fc.Arbitrary<number> => fc.integer({ min: -max, max });

/**
 * Clock offsets by order of magnitude, ms: right, and seconds to decades, both ways.
 * @since 0.1.0
 */
export const offsetMs: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.constant(0), weight: 2 },
  { arbitrary: signed(5_000), weight: 1 },
  { arbitrary: signed(12 * HOUR_MS), weight: 2 },
  { arbitrary: signed(60 * DAY_MS), weight: 3 },
  { arbitrary: signed(30 * YEAR_MS), weight: 3 },
);

/**
 * Oscillator errors, ppm: none, and up to those of bad quartz.
 * @since 0.1.0
 */
export const driftPpm: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: signed(500), weight: 2 },
);

/**
 * Clock of an unmaintained machine: any offset, any drift.
 * @since 0.1.0
 */
export const clientClock: fc.Arbitrary<Required<ClockSpec>> = fc.record({ offsetMs, driftPpm });

/**
 * Clock of a maintained machine: mostly right, rarely wrong by hours or by a year.
 * @since 0.1.0
 */
export const serverClock: fc.Arbitrary<Required<ClockSpec>> = fc.record({
  offsetMs: fc.oneof(
    { arbitrary: fc.constant(0), weight: 5 },
    { arbitrary: signed(2 * HOUR_MS), weight: 1 },
    { arbitrary: signed(400 * DAY_MS), weight: 1 },
  ),
  driftPpm: fc.oneof(
    { arbitrary: fc.constant(0), weight: 4 },
    { arbitrary: signed(100), weight: 1 },
  ),
});

/**
 * Chances between zero and `max` percent.
 * @since 0.1.0
 */
export const percent = (max: number): fc.Arbitrary<Chance> =>
  fc.integer({ min: 0, max }).map((of) => ({ of, in: 100 }));

/**
 * A link: perfect in half of the runs, otherwise slow (up to 90 s), lossy, duplicating, reordering.
 * @since 0.1.0
 */
export const link: fc.Arbitrary<typeof PERFECT_LINK> = fc
  .record({
    on: fc.boolean(),
    latencyMsMax: fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 90_000 })),
    loss: percent(30),
    duplicate: percent(20),
    ordered: fc.boolean(),
  })
  .map(({ on, ...drawn }) => (on ? { latencyMsMin: 0, ...drawn } : PERFECT_LINK));

/**
 * A moment: a share of the run, or the nearest edge of a period, plus or minus a millisecond.
 * @since 0.1.0
 */
export interface Moment {
  readonly permille: number;
  /** The moment is at an edge of the system's period (a poll, an upload). */
  readonly atEdge: boolean;
  readonly jitterMs: number;
}

/**
 * A share of the run in thousandths: anywhere, or early, before much has happened.
 * @since 0.1.0
 */
export const permille: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 1_000 }), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 150 }), weight: 1 },
);

/**
 * Draws moments; half of them are at an edge of a period, where races occur.
 * @since 0.1.0
 */
export const moment: fc.Arbitrary<Moment> = fc.record({
  permille,
  atEdge: fc.boolean(),
  jitterMs: signed(1),
});

/**
 * True time of a moment within a run of `durationMs` whose period is `periodMs`, ms.
 * @since 0.1.0
 */
export function momentMs(at: Moment, durationMs: number, periodMs: number): number {
  const share = Math.floor((durationMs * at.permille) / 1_000);
  const edge = at.atEdge ? Math.round(share / periodMs) * periodMs : share;
  return Math.min(durationMs - 1, Math.max(0, edge + at.jitterMs));
}

/** Kinds that a run enables, as bits: none, a single one, or any subset. */
const mask = (count: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: fc.constant(0), weight: 1 },
    { arbitrary: fc.nat({ max: count - 1 }).map((bit) => 1 << bit), weight: 2 },
    { arbitrary: fc.nat({ max: (1 << count) - 1 }), weight: 4 },
  );

/**
 * Drawn items of a swarm: each has one of the kinds that the run enables.
 * @since 0.1.0
 */
export interface Swarm<T> {
  readonly mask: number;
  readonly drawn: readonly T[];
}

/**
 * Time into a sync at which a crash happens, in thousandths; `undefined`: it waits for no sync.
 *
 * Races with a disk have windows of seconds in runs of days, which moments drawn in advance hardly
 * ever hit.
 */
const syncShare: fc.Arbitrary<number | undefined> = fc.option(fc.nat({ max: 1_000 }), {
  nil: undefined,
  freq: 2,
});

/** The corresponding field of a crash, for a sync of `syncLatencyMs`. */
const intoSync = (
  share: number | undefined,
  syncLatencyMs: number,
): { readonly intoSyncMs?: number } =>
  share === undefined ? {} : { intoSyncMs: Math.floor((syncLatencyMs * share) / 1_000) };

/**
 * Fields drawn for a fault of any kind; each kind uses those that it needs.
 * @since 0.1.0
 */
export interface DrawnFault<When = Moment> {
  readonly kind: number;
  readonly moment: When;
  /** Chooses the node. */
  readonly node: number;
  readonly severity: CrashSeverity;
  readonly forMinutes: number;
  readonly byMs: number;
  readonly ppm: number;
  readonly syncShare: number | undefined;
}

/** Draws faults for studies with moments of their own. */
export const drawnFaultAt = <When>(
  at: fc.Arbitrary<When>,
  byMs: fc.Arbitrary<number> = offsetMs,
): fc.Arbitrary<DrawnFault<When>> =>
  fc.record({
    kind: fc.nat({ max: 10_000 }),
    moment: at,
    node: fc.nat({ max: 19 }),
    severity: fc.constantFrom('process', 'power', 'torn'),
    forMinutes: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 3 * 1_440 })),
    byMs,
    ppm: fc.integer({ min: 1, max: 500 }),
    syncShare,
  });

const drawnFault: fc.Arbitrary<DrawnFault> = drawnFaultAt(moment);

/**
 * Kinds of faults that the arbitraries can draw.
 * @since 0.1.0
 */
export const FAULT_KINDS = [
  'crash',
  'partition',
  'disk-full',
  'suspend',
  'wipe',
  'snapshot',
  'restore',
  'step',
  'slew',
  'drift',
] as const;

/**
 * One of `FAULT_KINDS`.
 * @since 0.1.0
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * Makes a fault of the given kind on `node` at true time `at`, ms, from the drawn fields.
 * @param to the node that a partition separates from `node`
 * @param syncLatencyMs duration of a sync of `node`, ms
 */
export function faultFrom(
  drawn: Omit<DrawnFault, 'moment'>,
  kind: FaultKind,
  at: number,
  node: string,
  to: string,
  syncLatencyMs = 0,
): Fault {
  const forMs = drawn.forMinutes * MINUTE_MS;
  switch (kind) {
    case 'crash':
      return {
        kind,
        at,
        severity: drawn.severity,
        downMs: forMs,
        node,
        ...intoSync(drawn.syncShare, syncLatencyMs),
      };
    case 'partition':
      return { kind, at, node, to, both: drawn.ppm % 2 === 0, forMs };
    case 'disk-full':
    case 'suspend':
      return { kind, at, node, forMs };
    case 'wipe':
    case 'snapshot':
    case 'restore':
      return { kind, at, node };
    case 'step':
      return { kind: 'clock', at, node, adjustment: { kind, byMs: drawn.byMs } };
    case 'slew':
      return {
        kind: 'clock',
        at,
        node,
        adjustment: { kind, byMs: drawn.byMs % HOUR_MS, ratePpm: drawn.ppm },
      };
    case 'drift':
      return {
        kind: 'clock',
        at,
        node,
        adjustment: { kind, driftPpm: drawn.byMs < 0 ? -drawn.ppm : drawn.ppm },
      };
  }
}

/**
 * Restores the disk of `node`, after `forMs`, to its state at true time `at`, ms.
 * @since 0.1.0
 */
export const rollback = (node: string, at: number, forMs: number): readonly Fault[] => [
  { kind: 'snapshot', at, node },
  { kind: 'restore', at: at + forMs, node },
];

/**
 * Draws at most `max` items over a random subset of `kinds` kinds, so that some runs have only a
 * few kinds.
 * @since 0.1.0
 */
export const swarm = <T>(
  kinds: number,
  drawn: fc.Arbitrary<T>,
  max: number,
): fc.Arbitrary<Swarm<T>> =>
  fc.record({ mask: mask(kinds), drawn: fc.array(drawn, { maxLength: max }) });

/** Pairs each item with one of the enabled kinds; without any the result is empty. */
export function kindsOf<Kind extends string, T extends { readonly kind: number }>(
  { mask: bits, drawn }: Swarm<T>,
  kinds: readonly Kind[],
): readonly (readonly [Kind, T])[] {
  const on = kinds.filter((_, bit) => (bits & (1 << bit)) !== 0);
  return drawn.flatMap((one): (readonly [Kind, T])[] => {
    const kind = on[one.kind % on.length];
    return kind === undefined ? [] : [[kind, one]];
  });
}

/**
 * Nodes, times and kinds of the faults to draw.
 * @since 0.1.0
 */
export interface FaultRange {
  /** Nodes that have faults. */
  readonly nodes: readonly [string, ...string[]];
  /** The node that partitions separate from them. */
  readonly peer: string;
  /** Faults begin before this true time, ms. */
  readonly durationMs: number;
  /**
   * Half of the faults begin at an edge of this period, ms, where races occur. Default: a minute.
   */
  readonly periodMs?: number;
  /** Duration of a sync, ms: half of all crashes happen within one. Default 0. */
  readonly syncLatencyMs?: number;
  /** Default: all of FAULT_KINDS. The number must equal that of the drawn faults. */
  readonly kinds?: readonly FaultKind[];
}

/**
 * Makes faults of a run from drawn ones, in order of time: for studies that draw the duration too.
 * @since 0.1.0
 */
export function faultsFrom(drawn: Swarm<DrawnFault>, range: FaultRange): readonly Fault[] {
  const { nodes, peer, durationMs, periodMs = MINUTE_MS, kinds = FAULT_KINDS } = range;
  const { syncLatencyMs } = range;
  return kindsOf(drawn, kinds)
    .map(([kind, one]) => {
      const node = nodes[one.node % nodes.length] ?? nodes[0];
      const at = momentMs(one.moment, durationMs, periodMs);
      return faultFrom(one, kind, at, node, peer, syncLatencyMs);
    })
    .sort((a, b) => a.at - b.at);
}

/**
 * Draws the input of `faultsFrom`: at most `max` faults of these kinds.
 * @since 0.1.0
 */
export const drawnFaults = (
  kinds: readonly FaultKind[] = FAULT_KINDS,
  max = 5,
): fc.Arbitrary<Swarm<DrawnFault>> => swarm(kinds.length, drawnFault, max);

/**
 * Lists of at most `max` faults within a range, in order of time.
 * @since 0.1.0
 */
export const faults = (range: FaultRange, max = 5): fc.Arbitrary<readonly Fault[]> =>
  drawnFaults(range.kinds, max).map((drawn) => faultsFrom(drawn, range));
