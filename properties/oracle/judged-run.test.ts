import test from 'ava';
import { SkewproofError } from '../../sim/model/errors.js';
import { Checkpoints } from '../../sim/hash/checkpoints.js';
import { fakeTimers } from '../../sim/queue/fake-timers.js';
import { toy, toyStudy, toyWith } from '../_toy.test.js';
import { judgedRun, runScenario } from './judged-run.js';

test('run - a scenario that loses nothing passes', (t) => {
  const result = runScenario(toyStudy, toy('good', { uses: 3 }));
  t.is(result.verdict, 'pass');
  t.is(result.metered, 3);
  t.is(result.fates.totals.counted, 3);
  t.deepEqual([...result.marks], [['looked', 1]]);
});

test('run - the same scenario gives the same hash, on either timeline', (t) => {
  const scenario = toy('edge', { uses: 5, offsetMs: 99 });
  const { hash } = runScenario(toyStudy, scenario).summary;
  t.is(runScenario(toyStudy, scenario).summary.hash, hash);
  t.is(runScenario(toyStudy, scenario, { timeline: fakeTimers }).summary.hash, hash);
  t.not(runScenario(toyStudy, { ...scenario, offsetMs: 98 }).summary.hash, hash);
});

test('run - exceeding the budget of events is a verdict of its own, and breaks no property', (t) => {
  const result = runScenario(toyStudy, toy('endless'));
  t.is(result.verdict, 'out-of-budget');
  t.deepEqual(result.violations, []);
});

test('run - without a look the verdict is unknown', (t) => {
  t.is(runScenario(toyStudy, toy('nobody-looks')).verdict, 'unknown');
});

test('run - a run that is cut short is judged only for the events until then', (t) => {
  const scenario = toy('good', { uses: 3 });
  const result = runScenario(toyStudy, scenario, { untilMs: 250 });
  t.is(result.verdict, 'pass');
  t.is(result.fates.totals.pending, 2);
  t.is(runScenario(toyStudy, scenario, { untilMs: 1e9 }).fates.totals.counted, 3);
});

test('run - a model that throws is named with its scenario and true time', (t) => {
  const error = t.throws(() => runScenario(toyStudy, toy('throws', { seed: 5 })), {
    instanceOf: SkewproofError,
  });
  t.is(error.code, 'SKEW-402');
  t.is(error.place, 'toy/throws, seed 5, true time 0 ms, node meter, start');
  t.is(error.got, 'TypeError: no such case');
});

test('run - a model may throw a value that is no error', (t) => {
  const study = toyWith({
    build: (scenario) => {
      const spec = toyStudy.build(scenario);
      const model = {
        name: 'm',
        initial: 0,
        step: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- the case under test
          throw 'a string';
        },
      };
      return { ...spec, nodes: [{ name: 'meter', model }] };
    },
  });
  t.is(
    t.throws(() => runScenario(study, toy('good')), { instanceOf: SkewproofError }).got,
    'a string',
  );
});

test('run - strict: a model that writes into its state or its event throws', (t) => {
  for (const variant of ['mutates-state', 'mutates-event']) {
    // A strict run freezes for good the state that `mutates-state` shares between its runs.
    if (variant === 'mutates-event') t.notThrows(() => runScenario(toyStudy, toy(variant)));
    const error = t.throws(() => runScenario(toyStudy, toy(variant), { strict: true }), {
      instanceOf: SkewproofError,
    });
    t.is(error.code, 'SKEW-402');
    t.regex(error.got, /TypeError: .*read only/);
  }
  t.notThrows(() => runScenario(toyStudy, toy('edge', { uses: 4 }), { strict: true }));
});

test('run - observers see the run, and receive a view of its world before the first event', (t) => {
  let steps = 0;
  let startedAt: unknown;
  const { world } = judgedRun(toyStudy, toy('good'), {
    observers: [{ onStepped: () => (steps += 1), onStart: (view) => (startedAt = view.now) }],
  });
  t.is(startedAt, 0);
  // The start, the use, the look.
  t.is(steps, 3);
  t.deepEqual(world.nodeNames, ['meter']);
});

test('run - what right clocks deliver is lost to a clock, in a complete run of a variant that is judged so', (t) => {
  const variants = {
    ...toyStudy.variants,
    edge: { title: 'edge', violated: [], also: ['clock-innocent'] as const },
  };
  const lost = toy('edge', { uses: 2, offsetMs: 99 });
  const broken = (parts: Parameters<typeof toyWith>[0], untilMs?: number): readonly string[] =>
    runScenario(
      toyWith({ variants, ...parts }),
      lost,
      untilMs === undefined ? {} : { untilMs },
    ).violations.map(({ property }) => property);
  const rightClocks = (scenario: typeof lost): typeof lost => ({ ...scenario, offsetMs: 0 });
  t.true(broken({ rightClocks }).includes('clock-innocent'));
  t.false(broken({}).includes('clock-innocent'));
  t.false(broken({ rightClocks: () => undefined }).includes('clock-innocent'));
  t.false(broken({ rightClocks, variants: toyStudy.variants }).includes('clock-innocent'));
  t.false(broken({ rightClocks }, 300).includes('clock-innocent'));
  // A run that does not end, or loses the same records, says nothing about clocks.
  const endless = (): typeof lost => toy('endless', { uses: 2 });
  t.false(broken({ rightClocks: endless }).includes('clock-innocent'));
  const same = (scenario: typeof lost): typeof lost | undefined =>
    scenario.seed === 77 ? undefined : { ...scenario, seed: 77 };
  t.false(broken({ rightClocks: same }).includes('clock-innocent'));
});

test('run - checkpoints get the hash after each event and effect, and change nothing', (t) => {
  const scenario = toy('good', { uses: 3 });
  const checkpoints = new Checkpoints();
  const { summary } = runScenario(toyStudy, scenario, { checkpoints });
  t.true(checkpoints.count > 5);
  t.is(runScenario(toyStudy, scenario).summary.hash, summary.hash);
});
