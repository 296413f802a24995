/** Tests of results that no function of a study may return: the study, function and field are named. */
import test from 'ava';
import * as fc from 'fast-check';
import { agentStep, courier, courierScenario, messageOf, SMALL_SCOPE } from './_courier.test.js';
import { explorationOf, explore } from './campaign/explore.js';
import { runShare } from './campaign/run-share.js';
import { simulateRecorded } from './campaign/simulate.js';
import { check } from './check/check.js';
import { frontier } from './frontier/frontier.js';
import { runScenario } from './oracle/judged-run.js';

type Courier = ReturnType<typeof courier>;

/** Any value in the place of a study's function. */
const study = (parts: Readonly<Record<string, unknown>>): Courier => courier({}, parts);

const plain = courier();
const world = plain.build(courierScenario());
const small = plain.scope?.({ ...SMALL_SCOPE });
const row = { key: 'k', records: [1], uses: 1 };
const use = { record: 1, node: 'agent', key: 'k', startMs: 1, endMs: 2 };
const metering = (event: unknown, more: object = {}) => ({
  metering: () => ({ event: () => event, incident: () => undefined, ...more }),
});

/** Each function with a wrong result, and the place and words of the error. */
const WRONG: readonly (readonly [place: string, got: string, Readonly<Record<string, unknown>>])[] =
  [
    ['shown, result', 'nothing', { shown: () => undefined }],
    ['shown, result[0].records', 'nothing', { shown: () => [{ key: 'k', uses: 1 }] }],
    ['shown, result[0].records[0]', '"1"', { shown: () => [{ ...row, records: ['1'] }] }],
    ['shown, result[0].uses', 'NaN', { shown: () => [{ ...row, uses: NaN }] }],
    ['shown, result[0].uses', '-1', { shown: () => [{ ...row, uses: -1 }] }],
    ['shown, result[0].uses', '0.5', { shown: () => [{ ...row, uses: 0.5 }] }],
    ['shown, result[0].key', 'nothing', { shown: () => [{ ...row, key: undefined }] }],
    [
      'shown, result[1].startMs',
      'NaN',
      { shown: () => [row, { ...row, startMs: NaN, endMs: NaN }] },
    ],
    [
      'shown, result[0].endMs',
      'Infinity',
      { shown: () => [{ ...row, startMs: 1, endMs: Infinity }] },
    ],
    ['shown, result[0].endMs', 'nothing', { shown: () => [{ ...row, startMs: 1 }] }],
    ['shown, result[0].boundMs', 'NaN', { shown: () => [{ ...row, boundMs: NaN }] }],
    [
      'shown, result[0].interval.toMs',
      'NaN',
      { shown: () => [{ ...row, interval: { fromMs: 0, toMs: NaN } }] },
    ],
    ['dateToleranceMs, result', 'NaN', { dateToleranceMs: () => NaN }],
    ['dateToleranceMs, result', 'Infinity', { dateToleranceMs: () => Infinity }],
    ['dateToleranceMs, result', '-1', { dateToleranceMs: () => -1 }],
    ['statedErrorMsMax, result', 'NaN', { statedErrorMsMax: () => NaN }],
    ['metering, result', 'nothing', { metering: () => undefined }],
    ['metering, result.incident', 'nothing', { metering: () => ({ event: () => undefined }) }],
    ['metering (event), result', '5', metering(5)],
    ['metering (event), result.record', 'NaN', metering({ ...use, record: NaN })],
    ['metering (event), result.startMs', 'NaN', metering({ ...use, startMs: NaN })],
    ['metering (event), result.endMs', 'nothing', metering({ ...use, endMs: undefined })],
    ['metering (event), result.key', '7', metering({ ...use, key: 7 })],
    ['metering (event), result.history', 'NaN', metering({ ...use, history: NaN })],
    [
      'metering (event), result.optional.edge',
      'NaN',
      metering({ ...use, optional: { edge: NaN } }),
    ],
    [
      'metering (effect), result.endMs',
      'NaN',
      metering(undefined, { effect: () => ({ ...use, endMs: NaN }) }),
    ],
    ['metering (shown), result', 'nothing', metering(undefined, { shown: () => undefined })],
    ['labels, result', 'nothing', { labels: () => undefined }],
    ['labels, result.clock', '"right"', { labels: () => ({ clock: 'right' }) }],
    ['requiredMarks, result', '"looked"', { requiredMarks: () => 'looked' }],
    ['requiredMarks, result', 'nothing', { requiredMarks: () => undefined }],
    ['spaces.everything, result', 'nothing', { spaces: { everything: () => undefined } }],
    ['spaces.everything, result', '{}', { spaces: { everything: () => ({}) } }],
    ['build, result', 'nothing', { build: () => undefined }],
    ['build, result', 'a promise', { build: () => Promise.resolve(world) }],
    ['build, result.endAt', 'NaN', { build: () => ({ ...world, endAt: NaN }) }],
    ['build, result.endAt', 'Infinity', { build: () => ({ ...world, endAt: Infinity }) }],
    ['build, result.healAt', '-1', { build: () => ({ ...world, healAt: -1 }) }],
    ['build, result.seed', 'NaN', { build: () => ({ ...world, seed: NaN }) }],
    ['build, result.nodes', 'nothing', { build: () => ({ ...world, nodes: undefined }) }],
    [
      'build, result.nodes[1].name',
      '"agent"',
      { build: () => ({ ...world, nodes: [world.nodes[0], world.nodes[0]] }) },
    ],
    [
      'build, result.nodes[0].syncLatencyMs',
      'NaN',
      { build: () => ({ ...world, nodes: [{ ...world.nodes[0], syncLatencyMs: NaN }] }) },
    ],
    [
      'build, result.defaultLink.latencyMsMax',
      'NaN',
      { build: () => ({ ...world, defaultLink: { latencyMsMax: NaN } }) },
    ],
    [
      'build, result.faults[0].forMs',
      'NaN',
      {
        build: () => ({
          ...world,
          faults: [{ kind: 'suspend', at: 1, node: 'agent', forMs: NaN }],
        }),
      },
    ],
    [
      'build (sources, next), result.at',
      'NaN',
      {
        build: () => ({
          ...world,
          sources: [{ next: () => ({ at: NaN, node: 'agent', input: { kind: 'look' } }) }],
        }),
      },
    ],
  ];

