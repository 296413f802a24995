/** Rows of the benchmark, each with its measurement and its target. */
import { createHook } from 'node:async_hooks';
import { fakeTimers } from '../sim/queue/fake-timers.js';
import { heapAloneTimeline, heapTimeline } from '../sim/queue/timeline.js';
import type { TimelineMaker } from '../sim/queue/timeline.js';
import { count } from '../reports/text/numbers.js';
import { pairEvents, runBaseline, runOurs, runPair, runPairBaseline } from './arms.js';
import { bareHeapLoop } from './bare-heap.js';
import { playKernel } from './kernel.js';
import { interleaved, ratios, spreadOf } from './measure.js';
import type { Measured, Spread } from './measure.js';
import { heldDuring } from './memory.js';
import { spreadStates, writtenStates } from './states.js';

export interface Row {
  readonly group: string;
  readonly name: string;
  readonly unit: string;
  readonly spread: Spread;
  /** Absent: for information only. */
  readonly target?: { readonly text: string; readonly reached: boolean };
}

export interface Sizes {
  readonly rounds: number;
  /** Events of one round of a timeline. */
  readonly events: number;
  /** Clients of the large world. */
  readonly clients: number;
  /**
   * Events of one round where one client is compared with many: a hundred beats for each of the
   * many, so that events are compared. The cost of their world before the events has a row of its
   * own, and is left out of the comparison.
   */
  readonly scaleEvents: number;
  /** Scenarios of one round, the same for all arms, and the number of repetitions of the pair. */
  readonly scenarios: number;
  readonly pairTimes: number;
  /**
   * Events of the shorter run whose memory is measured; the longer run has ten times that number.
   */
  readonly memoryEvents: number;
  /** States made in one round by each way of changing a field. */
  readonly states: number;
}

export const FULL: Sizes = {
  rounds: 5,
  events: 600_000,
  clients: 10_000,
  scaleEvents: 3_000_000,
  scenarios: 100,
  pairTimes: 10,
  memoryEvents: 300_000,
  states: 300_000,
};

export const QUICK: Sizes = {
  rounds: 1,
  events: 100_000,
  clients: 10_000,
  scaleEvents: 100_000,
  scenarios: 5,
  pairTimes: 4,
  memoryEvents: 60_000,
  states: 30_000,
};

const SEED = 1;
/** Clients of the world on which the timelines are compared: a few dozen events always wait. */
const TIMELINE_CLIENTS = 20;

const atLeast = (spread: Spread, floor: number, text: string): Required<Row>['target'] => ({
  text: `at least ${text}`,
  reached: spread.median >= floor,
});

const atMost = (spread: Spread, ceiling: number, text: string): Required<Row>['target'] => ({
  text: `at most ${text}`,
  reached: spread.median <= ceiling,
});

const NONE: Measured = { perCpuSecond: [], perSecond: [], perLoopStep: [] };

const byName =
  (measured: ReadonlyMap<string, Measured>) =>
  (name: string | number): Measured =>
    measured.get(String(name)) ?? NONE;

async function timelineRows({ rounds, events }: Sizes): Promise<Row[]> {
  const load = { clients: TIMELINE_CLIENTS, events };
  const measured = await interleaved(
    [
      { name: 'bare', work: () => (bareHeapLoop(3 * TIMELINE_CLIENTS, events), events) },
      { name: 'heap', work: () => playKernel(load, heapTimeline).events },
      { name: 'fake-timers', work: () => playKernel(load, fakeTimers).events },
    ],
    rounds,
  );
  const by = byName(measured);
  const of = (name: string): readonly number[] => by(name).perCpuSecond;
  const steady = (name: string): readonly number[] => by(name).perLoopStep;
  const group = 'events of the kernel, hashing on';
  const row = (name: string, unit: string, spread: Spread): Row => ({ group, name, unit, spread });
  const heap = spreadOf(of('heap'));
  return [
    row('bare heap loop doing nothing', 'events/s', spreadOf(of('bare'))),
    {
      ...row('heap timeline', 'events/s', heap),
      target: atLeast(heap, 1_500_000, '1,500,000'),
    },
    row('fake-timers timeline', 'events/s', spreadOf(of('fake-timers'))),
    row('bare loop / heap timeline', 'times', ratios(steady('bare'), steady('heap'))),
    row('bare loop / fake-timers timeline', 'times', ratios(steady('bare'), steady('fake-timers'))),
    row(
      'heap timeline / fake-timers timeline',
      'times',
      ratios(steady('heap'), steady('fake-timers')),
    ),
  ];
}

