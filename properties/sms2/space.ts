/**
 * The explored space of the reference study as fast-check arbitraries.
 *
 * Everything is drawn as small integers and short lists and mapped to a scenario, so that
 * nothing is filtered away and fast-check shrinks towards: right clock, one client, no use,
 * no fault. Swarm style: each run switches a random subset of fault and action kinds off.
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../sim/index.js';
import type { Fault } from '../../sim/index.js';
import { sms2 } from '../../models/index.js';

type Scenario = sms2.Sms2Scenario;

const signed = (max: number): fc.Arbitrary<number> => fc.integer({ min: -max, max });

/** Offsets by order of magnitude: right, and ms to decades, both ways. */
const offsetMs = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: signed(5_000), weight: 1 },
  { arbitrary: signed(12 * HOUR_MS), weight: 2 },
  { arbitrary: signed(60 * DAY_MS), weight: 3 },
  { arbitrary: signed(30 * YEAR_MS), weight: 2 },
);

const driftPpm = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: signed(500), weight: 2 },
);

const serverClock = fc.record({
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

const sessions = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 6 }), weight: 600 },
  { arbitrary: fc.integer({ min: 0, max: 100 }), weight: 370 },
  { arbitrary: fc.integer({ min: 100, max: 1_000 }), weight: 26 },
  { arbitrary: fc.integer({ min: 1_000, max: 10_000 }), weight: 4 },
);

const fewSessions = fc.integer({ min: 0, max: 20 });

/** A moment: a share of the run, or a poll's edge, give or take a millisecond or some seconds. */
interface Moment {
  readonly permille: number;
  /** 0: anywhere. 1: when polls are due that began with the run. 2: a minute later, when a fixed agent's are. */
  readonly edge: number;
  readonly jitterMs: number;
}

const moment: fc.Arbitrary<Moment> = fc.record({
  permille: fc.integer({ min: 0, max: 1_000 }),
  edge: fc.nat({ max: 2 }),
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
}

const rawFault: fc.Arbitrary<RawFault> = fc.record({
  kind: fc.nat({ max: 10_000 }),
  moment,
  client: clientIndex,
  severity,
  forMinutes: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 3 * 1_440 })),
  byMs: offsetMs,
  ppm: fc.integer({ min: 1, max: 500 }),
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

const pollMinutes = fc.oneof(
  { arbitrary: fc.constant(240), weight: 3 },
  { arbitrary: fc.integer({ min: 1, max: 60 }), weight: 1 },
  { arbitrary: fc.integer({ min: 60, max: 1_440 }), weight: 2 },
  { arbitrary: fc.integer({ min: 1_440, max: 10_080 }), weight: 1 },
);

const percent = (max: number): fc.Arbitrary<{ of: number; in: number }> =>
  fc.integer({ min: 0, max }).map((of) => ({ of, in: 100 }));

/** Share of runs with each family switched on at all (mask bits drawn unevenly). */
const mask = (bits: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: fc.constant(0), weight: 2 },
    { arbitrary: fc.nat({ max: bits - 1 }).map((bit) => 1 << bit), weight: 2 },
    { arbitrary: fc.nat({ max: (1 << bits) - 1 }), weight: 3 },
  );

const network = fc.record({
  on: fc.boolean(),
  latencyMsMax: fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 90_000 })),
  loss: percent(30),
  duplicate: percent(20),
  ordered: fc.boolean(),
});

interface RawClient {
  readonly offsetMs: number;
  readonly driftPpm: number;
  readonly sessions: number;
  readonly installPermille: number;
  readonly online: boolean;
}

