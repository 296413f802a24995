/**
 * Mutation tests: with any seed, each planted defect is caught by the property that it names; the
 * correct system is caught by none.
 */
import test from 'ava';
import * as storeForward from '../../models/store-forward/index.js';
import { CHUNK_RUNS, chunkOf } from '../campaign/sampling.js';
import { ALL_PROPERTY_NAMES } from '../oracle/invariants.js';
import { runScenario } from '../oracle/judged-run.js';
import { SPACES } from './space.js';
import { storeForwardStudy } from './study.js';

type Scenario = storeForward.StoreForwardScenario;

/** The default seed of the command line, and two others. */
const SEEDS = [213_261, 1, 2] as const;
const RUNS_MAX = 1_000;
/** Space of defects that need a coincidence: a power failure during a write, or a long log. */
const RARE_RUNS_MAX = 10_000;
const RARE: ReadonlySet<string> = new Set([
  'torn-tail-discards-segment',
  'shortened-in-two-steps',
  'segments-sorted-as-text',
  'missing-segment-blocks',
]);

const drawn = new Map<string, readonly Scenario[]>();

/** Scenarios of the campaign, drawn once for all defects. */
function scenarioAt(seed: number, run: number): Scenario {
  const chunk = Math.floor(run / CHUNK_RUNS);
  const key = `${String(seed)} ${String(chunk)}`;
  const scenarios = drawn.get(key) ?? chunkOf(SPACES.everything('correct'), seed, chunk);
  drawn.set(key, scenarios);
  return scenarios[run % CHUNK_RUNS] as Scenario;
}

/** Number of the run, from 1, in which the property is first broken. */
function firstCaught(name: string, property: string, seed: number): number | undefined {
  const runsMax = RARE.has(name) ? RARE_RUNS_MAX : RUNS_MAX;
  for (let run = 0; run < runsMax; run += 1) {
    const scenario = { ...scenarioAt(seed, run), variant: `correct+${name}` };
    const { verdict, violations } = runScenario(storeForwardStudy, scenario);
    if (verdict === 'harness-error') throw new Error(`${name}, run ${String(run)}: ${verdict}`);
    if (violations.some((violation) => violation.property === property)) return run + 1;
  }
  return undefined;
}

/** The hard zoo has scenarios of its own: see `hard-zoo.test.ts`. */
const easy = Object.entries(storeForward.DEFECTS).filter(
  ([name]) => !Object.hasOwn(storeForward.HARD_DEFECTS, name),
);

for (const [name, { property }] of easy)
  test(`teeth ${name} - caught by ${property} with every seed`, (t) => {
    const runs = SEEDS.map((seed) => firstCaught(name, property, seed));
    t.log(`at run ${runs.map(String).join(', ')}`);
    t.false(runs.includes(undefined));
  });

test('teeth - the correct system passes thousands of runs, and the runs in which defects are caught', (t) => {
  for (const seed of SEEDS)
    for (let run = 0; run < 1_000; run += 1) {
      const { verdict, reason } = runScenario(storeForwardStudy, scenarioAt(seed, run));
      if (verdict !== 'pass') t.fail(`seed ${String(seed)}, run ${String(run)}: ${String(reason)}`);
    }
  t.pass();
});

test('teeth - every defect has a title, and replaces one rule or a few that belong together', (t) => {
  const defects = Object.entries(storeForward.DEFECTS);
  t.true(defects.length >= 40);
  for (const [name, defect] of defects) {
    t.regex(name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
    t.true(defect.title.length > 10 && defect.class.length > 3, name);
    t.true(ALL_PROPERTY_NAMES.includes(defect.property), name);
    const rules = [defect.agent ?? {}, defect.server ?? {}].flatMap((part) => Object.keys(part));
    t.true(rules.length >= 1 && rules.length <= 4, name);
    if (defect.incident !== undefined)
      t.regex(defect.incident.address, /^https:\/\/[\w.-]+\/[\w./-]+$/, name);
  }
});
