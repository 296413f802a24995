/**
 * Shards: parts of several campaigns that separate processes run, and the whole that they make.
 *
 * The whole is the same for every number of shards, order and repetition of them, byte for byte.
 */
import { inputError, invariant, SkewproofError } from '../../sim/model/errors.js';
import { merge, statisticsOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import { plan } from './plan.js';
import type { CampaignPlan, Share } from './plan.js';

/** Place of a shard among all: `index` of `count`, from 1. */
export interface ShardPlace {
  readonly index: number;
  readonly count: number;
}

/** `2 of 3` */
export const placeWords = ({ index, count }: ShardPlace): string =>
  `${String(index)} of ${String(count)}`;

/** The runs of one shard; none if the campaign has fewer chunks than there are shards. */
export function shardOf(campaign: CampaignPlan, { index, count }: ShardPlace): Share {
  invariant(index >= 1 && index <= count, 'shard', `from 1 to ${String(count)}`, String(index));
  const none = { ...campaign, from: campaign.from + campaign.runs, runs: 0 };
  return plan(campaign, count)[index - 1] ?? none;
}

/** Results of one shard. */
export interface RanShard<Scenario> {
  readonly place: ShardPlace;
  /** One for each campaign, in the order of the campaigns. */
  readonly outcomes: readonly Outcome<Scenario>[];
  /** Index of the campaign whose finding ended all of them. Absent: all runs were made. */
  readonly bailed?: number;
}

/**
 * Adds up the ranges of a shard, which follow one another.
 *
 * A sum does not show its parts, so only whole shards are added up: they are what can be repeated.
 */
export function condensed<Scenario>(outcome: Outcome<Scenario>): Outcome<Scenario> {
  const { ranges } = outcome;
  const [first] = ranges;
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) return outcome;
  const isWhole = ranges.every(({ from }, at) => at === 0 || from === ranges[at - 1]?.to);
  invariant(isWhole, outcome.campaign, 'ranges that follow one another', 'a gap');
  const statistics = statisticsOf(outcome);
  return { ...outcome, ranges: [{ from: first.from, to: last.to, statistics }] };
}

/** Results of all campaigns, and the index of the one whose finding ended them. */
export interface WholeCampaigns<Scenario> {
  readonly outcomes: readonly Outcome<Scenario>[];
  readonly bailed?: number;
}

/** Shards without repetition, in order. */
function distinctShards<Scenario>(
  shards: readonly RanShard<Scenario>[],
): readonly RanShard<Scenario>[] {
  const byIndex = new Map<number, RanShard<Scenario>>();
  for (const shard of shards) {
    const known = byIndex.get(shard.place.index);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(shard))
      throw new SkewproofError('SKEW-301', {
        place: `shard ${placeWords(shard.place)}`,
        expected: 'the same outcome each time that it is run',
        got: 'two that differ',
        advice: 'Run it again on both machines: a study or a program there is not deterministic.',
      });
    byIndex.set(shard.place.index, shard);
  }
  return [...byIndex.values()].sort((a, b) => a.place.index - b.place.index);
}

/**
 * Merges all shards of some campaigns, in any order, some of them more than once.
 * @throws SkewproofError SKEW-101 if a shard is missing, SKEW-301 if two runs of one differ
 */
export function mergeShards<Scenario>(
  shards: readonly RanShard<Scenario>[],
): WholeCampaigns<Scenario> {
  const count = shards[0]?.place.count ?? 0;
  const apart = distinctShards(shards);
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter(
    (index) => !apart.some(({ place }) => place.index === index),
  );
  const other = shards.find(({ place }) => place.count !== count);
  if (missing.length > 0 || other !== undefined || count === 0)
    throw inputError({
      place: 'merge',
      expected: count === 0 ? 'one shard or more' : `all ${String(count)} shards`,
      got:
        other === undefined
          ? `no shard ${missing.join(', ')}`
          : `one that is ${placeWords(other.place)}`,
    });
  // Shards are in the order of runs: what comes after the first that ended them does not count.
  const end = apart.findIndex(({ bailed }) => bailed !== undefined);
  const counted = end === -1 ? apart : apart.slice(0, end + 1);
  const bailed = apart[end]?.bailed;
  return {
    outcomes: (counted[0]?.outcomes ?? []).map((_, campaign) =>
      merge(counted.flatMap(({ outcomes }) => outcomes[campaign] ?? [])),
    ),
    ...(bailed === undefined ? {} : { bailed }),
  };
}