const raw = fc.record({
  seed: fc.nat({ max: 0xffff_ffff }),
  clients: fc.oneof<fc.MaybeWeightedArbitrary<readonly RawClient[]>[]>(
    {
      arbitrary: fc.array(
        fc.record({
          offsetMs,
          driftPpm,
          sessions,
          installPermille: fc.constantFrom(0, 0, 0, 100, 500),
          online: fc.constantFrom(false, false, false, true),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      weight: 30,
    },
    {
      arbitrary: fc.array(
        fc.record({
          offsetMs,
          driftPpm,
          sessions: fewSessions,
          installPermille: fc.constantFrom(0, 200),
          online: fc.constant(false),
        }),
        { minLength: 4, maxLength: 20 },
      ),
      weight: 1,
    },
  ),
  meteringServer: serverClock,
  siteServer: serverClock,
  databaseServer: serverClock,
  pollMinutes,
  polls: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 6 },
    { arbitrary: fc.integer({ min: 12, max: 60 }), weight: 1 },
  ),
  collationQuarters: fc.integer({ min: 1, max: 12 }),
  retries: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 5 }), weight: 9 },
    { arbitrary: fc.integer({ min: 1, max: 100 }), weight: 1 },
  ),
  retryDelayMinutes: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(240)),
  logCapacity: fc.oneof(
    { arbitrary: fc.constant(0), weight: 3 },
    { arbitrary: fc.integer({ min: 1, max: 100 }), weight: 2 },
    { arbitrary: fc.integer({ min: 1, max: 10_000 }), weight: 1 },
  ),
  configurationAgeMs: fc.oneof(
    { arbitrary: fc.constant(0), weight: 2 },
    { arbitrary: fc.nat({ max: 90 * DAY_MS }), weight: 1 },
  ),
  toleranceMs: fc.oneof(
    { arbitrary: fc.constant(HOUR_MS), weight: 2 },
    { arbitrary: fc.nat({ max: 3 * DAY_MS }), weight: 1 },
  ),
  looks: fc.oneof(
    { arbitrary: fc.nat({ max: 4 }), weight: 4 },
    { arbitrary: fc.nat({ max: 24 }), weight: 1 },
  ),
  network,
  syncLatencyMs: fc.oneof(
    { arbitrary: fc.constant(0), weight: 1 },
    { arbitrary: fc.nat({ max: 2_000 }), weight: 1 },
    { arbitrary: fc.nat({ max: 30_000 }), weight: 1 },
  ),
  faultMask: mask(FAULT_KINDS.length),
  faults: fc.array(rawFault, { maxLength: 5 }),
  actionMask: mask(ACTION_KINDS.length),
  actions: fc.array(rawAction, { maxLength: 5 }),
});

type Raw = typeof raw extends fc.Arbitrary<infer T> ? T : never;

const bitsOf = (bits: number, count: number): number[] =>
  Array.from({ length: count }, (_, bit) => bit).filter((bit) => (bits & (1 << bit)) !== 0);

function momentMs(at: Moment, durationMs: number, pollMs: number): number {
  const share = Math.floor((durationMs * at.permille) / 1_000);
  const polls = Math.round(share / pollMs) * pollMs;
  const edge = at.edge === 0 ? share : polls + (at.edge - 1) * MINUTE_MS;
  return Math.min(durationMs - 1, Math.max(0, edge + at.jitterMs));
}

