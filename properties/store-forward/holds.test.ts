/** The correct system holds at places of its schema that no space used to draw. See decision 31. */
import test from 'ava';
import { HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import * as storeForward from '../../models/store-forward/index.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { runScenario } from '../oracle/judged-run.js';
import { storeForwardStudy } from './study.js';

type Scenario = storeForward.StoreForwardScenario;

const { SERVER } = storeForward;
const CORRECT = storeForward.simplestScenario('correct');
const agents = (records: number): Scenario['agents'] => [{ offsetMs: 0, driftPpm: 0, records }];
const slowLink = (latencyMs: number): Pick<Scenario, 'network'> => ({
  network: { ...PERFECT_LINK, latencyMsMin: latencyMs, latencyMsMax: latencyMs },
});
const set = (node: string, at: number, toMs: number) =>
  ({ kind: 'clock', at, node, adjustment: { kind: 'set', toMs } }) as const;

/** Scenarios, and the fates of the records that are not counted. */
const HOLDS: Readonly<Record<string, readonly [Partial<Scenario>, ...excused: string[]]>> = {
  "an agent's clock is set": [{ faults: [set('agent-1', 0, 0)] }],
  'a clock is set, and set right again in the same instant': [
    {
      faults: [
        set('agent-1', HOUR_MS, 0),
        { kind: 'synchronise', at: HOUR_MS, node: 'agent-1', to: SERVER },
      ],
    },
  ],
  'an agent takes the time of a server that has been set': [
    {
      faults: [set(SERVER, 0, 0), { kind: 'synchronise', at: 1, node: 'agent-1', to: SERVER }],
    },
  ],
  'every answer takes just as long as it is waited for': [slowLink(30_000)],
  'every answer is late, and each batch holds one record': [
    { ...slowLink(35_000), agents: agents(40), batchRecords: 1 },
  ],
  'every message takes a quarter of an hour': [
    { ...slowLink(15 * MINUTE_MS), agents: agents(40), batchRecords: 1, everyMs: 1_000 },
  ],
  'the server is wiped while its answer is on the way': [
    {
      everyMs: 191_259,
      uploadMs: 1_001,
      network: { ...PERFECT_LINK, latencyMsMax: 207 },
      syncLatencyMs: 985,
      faults: [{ kind: 'wipe', at: 193_839, node: SERVER }],
    },
    'disk-destroyed',
  ],
  'the server is wiped when its rows had been seen': [
    { agents: agents(4), looks: 3, faults: [{ kind: 'wipe', at: 4 * HOUR_MS + 1, node: SERVER }] },
    'disk-destroyed',
    'disk-destroyed',
    'disk-destroyed',
  ],
  'no record is added to a segment that holds only half a record': [
    {
      agents: agents(3),
      everyMs: 60_001,
      syncLatencyMs: 1,
      faults: [
        { kind: 'crash', at: 60_001, node: 'agent-1', severity: 'torn', downMs: 0 },
        { kind: 'snapshot', at: 0, node: SERVER },
        { kind: 'restore', at: 180_004, node: SERVER },
      ],
    },
    'unsynced-at-crash',
    'disk-destroyed',
  ],
  'records are uploaded one by one, and disks are slow': [
    { agents: agents(40), uploadMs: 1, syncLatencyMs: MINUTE_MS },
  ],
};

for (const [what, [parts, ...excused]] of Object.entries(HOLDS))
  test(`store-forward holds - ${what}`, (t) => {
    const scenario = checkedScenario(storeForwardStudy, { ...CORRECT, ...parts }, 'test');
    const { verdict, reason, violations, fates, metered } = runScenario(
      storeForwardStudy,
      scenario,
    );
    t.is(verdict, 'pass', reason ?? JSON.stringify(violations));
    t.true(metered > 0);
    t.deepEqual(
      fates.uncounted.map(({ excuse }) => excuse),
      excused,
    );
  });
