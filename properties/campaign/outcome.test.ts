/**
 * A campaign in parts equals the campaign, byte for byte: any partition, order and repetition of
 * parts.
 */
import test from 'ava';
import * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import { storeForwardStudy } from '../store-forward/study.js';
import { toyStudy } from '../_toy.test.js';
import type { ScenarioBase } from '../study/contract.js';
import { eraseStudy } from '../study/erase.js';
import type { AnyStudy } from '../study/erase.js';
import { explorationOf, explore, shrunk, unshrunk } from './explore.js';
import { merge, statisticsOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import { plan } from './plan.js';
import type { CampaignPlan, Share } from './plan.js';
import { runShare } from './run-share.js';
import { CHUNK_RUNS } from './sampling.js';

const campaignOf = (study: string, variant: string, runs: number): CampaignPlan => ({
  study,
  variant,
  space: 'everything',
  seed: 213_261,
  from: 0,
  runs,
});

const end = (share: Share): number => share.from + share.runs;

test('plan - shares are whole chunks in order, as equal as chunks allow, and cover the campaign', (t) => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(3_000), fc.integer({ min: 1, max: 70 }), (runs, from, n) => {
      const campaign = { ...campaignOf('toy', 'edge', runs), from };
      const shares = plan(campaign, n);
      const lengths = shares.map((share) => share.runs);
      return (
        shares.length <= n &&
        shares[0]?.from === from &&
        end(shares.at(-1) as Share) === end(campaign) &&
        shares.every((share, at) => at === 0 || share.from === end(shares[at - 1] as Share)) &&
        shares.every((share, at) => at === 0 || share.from % CHUNK_RUNS === 0) &&
        (shares.length === 1 || lengths.every((length) => length > 0)) &&
        Math.max(...lengths) - Math.min(...lengths.slice(1, -1), Math.max(...lengths)) <= CHUNK_RUNS
      );
    }),
  );
  t.pass();
});

interface Subject {
  readonly campaign: CampaignPlan;
  readonly run: (share: Share) => Outcome<ScenarioBase>;
  /** Text of everything that a report of the outcome contains. */
  readonly reported: (outcome: Outcome<ScenarioBase>) => string;
}

const subject = (typed: AnyStudy, campaign: CampaignPlan): Subject => ({
  campaign,
  run: (share) => runShare(typed, share).outcome,
  reported: (outcome) =>
    JSON.stringify(explorationOf(typed, campaign, outcome, outcome.findings.map(unshrunk))),
});

const SUBJECTS = [
  subject(eraseStudy(toyStudy), campaignOf('toy', 'edge', 1_250)),
  subject(
    eraseStudy(storeForwardStudy),
    campaignOf('store-forward', 'correct+future-timestamp-rejected', 500),
  ),
];

for (const { campaign, run, reported } of SUBJECTS)
  test(`merge - parts of ${campaign.study}/${campaign.variant} in any order, grouping and repetition equal the whole`, (t) => {
    const whole = run(campaign);
    t.not(whole.findings.length, 0);
    // As another process would send them.
    const parts = plan(campaign, 1_000).map(
      (share) => JSON.parse(JSON.stringify(run(share))) as Outcome<ScenarioBase>,
    );
    t.is(parts.length, Math.ceil(campaign.runs / CHUNK_RUNS));
    const twice = [...parts.keys(), ...parts.keys()];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(twice, { minLength: twice.length }),
        fc.array(fc.nat(), { minLength: 1 }),
        (places, picks) => {
          let pool = places.map((place) => parts[place] as Outcome<ScenarioBase>);
          // Merges two or three neighbours at a time, until one outcome is left.
          for (let at = 0; pool.length > 1; at += 1) {
            const first = (picks[at % picks.length] as number) % (pool.length - 1);
            const group = pool.slice(first, first + 3);
            pool = [...pool.slice(0, first), merge(group), ...pool.slice(first + 3)];
          }
          return reported(pool[0] as Outcome<ScenarioBase>) === reported(whole);
        },
      ),
      { numRuns: 50 },
    );
  });

test('merge - the exploration of shares equals that of one run', (t) => {
  const campaign = campaignOf('toy', 'edge', 400);
  const outcome = merge(plan(campaign, 3).map((share) => runShare(toyStudy, share).outcome));
  const findings = outcome.findings.map((found) => shrunk(toyStudy, found));
  t.is(statisticsOf(outcome).runs, 400);
  t.deepEqual(
    explorationOf(toyStudy, campaign, outcome, findings),
    explore(toyStudy, 'edge', { seed: campaign.seed, runs: 400 }),
  );
});

test('merge - outcomes of different campaigns, and overlapping ones, are refused', (t) => {
  const run = (seed: number, from: number, runs: number): Outcome<unknown> =>
    runShare(toyStudy, { ...campaignOf('toy', 'edge', runs), seed, from }).outcome;
  const refused = (...outcomes: readonly Outcome<unknown>[]): string =>
    t.throws(() => merge(outcomes), { instanceOf: SkewproofError }).message;
  t.regex(refused(run(1, 0, 10), run(2, 10, 10)), /seed 1.*seed 2/s);
  t.regex(refused(run(1, 0, 10), run(1, 5, 10)), /runs 0 to 10.*runs 5 to 15/s);
  t.regex(refused(), /one outcome or more/);
});