interface Comparison {
  readonly group: string;
  /** Arms of skewproof and of its counterpart. */
  readonly names: readonly [ours: string, baseline: string];
  readonly ours: () => number | Promise<number>;
  readonly baseline: () => number | Promise<number>;
  /** Factor by which ours must be faster. Absent: for information only. */
  readonly floor?: number;
}

async function comparisonRows(rounds: number, comparison: Comparison): Promise<Row[]> {
  const { group, names, floor } = comparison;
  const measured = await interleaved(
    [
      { name: 'ours', work: comparison.ours },
      { name: 'baseline', work: comparison.baseline },
    ],
    rounds,
    'young',
  );
  const [ours, baseline] = [byName(measured)('ours'), byName(measured)('baseline')];
  const row = (name: string, unit: string, spread: Spread): Row => ({ group, name, unit, spread });
  const faster = ratios(ours.perSecond, baseline.perSecond);
  return [
    row(names[0], 'scenarios/s', spreadOf(ours.perSecond)),
    row(names[1], 'scenarios/s', spreadOf(baseline.perSecond)),
    {
      ...row(`${names[0]} / ${names[1]}`, 'times', faster),
      ...(floor === undefined ? {} : { target: atLeast(faster, floor, `${String(floor)} times`) }),
    },
    row(
      'the same by processor time alone',
      'times',
      ratios(ours.perLoopStep, baseline.perLoopStep),
    ),
  ];
}

const EQUAL_SCOPE = 'scenarios of equal scope (one agent, one server; 30 days, hourly polling)';

/** Apart from what is timed: a hook slows what it counts. */
async function turnRows({ scenarios }: Sizes): Promise<Row[]> {
  let turns = 0;
  const hook = createHook({
    init: (_, type) => {
      if (type === 'Immediate') turns += 1;
    },
  }).enable();
  await runPairBaseline({ runs: scenarios, seed: SEED });
  hook.disable();
  return [
    {
      group: EQUAL_SCOPE,
      name: 'turns of the event loop, straightforward harness',
      unit: 'turns',
      spread: spreadOf([turns / scenarios]),
    },
  ];
}

async function pairRows({ rounds, scenarios, pairTimes }: Sizes): Promise<Row[]> {
  const campaign = { runs: scenarios, seed: SEED };
  const group = EQUAL_SCOPE;
  const events = spreadOf(pairEvents(campaign));
  const rows = await comparisonRows(rounds, {
    group,
    names: ['skewproof, the same job', 'straightforward harness, the same job'],
    ours: () => runPair({ ...campaign, times: pairTimes }),
    baseline: () => runPairBaseline(campaign),
    floor: 20,
  });
  return [{ group, name: 'events of a scenario', unit: 'events', spread: events }, ...rows];
}

/**
 * A different job, and so without a target: five machines with all their parts, against one class.
 */
function studyRows({ rounds, scenarios }: Sizes): Promise<Row[]> {
  const campaign = { runs: scenarios, seed: SEED };
  return comparisonRows(rounds, {
    group: 'scenarios of the whole reference study (five machines) against one class',
    names: ['skewproof, whole study', 'straightforward harness, agent alone'],
    ours: () => runOurs(campaign),
    baseline: () => runBaseline(campaign),
  });
}

/** The default timeline without its listener, so that nothing is read ahead. */
const notReadingAhead: TimelineMaker = <T>() => heapTimeline<T>();

