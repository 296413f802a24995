import test from 'ava';
import { SkewproofError } from '../../sim/model/errors.js';
import { DROPPED, STRANDED, toy, toyStudy, toyWith } from '../_toy.test.js';
import type { ToyScenario } from '../_toy.test.js';
import { CHUNK_RUNS, chunkOf } from './sampling.js';
import { storyOf } from '../explain/story.js';
import { explore } from './explore.js';
import { reproduce } from './reproduce.js';
import { addRun, mergeStatistics, noStatistics } from './statistics.js';
import { runScenario } from '../oracle/judged-run.js';

const everything = toyStudy.spaces['everything'];
const drawn = (seed: number, chunk: number): readonly ToyScenario[] =>
  everything === undefined ? [] : chunkOf(everything('edge'), seed, chunk);

test('explore - canary: a constant violation is found in the first run', (t) => {
  const found = explore(toyStudy, 'broken', { seed: 1, runs: 1 });
  t.is(found.verdict, 'violation');
  t.is(found.statistics.violating, 1);
  const [finding] = found.findings;
  t.is(finding?.fingerprint, DROPPED);
  t.is(finding?.foundAtRun, 1);
  t.deepEqual(finding?.minimal?.scenario, toy('broken'));
});

test('explore - both ways to lose are found, each shrunk to its own edge', (t) => {
  const found = explore(toyStudy, 'edge', { seed: 1, runs: 200 });
  t.is(found.verdict, 'violation');
  const minimal = new Map(found.findings.map((one) => [one.fingerprint, one.minimal]));
  t.deepEqual(minimal.get(DROPPED)?.scenario, toy('edge', { offsetMs: 38 }));
  t.deepEqual(minimal.get(STRANDED)?.scenario, toy('edge', { strandFrom: 1 }));
  t.deepEqual([...minimal.keys()].sort(), [DROPPED, STRANDED].sort());
  t.true([...minimal.values()].every((one) => one?.minimal === true));
});

test('explore - a stranded record is one finding, even if several properties forbid it', (t) => {
  const { findings } = explore(toyStudy, 'edge', { seed: 1, runs: 200 });
  const stranded = findings.filter(({ explanation }) => explanation.violation.fate === 'stranded');
  t.is(stranded.length, 1);
  t.deepEqual(stranded[0]?.explanation.alsoBreaks, ['eventual-delivery']);
  t.deepEqual(stranded[0]?.story?.alsoBreaks, ['eventual-delivery']);
  // With that property alone selected, the finding is named after it.
  const alone = explore(toyStudy, 'edge', {
    seed: 1,
    runs: 200,
    explains: ({ property }) => property === 'eventual-delivery',
  });
  t.deepEqual(
    alone.findings.map(({ fingerprint }) => fingerprint),
    ['eventual-delivery | stranded'],
  );
  t.deepEqual(alone.findings[0]?.explanation.alsoBreaks, ['conservation']);
});

test('explore - a finding carries its story and hash, plain data that can be sent to another thread', (t) => {
  const { findings } = explore(toyStudy, 'edge', { seed: 1, runs: 200 });
  t.true(findings.length > 1);
  for (const { minimal, story, hash } of findings) {
    if (minimal === undefined || story === undefined) throw new Error('not diagnosed');
    t.is(hash, runScenario(toyStudy, minimal.scenario).summary.hash);
    t.deepEqual(story, storyOf(toyStudy, minimal.scenario, minimal.explanation));
    t.deepEqual(structuredClone(story), story);
    t.deepEqual(JSON.parse(JSON.stringify(story)), story);
  }
  const bare = explore(toyStudy, 'edge', { seed: 1, runs: 200, diagnose: false }).findings;
  t.true(bare.every(({ story, minimal }) => story === undefined && minimal !== undefined));
});

test('explore - the budgets for shrinking and for the twin are kept', (t) => {
  const { findings } = explore(toyStudy, 'edge', {
    seed: 1,
    runs: 200,
    shrinkRunsMax: 3,
    twinRunsMax: 1,
  });
  for (const { minimal, story } of findings) {
    t.is(minimal?.runsMax, 3);
    t.false(minimal?.minimal);
    t.is(story?.twin, undefined);
  }
});

