import test from 'ava';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import { DROPPED, EDGE_MS, STRANDED, toy, toyStudy, toyWith } from '../_toy.test.js';
import type { ToyScenario } from '../_toy.test.js';
import { explain } from '../explain/explain.js';
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

const unknownNode = (): SkewproofError =>
  new SkewproofError('SKEW-402', { place: 'world', expected: 'a node of this world', got: 'b' });

function explained(
  scenario: ToyScenario,
  fingerprint: string = DROPPED,
  study = toyStudy,
): Explanation {
  const explanation = explanationWith(study, scenario, fingerprint);
  if (explanation === undefined) throw new Error(`no ${fingerprint}`);
  return explanation;
}

test('minimise - only the exact edge differs from the simplest scenario', (t) => {
  const scenario = toy('edge', LARGE);
  const minimal = minimise(toyStudy, scenario, explained(scenario));
  t.deepEqual(minimal.scenario, toy('edge', { offsetMs: EDGE_MS + 1 }));
  t.deepEqual(minimal.neighbours, [
    { field: 'offsetMs', value: EDGE_MS + 1, neighbour: EDGE_MS, passes: true },
  ]);
  t.true(minimal.minimal);
  t.true(minimal.runs < 100);
});

test('minimise - it keeps the fingerprint: a scenario with two failures shrinks to either', (t) => {
  // The clock drops all records; with a right clock, those from the second on are stranded.
  const scenario = toy('edge', { ...LARGE, offsetMs: 0, strandFrom: 2 });
  const stranded = minimise(toyStudy, scenario, explained(scenario, STRANDED));
  t.deepEqual(stranded.scenario, toy('edge', { strandFrom: 1 }));
  t.is(stranded.explanation.fingerprint, STRANDED);
  const both = toyWith({
    // A wrong clock drops records before they could be stranded.
    build: (drawn) => toyStudy.build(drawn),
  });
  const late = toy('edge', { ...LARGE, strandFrom: 1 });
  const dropped = minimise(both, late, explained(late, DROPPED, both));
  t.is(dropped.explanation.fingerprint, DROPPED);
  t.deepEqual(dropped.scenario, toy('edge', { offsetMs: EDGE_MS + 1 }));
});

test('minimise - the target of a number may be other than zero', (t) => {
  const study = toyWith({
    simplest: (variant) => toy(variant, { uses: 5, offsetMs: 1_000, strandFrom: 0 }),
  });
  const scenario = toy('edge', { uses: 9, offsetMs: 90_000 });
  // The simplest scenario is beyond the edge itself: no change remains.
  t.deepEqual(minimise(study, scenario, explained(scenario)).scenario, study.simplest('edge'));
});

