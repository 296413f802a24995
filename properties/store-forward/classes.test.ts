/**
 * Each class that needs more than one rule of acceptance or of the log, in a scenario of its own: the
 * defect breaks the properties that are listed, and the correct system breaks none.
 */
import test from 'ava';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import * as storeForward from '../../models/store-forward/index.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { runScenario } from '../oracle/judged-run.js';
import type { PropertyName } from '../study/contract.js';
import { storeForwardStudy } from './study.js';

type Scenario = storeForward.StoreForwardScenario;

const { SERVER } = storeForward;
const agents = (records: number, offsetMs = 0): Scenario['agents'] => [
  { offsetMs, driftPpm: 0, records },
];
const two = (records: number, offsetMs: number): Scenario['agents'] => [
  ...agents(records),
  ...agents(records, offsetMs),
];
const clocks = (offsetMs: number): Pick<Scenario, 'server'> => ({
  server: { offsetMs, driftPpm: 0 },
});
const slow = (latencyMs: number): Pick<Scenario, 'network'> => ({
  network: { ...PERFECT_LINK, latencyMsMin: latencyMs, latencyMsMax: latencyMs },
});
const step = (at: number, byMs: number) =>
  ({ kind: 'clock', at, node: 'agent-1', adjustment: { kind: 'step', byMs } }) as const;
const cut = (at: number, forMs: number, both = true) =>
  ({ kind: 'partition', at, node: 'agent-1', to: SERVER, both, forMs }) as const;
const crash = (at: number, severity: 'process' | 'power' | 'torn') =>
  ({ kind: 'crash', at, node: 'agent-1', severity, downMs: 0 }) as const;

const LOST: readonly PropertyName[] = ['conservation'];
const STRANDED: readonly PropertyName[] = ['conservation', 'eventual-delivery'];
const DATES: readonly PropertyName[] = ['dates'];

/** For each defect a scenario in which it is the only thing that goes wrong. */
const CASES: Readonly<Record<string, readonly [Partial<Scenario>, readonly PropertyName[]]>> = {
  'dated-on-arrival': [{}, DATES],
  'dated-at-flush': [{}, DATES],
  'delay-taken-for-clock-error': [slow(5 * SECOND_MS), DATES],
  'too-old-redated': [{ faults: [cut(HOUR_MS, 0), cut(0, 3 * DAY_MS)], agents: agents(80) }, DATES],
  // The second record is dated as the first, an hour before.
  'redated-to-neighbour': [
    { agents: agents(2), faults: [{ ...step(90 * MINUTE_MS, 3 * DAY_MS), node: SERVER }] },
    DATES,
  ],
  'seconds-taken-for-milliseconds': [{}, DATES],
  'milliseconds-taken-for-microseconds': [{}, DATES],
  'unit-guessed-from-size': [{ agents: agents(1, -27 * YEAR_MS) }, DATES],
  'ended-by-another-clock': [
    {
      agents: agents(3),
      faults: [{ kind: 'suspend', at: HOUR_MS + 1, node: 'agent-1', forMs: HOUR_MS }],
    },
    DATES,
  ],
  'batch-poisoned-by-old-record': [
    { agents: agents(3), faults: [step(0, -5 * DAY_MS), step(90 * MINUTE_MS, 5 * DAY_MS)] },
    STRANDED,
  ],
  'request-rolled-back': [
    {
      agents: agents(2),
      everyMs: SECOND_MS,
      faults: [step(0, HOUR_MS), step(1_500, -HOUR_MS)],
    },
    LOST,
  ],
  // The last hour of February is delivered on the first of March, before and after 06:00.
  'month-closed': [{ agents: agents(60), faults: [cut(35 * HOUR_MS, 9 * HOUR_MS)] }, LOST],
  'one-slot-an-hour': [{ agents: agents(8), everyMs: MINUTE_MS }, LOST],
  // The first answer is lost, and the agent's clock drifts until the second try.
  'date-in-the-dedup-key': [
    {
      agents: [{ offsetMs: 0, driftPpm: 500, records: 1 }],
      ...slow(2 * SECOND_MS),
      faults: [
        {
          kind: 'partition',
          at: HOUR_MS + MINUTE_MS + 5 * SECOND_MS,
          node: SERVER,
          to: 'agent-1',
          both: false,
          forMs: MINUTE_MS,
        },
      ],
    },
    ['no-duplicates'],
  ],
  'reader-cursor-by-event-time': [{ agents: two(4, HOUR_MS), looks: 3 }, STRANDED],
  'reader-cursor-by-clock': [{ agents: agents(6, -HOUR_MS), looks: 3 }, STRANDED],
  'summary-made-once': [
    { agents: agents(6), everyMs: 20 * MINUTE_MS, looks: 3, ...clocks(HOUR_MS) },
    STRANDED,
  ],
  'date-search-in-unsorted-file': [{ agents: two(6, 5 * HOUR_MS) }, STRANDED],
  'newest-first': [{ agents: agents(3), burst: 3 }, LOST],
  'live-before-backlog': [
    { agents: agents(6), batchRecords: 2, faults: [cut(HOUR_MS, 4 * HOUR_MS)] },
    LOST,
  ],
  'correction-goes-stale': [
    { agents: agents(4, DAY_MS), faults: [step(90 * MINUTE_MS, -DAY_MS)] },
    STRANDED,
  ],
  'correction-applied-twice': [
    {
      agents: agents(6, -DAY_MS),
      faults: [step(90 * MINUTE_MS, DAY_MS), cut(2 * HOUR_MS, HOUR_MS)],
    },
    DATES,
  ],
  'civil-time-cursor': [
    {
      agents: agents(12),
      everyMs: 10 * MINUTE_MS,
      zone: { standardMinutes: 60, changeAtMs: HOUR_MS, byMinutes: -60 },
    },
    LOST,
  ],
  'not-recorded-until-clock-is-set': [{ agents: agents(2, -2 * YEAR_MS) }, LOST],
  'renewal-timer-overflows': [{ agents: agents(2, -25 * DAY_MS) }, ['no-hot-loop']],
  'loss-under-wrong-cause': [
    { agents: agents(1), faults: [step(HOUR_MS + SECOND_MS, 8 * DAY_MS)] },
    ['conservation', 'reports-true'],
  ],
  'file-identity-reused': [
    { agents: agents(2), faults: [crash(2 * HOUR_MS + SECOND_MS, 'process')] },
    STRANDED,
  ],
  // At the power cut the third removal is durable, and the position after it is not.
  'missing-segment-blocks': [
    {
      agents: agents(6),
      segmentRecords: 1,
      batchRecords: 1,
      batchesPerMinute: 1,
      everyMs: 30 * SECOND_MS,
      uploadMs: SECOND_MS,
      faults: [crash(130 * SECOND_MS, 'power')],
    },
    STRANDED,
  ],
  'torn-segment-blocks': [
    {
      agents: agents(3),
      syncLatencyMs: 1_000,
      faults: [crash(HOUR_MS + 500, 'torn')],
    },
    STRANDED,
  ],
};

