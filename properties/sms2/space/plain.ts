/**
 * Draws the reference study's scenarios in the most obvious way: whole numbers evenly over the
 * ranges of the other space, and lists of faults and actions at instants drawn evenly over the run.
 * This is the baseline for the detection rate of the other space (`npm run bench:detect`).
 *
 * The other space reaches extremes only rarely (thousands of uses, twenty clients, sixty polls).
 * Here the range is that of nearly all of its runs. Drawn evenly over the whole range, a few
 * enormous runs would take all the time.
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../../sim/model/time.js';
import type { Fault } from '../../../sim/world/fault.js';
import * as sms2 from '../../../models/sms2/index.js';

type Scenario = sms2.Sms2Scenario;

const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const percent = (max: number): fc.Arbitrary<{ of: number; in: number }> =>
  between(0, max).map((of) => ({ of, in: 100 }));

const OFFSET_MS_MAX = 30 * YEAR_MS;
const offsetMs = between(-OFFSET_MS_MAX, OFFSET_MS_MAX);
const driftPpm = between(-500, 500);
const serverClock = fc.record({
  offsetMs: between(-400 * DAY_MS, 400 * DAY_MS),
  driftPpm: between(-100, 100),
});
const forMs = between(0, 3 * DAY_MS);

/** As drawn: the instant as a share of the run, the machine as a number. */
interface Drawn<T> {
  readonly millionth: number;
  readonly client: number;
  readonly of: (at: number, client: number) => T;
}

const crash = { severity: fc.constantFrom('process' as const, 'power', 'torn'), downMs: forMs };

type FaultOf = (at: number, node: string) => Fault;
type ActionOf = (at: number, client: number) => sms2.OperatorAction;

const fault: fc.Arbitrary<FaultOf> = fc.oneof(
  fc.record(crash).map<FaultOf>((one) => (at, node) => ({ kind: 'crash', at, node, ...one })),
  fc
    .record({ node: fc.constantFrom(sms2.SERVER, sms2.SITE, sms2.DATABASE), ...crash })
    .map<FaultOf>((one) => (at) => ({ kind: 'crash', at, ...one })),
  fc.record({ both: fc.boolean(), forMs }).map<FaultOf>((one) => (at, node) => ({
    kind: 'partition',
    at,
    node,
    to: sms2.SERVER,
    ...one,
  })),
  fc.record({ both: fc.boolean(), forMs }).map<FaultOf>((one) => (at) => ({
    kind: 'partition',
    at,
    node: sms2.SITE,
    to: sms2.DATABASE,
    ...one,
  })),
  fc
    .record({ kind: fc.constantFrom('disk-full' as const, 'suspend'), forMs })
    .map<FaultOf>((one) => (at, node) => ({ ...one, at, node })),
  fc
    .constantFrom('wipe' as const, 'snapshot', 'restore')
    .map<FaultOf>((kind) => (at, node) => ({ kind, at, node })),
  fc
    .record({ byMs: between(-HOUR_MS, HOUR_MS), ratePpm: between(1, 500) })
    .map<FaultOf>((slew) => (at, node) => ({
      kind: 'clock',
      at,
      node,
      adjustment: { kind: 'slew', ...slew },
    })),
  driftPpm.map<FaultOf>((ppm) => (at, node) => ({
    kind: 'clock',
    at,
    node,
    adjustment: { kind: 'drift', driftPpm: ppm },
  })),
);

const action: fc.Arbitrary<ActionOf> = fc.oneof(
  fc
    .constantFrom(
      'install' as const,
      'synchronise',
      'restart',
      'delete-log',
      'delete-next-sync-time',
    )
    .map<ActionOf>((kind) => (at, client) => ({ kind, at, client })),
  fc.boolean().map<ActionOf>((clean) => (at, client) => ({ kind: 'remove', at, client, clean })),
  offsetMs.map<ActionOf>((byMs) => (at, client) => ({ kind: 'set-clock', at, client, byMs })),
  between(1, 10_080).map<ActionOf>((pollMinutes) => (at) => ({
    kind: 'change-setting',
    at,
    pollMinutes,
  })),
  fc
    .constantFrom('metering' as const, 'site', 'database')
    .map<ActionOf>((server) => (at) => ({ kind: 'correct-clock', at, server })),
);

const drawnOf = <T>(
  of: fc.Arbitrary<(at: number, client: number) => T>,
): fc.Arbitrary<readonly Drawn<T>[]> =>
  fc.array(fc.record({ millionth: between(0, 999_999), client: between(0, 19), of }), {
    maxLength: 5,
  });

const drawn = fc.record({
  seed: fc.nat({ max: 0xffff_ffff }),
  clients: fc.array(
    fc.record({
      offsetMs,
      driftPpm,
      sessions: between(0, 100),
      installMillionth: between(0, 500_000),
      mode: fc.constantFrom('offline' as const, 'online'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  meteringServer: serverClock,
  siteServer: serverClock,
  databaseServer: serverClock,
  pollMinutes: between(1, 10_080),
  polls: between(1, 12),
  collationMinutes: between(1, 10_080),
  retries: between(1, 100),
  retryDelayMinutes: between(1, 60),
  logCapacity: between(0, 10_000),
  configurationAgeMs: between(0, 90 * DAY_MS),
  toleranceMs: between(0, 3 * DAY_MS),
  looks: between(0, 24),
  latencyMsMax: between(0, 90_000),
  loss: percent(30),
  duplicate: percent(20),
  ordered: fc.boolean(),
  syncLatencyMs: between(0, 30_000),
  faults: drawnOf(
    fault.map((of) => (at: number, client: number) => of(at, sms2.clientName(client))),
  ),
  actions: drawnOf(action),
});

const DURATION_MS_MAX = 120 * DAY_MS;

export const plain = (variant: string): fc.Arbitrary<Scenario> =>
  drawn.map(({ polls, latencyMsMax, loss, duplicate, ordered, ...raw }) => {
    const durationMs = Math.min(
      DURATION_MS_MAX,
      Math.max(10 * MINUTE_MS, polls * raw.pollMinutes * MINUTE_MS),
    );
    const share = (millionth: number): number => Math.floor((durationMs * millionth) / 1_000_000);
    const count = raw.clients.length;
    const timed = <T>({ millionth, client, of }: Drawn<T>): T =>
      of(share(millionth), client % count);
    return {
      ...sms2.simplestScenario(variant),
      ...raw,
      durationMs,
      clients: raw.clients.map(({ installMillionth, ...client }) => ({
        ...client,
        installAtMs: share(installMillionth),
      })),
      network: { latencyMsMin: 0, latencyMsMax, loss, duplicate, ordered },
      faults: raw.faults.map(timed).sort((a, b) => a.at - b.at),
      actions: raw.actions.map(timed).sort((a, b) => a.at - b.at),
    };
  });

/**
 * The plain space in which an agent starts some time after its machine, and programs may run before
 * it does.
 */
export const plainLate = (variant: string): fc.Arbitrary<Scenario> =>
  fc.tuple(plain(variant), between(0, 45 * MINUTE_MS)).map(([scenario, startDelayMs]) => ({
    ...scenario,
    clients: scenario.clients.map((client) => ({ ...client, startDelayMs })),
  }));