function faultOf(
  raw: RawFault,
  kind: (typeof FAULT_KINDS)[number],
  at: number,
  clients: number,
): Fault | readonly Fault[] {
  const node = sms2.clientName(raw.client % clients);
  const forMs = raw.forMinutes * MINUTE_MS;
  const crash = { kind: 'crash', at, severity: raw.severity, downMs: forMs } as const;
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

/** A run stays small enough to be one of a million: long where little happens, short where much does. */
const DURATION_MS_MAX = 120 * DAY_MS;

function toScenario(variant: string, raw: Raw): Scenario {
  const pollMs = raw.pollMinutes * MINUTE_MS;
  const durationMs = Math.min(DURATION_MS_MAX, Math.max(10 * MINUTE_MS, raw.polls * pollMs));
  const faultKinds = bitsOf(raw.faultMask, FAULT_KINDS.length);
  const actionKinds = bitsOf(raw.actionMask, ACTION_KINDS.length);
  const faults = raw.faults.flatMap((fault): Fault | readonly Fault[] => {
    const kind = FAULT_KINDS[faultKinds[fault.kind % faultKinds.length] ?? -1];
    if (kind === undefined) return [];
    return faultOf(fault, kind, momentMs(fault.moment, durationMs, pollMs), raw.clients.length);
  });
  const actions = raw.actions.flatMap((action): sms2.OperatorAction[] => {
    const kind = ACTION_KINDS[actionKinds[action.kind % actionKinds.length] ?? -1];
    return kind === undefined
      ? []
      : [actionOf(action, kind, momentMs(action.moment, durationMs, pollMs))];
  });
  const quiet = {
    latencyMsMin: 0,
    latencyMsMax: 0,
    loss: { of: 0, in: 1 },
    duplicate: { of: 0, in: 1 },
    ordered: true,
  };
  return {
    ...sms2.simplestScenario(variant),
    seed: raw.seed,
    clients: raw.clients.map((client) => ({
      offsetMs: client.offsetMs,
      driftPpm: client.driftPpm,
      sessions: client.sessions,
      installAtMs: Math.floor((durationMs * client.installPermille) / 1_000),
      mode: client.online ? 'online' : 'offline',
    })),
    meteringServer: raw.meteringServer,
    siteServer: raw.siteServer,
    databaseServer: raw.databaseServer,
    pollMinutes: raw.pollMinutes,
    retries: raw.retries,
    retryDelayMinutes: raw.retryDelayMinutes,
    collationMinutes: Math.min(
      10_080,
      Math.max(1, Math.ceil((raw.pollMinutes * raw.collationQuarters) / 4)),
    ),
    logCapacity: raw.logCapacity,
    configurationAgeMs: raw.configurationAgeMs,
    toleranceMs: raw.toleranceMs,
    durationMs,
    looks: raw.looks,
    network: raw.network.on
      ? {
          latencyMsMin: 0,
          latencyMsMax: raw.network.latencyMsMax,
          loss: raw.network.loss,
          duplicate: raw.network.duplicate,
          ordered: raw.network.ordered,
        }
      : quiet,
    syncLatencyMs: raw.syncLatencyMs,
    faults,
    actions,
  };
}

/** The whole space of the issue: every clock, size, fault and action. */
const everything = (variant: string): fc.Arbitrary<Scenario> =>
  raw.map((drawn) => toScenario(variant, drawn));

/** Only what Q213261 speaks of: a client's clock at installation, and how much it is used. */
const install = (variant: string): fc.Arbitrary<Scenario> =>
  fc
    .record({
      seed: fc.nat({ max: 1_000 }),
      offsetMs,
      sessions: fc.integer({ min: 0, max: 200 }),
      days: fc.integer({ min: 1, max: 10 }),
    })
    .map(({ seed, offsetMs: offset, sessions: count, days }) => ({
      ...sms2.simplestScenario(variant),
      seed,
      durationMs: days * DAY_MS,
      clients: [
        {
          offsetMs: offset,
          driftPpm: 0,
          sessions: count,
          installAtMs: 0,
          mode: 'offline' as const,
        },
      ],
    }));

/** Only what Q226832 and Q311764 speak of: a good installation, then an excursion forward and back. */
const excursion = (variant: string): fc.Arbitrary<Scenario> =>
  fc
    .record({
      seed: fc.nat({ max: 1_000 }),
      byMs: fc.nat({ max: 2 * YEAR_MS }),
      sessions: fc.integer({ min: 0, max: 100 }),
      fromMs: fc.nat({ max: 2 * DAY_MS }),
      forMs: fc.nat({ max: 2 * DAY_MS }),
    })
    .map(({ seed, byMs, sessions: count, fromMs, forMs }) => ({
      ...sms2.simplestScenario(variant),
      seed,
      durationMs: 5 * DAY_MS,
      clients: [
        { offsetMs: 0, driftPpm: 0, sessions: count, installAtMs: 0, mode: 'offline' as const },
      ],
      actions: [
        { kind: 'set-clock' as const, at: fromMs, client: 0, byMs },
        { kind: 'set-clock' as const, at: fromMs + forMs, client: 0, byMs: -byMs },
      ],
    }));

export const SPACES = { everything, install, excursion };
