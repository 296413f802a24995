/**
 * Troubles that come together: within an outage of one agent, its clock is set by hours or days, its
 * machine restarts, sleeps or runs out of disk, or the server does.
 *
 * Drawn one by one over a run of days, such faults hardly ever meet. In practice they do: a machine
 * that is repaired is offline, restarted, and set right by hand.
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import * as storeForward from '../../models/store-forward/index.js';
import { driftPpm, faultFrom, signed } from '../study/arbitraries.js';
import type { DrawnFault } from '../study/arbitraries.js';
import { calendarOffsetMs, offsetMs } from './clocks.js';

type Scenario = storeForward.StoreForwardScenario;

const { SERVER } = storeForward;

/** Sizes of a clock's error that no operator notices at once. */
const byMs = fc.oneof(
  { arbitrary: signed(2 * HOUR_MS), weight: 2 },
  { arbitrary: signed(DAY_MS), weight: 3 },
  { arbitrary: signed(60 * DAY_MS), weight: 2 },
  { arbitrary: offsetMs, weight: 1 },
);

const KINDS = [
  'step',
  'step',
  'step',
  'restart',
  'crash',
  'suspend',
  'disk-full',
  'server-crash',
  'server-step',
  'excursion',
] as const;
type Kind = (typeof KINDS)[number];

interface Trouble {
  readonly kind: Kind;
  /** Share of the outage at which it comes, percent; beyond 100: soon after it. */
  readonly percent: number;
  /** At that time, or with the making or the upload of the nearest record. */
  readonly edge: 'none' | 'record' | 'upload';
  readonly jitterMs: number;
  readonly drawn: Omit<DrawnFault, 'moment'>;
}

const trouble: fc.Arbitrary<Trouble> = fc.record({
  kind: fc.constantFrom(...KINDS),
  percent: fc.integer({ min: -20, max: 120 }),
  edge: fc.constantFrom('none', 'record', 'upload'),
  jitterMs: fc.oneof(signed(1), signed(MINUTE_MS)),
  drawn: fc.record({
    kind: fc.constant(0),
    node: fc.constant(0),
    severity: fc.constantFrom('process', 'power', 'torn'),
    forMinutes: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 2 * 1_440 })),
    byMs,
    ppm: fc.integer({ min: 1, max: 500 }),
    syncShare: fc.option(fc.nat({ max: 1_000 }), { nil: undefined, freq: 2 }),
  }),
});

const outage = fc.record({
  node: fc.nat({ max: 5 }),
  permille: fc.nat({ max: 900 }),
  /** Minutes or days; none: only the troubles. */
  forMinutes: fc.oneof(
    { arbitrary: fc.constant(0), weight: 1 },
    { arbitrary: fc.integer({ min: 5, max: 180 }), weight: 2 },
    { arbitrary: fc.integer({ min: 60, max: 3 * 1_440 }), weight: 3 },
  ),
  troubles: fc.array(trouble, { minLength: 1, maxLength: 4 }),
});

type Outage = typeof outage extends fc.Arbitrary<infer T> ? T : never;

/** Records of all sizes, soon after each other in most runs. */
const pace = fc.record({
  agents: fc.array(
    fc.record({
      offsetMs: fc.oneof(fc.constant(0), byMs, byMs, calendarOffsetMs),
      driftPpm,
      records: fc.integer({ min: 4, max: 30 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  everyMs: fc.oneof(
    fc.integer({ min: 10_000, max: 20 * MINUTE_MS }),
    fc.integer({ min: MINUTE_MS, max: 3 * HOUR_MS }),
    fc.integer({ min: HOUR_MS, max: DAY_MS }),
  ),
});

function timeOf({ percent, edge, jitterMs }: Trouble, span: Span): number {
  const { fromMs, forMs, everyMs, uploadMs, durationMs } = span;
  const share = fromMs + Math.floor((Math.max(forMs, everyMs) * percent) / 100);
  const record = Math.round(share / everyMs) * everyMs;
  const at = { none: share, record, upload: record + uploadMs }[edge];
  return Math.min(durationMs - 1, Math.max(0, at + jitterMs));
}

interface Span {
  readonly fromMs: number;
  readonly forMs: number;
  readonly everyMs: number;
  readonly uploadMs: number;
  readonly durationMs: number;
  readonly syncLatencyMs: number;
}

function faultsFrom(one: Trouble, at: number, node: string, span: Span): readonly Fault[] {
  const { kind, drawn } = one;
  const { syncLatencyMs, forMs } = span;
  switch (kind) {
    case 'restart':
      return [{ kind, at, node }];
    case 'server-crash':
      return [faultFrom(drawn, 'crash', at, SERVER, SERVER, syncLatencyMs)];
    case 'server-step':
      return [faultFrom(drawn, 'step', at, SERVER, SERVER)];
    case 'excursion': {
      const back = { ...drawn, byMs: -drawn.byMs };
      const until = at + Math.floor(Math.max(forMs, HOUR_MS) / 2);
      return [
        faultFrom(drawn, 'step', at, node, SERVER),
        faultFrom(back, 'step', until, node, SERVER),
      ];
    }
    default:
      return [faultFrom(drawn, kind, at, node, SERVER, syncLatencyMs)];
  }
}

function inOutage(drawn: Scenario, given: Outage): readonly Fault[] {
  const durationMs = storeForward.durationMs(drawn);
  const fromMs = Math.floor((durationMs * given.permille) / 1_000);
  const forMs = given.forMinutes * MINUTE_MS;
  const node = storeForward.agentName(given.node % drawn.agents.length);
  const span: Span = { ...drawn, fromMs, forMs, durationMs };
  const cut: Fault[] =
    forMs === 0
      ? []
      : [{ kind: 'partition', at: fromMs, node, to: SERVER, both: given.node % 2 === 0, forMs }];
  const troubles = given.troubles.flatMap((one) => faultsFrom(one, timeOf(one, span), node, span));
  return [...cut, ...troubles];
}

/** Draws scenarios of `likely` with one or two such outages in place of their faults. */
export const together = (likely: fc.Arbitrary<Scenario>): fc.Arbitrary<Scenario> =>
  fc.noBias(
    fc
      .tuple(likely, pace, fc.array(outage, { minLength: 1, maxLength: 2 }))
      .map(([drawn, given, outages]) => {
        const scenario = { ...drawn, ...given };
        const durationMs = storeForward.durationMs(scenario);
        const zone = {
          ...drawn.zone,
          changeAtMs: Math.floor(
            durationMs * Math.min(1, drawn.zone.changeAtMs / storeForward.durationMs(drawn)),
          ),
        };
        const faults = outages.flatMap((one) => inOutage(scenario, one));
        return { ...scenario, zone, faults: faults.sort((a, b) => a.at - b.at) };
      }),
  );
