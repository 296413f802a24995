/** Tests of explanations in a study whose models state as little as users' models do. */
import test from 'ava';
import { HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import { FLEET_EPOCH_MS, fleet, fleetStudy } from '../_fleet.test.js';
import type { FleetScenario } from '../_fleet.test.js';
import { runScenario } from '../oracle/judged-run.js';
import { followedRun } from '../trace/steps.js';
import { words } from '../trace/words.js';
import { divergenceOf } from './divergence.js';
import { explain } from './explain.js';
import type { Explanation } from './explanation.js';
import { quantitiesOf } from './words/quantity.js';
import { setWords } from './words/side-words.js';
import { storyOf } from './story.js';
import type { Story } from './story-types.js';

function explained(scenario: FleetScenario, tracer?: number): Explanation {
  const [violation] = runScenario(fleetStudy, scenario).violations;
  if (violation === undefined) throw new Error('nothing is broken');
  return explain(fleetStudy, scenario, violation, tracer);
}

const storyFor = (scenario: FleetScenario, tracer?: number): Story =>
  storyOf(fleetStudy, scenario, explained(scenario, tracer));

const crash = (node: string, at: number, downMs: number, more: object = {}): Fault => ({
  ...{ kind: 'crash', severity: 'power', at, node, downMs },
  ...more,
});

/** Two rows that are both too old when the agent restarts. */
const BOTH_OLD = fleet('retention', {
  uses: 2,
  everySeconds: 600,
  faults: [
    { kind: 'partition', at: 0, node: 'agent-1', to: 'server', both: true, forMs: 6 * HOUR_MS },
    crash('agent-1', 21 * MINUTE_MS, 3 * HOUR_MS, { severity: 'process' }),
  ],
  faultsEndMs: 5 * HOUR_MS,
});

for (const [tracer, ageMs] of [
  [0, 3 * HOUR_MS + 21 * MINUTE_MS],
  [1, 3 * HOUR_MS + 11 * MINUTE_MS],
] as const)
  test(`story - several comparisons in one step: record ${String(tracer)} gets its own`, (t) => {
    const { decided } = explained(BOTH_OLD, tracer);
    t.is(decided?.decision.left.value, ageMs);
    const { decision } = storyFor(BOTH_OLD, tracer);
    t.is(decision?.left.value, ageMs);
    // An age is a duration, and so is its limit; the copy's creation set it.
    t.is(decision?.left.quantity, 'duration');
    t.is(decision?.right.quantity, 'duration');
    t.regex(decision?.left.latched?.what ?? '', new RegExp(`^use, record ${String(tracer)}$`));
  });

test('story - a comparison of another record is never named', (t) => {
  for (const tracer of [0, 1]) {
    const { decision, record } = storyFor(BOTH_OLD, tracer);
    t.is(decision?.left.value, (decision?.moment.atMs ?? 0) - (record?.startMs ?? 0));
  }
});

test('story - a deciding wipe is named with machine and time', (t) => {
  const at = 3_600_001;
  const story = storyFor(
    fleet('reset', { uses: 2, faults: [{ kind: 'wipe', at, node: 'agent-1' }] }),
  );
  t.deepEqual(story.faults, [
    { kind: 'wipe', atMs: at, node: 'agent-1', what: 'disk of agent-1 wiped' },
  ]);
  t.regex(
    story.paragraph,
    /Deciding fault: disk of agent-1 wiped \(at 2000-10-22 01:00:00\.001 true time\)/,
  );
});

test('story - a deciding power failure is named with the time at which it happens', (t) => {
  const scenario = fleet('volatile', { faults: [crash('server', 5, 7_000, { intoSyncMs: 3 })] });
  const { endedBy, fingerprint } = explained(scenario);
  t.deepEqual(endedBy, { atMs: HOUR_MS + 3, node: 'server', event: 'power failure' });
  t.is(fingerprint, 'conservation | destroyed | server: power failure');
  const { faults, paragraph } = storyFor(scenario);
  t.deepEqual(
    faults.map(({ kind, atMs, node }) => [kind, atMs, node]),
    [['crash', HOUR_MS + 3, 'server']],
  );
  t.regex(paragraph, /power failure of server, in the middle of a sync, down for 7 s/);
});

test('story - a deciding full disk is named, and an irrelevant fault is not', (t) => {
  const full: Fault = { kind: 'disk-full', at: 0, node: 'agent-1', forMs: 2 * HOUR_MS };
  const { faults } = storyFor(
    fleet('full', {
      agents: [{ offsetMs: 0, driftPpm: 5 }],
      faults: [full, { kind: 'snapshot', at: 1, node: 'server' }],
    }),
  );
  t.deepEqual(
    faults.map(({ what }) => what),
    ['disk full on agent-1 for 2 h'],
  );
});

test('story - two faults that lose the record only together are both named', (t) => {
  const { faults } = storyFor(
    fleet('reset', {
      uses: 5,
      everySeconds: 1_476,
      faults: [
        { kind: 'disk-full', at: 3_840_001, node: 'agent-1', forMs: 3_540_000 },
        crash('agent-1', 7_380_001, 0, { severity: 'process' }),
      ],
    }),
  );
  t.deepEqual(
    faults.map(({ what }) => what),
    ['disk full on agent-1 for 59 min', 'crash of the process of agent-1, down for 0 s'],
  );
});

test('story - the origin of a plain watermark is found: the node and the step since which it is held', (t) => {
  const scenario = fleet('cursor', {
    uses: 2,
    faults: [
      {
        kind: 'clock',
        at: HOUR_MS + 1,
        node: 'agent-1',
        adjustment: { kind: 'step', byMs: -HOUR_MS },
      },
    ],
  });
  const { decision } = storyFor(scenario);
  if (decision === undefined) throw new Error('no decision');
  t.is(decision.name, 'still-to-send');
  t.is(decision.right.quantity, 'date');
  t.is(decision.right.value, FLEET_EPOCH_MS + HOUR_MS);
  t.regex(setWords(decision.right, decision), /^server, step \d+: batch from agent-1$/);
  t.regex(setWords(decision.left, decision), /^agent-1, step \d+: use, record 1$/);
});

test('story - a count that a node keeps was set by the step since which the node holds it', (t) => {
  const { decision, alsoBreaks } = storyFor(
    fleet('gate', { agents: [{ offsetMs: 300_001, driftPpm: 0 }] }),
  );
  if (decision === undefined) throw new Error('no decision');
  t.deepEqual(alsoBreaks, ['eventual-delivery']);
  t.regex(setWords(decision.left, decision), /^agent-1, step \d+: refused from server$/);
  // A number from the model's construction was set by no step, even if it occurs elsewhere.
  t.is(setWords(decision.right, decision), 'no step of this run');
});

test('story - the end of faults is never a divergence', (t) => {
  const until = (faultsEndMs: number) => followedRun(fleetStudy, fleet('gate', { faultsEndMs }));
  const divergence = divergenceOf(until(2 * HOUR_MS), until(3 * HOUR_MS), 0);
  t.notRegex(divergence?.detail ?? '', /faults end/);
  t.notRegex(divergence?.lost.what ?? '', /faults end/);
});

test('story - dates in messages and inputs are dates', (t) => {
  t.is(words({ kind: 'batch', clock: FLEET_EPOCH_MS }), 'batch, clock 2000-10-22 00:00:00.000');
  t.is(words({ rows: 12, bytes: 4_000_000_000 }), 'rows 12, bytes 4000000000');
});

const READINGS = { ownMs: FLEET_EPOCH_MS + 5, trueMs: FLEET_EPOCH_MS };

test('quantity - dates, durations and counts are recognised, also by the other side', (t) => {
  const of = (
    left: readonly [string, number, string?],
    right: readonly [string, number, string?],
    readings = READINGS,
  ): readonly string[] => {
    const side = ([name, value, clock]: readonly [string, number, string?]) =>
      clock === undefined ? { name, value } : { name, value, clock };
    return quantitiesOf({ left: side(left), right: side(right) }, readings);
  };
  const now = FLEET_EPOCH_MS + 5;
  t.deepEqual(of(['stamp', now, 'a'], ['watermark', now]), ['date', 'date']);
  // Plain milliseconds without a clock are a date too.
  t.deepEqual(of(['stamp', now], ['watermark', now - 5]), ['date', 'date']);
  t.deepEqual(of(['age', 7_200_000, 'a'], ['most', 3_600_000]), ['duration', 'duration']);
  t.deepEqual(of(['waited', 7_200_000, 'a'], ['most', 3_600_000]), ['duration', 'duration']);
  t.deepEqual(of(['difference of clocks', 300_001], ['tolerance', 300_000]), [
    'duration',
    'duration',
  ]);
  t.deepEqual(of(['tries', 3], ['tries at most', 3]), ['count', 'count']);
  t.deepEqual(of(['rows', 4_000], ['most', 4_000]), ['count', 'count']);
  // "Never" is a date if it is compared with one.
  t.deepEqual(of(['clock', now, 'a'], ['due', 9e15, 'a']), ['date', 'date']);
  // If the epoch is 1970, a clock's value is a date unless its name says otherwise.
  const early = { ownMs: 138, trueMs: 100 };
  t.deepEqual(of(['reading', 138, 'a'], ['limit', 137], early), ['date', 'date']);
  t.deepEqual(of(['age', 5_000, 'a'], ['retention', 4_000], early), ['duration', 'duration']);
});
