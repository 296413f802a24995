/**
 * The hard zoo: the smallest scenario that shows each defect, and that each of its conditions is
 * needed. Without any one of them the run passes.
 */
import test from 'ava';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import type { Fault } from '../../sim/world/fault.js';
import * as storeForward from '../../models/store-forward/index.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { runScenario } from '../oracle/judged-run.js';
import { storeForwardStudy } from './study.js';

type Scenario = storeForward.StoreForwardScenario;
type Changes = Partial<Scenario>;

const { SERVER } = storeForward;
const AGENT = 'agent-1';

const agents = (...records: number[]): Pick<Scenario, 'agents'> => ({
  agents: records.map((count) => ({ offsetMs: 0, driftPpm: 0, records: count })),
});
const behind = (byMs: number, ...records: number[]): Pick<Scenario, 'agents'> => ({
  agents: records.map((count) => ({ offsetMs: -byMs, driftPpm: 0, records: count })),
});
const cut = (at: number, forMs: number): Fault => ({
  kind: 'partition',
  at,
  node: AGENT,
  to: SERVER,
  both: true,
  forMs,
});
const step = (at: number, byMs: number): Fault => ({
  kind: 'clock',
  at,
  node: AGENT,
  adjustment: { kind: 'step', byMs },
});
const restart = (at: number): Fault => ({ kind: 'restart', at, node: AGENT });

interface Specimen {
  readonly scenario: Changes;
  /** By the condition that they take away. */
  readonly without: Readonly<Record<string, Changes>>;
}

const LONG_EVERY_MS = 76_691_559;

