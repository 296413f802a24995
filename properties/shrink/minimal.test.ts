/**
 * Tests of the claim "minimal": an independent search finds no smaller failure, and `check` no
 * shorter one.
 */
import test from 'ava';
import { fleet, fleetStudy } from '../_fleet.test.js';
import type { FleetScenario } from '../_fleet.test.js';
import { explore } from '../campaign/explore.js';
import { check } from '../check/check.js';
import { sms2Study } from '../sms2/study.js';
import { storeForwardStudy } from '../store-forward/study.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { smallerFailures } from './_smaller.test.js';
import { explanationWith, minimise } from './minimise.js';

interface Searched {
  readonly variants: readonly string[];
  readonly seeds: readonly number[];
  readonly runs: number;
}

/** Findings called minimal for which a smaller scenario fails. */
function notMinimal<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  { variants, seeds, runs }: Searched,
): { readonly judged: number; readonly wrong: readonly string[] } {
  let judged = 0;
  const wrong: string[] = [];
  for (const variant of variants)
    for (const seed of seeds)
      for (const { fingerprint, minimal } of explore(study, variant, { seed, runs }).findings) {
        if (minimal?.minimal !== true) continue;
        judged += 1;
        for (const steps of smallerFailures(study, minimal.scenario, fingerprint))
          wrong.push(`${variant}, seed ${String(seed)}, ${fingerprint}: ${steps}`);
      }
  return { judged, wrong };
}

test('minimal - study with several agents: no smaller scenario fails', (t) => {
  const variants = Object.keys(fleetStudy.variants);
  const { judged, wrong } = notMinimal(fleetStudy, { variants, seeds: [1, 2, 3], runs: 60 });
  t.true(judged >= 20, String(judged));
  t.deepEqual(wrong, []);
});

test('minimal - store-and-forward study: no smaller scenario fails', (t) => {
  const variants = ['deleted-when-sent', 'cursor-by-timestamp', 'retries-run-out'].map(
    (defect) => `correct+${defect}`,
  );
  const { judged, wrong } = notMinimal(storeForwardStudy, { variants, seeds: [1], runs: 60 });
  t.true(judged >= 4, String(judged));
  t.deepEqual(wrong, []);
});

test('minimal - reference study: no smaller scenario fails', (t) => {
  const variants = ['h2', 'h5', 'fixed+retries-give-up'];
  const { judged, wrong } = notMinimal(sms2Study, { variants, seeds: [1], runs: 40 });
  t.true(judged >= 8, String(judged));
  t.deepEqual(wrong, []);
});

test('minimal - the independent search finds failures one and two steps away', (t) => {
  // One use less, and a pair of steps: the wipe one unit earlier together with the use.
  const fingerprint = 'conservation | destroyed | still-to-send: number > watermark';
  const scenario = fleet('reset', {
    uses: 3,
    faults: [{ kind: 'wipe', at: 3_600_001, node: 'agent-1' }],
  });
  t.true(smallerFailures(fleetStudy, scenario, fingerprint).includes('.uses'));
  t.deepEqual(smallerFailures(fleetStudy, { ...scenario, uses: 2 }, fingerprint), []);
});

const VARIANTS = Object.keys(fleetStudy.variants);

for (const seed of Array.from({ length: 8 }, (_, index) => index + 1)) {
  const variant = VARIANTS[seed % VARIANTS.length] ?? '';
  test(`shrink - several agents, ${variant}, seed ${String(seed)}: no finding is lost`, (t) => {
    const options = { seed, runs: 60 };
    const found = explore(fleetStudy, variant, { ...options, shrink: false }).findings;
    const shrunk = explore(fleetStudy, variant, options).findings;
    t.deepEqual(
      shrunk.map(({ fingerprint }) => fingerprint),
      found.map(({ fingerprint }) => fingerprint),
    );
    t.true(shrunk.every(({ minimal }) => minimal?.minimal === true));
  });
}

test('shrink - a removed item takes its faults along, and later items are renumbered', (t) => {
  const fingerprint = 'conservation | destroyed | still-to-send: number > watermark';
  const scenario = fleet('reset', {
    agents: [
      { offsetMs: 0, driftPpm: 0 },
      { offsetMs: 5, driftPpm: 0 },
      { offsetMs: 0, driftPpm: 7 },
    ],
    uses: 2,
    faults: [{ kind: 'wipe', at: 4_300_000, node: 'agent-3' }],
  });
  const explanation = explanationWith(fleetStudy, scenario, fingerprint);
  if (explanation === undefined) throw new Error('nothing lost');
  const minimal = minimise(fleetStudy, scenario, explanation);
  t.deepEqual(minimal.scenario, {
    ...fleet('reset'),
    uses: 2,
    faults: [{ kind: 'wipe', at: 3_600_001, node: 'agent-1' }],
  });
  t.true(minimal.minimal);
});

/** Size of a scenario: uses, and changes to machines. */
const sizeOf = ({ agents, uses, faults, schedule }: FleetScenario): readonly number[] => [
  agents.length * uses + (schedule?.inputs?.length ?? 0),
  faults.length +
    agents.filter(({ offsetMs, driftPpm }) => offsetMs !== 0 || driftPpm !== 0).length,
];

for (const [variant, fate] of [
  ['volatile', 'server'],
  ['gate', 'tries-again'],
] as const)
  test(`minimal - ${variant}: no more uses and faults than the shortest path of check`, (t) => {
    const { counterexample } = check(fleetStudy, {
      variant,
      clients: 1,
      records: 2,
      faults: 2,
      actions: 0,
      offsetsMs: [0, -300_001],
    });
    if (counterexample === undefined) throw new Error('check finds nothing');
    const { findings } = explore(fleetStudy, variant, { seed: 1, runs: 200 });
    const minimal = findings.find(({ fingerprint }) => fingerprint.includes(fate))?.minimal;
    if (minimal === undefined) throw new Error('explore finds nothing');
    t.deepEqual(sizeOf(minimal.scenario), sizeOf(counterexample.scenario));
  });