function played(variant: string, parts: Partial<Scenario>) {
  const scenario = { ...storeForward.simplestScenario(variant), ...parts };
  const checked = checkedScenario(storeForwardStudy, scenario, 'test');
  return runScenario(storeForwardStudy, checked, { strict: true });
}

for (const [name, [parts, properties]] of Object.entries(CASES))
  test(`store-forward classes - ${name} breaks ${properties.join(', ')}, and nothing else`, (t) => {
    const { violations, marks } = played(`correct+${name}`, parts);
    t.deepEqual(
      violations.map(({ property }) => property),
      properties,
      JSON.stringify({ violations, marks: [...marks] }),
    );
    const correct = played('correct', parts);
    t.is(correct.verdict, 'pass', JSON.stringify(correct.violations));
  });

test('store-forward classes - a reader remembers its looks over a restart of the server', (t) => {
  const [parts] = CASES['reader-cursor-by-event-time'] ?? [{}];
  const restart = { kind: 'restart', at: 4.5 * HOUR_MS, node: SERVER } as const;
  const wiped = { kind: 'wipe', at: 4.5 * HOUR_MS, node: SERVER } as const;
  const variant = 'correct+reader-cursor-by-event-time';
  const lost = ({ violations }: ReturnType<typeof played>) => violations.map(({ count }) => count);
  t.deepEqual(lost(played(variant, { ...parts, faults: [restart] })), lost(played(variant, parts)));
  // Its memory goes with the disk, and so do the rows.
  t.deepEqual(lost(played(variant, { ...parts, faults: [wiped] })), []);
});

test('store-forward classes - a timer of credentials overflows past 2^31 - 1 ms, and not before', (t) => {
  // Credentials live for an hour from the server's time.
  const lastMs = HOUR_MS - (2 ** 31 - 1);
  for (const [offsetMs, verdict] of [
    [lastMs, 'pass'],
    [lastMs - 1, 'violation'],
  ] as const)
    t.is(
      played('correct+renewal-timer-overflows', { agents: agents(2, offsetMs) }).verdict,
      verdict,
      String(offsetMs),
    );
});

test('store-forward classes - a month is closed at six on the first, and not a millisecond before', (t) => {
  // The record is made and sent at noon on the 29th; by the server's clock it is the first of March.
  const everyMs = 24 * HOUR_MS;
  const sixMs = (36 + 6) * HOUR_MS;
  for (const [earlyMs, verdict] of [
    [1, 'pass'],
    [0, 'violation'],
  ] as const) {
    const server = clocks(sixMs - everyMs - MINUTE_MS - earlyMs);
    t.is(played('correct+month-closed', { everyMs, ...server }).verdict, verdict, String(earlyMs));
  }
});