const SPECIMENS: Readonly<Record<string, Specimen>> = {
  'busy-date-after-24-days': {
    scenario: { ...behind(MINUTE_MS, 28, 28), everyMs: LONG_EVERY_MS, batchesPerMinute: 1 },
    without: {
      'a 429': { batchesPerMinute: 0 },
      '24.8 days': { everyMs: HOUR_MS },
      'a clock behind': agents(28, 28),
      'a clock behind by no more than a day': behind(DAY_MS + 2 * MINUTE_MS, 28, 28),
    },
  },
  'full-log-set-back-offline': {
    scenario: {
      ...agents(3),
      logCapacity: 1,
      faults: [cut(3_660_001, 6_630_000), step(7_320_001, -3_600_000)],
    },
    without: {
      'a full log': { logCapacity: 0 },
      'an outage': { faults: [step(7_320_001, -3_600_000)] },
      'a step back': { faults: [cut(3_660_001, 6_630_000)] },
      'by no more than a day': {
        faults: [cut(3_660_001, 6_630_000), step(7_320_001, -2 * DAY_MS)],
      },
    },
  },
  'sleep-offline-after-restart': {
    scenario: {
      ...agents(4),
      everyMs: 14_957_782,
      faults: [
        cut(31_317_705, 204_600_000),
        restart(71_058_886),
        { kind: 'suspend', at: 71_178_887, node: AGENT, forMs: HOUR_MS },
      ],
    },
    without: {
      'a restart': {
        faults: [
          cut(31_317_705, 204_600_000),
          { kind: 'suspend', at: 71_178_887, node: AGENT, forMs: HOUR_MS },
        ],
      },
      'an outage': {
        faults: [
          restart(71_058_886),
          { kind: 'suspend', at: 71_178_887, node: AGENT, forMs: HOUR_MS },
        ],
      },
      'an hour of sleep': {
        faults: [
          cut(31_317_705, 204_600_000),
          restart(71_058_886),
          { kind: 'suspend', at: 71_178_887, node: AGENT, forMs: HOUR_MS - MINUTE_MS },
        ],
      },
    },
  },
  'ttl-offline-after-restart': {
    scenario: {
      ...agents(13),
      faults: [cut(0, 48_622_386), step(3_600_000, 8 * DAY_MS), restart(20_712_385)],
    },
    without: {
      'an outage': { faults: [step(3_600_000, 8 * DAY_MS), restart(20_712_385)] },
      'a step forward of a week': {
        faults: [cut(0, 48_622_386), step(3_600_000, 6 * DAY_MS), restart(20_712_385)],
      },
      'of no more than two months': {
        faults: [cut(0, 48_622_386), step(3_600_000, 61 * DAY_MS), restart(20_712_385)],
      },
      'a restart': { faults: [cut(0, 48_622_386), step(3_600_000, 8 * DAY_MS)] },
    },
  },
  'late-part-after-set-back': {
    scenario: {
      ...agents(16),
      everyMs: 755_878,
      uploadMs: 51_204,
      takeRecords: 4,
      faults: [cut(8_491_741, 3_660_000), step(12_211_741, -2_560_001)],
    },
    without: {
      'a part': { takeRecords: 20 },
      'failed attempts': { faults: [step(12_211_741, -2_560_001)] },
      'a step back': { faults: [cut(8_491_741, 3_660_000)] },
      'of no more than a day': {
        faults: [cut(8_491_741, 3_660_000), step(12_211_741, -2 * DAY_MS)],
      },
    },
  },
  'cursor-after-retries': {
    scenario: {
      ...agents(2),
      everyMs: 3_449_999,
      faults: [cut(3_510_000, 3_599_999), restart(7_109_999)],
    },
    without: {
      'an outage': { faults: [restart(7_109_999)] },
      'a restart': { faults: [cut(3_510_000, 3_599_999)] },
      'credentials that are still valid': { everyMs: 2 * HOUR_MS },
    },
  },
  'oldest-start-skipped-when-set-back': {
    scenario: {
      ...agents(8),
      everyMs: 1_468_317,
      burst: 2,
      batchRecords: 6,
      faults: [cut(0, 4_558_318), step(4_404_952, -1_528_319), restart(5_873_269)],
    },
    without: {
      'an outage': { faults: [step(4_404_952, -1_528_319), restart(5_873_269)] },
      'a step back': { faults: [cut(0, 4_558_318), restart(5_873_269)] },
      'a restart': { faults: [cut(0, 4_558_318), step(4_404_952, -1_528_319)] },
    },
  },
  'hour-reported-again': {
    scenario: {
      ...agents(2),
      everyMs: 20 * MINUTE_MS,
      faults: [step(30 * MINUTE_MS, -25 * MINUTE_MS)],
    },
    without: {
      'a step back': { faults: [] },
      'into an hour that was reported': { faults: [step(30 * MINUTE_MS, -2 * HOUR_MS)] },
      // The items are drawn.
      'the same item': { seed: 1 },
    },
  },
  'last-month-in-grace': {
    scenario: { ...agents(14), everyMs: 9_969_231, faults: [step(129_600_004, -9_969_235)] },
    without: {
      "a month's end": { everyMs: HOUR_MS, faults: [step(46_800_000, -9_969_235)] },
      'a step back': { faults: [] },
      'the days of grace': { server: { offsetMs: 5 * DAY_MS, driftPpm: 0 } },
    },
  },
  'recovered-in-part': {
    scenario: {
      seed: 6,
      ...agents(1, 10, 1),
      everyMs: 46_082_061,
      network: { ...PERFECT_LINK, latencyMsMax: 4_750 },
      syncLatencyMs: 440,
      faults: [
        { kind: 'crash', at: 0, severity: 'torn', downMs: 0, node: SERVER, intoSyncMs: 0 },
        { kind: 'crash', at: 46_082_502, severity: 'torn', downMs: 14_113, node: 'agent-2' },
        {
          kind: 'crash',
          at: 46_247_926,
          severity: 'torn',
          downMs: 0,
          node: SERVER,
          intoSyncMs: 441,
        },
        { kind: 'snapshot', at: 46_082_502, node: 'agent-3' },
        { kind: 'restore', at: 92_163_840, node: 'agent-3' },
      ],
    },
    without: {
      'other agents': agents(10),
      'a restarted server': { faults: [] },
    },
  },
  'purged-behind-a-new-start': {
    scenario: { ...behind(35 * DAY_MS, 4), faults: [restart(HOUR_MS + 1)] },
    without: {
      'a month': behind(29 * DAY_MS, 4),
      'no more than two': behind(61 * DAY_MS, 4),
      'a restart': { faults: [] },
    },
  },
  'zone-at-arrival': {
    scenario: {
      ...behind(2 * HOUR_MS, 1),
      zone: { standardMinutes: 0, changeAtMs: 0, byMinutes: 60 },
    },
    without: {
      'an hour': behind(HOUR_MS - 2 * MINUTE_MS, 1),
      'no more than a day': behind(2 * DAY_MS, 1),
      'a change in between': { zone: { standardMinutes: 0, changeAtMs: DAY_MS, byMinutes: 60 } },
    },
  },
  'repeat-refused-by-age': {
    scenario: {
      ...behind(HOUR_MS, 2),
      network: { ...PERFECT_LINK, latencyMsMax: 1, loss: { of: 2, in: 3 } },
    },
    without: {
      'a lost answer': { network: PERFECT_LINK },
      'a quarter of an hour': behind(10 * MINUTE_MS, 2),
      'no more than a day': behind(2 * DAY_MS, 2),
    },
  },
};

const played = (name: string, ...changes: readonly Changes[]) => {
  const variant = name === '' ? 'correct' : `correct+${name}`;
  const scenario = Object.assign(
    {},
    storeForward.simplestScenario(variant),
    ...changes,
  ) as Scenario;
  return runScenario(storeForwardStudy, checkedScenario(storeForwardStudy, scenario, 'test'));
};

test('hard zoo - it has a dozen defects, and each has a specimen with three conditions', (t) => {
  const names = Object.keys(storeForward.HARD_DEFECTS);
  t.true(names.length >= 12);
  t.deepEqual(Object.keys(SPECIMENS).sort(), [...names].sort());
  for (const name of names) t.true(Object.hasOwn(storeForward.DEFECTS, name), name);
});

for (const [name, { scenario, without }] of Object.entries(SPECIMENS))
  test(`hard zoo ${name} - shown by its specimen, and by nothing less`, (t) => {
    const property = storeForward.HARD_DEFECTS[name]?.property;
    const shown = played(name, scenario).violations.map((one) => one.property);
    t.true(
      property !== undefined && (shown as readonly string[]).includes(property),
      String(shown),
    );
    t.is(played('', scenario).verdict, 'pass');
    for (const [condition, changes] of Object.entries(without))
      t.is(played(name, scenario, changes).verdict, 'pass', `without ${condition}`);
  });
