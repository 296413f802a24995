/**
 * Outcomes of shares of a campaign, and their merge. Outcomes are plain JSON.
 *
 * The merge is associative and commutative, and merging a share twice has no further effect. The
 * shares of any partition, merged in any order, equal one run of the whole campaign, byte for byte.
 */
import { inputError } from '../../sim/model/errors.js';
import type { Copies } from '../oracle/copy-watch.js';
import type { VerdictKind } from '../oracle/verdict.js';
import { distinct } from './findings.js';
import type { Found } from './findings.js';
import { mergeStatistics, noStatistics } from './statistics.js';
import type { Statistics } from './statistics.js';

/** Statistics of runs `from` to `to` (excluded), counted from 0. */
interface OutcomeRange {
  readonly from: number;
  readonly to: number;
  readonly statistics: Statistics;
}

/** First run, counted from 0, with a verdict; the reason is present if it is no finding. */
export interface VerdictAt {
  readonly verdict: VerdictKind;
  readonly run: number;
  readonly reason?: string;
}

export interface Outcome<Scenario> {
  /** Name of the campaign; outcomes of different campaigns do not merge. */
  readonly campaign: string;
  /** Ranges of runs, one for each share, in order and disjoint. */
  readonly ranges: readonly OutcomeRange[];
  /** Verdicts in alphabetical order, without `pass`. */
  readonly verdicts: readonly VerdictAt[];
  /** Findings in order of the runs that first showed them, then by fingerprint. */
  readonly findings: readonly Found<Scenario>[];
  /** Result of the watched runs: whether a copy of a record was seen. */
  readonly copies: Copies;
}

const COPIES: readonly Copies[] = ['seen', 'unseen', 'unknown'];

/**
 * Ranges in order, without repetition.
 *
 * They are not added up: in a sum a repeated share could not be recognised.
 * @throws SkewproofError SKEW-101 for ranges that overlap and are not equal
 */
function united(ranges: readonly OutcomeRange[]): readonly OutcomeRange[] {
  const apart: OutcomeRange[] = [];
  for (const next of [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = apart.at(-1);
    if (last === undefined || next.from >= last.to) apart.push(next);
    else if (next.from !== last.from || next.to !== last.to)
      throw inputError({
        place: 'merge of a campaign',
        expected: `shares of one partition; runs ${String(last.from)} to ${String(last.to)} are already merged`,
        got: `runs ${String(next.from)} to ${String(next.to)}`,
      });
  }
  return apart.filter(({ from, to }) => to > from);
}

function earliest(verdicts: readonly VerdictAt[]): readonly VerdictAt[] {
  const first = new Map<VerdictKind, VerdictAt>();
  for (const at of verdicts) {
    const known = first.get(at.verdict);
    if (known === undefined || at.run < known.run) first.set(at.verdict, at);
  }
  return [...first.values()].sort((a, b) => (a.verdict < b.verdict ? -1 : 1));
}

/**
 * @param outcomes outcomes of shares of one campaign, at least one
 * @throws SkewproofError SKEW-101 for outcomes of different campaigns, or of shares that overlap
 */
export function merge<Scenario>(outcomes: readonly Outcome<Scenario>[]): Outcome<Scenario> {
  const [first] = outcomes;
  const other = outcomes.find(({ campaign }) => campaign !== first?.campaign);
  if (first === undefined || other !== undefined)
    throw inputError({
      place: 'merge of a campaign',
      expected: first === undefined ? 'one outcome or more' : `outcomes of ${first.campaign}`,
      got: other?.campaign ?? 'none',
    });
  return {
    campaign: first.campaign,
    ranges: united(outcomes.flatMap(({ ranges }) => ranges)),
    verdicts: earliest(outcomes.flatMap(({ verdicts }) => verdicts)),
    findings: distinct(outcomes.flatMap(({ findings }) => findings)),
    copies: COPIES.find((known) => outcomes.some(({ copies }) => copies === known)) ?? 'unknown',
  };
}

/** Statistics of all runs of an outcome; their keys are in the order of first occurrence. */
export function statisticsOf({ ranges }: Pick<Outcome<unknown>, 'ranges'>): Statistics {
  const total = noStatistics();
  for (const { statistics } of ranges) mergeStatistics(total, statistics);
  return total;
}
