/**
 * What shares of a campaign came to, and their merge. Outcomes are plain JSON. The merge is
 * associative and commutative, and merging a share twice changes nothing; so what the shares of any
 * partition come to, in any order, is what one run of the whole comes to, byte for byte.
 */
import { inputError } from '../../sim/model/errors.js';
import type { Copies } from '../oracle/copy-watch.js';
import type { VerdictKind } from '../oracle/verdict.js';
import { distinct } from './findings.js';
import type { Found } from './findings.js';
import { mergeStatistics, noStatistics } from './statistics.js';
import type { Statistics } from './statistics.js';

/** Runs `from` to `to` (not included), counted from 0, and what they came to. */
interface OutcomeRange {
  readonly from: number;
  readonly to: number;
  readonly statistics: Statistics;
}

/** The first run, counted from 0, that came to a verdict, with the reason where it is no finding. */
export interface VerdictAt {
  readonly verdict: VerdictKind;
  readonly run: number;
  readonly reason?: string;
}

export interface Outcome<Scenario> {
  /** Which campaign this is a part of; outcomes of different ones do not merge. */
  readonly campaign: string;
  /** In order, disjoint: one for each share that ran. */
  readonly ranges: readonly OutcomeRange[];
  /** By verdict, in alphabetical order; `pass` is not among them. */
  readonly verdicts: readonly VerdictAt[];
  /** In order of the runs that first showed them, then by fingerprint. */
  readonly findings: readonly Found<Scenario>[];
  /** Whether a copy of a record was seen in the runs that were watched for one. */
  readonly copies: Copies;
}

const COPIES: readonly Copies[] = ['seen', 'unseen', 'unknown'];

/**
 * The ranges in order, each once. They stay apart, since a sum could not be told from what it
 * contains when a share comes twice.
 * @throws SkewproofError SKEW-101 for ranges that overlap and are not the same
 */
function united(ranges: readonly OutcomeRange[]): readonly OutcomeRange[] {
  const apart: OutcomeRange[] = [];
  for (const next of [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = apart.at(-1);
    if (last === undefined || next.from >= last.to) apart.push(next);
    else if (next.from !== last.from || next.to !== last.to)
      throw inputError({
        place: 'merge of a campaign',
        expected: `shares of one partition; runs ${String(last.from)} to ${String(last.to)} are there`,
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
 * @param outcomes one or more, of shares of one campaign
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

/** The sums over all runs of an outcome; their keys are in the order in which runs first had them. */
export function statisticsOf({ ranges }: Pick<Outcome<unknown>, 'ranges'>): Statistics {
  const total = noStatistics();
  for (const { statistics } of ranges) mergeStatistics(total, statistics);
  return total;
}
