/**
 * Faults of an explored run. They are drawn as small integers and mapped, so that any shrink of a draw
 * is a scenario too. Moments lie next to uses, uploads and syncs, where races are.
 */
import * as fc from 'fast-check';
import type { CrashSeverity } from '../../../sim/disk/disk.js';
import type { Fault } from '../../../sim/world/fault.js';
import { kindsOf, rollback, signed, swarm } from '../../study/arbitraries.js';
import type { Swarm } from '../../study/arbitraries.js';
import { offsetMs, permille, toEither, upTo } from './numbers.js';
import { agentName, SERVER } from '../protocol.js';
import { LIMITS } from './scenario.js';

/** Kinds of fault by the name that a user gives; a kind listed twice is drawn twice as often. */
export const FAULTS = {
  crash: ['crash', 'power-cut'],
  restart: ['restart'],
  suspend: ['suspend'],
  'disk-full': ['disk-full'],
  wipe: ['wipe'],
  rollback: ['snapshot', 'restore', 'rollback'],
  // Setting a clock is drawn as a step: the size of a step shrinks better than a reading.
  clock: ['step', 'step', 'slew', 'drift', 'synchronise', 'excursion'],
  partition: ['partition', 'answers-cut'],
  'server-crash': ['server-crash', 'server-power-cut'],
  'server-suspend': ['server-suspend'],
  'server-disk-full': ['server-disk-full'],
  'server-clock': ['server-step', 'server-drift'],
} as const;

/**
 * Faults of agents, of their clocks and of links, and those of the server that have its name.
 * @since 0.1.0
 */
export type FaultName = keyof typeof FAULTS;
export type Kind = (typeof FAULTS)[FaultName][number];

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];
/** Faults of clocks alone. */
export const CLOCK_FAULTS: readonly FaultName[] = ['clock', 'server-clock'];

export const kindsIn = (names: readonly FaultName[]): readonly Kind[] =>
  names.flatMap((name): readonly Kind[] => FAULTS[name]);

interface Drawn {
  readonly kind: number;
  readonly node: number;
  readonly permille: number;
  /** A moment next to a use, or next to an upload, or anywhere. */
  readonly edge: 'none' | 'use' | 'upload';
  readonly jitterMs: number;
  readonly severity: CrashSeverity;
  readonly both: boolean;
  readonly forMs: number;
  readonly byMs: number;
  /**
   * Unless 0, a step has the length of this many pauses between uses: then two uses have one stamp.
   */
  readonly byPauses: number;
  readonly slewMs: number;
  readonly ratePpm: number;
  readonly driftPpm: number;
  /**
   * Share of the next sync after which a crash comes, thousandths; undefined: the crash waits for
   * none.
   */
  readonly syncShare: number | undefined;
}

const EDGES = ['none', 'use', 'upload'] as const;
const SEVERITIES = ['process', 'power', 'torn'] as const;

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.nat({ max: 10_000 }),
  node: fc.nat({ max: 5 }),
  permille,
  edge: fc.constantFrom(...EDGES),
  jitterMs: fc.oneof(fc.constant(0), signed(1), signed(5_000)),
  severity: fc.constantFrom(...SEVERITIES),
  both: fc.boolean(),
  forMs: upTo(LIMITS.forMs),
  byMs: offsetMs,
  byPauses: fc.oneof(
    { arbitrary: fc.constant(0), weight: 3 },
    { arbitrary: fc.integer({ min: -3, max: 1 }), weight: 1 },
  ),
  slewMs: toEither(LIMITS.slewMs),
  ratePpm: fc.integer({ min: 1, max: LIMITS.ratePpm }),
  driftPpm: toEither(LIMITS.driftPpm),
  syncShare: fc.option(permille, { nil: undefined, freq: 2 }),
});

export type DrawnFaults = Swarm<Drawn>;

/** Faults drawn for every run; the mask switches kinds off. */
export const drawnFaults = (kinds: readonly Kind[]): fc.Arbitrary<DrawnFaults> =>
  swarm(kinds.length, drawn, LIMITS.faults);

/** The parts of a run that the time of a fault depends on. */
interface Span {
  readonly agents: number;
  readonly healAtMs: number;
  readonly everyMs: number;
  readonly uploadEveryMs: number;
  readonly syncLatencyMs: number;
}