for (const [place, got, parts] of WRONG)
  test(`returns - ${place}: ${got}`, (t) => {
    const message = messageOf(() => explore(study(parts), 'naive', { seed: 1, runs: 1 }));
    t.regex(message, /^SKEW-402 at .*study courier, function /);
    t.true(message.includes(`study courier, function ${place}: expected `), message);
    t.true(message.includes(`, got ${got}. The study's own `), message);
  });

for (const [place, got, parts] of [
  ['shown, result[0].startMs', 'NaN', { shown: () => [{ ...row, startMs: NaN, endMs: NaN }] }],
  ['dateToleranceMs, result', 'NaN', { dateToleranceMs: () => NaN }],
  ['build, result.endAt', 'NaN', { build: () => ({ ...world, endAt: NaN }) }],
  ['metering (event), result.record', 'NaN', metering({ ...use, record: NaN })],
  ['scope, result.horizonMs', 'NaN', { scope: () => ({ ...small, horizonMs: NaN }) }],
  ['scope, result.uses', 'nothing', { scope: () => ({ ...small, uses: undefined }) }],
  [
    'scope (inputs), result',
    'nothing',
    { scope: () => ({ ...small, uses: [{ node: 'agent', inputs: () => undefined }] }) },
  ],
  [
    'scope (scripted), result',
    'nothing',
    { scope: () => ({ ...small, scripted: () => undefined }) },
  ],
] as const)
  test(`returns - in a check, ${place}: ${got}`, (t) => {
    const message = messageOf(() => check(study(parts), SMALL_SCOPE));
    t.regex(message, /^SKEW-402 at check of courier\/naive, study courier, function /);
    t.true(message.includes(`, function ${place}: expected `), message);
    t.true(message.includes(`, got ${got}. The study's own `), message);
  });

