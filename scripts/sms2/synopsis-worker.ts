/** Computes one part of the synopsis in a worker thread. Its result depends on its job alone. */
import { searchCanary } from '../../properties/campaign/canary.js';
import { workaroundOutcomes } from '../../properties/sms2/article/workaround.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { runFixShare } from '../../properties/sms2/synopsis/fix.js';
import { searchLoss } from '../../properties/sms2/synopsis/loss.js';
import type { FixShare, FixShareResult } from '../../properties/sms2/synopsis/fix.js';
import type { SearchedLoss } from '../../properties/sms2/synopsis/loss.js';
import { failureOf } from '../campaign/explore-worker.js';
import type { Failure } from '../campaign/explore-worker.js';
import { frontierOf } from '../cli/report.js';
import { studyNamed } from '../studies.js';

/** Each kind of job: its input, and the function that does it. */
const WORK = {
  loss: ({ variant, seed, runs }: { variant: string; seed: number; runs: number }): SearchedLoss =>
    searchLoss(variant, seed, runs),
  share: (share: FixShare): FixShareResult => runFixShare(share),
  remedy: (variants: readonly string[]) => workaroundOutcomes(variants),
  canary: (seed: number) => searchCanary(sms2Study, seed),
  map: (variant: string) => frontierOf(studyNamed('sms2'), variant),
} as const;

export type Work = typeof WORK;
export type Kind = keyof Work;

export interface Job<Name extends Kind = Kind> {
  readonly kind: Name;
  readonly input: Parameters<Work[Name]>[0];
}

export type Answer<Name extends Kind = Kind> =
  { readonly done: ReturnType<Work[Name]> } | { readonly failure: Failure };

export default function runJob({ kind, input }: Job): Answer {
  const work = WORK[kind] as (given: unknown) => ReturnType<Work[Kind]>;
  try {
    return { done: work(input) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
