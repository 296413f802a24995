/**
 * What happens to the machines of an explored run, and when: faults and operator actions, drawn
 * as small integers and mapped, so that any shrink of them is a scenario too.
 */
import * as fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from '../../sim/index.js';
import type { Fault } from '../../sim/index.js';
import { sms2 } from '../../models/index.js';
import { intoSync, syncShare } from '../arbitraries.js';
import { offsetMs, signed } from './clocks.js';

/**
 * A moment: a share of the run, or the edge that is next to it, give or take a millisecond or
 * some seconds.
 */
interface Moment {
  readonly permille: number;
  readonly edge: 'none' | 'poll' | 'fixed-poll' | 'use-end';
  readonly jitterMs: number;
}

/** Polls are due that began with the run; a minute later a fixed agent's are; a record is being written. */
const EDGES = ['none', 'poll', 'fixed-poll', 'use-end'] as const;

const moment: fc.Arbitrary<Moment> = fc.record({
  permille: fc.integer({ min: 0, max: 1_000 }),
  edge: fc.constantFrom(...EDGES),
  jitterMs: fc.oneof(signed(1), signed(5_000)),
});

const clientIndex = fc.nat({ max: 19 });
const severity = fc.constantFrom('process', 'power', 'torn');
const CLIENT_FAULTS = [
  'crash',
  'partition',
  'disk-full',
  'suspend',
  'wipe',
  'snapshot',
  'restore',
  'rollback',
  'slew',
  'drift',
] as const;
const SERVER_FAULTS = ['server-crash', 'site-crash', 'database-crash', 'site-partition'] as const;
const FAULT_KINDS = [...CLIENT_FAULTS, ...SERVER_FAULTS] as const;
const ACTION_KINDS = [
  'install',
  'remove-clean',
  'remove-residue',
  'synchronise',
  'set-clock',
  'restart',
  'delete-log',
  'delete-next-sync-time',
  'change-setting',
  'correct-clock',
] as const;

interface RawFault {
  readonly kind: number;
  readonly moment: Moment;
  readonly client: number;
  readonly severity: 'process' | 'power' | 'torn';
  readonly forMinutes: number;
  readonly byMs: number;
  readonly ppm: number;
  readonly syncShare: number | undefined;
}

const rawFault: fc.Arbitrary<RawFault> = fc.record({
  kind: fc.nat({ max: 10_000 }),
  moment,
  client: clientIndex,
  severity,
  forMinutes: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 3 * 1_440 })),
  byMs: offsetMs,
  ppm: fc.integer({ min: 1, max: 500 }),
  syncShare,
});

interface RawAction {
  readonly kind: number;
  readonly moment: Moment;
  readonly client: number;
  readonly byMs: number;
  readonly pollMinutes: number;
}

const rawAction: fc.Arbitrary<RawAction> = fc.record({
  kind: fc.nat({ max: 10_000 }),
  moment,
  client: clientIndex,
  byMs: offsetMs,
  pollMinutes: fc.constantFrom(60, 240, 1_440),
});

/** Share of runs with each family switched on at all (mask bits drawn unevenly). */
const mask = (bits: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: fc.constant(0), weight: 2 },
    { arbitrary: fc.nat({ max: bits - 1 }).map((bit) => 1 << bit), weight: 2 },
    { arbitrary: fc.nat({ max: (1 << bits) - 1 }), weight: 3 },
  );

const bitsOf = (bits: number, count: number): number[] =>
  Array.from({ length: count }, (_, bit) => bit).filter((bit) => (bits & (1 << bit)) !== 0);

/** The run in which something happens. */
interface Span {
  readonly seed: number;
  readonly durationMs: number;
  readonly pollMs: number;
  readonly syncLatencyMs: number;
  /** How often programs are used on each client. */
  readonly sessions: readonly number[];
}

/** The end of the client's first use that ends at or after `fromMs`; `fromMs` if none does. */
function useEndMs({ seed, durationMs, sessions }: Span, client: number, fromMs: number): number {
  const index = client % sessions.length;
  const usage = sms2.drawnUsage(seed, index, sessions[index] ?? 0, durationMs);
  for (let next = usage.next(); next !== undefined; next = usage.next())
    if (next.input.kind === 'use-end' && next.at >= fromMs) return next.at;
  return fromMs;
}

function edgeMs(at: Moment, client: number, span: Span): number {
  const share = Math.floor((span.durationMs * at.permille) / 1_000);
  const pollMs = Math.round(share / span.pollMs) * span.pollMs;
  switch (at.edge) {
    case 'none':
      return share;
    case 'poll':
      return pollMs;
    case 'fixed-poll':
      return pollMs + MINUTE_MS;
    case 'use-end':
      return useEndMs(span, client, share);
  }
}

