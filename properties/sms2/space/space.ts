/**
 * Explored space of the reference study, as fast-check arbitraries.
 *
 * Everything is drawn as small integers and short lists and mapped to a scenario. So nothing is
 * filtered away, and fast-check shrinks towards a right clock, one client, no use and no fault. In
 * the style of swarm testing, each run switches off a random subset of the kinds of faults and
 * actions.
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../../sim/model/time.js';
import { edgesOf } from '../../study/schema-edges.js';
import { SMS2_SCHEMA } from '../schema.js';
import * as sms2 from '../../../models/sms2/index.js';
import { documentedSpace } from '../documented/space.js';
import { driftPpm, link, offsetMs, PERFECT_LINK, serverClock } from '../../study/arbitraries.js';
import { diskDisasters } from './disk-disasters.js';
import { withServers } from './servers.js';
import {
  actionsOf,
  CRASHES_ONLY,
  interventions,
  faultsOf,
  manyInterventions,
} from './interventions.js';
import { plain, plainLate } from './plain.js';
import { shortPeriods } from './short-periods.js';

type Scenario = sms2.Sms2Scenario;

const sessions = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 6 }), weight: 330 },
  { arbitrary: fc.integer({ min: 0, max: 100 }), weight: 640 },
  { arbitrary: fc.integer({ min: 100, max: 1_000 }), weight: 26 },
  { arbitrary: fc.integer({ min: 1_000, max: 10_000 }), weight: 4 },
);

const fewSessions = fc.integer({ min: 0, max: 20 });

const pollMinutes = fc.oneof(
  { arbitrary: fc.constant(240), weight: 3 },
  { arbitrary: fc.integer({ min: 1, max: 60 }), weight: 1 },
  { arbitrary: fc.integer({ min: 60, max: 1_440 }), weight: 2 },
  { arbitrary: fc.integer({ min: 1_440, max: 10_080 }), weight: 3 },
);

/**
 * Network: perfect in a quarter of the runs, because many defects show only with a network that
 * delivers.
 */
const network = fc.tuple(link, link).map(([one, other]) => (one === PERFECT_LINK ? other : one));

/**
 * Looks at the console just when polls are due, or at collations and between them, where rows are
 * about to move.
 */
const AT_POLLS = -1;
const AT_COLLATIONS = -2;

interface RawClient {
  readonly offsetMs: number;
  readonly driftPpm: number;
  readonly sessions: number;
  readonly installPermille: number;
  readonly online: boolean;
}

const clientUsed = (often: fc.Arbitrary<number>): fc.Arbitrary<RawClient> =>
  fc.record({
    offsetMs,
    driftPpm,
    sessions: often,
    installPermille: fc.constantFrom(0, 0, 0, 100, 500),
    online: fc.constantFrom(false, false, false, true),
  });

const raw = fc.record({
  seed: fc.nat({ max: 0xffff_ffff }),
  clients: fc.oneof<fc.MaybeWeightedArbitrary<readonly RawClient[]>[]>(
    {
      arbitrary: fc.array(clientUsed(sessions), { minLength: 1, maxLength: 3 }),
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
    { arbitrary: fc.constant(0), weight: 2 },
    { arbitrary: fc.integer({ min: 1, max: 10 }), weight: 1 },
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
    { arbitrary: fc.constant(AT_POLLS), weight: 1 },
    { arbitrary: fc.constant(AT_COLLATIONS), weight: 1 },
  ),
  network,
  syncLatencyMs: fc.oneof(
    { arbitrary: fc.constant(0), weight: 1 },
    { arbitrary: fc.nat({ max: 2_000 }), weight: 1 },
    { arbitrary: fc.nat({ max: 30_000 }), weight: 1 },
  ),
  looksLatePercent: fc.nat({ max: 200 }),
  ...interventions,
});

type Raw = typeof raw extends fc.Arbitrary<infer T> ? T : never;

/**
 * Keeps a run small enough to be one of a million: long where little happens, short where much
 * does.
 */
const DURATION_MS_MAX = 120 * DAY_MS;

/** Interval between looks at the console, ms, if it is not given as a number of looks. */
function looksEveryMs(looks: number, pollMs: number, collationMs: number): number | undefined {
  if (looks === AT_POLLS) return pollMs;
  return looks === AT_COLLATIONS ? collationMs / 2 : undefined;
}

/** Length of the run, and the interval between looks. */
function lookedAt(raw: Raw, everyMs: number | undefined): Pick<Scenario, 'durationMs' | 'looks'> {
  const pollsMs = raw.polls * raw.pollMinutes * MINUTE_MS;
  const durationMs = Math.min(DURATION_MS_MAX, Math.max(10 * MINUTE_MS, pollsMs));
  if (everyMs === undefined) return { durationMs, looks: raw.looks };
  // Looks are spread evenly: they are at the edges of a period only in a run of whole periods.
  const periods = Math.max(2, Math.floor(durationMs / everyMs));
  // The run is a little longer, by the time of messages: looks then race with the traffic of the
  // edge.
  const lateMs = Math.floor((raw.network.latencyMsMax * raw.looksLatePercent) / 100);
  return { durationMs: everyMs * periods + lateMs, looks: periods - 1 };
}

function toScenario(variant: string, raw: Raw): Scenario {
  const pollMs = raw.pollMinutes * MINUTE_MS;
  const collationMinutes = Math.min(
    10_080,
    Math.max(1, Math.ceil((raw.pollMinutes * raw.collationQuarters) / 4)),
  );
  const everyMs = looksEveryMs(raw.looks, pollMs, collationMinutes * MINUTE_MS);
  const { durationMs, looks } = lookedAt(raw, everyMs);
  const { seed } = raw;
  const sessionsOf = raw.clients.map((client) => client.sessions);
  const { syncLatencyMs } = raw;
  const span = { seed, durationMs, pollMs, syncLatencyMs, sessions: sessionsOf };
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
    collationMinutes,
    logCapacity: raw.logCapacity,
    configurationAgeMs: raw.configurationAgeMs,
    toleranceMs: raw.toleranceMs,
    durationMs,
    looks,
    network: raw.network,
    syncLatencyMs,
    faults: faultsOf(raw.faults, span),
    actions: actionsOf(raw.actions, span),
  };
}