test('minimise - lists lose irrelevant items and keep the relevant ones', (t) => {
  const study = toyWith({
    // Loses if both 6 and 3 are among the noise.
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

test('minimise - a candidate that cannot run is skipped, for any error', (t) => {
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

  for (const thrown of [new TypeError('a study with a mistake'), new Error(), unknownNode()]) {
    const faulty = toyWith({
      build(drawn) {
        if (drawn.offsetMs < 50) throw thrown;
        return toyStudy.build(drawn);
      },
    });
    const kept = minimise(faulty, scenario, explained(scenario));
    t.is(kept.scenario.offsetMs, 50);
    t.true(kept.minimal);
  }
});

test('minimise - a rewrite that throws ends the rewriting, not the shrinking', (t) => {
  const faulty = toyWith({
    rewrites: () => {
      throw new Error('not today');
    },
  });
  const scenario = toy('edge', LARGE);
  const { scenario: minimal } = minimise(faulty, scenario, explained(scenario));
  t.deepEqual(minimal, toy('edge', { offsetMs: EDGE_MS + 1 }));
});

test('minimise - candidates conform to the schema if the original does', (t) => {
  const study = toyWith({
    schema: {
      type: 'object',
      properties: { offsetMs: { type: 'integer', minimum: 64 } },
    },
  });
  const scenario = toy('edge', { offsetMs: 4_096 });
  t.is(minimise(study, scenario, explained(scenario)).scenario.offsetMs, 64);
});

test('minimise - two numbers shrink together', (t) => {
  // Loses if the two differ by less than ten and the first is above a hundred.
  const study = toyWith({
    build: (scenario) =>
      toyStudy.build({
        ...scenario,
        strandFrom: 0,
        offsetMs:
          scenario.offsetMs > 100 && Math.abs(scenario.offsetMs - scenario.strandFrom) < 10
            ? 99
            : 0,
      }),
  });
  const scenario = toy('edge', { offsetMs: 900_000, strandFrom: 900_009 });
  const minimal = minimise(study, scenario, explained(scenario, DROPPED, study));
  t.deepEqual(minimal.scenario, toy('edge', { offsetMs: 101, strandFrom: 92 }));
  t.true(minimal.runs < 400, String(minimal.runs));
});

test('minimise - two items are removed together', (t) => {
  // Loses if the length of the noise is even and two of its items are 8.
  const study = toyWith({
    build: (scenario) =>
      toyStudy.build({
        ...scenario,
        offsetMs:
          scenario.noise.length % 2 === 0 && scenario.noise.filter((one) => one === 8).length === 2
            ? 99
            : 0,
      }),
  });
  const scenario = toy('edge', { noise: [1, 8, 2, 8] });
  const minimal = minimise(study, scenario, explained(scenario, DROPPED, study));
  t.deepEqual(minimal.scenario, toy('edge', { noise: [8, 8] }));
});

test('minimise - an item is removed together with one unit of a number', (t) => {
  const study = toyWith({
    build: (scenario) =>
      toyStudy.build({
        ...scenario,
        offsetMs: scenario.noise.length > 1 && scenario.uses === scenario.noise.length + 1 ? 99 : 0,
      }),
  });
  const scenario = toy('edge', { uses: 6, noise: [3, 4, 5, 6, 7] });
  const minimal = minimise(study, scenario, explained(scenario, DROPPED, study));
  t.deepEqual(minimal.scenario, toy('edge', { uses: 3, noise: [0, 0] }));
});

test('minimise - one difference less justifies a number further from its target', (t) => {
  const study = toyWith({
    build: (scenario) =>
      toyStudy.build({
        ...scenario,
        strandFrom: 0,
        offsetMs: scenario.offsetMs + scenario.extra.a >= 900 ? 99 : 0,
      }),
  });
  const scenario = toy('edge', { offsetMs: 850, extra: { a: 57, b: '' } });
  const minimal = minimise(study, scenario, explained(scenario, DROPPED, study));
  t.deepEqual(minimal.scenario, toy('edge', { offsetMs: 900 }));
});

test('minimise - a rewrite reaches scenarios that one or two steps do not', (t) => {
  // Loses if three fields are equal, or by one alone: no two of them can move.
  const parts: Parameters<typeof toyWith>[0] = {
    build: ({ offsetMs, strandFrom, extra, ...scenario }) => {
      const equal = offsetMs !== 0 && offsetMs === strandFrom && offsetMs === extra.a;
      const alone = offsetMs === 5 && strandFrom === 0 && extra.a === 0;
      return toyStudy.build({
        ...scenario,
        extra,
        strandFrom: 0,
        offsetMs: equal || alone ? 99 : 0,
      });
    },
  };
  const scenario = toy('edge', { offsetMs: 7, strandFrom: 7, extra: { a: 7, b: '' } });
  const alone = toyWith(parts);
  t.deepEqual(minimise(alone, scenario, explained(scenario, DROPPED, alone)).scenario, scenario);
  const rewritten = toyWith({
    ...parts,
    *rewrites(drawn) {
      // The first is no plainer and is not tried; the second is.
      yield { ...drawn, noise: [...drawn.noise, 1] };
      yield { ...drawn, offsetMs: 5, strandFrom: 0, extra: { a: 0, b: '' } };
    },
  });
  const minimal = minimise(rewritten, scenario, explained(scenario, DROPPED, rewritten));
  t.deepEqual(minimal.scenario, toy('edge', { offsetMs: 5 }));
});

test('minimise - it keeps its budget, and reports an unfinished search', (t) => {
  const scenario = toy('edge', LARGE);
  const stopped = minimise(toyStudy, scenario, explained(scenario), { runsMax: 1 });
  t.false(stopped.minimal);
  t.is(stopped.runsMax, 1);
  t.true(stopped.neighbours.some((check) => !check.passes));
  // The checks of neighbours are additional.
  t.true(stopped.runs <= 1 + stopped.neighbours.length);
  // Only one more run shows that the last run of the budget was the last one needed.
  const whole = minimise(toyStudy, scenario, explained(scenario));
  const { runs } = whole;
  t.true(minimise(toyStudy, scenario, explained(scenario), { runsMax: runs + 1 }).minimal);
  t.false(minimise(toyStudy, scenario, explained(scenario), { runsMax: runs - 1 }).minimal);
});

test('minimise - an irrelevant seed becomes small', (t) => {
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

test('minimise - a fingerprint that the scenario does not have is not explained', (t) => {
  t.is(explanationWith(toyStudy, toy('edge'), DROPPED), undefined);
  const late = toy('edge', { offsetMs: 99 });
  t.is(explanationWith(toyStudy, late, 'conservation | destroyed | other'), undefined);
  t.is(explanationWith(toyStudy, late, STRANDED), undefined);
});