function momentMs({ moment: at, client }: RawFault | RawAction, span: Span): number {
  return Math.min(span.durationMs - 1, Math.max(0, edgeMs(at, client, span) + at.jitterMs));
}

function faultOf(
  raw: RawFault,
  kind: (typeof FAULT_KINDS)[number],
  at: number,
  { sessions, syncLatencyMs }: Span,
): Fault | readonly Fault[] {
  const node = sms2.clientName(raw.client % sessions.length);
  const forMs = raw.forMinutes * MINUTE_MS;
  const crash = {
    kind: 'crash',
    at,
    severity: raw.severity,
    downMs: forMs,
    ...intoSync(raw.syncShare, syncLatencyMs),
  } as const;
  switch (kind) {
    case 'crash':
      return { ...crash, node };
    case 'server-crash':
      return { ...crash, node: sms2.SERVER };
    case 'site-crash':
      return { ...crash, node: sms2.SITE };
    case 'database-crash':
      return { ...crash, node: sms2.DATABASE };
    case 'partition':
      return { kind: 'partition', at, node, to: sms2.SERVER, both: raw.ppm % 2 === 0, forMs };
    case 'site-partition':
      return {
        kind: 'partition',
        at,
        node: sms2.SITE,
        to: sms2.DATABASE,
        both: raw.ppm % 2 === 0,
        forMs,
      };
    case 'disk-full':
    case 'suspend':
      return { kind, at, node, forMs };
    case 'wipe':
    case 'snapshot':
    case 'restore':
      return { kind, at, node };
    case 'rollback':
      return [
        { kind: 'snapshot', at, node },
        { kind: 'restore', at: at + forMs, node },
      ];
    case 'slew':
      return {
        kind: 'clock',
        at,
        node,
        adjustment: { kind: 'slew', byMs: raw.byMs % HOUR_MS, ratePpm: raw.ppm },
      };
    case 'drift':
      return {
        kind: 'clock',
        at,
        node,
        adjustment: { kind: 'drift', driftPpm: raw.byMs < 0 ? -raw.ppm : raw.ppm },
      };
  }
}

function actionOf(
  raw: RawAction,
  kind: (typeof ACTION_KINDS)[number],
  at: number,
): sms2.OperatorAction {
  const { client } = raw;
  switch (kind) {
    case 'remove-clean':
    case 'remove-residue':
      return { kind: 'remove', at, client, clean: kind === 'remove-clean' };
    case 'set-clock':
      return { kind, at, client, byMs: raw.byMs };
    case 'change-setting':
      return { kind, at, pollMinutes: raw.pollMinutes };
    case 'correct-clock':
      return {
        kind,
        at,
        server: (['metering', 'site', 'database'] as const)[client % 3] ?? 'metering',
      };
    default:
      return { kind, at, client };
  }
}

/** Drawn for every run; the masks switch kinds off. */
export const drawnHappenings = {
  faultMask: mask(FAULT_KINDS.length),
  faults: fc.array(rawFault, { maxLength: 5 }),
  actionMask: mask(ACTION_KINDS.length),
  actions: fc.array(rawAction, { maxLength: 5 }),
};

export function faultsOf(
  { faultMask, faults }: { readonly faultMask: number; readonly faults: readonly RawFault[] },
  span: Span,
): Fault[] {
  const kinds = bitsOf(faultMask, FAULT_KINDS.length);
  return faults.flatMap((fault): Fault | readonly Fault[] => {
    const kind = FAULT_KINDS[kinds[fault.kind % kinds.length] ?? -1];
    return kind === undefined ? [] : faultOf(fault, kind, momentMs(fault, span), span);
  });
}

export function actionsOf(
  { actionMask, actions }: { readonly actionMask: number; readonly actions: readonly RawAction[] },
  span: Span,
): sms2.OperatorAction[] {
  const kinds = bitsOf(actionMask, ACTION_KINDS.length);
  return actions.flatMap((action): sms2.OperatorAction[] => {
    const kind = ACTION_KINDS[kinds[action.kind % kinds.length] ?? -1];
    return kind === undefined ? [] : [actionOf(action, kind, momentMs(action, span))];
  });
}

/** The mask that leaves only crashes of machines that keep records on disk. */
export const CRASHES_ONLY = FAULT_KINDS.reduce(
  (bits, kind, bit) =>
    kind === 'crash' || kind === 'server-crash' || kind === 'database-crash'
      ? bits | (1 << bit)
      : bits,
  0,
);
