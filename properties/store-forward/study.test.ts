/**
 * The study in the engine: every scenario that it draws is playable, and every part of it works.
 */
import test from 'ava';
import { DAY_MS, MINUTE_MS } from '../../sim/model/time.js';
import { fakeTimers } from '../../sim/queue/fake-timers.js';
import * as storeForward from '../../models/store-forward/index.js';
import { CHUNK_RUNS, chunkOf } from '../campaign/sampling.js';
import { explore } from '../campaign/explore.js';
import { reproduce } from '../campaign/reproduce.js';
import { frontier } from '../frontier/frontier.js';
import { runScenario } from '../oracle/judged-run.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import type { AnyStudy } from '../study/erase.js';
import { eraseStudy } from '../study/erase.js';
import { decodeToken, encodeToken } from '../corpus/token.js';
import { OFFSET_MS_MAX } from './clocks.js';
import { SPACES } from './space.js';
import { storeForwardStudy } from './study.js';

type Scenario = storeForward.StoreForwardScenario;

const SEED = 7;
const study: AnyStudy = eraseStudy(storeForwardStudy);

const scenarios = (space: keyof typeof SPACES, variant = 'correct'): readonly Scenario[] =>
  chunkOf(SPACES[space](variant), SEED, 0);

for (const space of ['everything', 'plain'] as const) {
  test(`store-forward ${space} - draws valid scenarios, the same again from the same seed`, (t) => {
    const drawn = scenarios(space);
    t.is(drawn.length, CHUNK_RUNS);
    for (const scenario of drawn) t.deepEqual(checkedScenario(study, scenario, 'drawn'), scenario);
    t.deepEqual(scenarios(space), drawn);
  });

  test(`store-forward ${space} - no impure step, and one trace on both timelines`, (t) => {
    for (const scenario of scenarios(space).slice(0, 40)) {
      const heap = runScenario(storeForwardStudy, scenario, { strict: true });
      const timers = runScenario(storeForwardStudy, scenario, { timeline: fakeTimers });
      t.is(heap.summary.hash, timers.summary.hash);
      t.is(heap.verdict, 'pass', heap.reason ?? JSON.stringify(scenario));
    }
  });
}

/** The smallest and the largest of a number of both spaces. */
const rangeOf = (space: keyof typeof SPACES, of: (scenario: Scenario) => number): number[] => {
  const all = Array.from({ length: 5 }, (_, chunk) =>
    chunkOf(SPACES[space]('correct'), SEED, chunk).map(of),
  ).flat();
  return [Math.min(...all), Math.max(...all)];
};

test('store-forward - the whole space covers the ranges of the plain one', (t) => {
  const numbers: Readonly<Record<string, (scenario: Scenario) => number>> = {
    everyMs: ({ everyMs }) => everyMs,
    uploadMs: ({ uploadMs }) => uploadMs,
    batchRecords: ({ batchRecords }) => batchRecords,
    segmentRecords: ({ segmentRecords }) => segmentRecords,
    logCapacity: ({ logCapacity }) => logCapacity,
    syncLatencyMs: ({ syncLatencyMs }) => syncLatencyMs,
    agents: ({ agents }) => agents.length,
  };
  for (const [name, of] of Object.entries(numbers)) {
    const [ours, plain] = [rangeOf('everything', of), rangeOf('plain', of)];
    const [from = 0, to = 0] = plain;
    const width = to - from;
    // Its extremes go beyond the plain one's.
    t.true((ours[0] ?? Infinity) <= from + 0.1 * width, name);
    t.true((ours[1] ?? -Infinity) >= to - 0.1 * width, name);
  }
  const farthest = (scenario: Scenario): number =>
    Math.max(...scenario.agents.map(({ offsetMs }) => Math.abs(offsetMs)));
  t.true((rangeOf('everything', farthest)[1] ?? 0) >= 0.9 * OFFSET_MS_MAX);
  t.true((rangeOf('plain', farthest)[1] ?? 0) <= OFFSET_MS_MAX);
});

test('store-forward - the simplest scenario loses nothing, as correct or with any defect of clocks', (t) => {
  for (const name of ['correct', 'correct+signature-skewed', 'correct+late-data-dropped'])
    t.is(runScenario(storeForwardStudy, storeForwardStudy.simplest(name)).verdict, 'pass', name);
});

test('store-forward - defects compose, and an unknown one is refused by name', (t) => {
  const both = 'correct+overflow-drops-newest+dedup-not-done';
  t.notThrows(() => runScenario(storeForwardStudy, storeForwardStudy.simplest(both)));
  t.throws(() => runScenario(storeForwardStudy, storeForwardStudy.simplest('correct+none')), {
    message: /a planted defect \(latched-wall-deadline, .*got "none"/s,
  });
});

test('store-forward - a fault of a machine that does not exist is refused with its place', (t) => {
  const faults = [{ kind: 'wipe', at: 1, node: 'agent-x' }] as const;
  t.throws(() => storeForward.worldOf({ ...storeForward.simplestScenario('correct'), faults }), {
    message: /faults\.0\.node.*agent-1 to agent-1, server/s,
  });
});

test('store-forward - explored, found, shrunk to the simplest run with one clock wrong, reproduced', (t) => {
  const variant = 'correct+future-timestamp-rejected';
  const { verdict, findings } = explore(storeForwardStudy, variant, { seed: SEED, runs: 60 });
  t.is(verdict, 'violation');
  const found = findings.find(({ explanation }) => explanation.decided !== undefined);
  t.is(found?.explanation.decided?.decision.name, 'not-in-the-future');
  const minimal = found?.minimal?.scenario;
  t.is(minimal?.agents.length, 1);
  t.is(minimal?.agents[0]?.records, 1);
  t.deepEqual(minimal?.faults, []);
  if (minimal === undefined) return;
  const again = decodeToken(encodeToken(storeForwardStudy, minimal), () => storeForwardStudy)
    .scenario as Scenario;
  t.is(reproduce(storeForwardStudy, again).result.verdict, 'violation');
});

test('store-forward - the map of a refused future ends at ten minutes plus the wait before an upload', (t) => {
  const map = frontier(storeForwardStudy, 'correct+future-timestamp-rejected', {
    resolution: 6,
    xRange: { from: -DAY_MS, to: DAY_MS },
    yRange: { from: 1, to: 4 },
  });
  const edges = map.edges.filter(({ along }) => along === 'x');
  t.true(edges.length > 0);
  for (const { low, high } of edges)
    t.deepEqual([low.x, high.x], [11 * MINUTE_MS, 11 * MINUTE_MS + 1]);
});

test('store-forward - a campaign of the correct system reaches the required marks, and states what it explored', (t) => {
  const { verdict, reason, statistics } = explore(storeForwardStudy, 'correct', {
    seed: SEED,
    runs: 400,
  });
  t.is(verdict, 'pass', reason);
  for (const dimension of ['agent offset', 'records', 'log capacity', 'clock change', 'fault'])
    t.true(Object.keys(statistics.bands[dimension] ?? {}).length > 1, dimension);
});
