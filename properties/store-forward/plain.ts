/**
 * Draws the same scenarios in the most obvious way: whole numbers evenly over the same ranges, and
 * a list of faults at instants drawn evenly over the run. This is the baseline for the detection
 * rate of the other space (`npm run bench:detect`).
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import * as storeForward from '../../models/store-forward/index.js';
import { OFFSET_MS_MAX } from './clocks.js';

type Scenario = storeForward.StoreForwardScenario;

const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const offsetMs = between(-OFFSET_MS_MAX, OFFSET_MS_MAX);
const serverOffsetMs = between(-400 * DAY_MS, 400 * DAY_MS);
const driftPpm = between(-500, 500);
const forMs = between(0, 3 * DAY_MS);
const percent = (max: number): fc.Arbitrary<{ of: number; in: number }> =>
  between(0, max).map((of) => ({ of, in: 100 }));

/** As drawn: the instant as a share of the run, the machine as a number. */
interface Drawn {
  readonly millionth: number;
  readonly node: number;
  readonly fault: (at: number, agent: string, any: string) => Fault;
}

const { SERVER } = storeForward;

const fault: fc.Arbitrary<Drawn['fault']> = fc.oneof(
  fc
    .record({ severity: fc.constantFrom('process' as const, 'power', 'torn'), downMs: forMs })
    .map((crash) => (at: number, _agent: string, node: string): Fault => ({
      kind: 'crash',
      at,
      node,
      ...crash,
    })),
  fc.record({ both: fc.boolean(), forMs }).map((cut) => (at: number, node: string): Fault => ({
    kind: 'partition',
    at,
    node,
    to: SERVER,
    ...cut,
  })),
  fc
    .record({ kind: fc.constantFrom('disk-full' as const, 'suspend'), forMs })
    .map((one) => (at: number, _agent: string, node: string): Fault => ({ ...one, at, node })),
  fc
    .constantFrom('restart' as const, 'wipe', 'snapshot', 'restore')
    .map((kind) => (at: number, node: string): Fault => ({ kind, at, node })),
  fc.constant((at: number, node: string): Fault => ({ kind: 'synchronise', at, node, to: SERVER })),
  offsetMs.map((byMs) => (at: number, _agent: string, node: string): Fault => ({
    kind: 'clock',
    at,
    node,
    adjustment: { kind: 'step', byMs },
  })),
  fc
    .record({ byMs: between(-HOUR_MS, HOUR_MS), ratePpm: between(1, 500) })
    .map((slew) => (at: number, node: string): Fault => ({
      kind: 'clock',
      at,
      node,
      adjustment: { kind: 'slew', ...slew },
    })),
  driftPpm.map((ppm) => (at: number, node: string): Fault => ({
    kind: 'clock',
    at,
    node,
    adjustment: { kind: 'drift', driftPpm: ppm },
  })),
);

const faults: fc.Arbitrary<readonly Drawn[]> = fc.array(
  fc.record({ millionth: between(0, 999_999), node: between(0, 19), fault }),
  { maxLength: 5 },
);

const drawn = fc.record({
  seed: fc.nat({ max: 0xffff_ffff }),
  agents: fc.array(fc.record({ offsetMs, driftPpm, records: between(0, 40) }), {
    minLength: 1,
    maxLength: 3,
  }),
  cloned: fc.boolean(),
  server: fc.record({ offsetMs: serverOffsetMs, driftPpm: between(-100, 100) }),
  standardMinutes: between(-storeForward.ZONE_MINUTES_MAX, storeForward.ZONE_MINUTES_MAX),
  changeMillionth: between(0, 999_999),
  byMinutes: fc.constantFrom(0, 60, -60),
  everyMs: between(SECOND_MS, storeForward.EVERY_MS_MAX),
  burst: between(1, 4),
  uploadMs: between(SECOND_MS, HOUR_MS),
  batchRecords: between(1, 20),
  takeRecords: between(1, 20),
  segmentRecords: between(1, 10),
  logCapacity: between(0, 20),
  batchesPerMinute: between(0, 5),
  latencyMsMax: between(0, 1.5 * MINUTE_MS),
  loss: percent(30),
  duplicate: percent(20),
  ordered: fc.boolean(),
  syncLatencyMs: between(0, 20_000),
  looks: between(0, 3),
  faults,
});

export const plain = (variant: string): fc.Arbitrary<Scenario> =>
  drawn.map(
    ({
      standardMinutes,
      changeMillionth,
      byMinutes,
      latencyMsMax,
      loss,
      duplicate,
      ordered,
      ...raw
    }) => {
      const durationMs = storeForward.durationMs(raw);
      const share = (millionth: number): number => Math.floor((durationMs * millionth) / 1_000_000);
      const count = raw.agents.length;
      const agent = (node: number): string => storeForward.agentName(node % count);
      const any = (node: number): string =>
        node % (count + 1) === count ? SERVER : agent(node % (count + 1));
      return {
        ...storeForward.simplestScenario(variant),
        ...raw,
        zone: { standardMinutes, changeAtMs: share(changeMillionth), byMinutes },
        network: { latencyMsMin: 0, latencyMsMax, loss, duplicate, ordered },
        faults: raw.faults
          .map(({ millionth, node, fault: of }) => of(share(millionth), agent(node), any(node)))
          .sort((a, b) => a.at - b.at),
      };
    },
  );