/** Every clock, size, fault and action, weighted towards the values that are likely to matter. */
const likely = (variant: string): fc.Arbitrary<Scenario> =>
  raw.map((drawn) => toScenario(variant, drawn));

/** A run of more steps takes seconds. */
const STEPS_MAX = 200_000;

/**
 * Each fault may make the ledger look through all records; it reads about twenty in the time of a
 * step.
 */
const scansOf = ({ faults, clients, uses = [] }: Scenario): number =>
  (faults.length * clients.reduce((sum, { sessions }) => sum + sessions, uses.length)) / 20;

/** A use does not end before it begins. */
const inOrder = (scenario: Scenario): Scenario =>
  scenario.uses === undefined
    ? scenario
    : {
        ...scenario,
        uses: scenario.uses.map((use) => ({ ...use, endMs: Math.max(use.startMs, use.endMs) })),
      };

/** The schema's whole range, bounds included, of the numbers that the space above leaves out. */
const edges = (variant: string): fc.Arbitrary<Scenario> =>
  edgesOf({
    schema: SMS2_SCHEMA,
    except: ['study', 'variant', 'schedule'],
    simplest: sms2.simplestScenario(variant),
    drawn: likely(variant),
    durationMs: (scenario) => scenario.durationMs,
    playable: inOrder,
    steps: (scenario) => sms2.stepsOf(scenario) + scansOf(scenario),
    stepsMax: STEPS_MAX,
  });

const disasters = (variant: string): fc.Arbitrary<Scenario> => diskDisasters(likely(variant));
const shortly = (variant: string): fc.Arbitrary<Scenario> => shortPeriods(likely(variant));

/** All that the schema admits, and what is likely in combinations that need more than luck. */
const everything = (variant: string): fc.Arbitrary<Scenario> =>
  fc.oneof(
    { arbitrary: likely(variant), weight: 14 },
    { arbitrary: edges(variant), weight: 2 },
    { arbitrary: disasters(variant), weight: 2 },
    { arbitrary: shortly(variant), weight: 2 },
  );

const SLOW_DISK_MS = 10_000;

/**
 * Machines crash while slow disks write, and operators do nothing. It tests the order of writing
 * and acknowledging.
 */
const storage = (variant: string): fc.Arbitrary<Scenario> =>
  raw.map((drawn) =>
    toScenario(variant, {
      ...drawn,
      faults: { ...drawn.faults, mask: CRASHES_ONLY },
      actions: { ...drawn.actions, mask: 0 },
      syncLatencyMs: drawn.syncLatencyMs + SLOW_DISK_MS,
    }),
  );

/**
 * Several busy clients, with disasters and operators of all kinds at once. Defects that need
 * several of them in a row are found in far fewer runs, each of which takes longer. Where one of
 * them hides the effect of another, for instance a single wrong date, `everything` shows it more
 * easily.
 */
const crowded = (variant: string): fc.Arbitrary<Scenario> =>
  fc
    .record({
      drawn: raw,
      clients: fc.array(clientUsed(fc.integer({ min: 0, max: 100 })), {
        minLength: 3,
        maxLength: 6,
      }),
      ...manyInterventions,
    })
    .map(({ drawn, ...crowd }) => toScenario(variant, { ...drawn, ...crowd }));

/**
 * Only the subject of Q213261: a client's clock at installation, and how much the client is used.
 */
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

/**
 * Only the subject of Q226832 and Q311764: a good installation, then an excursion of the clock
 * forward and back.
 */
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

/** Everything, with more than one metering server. */
const servers = (variant: string): fc.Arbitrary<Scenario> => withServers(everything(variant));

export const SPACES = {
  everything,
  likely,
  edges,
  'disk-disasters': disasters,
  'short-periods': shortly,
  storage,
  crowded,
  install,
  excursion,
  servers,
  documented: documentedSpace,
  plain,
  'plain-servers': (variant: string) => withServers(plain(variant)),
  'plain-late': plainLate,
};
