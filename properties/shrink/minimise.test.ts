import test from 'ava';
import { inputError } from '../../sim/model/errors.js';
import { DROPPED, EDGE_MS, STRANDED, toy, toyStudy, toyWith } from '../_toy.test.js';
import type { ToyScenario } from '../_toy.test.js';
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import { explanationWith, minimise } from './minimise.js';
import { runScenario } from '../oracle/judged-run.js';

const LARGE: Partial<ToyScenario> = {
  seed: 77,
  uses: 9,
  offsetMs: 90_001,
  noise: [5, 6, 7],
  extra: { a: 8, b: 'x' },
};

function explained(
  scenario: ToyScenario,
  fingerprint: string = DROPPED,
  study = toyStudy,
): Explanation {
  const explanation = explanationWith(study, scenario, fingerprint);
  if (explanation === undefined) throw new Error(`no ${fingerprint}`);
  return explanation;
}

test('minimise - to the exact edge, and nothing else differs from the simplest', (t) => {
  const scenario = toy('edge', LARGE);
  const minimal = minimise(toyStudy, scenario, explained(scenario));
  t.deepEqual(minimal.scenario, toy('edge', { offsetMs: EDGE_MS + 1 }));
  t.deepEqual(minimal.neighbours, [
    { field: 'offsetMs', value: EDGE_MS + 1, neighbour: EDGE_MS, passes: true },
  ]);
  t.true(minimal.minimal);
  t.true(minimal.runs < 100);
});

test('minimise - it keeps the fingerprint: a scenario that breaks two ways shrinks to either', (t) => {
  // Dropped by its clock are all; with a right clock all from the second on are stranded.
  const scenario = toy('edge', { ...LARGE, offsetMs: 0, strandFrom: 2 });
  const stranded = minimise(toyStudy, scenario, explained(scenario, STRANDED));
  t.deepEqual(stranded.scenario, toy('edge', { strandFrom: 1 }));
  t.is(stranded.explanation.fingerprint, STRANDED);
  const both = toyWith({
    // Odd records are dropped by a wrong clock, even ones are not looked at.
    build: (drawn) => toyStudy.build(drawn),
  });
  const late = toy('edge', { ...LARGE, strandFrom: 1 });
  const dropped = minimise(both, late, explained(late, DROPPED, both));
  t.is(dropped.explanation.fingerprint, DROPPED);
  t.deepEqual(dropped.scenario, toy('edge', { offsetMs: EDGE_MS + 1 }));
});

test('minimise - from the other side of zero too, and to numbers that are not zero', (t) => {
  const study = toyWith({
    simplest: (variant) => toy(variant, { uses: 5, offsetMs: 1_000, strandFrom: 0 }),
  });
  const scenario = toy('edge', { uses: 9, offsetMs: 90_000 });
  // The simplest is itself beyond the edge: nothing remains to be changed.
  t.deepEqual(minimise(study, scenario, explained(scenario)).scenario, study.simplest('edge'));
});

test('minimise - lists lose what does not matter and keep what does', (t) => {
  const study = toyWith({
    // Loses when 6 and 3 are both among the noise.
    build: (scenario) =>
      toyStudy.build({
        ...scenario,
        offsetMs: scenario.noise.includes(6) && scenario.noise.includes(3) ? 99 : 0,
      }),
  });
  const scenario = toy('edge', { noise: [1, 6, 2, 9, 3, 3, 4] });
  const minimal = minimise(study, scenario, explained(scenario, DROPPED, study));
  t.deepEqual(minimal.scenario.noise, [6, 3]);
  t.true(minimal.minimal);
});

test('minimise - an illegal candidate is passed over; what else is thrown is thrown', (t) => {
  const evenOnly = toyWith({
    build(scenario) {
      if (scenario.offsetMs % 2 !== 0)
        throw inputError({ place: 'offsetMs', expected: 'even', got: 'odd' });
      return toyStudy.build(scenario);
    },
  });
  const scenario = toy('edge', { offsetMs: 4_096 });
  const { scenario: minimal } = minimise(evenOnly, scenario, explained(scenario));
  t.is(minimal.offsetMs % 2, 0);
  t.true(minimal.offsetMs > EDGE_MS && minimal.offsetMs < 100, String(minimal.offsetMs));

  const faulty = toyWith({
    build(drawn) {
      if (drawn.offsetMs === 0) throw new TypeError('a study with a mistake');
      return toyStudy.build(drawn);
    },
  });
  t.throws(() => minimise(faulty, scenario, explained(scenario)), { instanceOf: TypeError });
});

test('minimise - a rewrite reaches what single steps cannot', (t) => {
  // Loses only where two fields are the same: neither can move alone.
  const parts: Parameters<typeof toyWith>[0] = {
    build: (scenario) =>
      toyStudy.build({
        ...scenario,
        strandFrom: 0,
        offsetMs: scenario.offsetMs !== 0 && scenario.offsetMs === scenario.strandFrom ? 99 : 0,
      }),
  };
  const scenario = toy('edge', { offsetMs: 7, strandFrom: 7, extra: { a: 7, b: '' } });
  const alone = toyWith(parts);
  t.is(minimise(alone, scenario, explained(scenario, DROPPED, alone)).scenario.offsetMs, 7);
  const rewritten = toyWith({
    ...parts,
    *rewrites(drawn) {
      // The first is no plainer, so it is not tried; the second is.
      yield { ...drawn, noise: [...drawn.noise, 1] };
      yield { ...drawn, offsetMs: 1, strandFrom: 1, extra: { a: 0, b: '' } };
    },
  });
  const minimal = minimise(rewritten, scenario, explained(scenario, DROPPED, rewritten));
  t.deepEqual(minimal.scenario, toy('edge', { offsetMs: 7, strandFrom: 7 }));
});

test('minimise - it spends no more runs than it may, and says when it is not done', (t) => {
  const scenario = toy('edge', LARGE);
  const stopped = minimise(toyStudy, scenario, explained(scenario), { runsMax: 1 });
  t.false(stopped.minimal);
  t.true(stopped.neighbours.some((check) => !check.passes));
  // The checks of neighbours come on top.
  t.true(stopped.runs <= 1 + stopped.neighbours.length);
});

test('minimise - the seed becomes a small one where it does not matter', (t) => {
  const needsSeed = toyWith({
    build: (scenario) =>
      toyStudy.build({ ...scenario, offsetMs: scenario.seed >= 2 ? scenario.offsetMs : 0 }),
  });
  const scenario = toy('edge', { seed: 4_000, offsetMs: 99 });
  t.is(minimise(needsSeed, scenario, explained(scenario, DROPPED, needsSeed)).scenario.seed, 2);
});

test('minimise - a finding without a record shrinks by its property and fate', (t) => {
  const study = toyWith({
    shown: (view) =>
      (view as { records: number[] }[]).map((row) => ({ key: 'k', uses: 1, ...row })),
  });
  const [violation] = runScenario(study, toy('edge', { offsetMs: 50 })).violations;
  if (violation === undefined) throw new Error('nothing broken');
  const bare = explain(study, toy('edge', { offsetMs: 50 }), { ...violation, records: [] });
  t.is(bare.fingerprint, 'conservation | destroyed');
  t.is(bare.record, undefined);
});

test('minimise - a fingerprint that the scenario has not is not explained', (t) => {
  t.is(explanationWith(toyStudy, toy('edge'), DROPPED), undefined);
  const late = toy('edge', { offsetMs: 99 });
  t.is(explanationWith(toyStudy, late, 'conservation | destroyed | other'), undefined);
  t.is(explanationWith(toyStudy, late, STRANDED), undefined);
});