function momentMs({ permille, edge, jitterMs }: Drawn, span: Span): number {
  const share = Math.floor((span.healAtMs * permille) / 1_000);
  const near = (period: number): number => Math.round(share / period) * period;
  const at = { none: share, use: near(span.everyMs), upload: near(span.uploadEveryMs) }[edge];
  return Math.min(Math.max(0, span.healAtMs - 1), Math.max(0, at + jitterMs));
}

type ServerKind = Extract<Kind, `server-${string}`>;

const isServerKind = (kind: Kind): kind is ServerKind => kind.startsWith('server-');

const step = (node: string, at: number, byMs: number): Fault => ({
  kind: 'clock',
  at,
  node,
  adjustment: { kind: 'step', byMs },
});

const drift = (node: string, at: number, driftPpm: number): Fault => ({
  kind: 'clock',
  at,
  node,
  adjustment: { kind: 'drift', driftPpm },
});

const stepMs = (one: Drawn, span: Span): number =>
  one.byPauses === 0 ? one.byMs : one.byPauses * span.everyMs;

/** A crash of the drawn severity; `power`: at least a power failure. */
function crash(node: string, at: number, one: Drawn, span: Span, power = false): Fault {
  const { severity, forMs, syncShare } = one;
  return {
    kind: 'crash',
    at,
    node,
    severity: power && severity === 'process' ? 'torn' : severity,
    downMs: forMs,
    ...(syncShare === undefined
      ? {}
      : { intoSyncMs: Math.floor((span.syncLatencyMs * syncShare) / 1_000) }),
  };
}

function serverFaults(kind: ServerKind, at: number, one: Drawn, span: Span): readonly Fault[] {
  const node = SERVER;
  const { forMs } = one;
  switch (kind) {
    case 'server-crash':
      return [crash(node, at, one, span)];
    case 'server-power-cut':
      return [crash(node, at, one, span, true)];
    case 'server-suspend':
      return [{ kind: 'suspend', at, node, forMs }];
    case 'server-disk-full':
      return [{ kind: 'disk-full', at, node, forMs }];
    case 'server-step':
      return [step(node, at, stepMs(one, span))];
    case 'server-drift':
      return [drift(node, at, one.driftPpm)];
  }
}

function agentFaults(
  kind: Exclude<Kind, ServerKind>,
  at: number,
  one: Drawn,
  span: Span,
): readonly Fault[] {
  const node = agentName(one.node % span.agents);
  const { forMs, both } = one;
  const lastMs = span.healAtMs - 1;
  switch (kind) {
    case 'crash':
      return [crash(node, at, one, span)];
    case 'power-cut':
      return [crash(node, at, one, span, true)];
    case 'restart':
    case 'wipe':
    case 'snapshot':
    case 'restore':
      return [{ kind, at, node }];
    case 'suspend':
    case 'disk-full':
      return [{ kind, at, node, forMs }];
    case 'rollback':
      return rollback(node, at, Math.min(forMs, Math.max(0, lastMs - at)));
    case 'step':
      return [step(node, at, stepMs(one, span))];
    case 'slew': {
      const adjustment = { kind, byMs: one.slewMs, ratePpm: one.ratePpm };
      return [{ kind: 'clock', at, node, adjustment }];
    }
    case 'drift':
      return [drift(node, at, one.driftPpm)];
    case 'synchronise':
      return [{ kind, at, node, to: SERVER }];
    case 'excursion': {
      const byMs = stepMs(one, span);
      const backAt = Math.min(at + forMs, Math.max(at, lastMs));
      return [step(node, at, byMs), step(node, backAt, -byMs)];
    }
    case 'partition':
      return [{ kind, at, node, to: SERVER, both, forMs }];
    case 'answers-cut':
      return [{ kind: 'partition', at, node: SERVER, to: node, both: false, forMs }];
  }
}

function faultsFor(one: Drawn, kind: Kind, span: Span): readonly Fault[] {
  const at = momentMs(one, span);
  return isServerKind(kind) ? serverFaults(kind, at, one, span) : agentFaults(kind, at, one, span);
}

/** The faults of a run in order of time, at most as many as a scenario may have. */
export const faultsFrom = (
  happens: DrawnFaults,
  kinds: readonly Kind[],
  span: Span,
): readonly Fault[] =>
  kindsOf(happens, kinds)
    .flatMap(([kind, one]) => faultsFor(one, kind, span))
    .slice(0, LIMITS.faults)
    .sort((a, b) => a.at - b.at);
