/**
 * Draws the faults and operator actions of an explored run, and their times. Each is drawn as small
 * integers and mapped, so that any shrink of them is a scenario too.
 */
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../../sim/model/time.js';
import type { Fault } from '../../../sim/world/fault.js';
import * as sms2 from '../../../models/sms2/index.js';
import {
  drawnFaultAt,
  faultFrom,
  FAULT_KINDS,
  kindsOf,
  offsetMs,
  permille,
  rollback,
  signed,
  swarm,
} from '../../study/arbitraries.js';
import type { DrawnFault, Swarm } from '../../study/arbitraries.js';

/**
 * A moment: a share of the run, or the edge next to it, plus or minus a millisecond or some
 * seconds.
 */
interface Moment {
  readonly permille: number;
  readonly edge: 'none' | 'poll' | 'fixed-poll' | 'use-end';
  readonly jitterMs: number;
}

/**
 * Times at which much happens: polls counted from the run's start, a fixed agent's polls one minute
 * later, the writing of a record.
 */
const EDGES = ['none', 'poll', 'fixed-poll', 'use-end'] as const;

const moment: fc.Arbitrary<Moment> = fc.record({
  permille,
  edge: fc.constantFrom(...EDGES),
  jitterMs: fc.oneof(signed(1), signed(5_000)),
});

/**
 * Kinds of faults of clients. An image alone has no effect: the ones that are restored are
 * rollbacks. A step of a client's clock is an operator action.
 */
const CLIENT_FAULTS = FAULT_KINDS.filter((kind) => kind !== 'snapshot' && kind !== 'step');
const KINDS = [
  ...CLIENT_FAULTS,
  'rollback',
  'server-crash',
  'site-crash',
  'database-crash',
  'site-partition',
] as const;
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

type RawFault = DrawnFault<Moment>;

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
  client: fc.nat({ max: 19 }),
  byMs: offsetMs,
  pollMinutes: fc.constantFrom(60, 240, 1_440),
});

/** The parts of a run that the time of a fault or an action depends on. */
interface Span {
  readonly seed: number;
  readonly durationMs: number;
  readonly pollMs: number;
  readonly syncLatencyMs: number;
  /** Number of uses on each client. */
  readonly sessions: readonly number[];
}

/** The end of the client's first use that ends at or after `fromMs`; `fromMs` if there is none. */
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

function momentMs(at: Moment, client: number, span: Span): number {
  return Math.min(span.durationMs - 1, Math.max(0, edgeMs(at, client, span) + at.jitterMs));
}

function faultOf(
  raw: RawFault,
  kind: (typeof KINDS)[number],
  at: number,
  { durationMs, sessions, syncLatencyMs }: Span,
): Fault | readonly Fault[] {
  const node = sms2.clientName(raw.node % sessions.length);
  const crashOf = (server: string): Fault =>
    faultFrom(raw, 'crash', at, server, server, syncLatencyMs);
  switch (kind) {
    case 'server-crash':
      return crashOf(sms2.SERVER);
    case 'site-crash':
      return crashOf(sms2.SITE);
    case 'database-crash':
      return crashOf(sms2.DATABASE);
    case 'site-partition':
      return faultFrom(raw, 'partition', at, sms2.SITE, sms2.DATABASE);
    case 'rollback': {
      // Within the run: a machine that is restored after its end has nothing to forget.
      const forMs = (raw.forMinutes * MINUTE_MS) % Math.max(1, durationMs - at);
      return rollback(node, at, forMs);
    }
    default:
      return faultFrom(raw, kind, at, node, sms2.SERVER, syncLatencyMs);
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

const INTERVENTIONS_MAX = 8;

/** Faults and actions drawn for every run; the masks switch kinds off. */
export const interventions = {
  faults: swarm(KINDS.length, drawnFaultAt(moment), INTERVENTIONS_MAX),
  actions: swarm(ACTION_KINDS.length, rawAction, INTERVENTIONS_MAX),
};

const MANY = 40;

/** Elements of all kinds, any number up to MANY. */
const many = <T>(kinds: number, drawn: fc.Arbitrary<T>): fc.Arbitrary<Swarm<T>> =>
  fc.record({
    mask: fc.constant((1 << kinds) - 1),
    // Without a size, fast-check draws at most ten.
    drawn: fc.array(drawn, { maxLength: MANY, size: 'max' }),
  });

/** The same with every kind switched on. */
export const manyInterventions = {
  faults: many(KINDS.length, drawnFaultAt(moment)),
  actions: many(ACTION_KINDS.length, rawAction),
};

export const faultsOf = (faults: Swarm<RawFault>, span: Span): Fault[] =>
  kindsOf(faults, KINDS).flatMap(([kind, one]) =>
    faultOf(one, kind, momentMs(one.moment, one.node, span), span),
  );

export const actionsOf = (actions: Swarm<RawAction>, span: Span): sms2.OperatorAction[] =>
  kindsOf(actions, ACTION_KINDS).map(([kind, one]) =>
    actionOf(one, kind, momentMs(one.moment, one.client, span)),
  );

/** Mask that leaves only crashes of machines that keep records on disk. */
export const CRASHES_ONLY = KINDS.reduce(
  (bits, kind, bit) =>
    kind === 'crash' || kind === 'server-crash' || kind === 'database-crash'
      ? bits | (1 << bit)
      : bits,
  0,
);
