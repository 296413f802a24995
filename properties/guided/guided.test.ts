/** A guided search finds a window that a random one misses, and is a function of its seed. */
import test from 'ava';
import * as fc from 'fast-check';
import type { Model } from '../../sim/model/node.js';
import { toy, toyStudy, toyWith } from '../_toy.test.js';
import type { ToyScenario } from '../_toy.test.js';
import { explore } from '../campaign/explore.js';
import type { Exploration } from '../campaign/finding.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { eraseStudy } from '../study/erase.js';
import { sms2Study } from '../sms2/study.js';
import { storeForwardStudy } from '../store-forward/study.js';

/** A clock offset of exactly this drops a use: one offset in twenty million. */
const NEEDLE_MS = 4_321_987;
const OFFSET_MS_MAX = 10_000_000;

interface Use {
  readonly kind: 'use' | 'look';
  readonly record: number;
  /** 37 ms after the true time. */
  readonly limit: number;
}
type Kept = readonly { readonly key: string; readonly records: number[]; readonly uses: number }[];

const needle: Model<Kept, never, Use> = {
  name: 'needle',
  initial: [],
  step(kept, event, now) {
    if (event.kind !== 'input') return [kept, []];
    const { kind, record, limit } = event.input;
    if (kind === 'look')
      return [
        kept,
        [
          { kind: 'show', view: kept },
          { kind: 'mark', mark: 'looked' },
        ],
      ];
    const off = (now.wall as unknown as number) - limit + 37;
    const decision = {
      name: 'not-that-offset',
      left: { name: 'offset', value: off },
      comparison: '!=',
      right: { name: 'needle', value: NEEDLE_MS },
      held: off !== NEEDLE_MS,
      outcome: 'the use is dropped',
    } as const;
    const next = decision.held ? [...kept, { key: 'k', records: [record], uses: 1 }] : kept;
    return [next, [{ kind: 'decide', decision }]];
  },
};

const haystack = toyWith({
  build: (scenario) => {
    const spec = toyStudy.build(scenario);
    const model = needle as unknown as (typeof spec.nodes)[number]['model'];
    return { ...spec, nodes: spec.nodes.map((node) => ({ ...node, model })) };
  },
  spaces: {
    everything: (variant) =>
      fc
        .record({
          seed: fc.nat({ max: 9 }),
          offsetMs: fc.integer({ min: -OFFSET_MS_MAX, max: OFFSET_MS_MAX }),
          noise: fc.array(fc.nat({ max: 9 }), { maxLength: 4 }),
          extra: fc.record({ a: fc.nat({ max: 9 }), b: fc.constantFrom('', 'x', 'y') }),
        })
        .map((drawn) => toy(variant, { ...drawn, uses: 2 })),
  },
});

const search = (
  seed: number,
  runs: number,
  guided: boolean,
  onRun?: (scenario: unknown) => void,
): Exploration<ToyScenario> =>
  explore(haystack, 'edge', {
    seed,
    runs,
    guided,
    shrink: false,
    repeatOneIn: 0,
    stopWhen: () => true,
    ...(onRun === undefined ? {} : { onRun }),
  });

const RUNS = 3_000;

test('guided - finds one offset in twenty million, which random search does not', (t) => {
  for (const seed of [1, 2, 3, 4, 5]) {
    t.is(search(seed, RUNS, false).findings.length, 0, `random, seed ${String(seed)}`);
    const [finding] = search(seed, RUNS, true).findings;
    t.is(finding?.found.offsetMs, NEEDLE_MS, `guided, seed ${String(seed)}`);
    t.log(`seed ${String(seed)}: run ${String(finding?.foundAtRun)}`);
  }
});

test('guided - the same seed makes the same scenarios, for any number of runs', (t) => {
  const made = (seed: number, runs: number): string[] => {
    const seen: string[] = [];
    search(seed, runs, true, (scenario) => seen.push(JSON.stringify(scenario)));
    return seen;
  };
  const all = made(7, 320);
  t.true(all.length > 200);
  t.deepEqual(made(7, 320), all);
  t.deepEqual(made(7, 250), all.slice(0, 250));
  t.notDeepEqual(made(8, 250), all.slice(0, 250));
});

test('guided - it begins with the scenarios that an unguided campaign runs', (t) => {
  const made = (guided: boolean): string[] => {
    const seen: string[] = [];
    search(3, 100, guided, (scenario) => seen.push(JSON.stringify(scenario)));
    return seen;
  };
  t.deepEqual(made(true), made(false));
});

test('guided - a mutant belongs to the space, by schema and by ranges', (t) => {
  let made = 0;
  search(5, 900, true, (value) => {
    const { offsetMs, noise, extra } = checkedScenario(haystack, value, 'test');
    made += 1;
    t.true(Math.abs(offsetMs) <= OFFSET_MS_MAX);
    t.true(noise.length <= 4 && noise.every((one) => one >= 0 && one <= 9));
    t.true(['', 'x', 'y'].includes(extra.b) && extra.a <= 9);
  });
  t.true(made > 300);
});

test('guided - a finding is reproduced from its scenario alone', (t) => {
  const [finding] = search(1, RUNS, true).findings;
  const scenario = finding?.found;
  if (scenario === undefined) return t.fail();
  const again = explore(
    toyWith({ ...haystack, spaces: { everything: () => fc.constant(scenario) } }),
    'edge',
    { seed: 9, runs: 1 },
  );
  t.is(again.findings[0]?.fingerprint, finding?.fingerprint);
});

test('guided - a campaign cannot be divided into shares', (t) => {
  t.throws(() => explore(toyStudy, 'edge', { seed: 1, from: 100, runs: 10, guided: true }), {
    message: /from/,
  });
});

const RIGHT: Readonly<Record<string, string>> = { sms2: 'fixed', 'store-forward': 'correct' };

for (const study of [eraseStudy(sms2Study), eraseStudy(storeForwardStudy)])
  test(`guided - the correct variant of ${study.name} passes`, (t) => {
    let made = 0;
    const { verdict, findings, statistics, givenUp } = explore(study, RIGHT[study.name] ?? '', {
      seed: 11,
      runs: 500,
      guided: true,
      onRun: (scenario) => {
        checkedScenario(study, scenario, 'test');
        made += 1;
      },
    });
    t.is(verdict, 'pass');
    t.deepEqual(findings, []);
    t.is(made, statistics.runs);
    t.is(statistics.runs + (givenUp ?? 0), 500);
  });