async function scaleRows({ rounds, clients, scaleEvents }: Sizes): Promise<Row[]> {
  const load = { clients, events: scaleEvents };
  const measured = await interleaved(
    [
      ...[1, clients].map((size) => ({
        name: String(size),
        work: () => playKernel({ clients: size, events: scaleEvents }, heapTimeline).events,
      })),
      { name: 'no wheel', work: () => playKernel(load, heapAloneTimeline).events },
      { name: 'no read-ahead', work: () => playKernel(load, notReadingAhead).events },
      { name: 'made', work: () => (playKernel({ clients, events: 0 }, heapTimeline), 1) },
    ],
    rounds,
  );
  const by = byName(measured);
  const of = (size: number): readonly number[] => by(size).perCpuSecond;
  const one = by(1).perLoopStep;
  const made = by('made').perLoopStep;
  // Making the large world and starting its clients is not part of an event's cost.
  const many = by(clients).perLoopStep.map(
    (rate, round) => 1 / (1 / rate - 1 / ((made[round] ?? NaN) * scaleEvents)),
  );
  const cost = ratios(one, many);
  const group = 'cost of an event by number of clients';
  /** Gain of a part of the kernel: the rate with it over the rate without it. */
  const gain = (name: string, without: string): Row => ({
    group,
    name,
    unit: 'times',
    spread: ratios(by(clients).perLoopStep, by(without).perLoopStep),
  });
  return [
    { group, name: 'one client', unit: 'events/s', spread: spreadOf(of(1)) },
    {
      group,
      name: `${count(clients)} clients`,
      unit: 'events/s',
      spread: spreadOf(of(clients)),
    },
    {
      group,
      name: `worlds of ${count(clients)} clients made and started`,
      unit: 'worlds/s',
      spread: spreadOf(by('made').perCpuSecond),
    },
    {
      group,
      name: 'cost of an event, many / one, worlds made and started left out',
      unit: 'times',
      spread: cost,
      target: atMost(cost, 2, 'twice'),
    },
    gain(`${count(clients)} clients, with / without the timing wheel`, 'no wheel'),
    gain(`${count(clients)} clients, with / without reading ahead`, 'no read-ahead'),
  ];
}

function memoryRows({ rounds, memoryEvents }: Sizes): Row[] {
  const [short, long] = [memoryEvents, 10 * memoryEvents];
  const clients = 200;
  heldDuring({ clients, events: short });
  const shorter: number[] = [];
  const longer: number[] = [];
  const pending: number[] = [];
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    const a = heldDuring({ clients, events: short });
    const b = heldDuring({ clients, events: long });
    shorter.push(a.bytesMax);
    longer.push(b.bytesMax);
    pending.push(b.pendingMax / a.pendingMax);
  }
  const growth = ratios(longer, shorter);
  const group = 'memory alive during a run, models of constant state';
  return [
    { group, name: `${count(short)} events`, unit: 'bytes', spread: spreadOf(shorter) },
    { group, name: `${count(long)} events`, unit: 'bytes', spread: spreadOf(longer) },
    {
      group,
      name: 'events waiting, ten times longer / shorter',
      unit: 'times',
      spread: spreadOf(pending),
    },
    {
      group,
      name: 'memory, ten times longer / shorter',
      unit: 'times',
      spread: growth,
      target: atMost(growth, 1.1, '1.1 times'),
    },
  ];
}

async function stateRows({ rounds, states }: Sizes): Promise<Row[]> {
  const measured = await interleaved(
    [
      { name: 'spread', work: () => spreadStates(states) },
      { name: 'written', work: () => writtenStates(states) },
    ],
    rounds,
  );
  const by = byName(measured);
  const of = (name: string): readonly number[] => by(name).perCpuSecond;
  const group = 'a state of fifteen fields with one changed';
  const row = (name: string, unit: string, spread: Spread): Row => ({ group, name, unit, spread });
  return [
    row('{ ...state, field }', 'states/s', spreadOf(of('spread'))),
    row('the same written out', 'states/s', spreadOf(of('written'))),
    row(
      'written out / spread',
      'times',
      ratios(by('written').perLoopStep, by('spread').perLoopStep),
    ),
  ];
}

/**
 * Parts of the comparison, each in a process of its own, so that none is compiled for another's
 * code.
 */
export const PARTS: readonly ((sizes: Sizes) => Row[] | Promise<Row[]>)[] = [
  timelineRows,
  turnRows,
  pairRows,
  studyRows,
  scaleRows,
  memoryRows,
  stateRows,
];
