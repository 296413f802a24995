/** Shards of some campaigns make the whole, byte for byte: any number, order and repetition of them. */
import test from 'ava';
import * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import { toyStudy } from '../_toy.test.js';
import { Bail } from './bail.js';
import { merge, statisticsOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import type { CampaignPlan } from './plan.js';
import { runShare } from './run-share.js';
import { CHUNK_RUNS } from './sampling.js';
import { condensed, mergeShards, shardOf } from './shard.js';
import type { RanShard, WholeCampaigns } from './shard.js';

const RUNS = 650;
const SEEDS = [213_261, 7];

const CAMPAIGNS = SEEDS.map((seed): CampaignPlan => ({
  ...{ study: 'toy', variant: 'edge', space: 'everything' },
  ...{ seed, from: 0, runs: RUNS },
}));

type Part = Outcome<unknown>;

/** Outcomes of all chunks, each run once. */
const CHUNKS: readonly (readonly Part[])[] = CAMPAIGNS.map((campaign) =>
  Array.from({ length: Math.ceil(RUNS / CHUNK_RUNS) }, (_, chunk) => {
    const from = chunk * CHUNK_RUNS;
    const runs = Math.min(CHUNK_RUNS, RUNS - from);
    // As another machine would send it.
    return JSON.parse(
      JSON.stringify(runShare(toyStudy, { ...campaign, from, runs }).outcome),
    ) as Part;
  }),
);

/** Runs one shard as the command does; `ends`: the chunks with a finding that ends all campaigns. */
function shard(
  index: number,
  count: number,
  ends: readonly (readonly number[])[] = [],
): RanShard<unknown> {
  const place = { index, count };
  const bail = new Bail();
  const parts = CAMPAIGNS.map((campaign, at) => {
    const { from, runs } = shardOf(campaign, place);
    return (CHUNKS[at] ?? []).filter(({ ranges }) => {
      const first = ranges[0]?.from ?? 0;
      return first >= from && first < from + runs;
    });
  });
  for (const [at, outcomes] of parts.entries())
    for (const { ranges } of outcomes) {
      const first = ranges[0]?.from ?? 0;
      if (ends[at]?.includes(first / CHUNK_RUNS) === true) bail.note(first, at);
    }
  const outcomes = parts.map((all, at) => {
    const counted = all.filter(({ ranges }) => bail.admits(ranges[0]?.from ?? 0, at));
    const none = { ...(CHUNKS[at]?.[0] as Part), ranges: [], verdicts: [], findings: [] };
    return condensed(
      counted.length === 0 ? { ...none, copies: 'unknown' as const } : merge(counted),
    );
  });
  return { place, outcomes, ...(bail.campaign === undefined ? {} : { bailed: bail.campaign }) };
}

/** Everything that a report of the whole would contain. */
const textOf = ({ outcomes, bailed }: WholeCampaigns<unknown>): string =>
  JSON.stringify([
    outcomes.map((outcome) => ({ ...outcome, ranges: statisticsOf(outcome) })),
    bailed,
  ]);

test('shards - any number of them, in any order and some twice, make the whole', (t) => {
  const whole = textOf(mergeShards([shard(1, 1)]));
  t.regex(whole, /"findings":\[\{/);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }).chain((count) => {
        const all = Array.from({ length: count }, (_, at) => at + 1);
        return fc.tuple(
          fc.constant(count),
          fc
            .shuffledSubarray([...all, ...all], { minLength: count })
            .filter((some) => new Set(some).size === count),
        );
      }),
      ([count, order]) => textOf(mergeShards(order.map((index) => shard(index, count)))) === whole,
    ),
    { numRuns: 60 },
  );
});

test('shards - the first finding that ends a search ends all campaigns at one place', (t) => {
  const chunks = fc.uniqueArray(fc.nat(6), { maxLength: 3 });
  fc.assert(
    fc.property(fc.tuple(chunks, chunks), fc.integer({ min: 2, max: 7 }), (ends, count) => {
      const all = Array.from({ length: count }, (_, at) => shard(at + 1, count, ends));
      const whole = mergeShards([shard(1, 1, ends)]);
      t.is(textOf(mergeShards(all.reverse())), textOf(whole));
      t.is(whole.bailed === undefined, ends.flat().length === 0);
    }),
    { numRuns: 60 },
  );
});

test('shards - one that is missing, differs, or is one of another number is refused by name', (t) => {
  const refused = (...shards: readonly RanShard<unknown>[]): SkewproofError =>
    t.throws(() => mergeShards(shards), { instanceOf: SkewproofError });
  t.regex(refused(shard(1, 4), shard(3, 4)).message, /all 4 shards, got no shard 2, 4/);
  t.regex(refused(shard(1, 2), shard(2, 3)).message, /all 2 shards, got one that is 2 of 3/);
  t.regex(refused().message, /one shard or more/);
  const [first, second] = [shard(1, 2), shard(2, 2)];
  const other = { ...second, outcomes: [...second.outcomes].reverse() };
  t.is(refused(first, second, other).code, 'SKEW-301');
  // Planted: a part that another one already has, under another number.
  const twice = { ...first, place: { index: 2, count: 2 } };
  t.not(textOf(mergeShards([first, twice])), textOf(mergeShards([shard(1, 1)])));
});

test('shards - an outcome with a gap is not added up', (t) => {
  const [first, , third] = CHUNKS[0] ?? [];
  const gap = merge([first, third] as Part[]);
  t.is(t.throws(() => condensed(gap), { instanceOf: SkewproofError }).code, 'SKEW-401');
});

test('bail - the order in which shares are noted does not matter', (t) => {
  const share = fc.record({ from: fc.nat(5), campaign: fc.nat(3) });
  fc.assert(
    fc.property(
      fc.array(share, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.array(share),
      (noted, inTurn, asked) => {
        const key = ({ from, campaign }: { from: number; campaign: number }): number =>
          inTurn ? campaign * 100 + from : from * 100 + campaign;
        const first = Math.min(...noted.map(key));
        const bail = new Bail(inTurn);
        for (const { from, campaign } of noted) bail.note(from, campaign);
        t.is(bail.campaign, noted.find((one) => key(one) === first)?.campaign);
        return asked.every((one) => bail.admits(one.from, one.campaign) === key(one) <= first);
      },
    ),
  );
});
