/**
 * Draws the faults of an explored run and their times, as small integers that are mapped. So any
 * shrink of them is a scenario too.
 */
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import * as storeForward from '../../models/store-forward/index.js';
import {
  drawnFaultAt,
  faultFrom,
  FAULT_KINDS,
  kindsOf,
  permille,
  rollback,
  signed,
  swarm,
} from '../study/arbitraries.js';
import type { DrawnFault, FaultKind, Swarm } from '../study/arbitraries.js';
import { offsetMs } from './clocks.js';

const KINDS = [
  ...FAULT_KINDS,
  // Steps of a clock are the subject of this study: they have two places in the list.
  'step',
  'power-cut',
  'restart',
  'rollback',
  'synchronise',
  'excursion',
  'server-crash',
  'server-power-cut',
  'server-disk-full',
  'server-suspend',
  'server-step',
] as const;

type Kind = (typeof KINDS)[number];

export interface Moment {
  readonly permille: number;
  /** The making of a record, its upload, or neither. */
  readonly edge: 'none' | 'record' | 'upload';
  readonly jitterMs: number;
  /** The activity that the moment falls into, and the share of it that has passed. */
  readonly activity: 'nothing' | 'write' | 'exchange' | 'retry';
  readonly percent: number;
}

const ACTIVITIES = ['nothing', 'write', 'exchange', 'retry'] as const;
const EDGES = ['none', 'record', 'upload'] as const;

const moment: fc.Arbitrary<Moment> = fc.record({
  permille,
  edge: fc.constantFrom(...EDGES),
  jitterMs: fc.oneof(fc.constant(0), signed(1), signed(5_000)),
  activity: fc.constantFrom(...ACTIVITIES),
  percent: fc.nat({ max: 100 }),
});

type Drawn = DrawnFault<Moment>;

const FAULTS_MAX = 8;

/** Faults drawn for every run; the mask switches kinds off. */
export const interventions: fc.Arbitrary<Swarm<Drawn>> = swarm(
  KINDS.length,
  drawnFaultAt(moment, offsetMs),
  FAULTS_MAX,
);

/** `min` to `max` faults of all kinds; clocks are stepped by `byMs`. */
export const faultsOfAnyKind = (
  { min, max }: { readonly min: number; readonly max: number },
  byMs: fc.Arbitrary<number>,
): fc.Arbitrary<Swarm<Drawn>> =>
  fc.record({
    mask: fc.constant((1 << KINDS.length) - 1),
    // Without a size, fast-check draws few.
    drawn: fc.array(drawnFaultAt(moment, byMs), { minLength: min, maxLength: max, size: 'max' }),
  });

/** The parts of a run that the time of a fault depends on. */
interface Span {
  readonly agents: number;
  readonly durationMs: number;
  readonly everyMs: number;
  readonly uploadMs: number;
  readonly syncLatencyMs: number;
  readonly network: { readonly latencyMsMax: number };
}

/** Longest duration of the activity, ms: an exchange is four messages, and a write on each side. */
function takesMs(what: Moment['activity'], { syncLatencyMs, network }: Span): number {
  switch (what) {
    case 'nothing':
      return 0;
    case 'write':
      return syncLatencyMs;
    case 'exchange':
      return 2 * syncLatencyMs + 4 * network.latencyMsMax;
    case 'retry':
      return 3 * storeForward.ANSWER_MS;
  }
}

function momentMs({ permille, edge, jitterMs, activity, percent }: Moment, span: Span): number {
  const share = Math.floor((span.durationMs * permille) / 1_000);
  const record = Math.round(share / span.everyMs) * span.everyMs;
  const at = { none: share, record, upload: record + span.uploadMs }[edge];
  const intoMs = Math.floor((takesMs(activity, span) * percent) / 100);
  return Math.min(span.durationMs - 1, Math.max(0, at + intoMs + jitterMs));
}

/** Moves a power cut to a time at which something is written. */
function momentOf(kind: Kind, { moment }: Drawn): Moment {
  if (kind === 'server-power-cut') return { ...moment, edge: 'upload' };
  return kind === 'power-cut' && moment.edge === 'none' ? { ...moment, edge: 'record' } : moment;
}

function faultsFrom(one: Drawn, kind: Kind, at: number, span: Span): readonly Fault[] {
  const { agents, syncLatencyMs } = span;
  const node = storeForward.agentName(one.node % agents);
  const { SERVER } = storeForward;
  const forMs = one.forMinutes * MINUTE_MS;
  const of = (what: FaultKind, machine: string, drawn = one, when = at): Fault =>
    faultFrom(drawn, what, when, machine, SERVER, syncLatencyMs);
  switch (kind) {
    case 'power-cut':
    case 'server-power-cut': {
      const severity = one.severity === 'process' ? 'torn' : one.severity;
      return [of('crash', kind === 'power-cut' ? node : SERVER, { ...one, severity })];
    }
    case 'restart':
      return [{ kind, at, node }];
    case 'rollback':
      return rollback(node, at, forMs);
    case 'synchronise':
      return [{ kind, at, node, to: SERVER }];
    case 'excursion':
      return [of('step', node), of('step', node, { ...one, byMs: -one.byMs }, at + forMs)];
    case 'server-crash':
      return [of('crash', SERVER)];
    case 'server-disk-full':
      return [of('disk-full', SERVER)];
    case 'server-suspend':
      return [of('suspend', SERVER)];
    case 'server-step':
      return [of('step', SERVER)];
    default:
      return [of(kind, node)];
  }
}

export const faultsOf = (happens: Swarm<Drawn>, span: Span): readonly Fault[] =>
  kindsOf(happens, KINDS)
    .flatMap(([kind, one]) => faultsFrom(one, kind, momentMs(momentOf(kind, one), span), span))
    .sort((a, b) => a.at - b.at);