test('explore - a finding is kept even if the study throws while it is shrunk or explained', (t) => {
  // After a number of runs this study cannot build a world any more.
  let left = Infinity;
  const failing = toyWith({
    build(scenario) {
      left -= 1;
      if (left < 0) throw new Error('out of something');
      return toyStudy.build(scenario);
    },
  });
  const found = (runs: number): ReturnType<typeof explore> => {
    left = runs;
    return explore(failing, 'broken', { seed: 1, runs: 1, repeatOneIn: 0 });
  };
  for (const runs of [2, 3, 5, 9, 20]) {
    const { verdict, findings } = found(runs);
    t.is(verdict, 'violation');
    // A violation that could not be explained is a finding by property and fate.
    t.true(findings.length > 0 && findings[0]?.fingerprint.startsWith('conservation | destroyed'));
    if (runs > 3)
      t.deepEqual(
        findings.map(({ fingerprint }) => fingerprint),
        [DROPPED],
      );
  }
});

test('explore - without a loss there is no finding', (t) => {
  const found = explore(toyStudy, 'good', { seed: 1, runs: 50, space: 'right' });
  t.is(found.verdict, 'pass');
  t.deepEqual(found.findings, []);
  t.false('reason' in found);
});

test('explore - one seed draws equal scenarios, other seeds and chunks draw others', (t) => {
  t.is(drawn(1, 0).length, CHUNK_RUNS);
  t.deepEqual(drawn(1, 0), drawn(1, 0));
  t.notDeepEqual(drawn(1, 0), drawn(2, 0));
  t.notDeepEqual(drawn(1, 0), drawn(1, 1));
});

test('explore - a campaign divided by runs is the same campaign', (t) => {
  const share = (from: number, runs: number): ReturnType<typeof explore> =>
    explore(toyStudy, 'edge', { seed: 3, runs, from, shrink: false });
  const whole = share(0, 250).statistics;
  const parts = noStatistics();
  for (const [from, runs] of [
    [120, 130],
    [0, 120],
  ] as const)
    mergeStatistics(parts, share(from, runs).statistics);
  t.deepEqual(parts, whole);
});

test('explore - an impure model is nondeterminism, whatever else it breaks', (t) => {
  const found = explore(toyStudy, 'impure', { seed: 1, runs: 1 });
  t.is(found.verdict, 'nondeterminism');
  t.regex(
    found.reason ?? '',
    /^run 0: hashes [0-9a-f]{16} and [0-9a-f]{16}, diverged at step \d+, true/,
  );
  t.is(found.statistics.repeated, 1);
});

test('explore - a model that keeps its count in a shared state is refused at the step', (t) => {
  const error = t.throws(
    () => explore(toyStudy, 'mutates-state', { seed: 1, runs: 1, shrink: false }),
    { instanceOf: SkewproofError },
  );
  t.is(error.code, 'SKEW-402');
  t.regex(error.place, /^toy\/mutates-state, seed 1, true time 0 ms, node meter, start$/);
  t.regex(error.message, /Cannot assign to read only property .*make new ones/);
});

test('explore - one run in the given number is repeated', (t) => {
  const repeated = (repeatOneIn?: number): number =>
    explore(toyStudy, 'good', {
      seed: 1,
      runs: 60,
      space: 'right',
      ...(repeatOneIn === undefined ? {} : { repeatOneIn }),
    }).statistics.repeated;
  t.is(repeated(), 3);
  t.is(repeated(7), 9);
  t.is(repeated(0), 0);
});

test('explore - reproduce throws where the two timelines’ hashes differ', (t) => {
  const error = t.throws(() => reproduce(toyStudy, toy('impure', { seed: 9 })), {
    instanceOf: SkewproofError,
  });
  t.is(error.code, 'SKEW-301');
  t.is(error.place, 'toy/impure, seed 9');
  const scenario = toy('edge', { offsetMs: 50 });
  t.deepEqual(reproduce(toyStudy, scenario).result, runScenario(toyStudy, scenario));
});