test('returns - junk from coverage, for each kind of report', (t) => {
  const reporting = (coverage: unknown): Courier =>
    courier(
      {
        agent: (state, event) => {
          const [next, effects] = agentStep(state, event);
          const report = { name: 'lost', text: 'lost', fields: {} };
          return [next, [...effects, { kind: 'report', report } as never]];
        },
      },
      { coverage: () => coverage as never },
    );
  for (const [path, coverage] of [
    ['', 'lost'],
    ['.by', { by: 'guess' }],
    ['.node', { by: 'unknown' }],
    ['.count', { by: 'count', node: 'agent', count: NaN }],
    ['.usedUntilMs', { by: 'count', node: 'agent', count: 1, usedUntilMs: NaN }],
    ['.records', { by: 'records', node: 'agent' }],
    ['.records[0]', { by: 'mention', node: 'agent', records: [NaN] }],
    ['.stated', { by: 'records', node: 'agent', records: [1], stated: NaN }],
    ['.why', { by: 'unfounded', node: 'agent' }],
  ] as const) {
    const message = messageOf(() => runScenario(reporting(coverage), courierScenario()));
    t.true(message.includes(`study courier, function coverage, result${path}: `), message);
  }
});

test('returns - nothing from simplest, a parameter, a plane, or recorded usage', (t) => {
  const words = { more: 'more', less: 'less' };
  const parameter = { title: 'uses', unit: 'records', from: 1, to: 9, words };
  const parameters = {
    a: { ...parameter, set: () => undefined },
    b: { ...parameter, set: () => undefined },
  };
  const place = (call: () => unknown): string =>
    /study courier, function ([^:]*): expected/.exec(messageOf(call))?.[1] ?? messageOf(call);
  t.is(
    place(() => frontier(study({ parameters }), 'naive')),
    'parameters.a.set, result',
  );
  t.is(
    place(() => frontier(study({ parameters, simplest: () => undefined }), 'naive')),
    'simplest, result',
  );
  const plane = { x: 'a', y: 'b', base: () => null };
  t.is(
    place(() => frontier(study({ parameters, plane }), 'naive')),
    'plane.base, result',
  );
  const usage = {
    variant: 'naive',
    seed: 0,
    clients: [{ name: 'a', offsetMs: 0 }],
    uses: [{ client: 0, user: 'u', program: 'p', startMs: 9, endMs: 9 }],
    installedBeforeMs: 1,
    dateToleranceMs: 0,
  };
  t.is(
    place(() => simulateRecorded(study({ usage: () => ({}) }), usage)),
    'usage, result.scenario',
  );
  const played = { scenario: courierScenario(), build: () => ({ ...world, endAt: NaN }) };
  t.is(
    place(() => simulateRecorded(study({ usage: () => played }), usage)),
    'usage (build), result.endAt',
  );
});

test('returns - requiredMarks that throws is named after the runs too', (t) => {
  const share = {
    study: 'courier',
    variant: 'naive',
    space: 'everything',
    seed: 1,
    from: 0,
    runs: 1,
  };
  const { outcome } = runShare(courier(), share);
  const marks = (): never => {
    throw new TypeError('no marks');
  };
  const message = messageOf(() =>
    explorationOf(study({ requiredMarks: marks }), share, outcome, []),
  );
  t.regex(message, /^SKEW-402 at study courier, function requiredMarks: .*TypeError: no marks/);
});

test('returns - infinity where it means no limit, and right results, pass', (t) => {
  const right = study({
    statedErrorMsMax: () => Infinity,
    requiredMarks: () => [],
    labels: () => ({ clock: ['right'] }),
    defectsOf: () => [],
    spaces: { everything: () => fc.constant(courierScenario({ seed: 3 })) },
  });
  t.is(explore(right, 'naive', { seed: 1, runs: 2 }).verdict, 'pass');
  const bounded = { shown: () => [{ ...row, startMs: -5, endMs: 0, boundMs: Infinity }] };
  t.is(runScenario(study(bounded), courierScenario()).verdict, 'pass');
});
