/** The numbers that an explored scenario is made of, and the scenario. */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import * as storeForward from '../../models/store-forward/index.js';
import { link, serverClock } from '../study/arbitraries.js';
import type { DrawnFault, Swarm } from '../study/arbitraries.js';
import { clock } from './clocks.js';
import { faultsOf, interventions } from './interventions.js';
import type { Moment } from './interventions.js';

type Scenario = storeForward.StoreForwardScenario;

const records = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 4 }), weight: 1 },
  { arbitrary: fc.integer({ min: 0, max: 15 }), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 40 }), weight: 4 },
);

const ms = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const everyMs = fc.oneof(
  ms(SECOND_MS, MINUTE_MS),
  ms(MINUTE_MS, HOUR_MS),
  ms(HOUR_MS, DAY_MS),
  ms(DAY_MS, storeForward.EVERY_MS_MAX),
);

const uploadMs = fc.oneof(ms(SECOND_MS, MINUTE_MS), ms(MINUTE_MS, HOUR_MS));

const batchesPerMinute = fc.oneof(
  { arbitrary: fc.constant(0), weight: 2 },
  { arbitrary: fc.integer({ min: 1, max: 5 }), weight: 1 },
);

/** No limit, a log that is soon full, or any size. */
const logCapacity = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 20 }),
);

/** A size that is soon exceeded, or any size. */
const fewOr = (max: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max }));

const QUARTER_MINUTES = 15;
const ZONE_QUARTERS_MAX = storeForward.ZONE_MINUTES_MAX / QUARTER_MINUTES;

export const drawn = fc.record({
  seed: fc.nat({ max: 0xffff_ffff }),
  agents: fc.array(fc.record({ clock, records }), { minLength: 1, maxLength: 3 }),
  cloned: fc.boolean(),
  server: serverClock,
  quarters: fc.integer({ min: -ZONE_QUARTERS_MAX, max: ZONE_QUARTERS_MAX }),
  changePermille: fc.integer({ min: 0, max: 1_000 }),
  byMinutes: fc.constantFrom(0, 60, -60),
  everyMs,
  burst: fc.integer({ min: 1, max: 4 }),
  uploadMs,
  batchRecords: fewOr(20),
  takeRecords: fewOr(20),
  segmentRecords: fewOr(10),
  logCapacity,
  batchesPerMinute,
  network: link,
  syncLatencyMs: fc.oneof(fc.constant(0), fc.nat({ max: 2_000 }), fc.nat({ max: 20_000 })),
  looks: fc.nat({ max: 3 }),
  happens: interventions satisfies fc.Arbitrary<Swarm<DrawnFault<Moment>>>,
});

/** The numbers that a scenario is made of. */
export type Raw = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

export function toScenario(variant: string, numbers: Raw): Scenario {
  const { quarters, changePermille, byMinutes, happens, ...raw } = numbers;
  const agents = raw.agents.map((agent) => ({ ...agent.clock, records: agent.records }));
  const durationMs = storeForward.durationMs({ ...raw, agents });
  return {
    ...storeForward.simplestScenario(variant),
    ...raw,
    agents,
    zone: {
      standardMinutes: quarters * QUARTER_MINUTES,
      changeAtMs: Math.floor((durationMs * changePermille) / 1_000),
      byMinutes,
    },
    faults: faultsOf(happens, { ...raw, durationMs, agents: agents.length }),
  };
}