test('explore - a campaign that misses a required mark is vacuous', (t) => {
  const found = explore(toyStudy, 'unmarked', { seed: 1, runs: 20, space: 'right' });
  t.is(found.verdict, 'vacuous');
  t.is(found.reason, 'never reached: danced');
  const none = explore(toyStudy, 'good', { seed: 1, runs: 0 });
  t.is(none.verdict, 'vacuous');
});

test('explore - out of budget and unknown runs never pass', (t) => {
  const options = { seed: 1, runs: 3, space: 'right' };
  t.is(explore(toyStudy, 'endless', options).verdict, 'out-of-budget');
  t.is(explore(toyStudy, 'nobody-looks', options).verdict, 'unknown');
});

test('explore - it stops on request, and after its time', (t) => {
  const stopped = explore(toyStudy, 'broken', {
    seed: 1,
    runs: 99,
    stopWhen: (f) => f === DROPPED,
  });
  t.is(stopped.statistics.runs, 1);
  let ms = 0;
  const now = (): number => (ms += 100);
  const timed = explore(toyStudy, 'good', { seed: 1, runs: 99, seconds: 1, now, space: 'right' });
  t.is(timed.statistics.runs, 10);
});

test('explore - progress and runs are reported', (t) => {
  const progress: number[][] = [];
  const violating: number[] = [];
  explore(toyStudy, 'broken', {
    seed: 1,
    runs: 3,
    from: 100,
    shrink: false,
    onProgress: (done, findings) => progress.push([done, findings]),
    onRun: (_scenario, violations) => violating.push(violations.length),
  });
  t.deepEqual(progress, [
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  t.deepEqual(violating, [1, 1, 1]);
});

test('explore - only selected violations are explained, and without shrinking there is no minimal scenario', (t) => {
  const options = { seed: 1, runs: 100, shrink: false };
  t.deepEqual(explore(toyStudy, 'edge', { ...options, explains: () => false }).findings, []);
  const { findings } = explore(toyStudy, 'edge', options);
  t.true(findings.length > 0);
  t.true(findings.every((finding) => finding.minimal === undefined));
});

test('explore - each finding keeps its smallest scenario and its first run', (t) => {
  const { findings } = explore(toyStudy, 'broken', { seed: 1, runs: 100, shrink: false });
  t.is(findings[0]?.foundAtRun, 1);
  const sizes = drawn(1, 0).map(
    (scenario) => JSON.stringify({ ...scenario, variant: 'broken' }).length,
  );
  t.is(JSON.stringify(findings[0]?.found).length, Math.min(...sizes));
});

test('explore - a run with very many records is explained only as the first of its kind', (t) => {
  const many = toyWith({
    build: (scenario) => ({ ...toyStudy.build(scenario), eventsMax: 1e6 }),
    spaces: { everything: () => everythingOf(300) },
  });
  const { findings, statistics } = explore(many, 'broken', { seed: 1, runs: 5, shrink: false });
  t.is(statistics.records, 1_500);
  t.is(findings.length, 1);
});

function everythingOf(uses: number): ReturnType<NonNullable<typeof everything>> {
  const make = toyStudy.spaces['right'];
  if (make === undefined) throw new Error('no such space');
  return make('broken').map((scenario) => ({ ...scenario, uses }));
}

test('explore - an unknown space is named, with the known ones', (t) => {
  for (const space of ['nowhere', 'toString']) {
    const error = t.throws(() => explore(toyStudy, 'edge', { seed: 1, runs: 1, space }), {
      instanceOf: SkewproofError,
    });
    t.is(error.code, 'SKEW-102');
    t.is(error.got, `"${space}"`);
    t.is(error.expected, 'a space of toy (everything, right)');
  }
});

test('explore - statistics count runs, bands and marks', (t) => {
  const statistics = noStatistics();
  for (const offsetMs of [0, 99, 100]) {
    const scenario = toy('edge', { offsetMs });
    addRun(statistics, runScenario(toyStudy, scenario), toyStudy.labels(scenario));
  }
  t.deepEqual(statistics.bands, {
    clock: { right: { runs: 1, violating: 0 }, wrong: { runs: 2, violating: 2 } },
  });
});
