/**
 * A campaign as data, and its partition into shares.
 *
 * The merged outcome (outcome.ts) is the same for every partition, order of shares and place where
 * they run.
 */
import { invariant } from '../../sim/model/errors.js';
import { CHUNK_RUNS } from './sampling.js';

/**
 * The scenarios to run: they are drawn by seed and number, so that a range of numbers is a share.
 */
export interface CampaignPlan {
  readonly study: string;
  readonly variant: string;
  readonly space: string;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** Number of the first run, from 0. */
  readonly from: number;
  readonly runs: number;
}

/** A part of a campaign: plain JSON that can be sent to a thread, a queue or another machine. */
export type Share = CampaignPlan;

/**
 * Divides a campaign into at most `shares` parts of whole chunks, in order and as equal as chunks
 * allow.
 *
 * A campaign of no runs has one empty share.
 */
export function plan(campaign: CampaignPlan, shares: number): readonly Share[] {
  const whole = Number.isSafeInteger(shares) && shares >= 1;
  invariant(whole, 'plan of a campaign', 'one share or more', String(shares));
  const to = campaign.from + campaign.runs;
  const firstChunk = Math.floor(campaign.from / CHUNK_RUNS);
  const chunks = Math.max(1, Math.ceil(to / CHUNK_RUNS) - firstChunk);
  const parts = Math.min(shares, chunks);
  const bound = (part: number): number =>
    Math.min(
      to,
      Math.max(campaign.from, (firstChunk + Math.floor((chunks * part) / parts)) * CHUNK_RUNS),
    );
  return Array.from({ length: parts }, (_, part) => {
    const from = bound(part);
    return { ...campaign, from, runs: (part === parts - 1 ? to : bound(part + 1)) - from };
  });
}
