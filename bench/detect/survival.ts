/**
 * Times to detection with censoring. A search that reached a limit is known to take longer than
 * that, and no more: it leaves the curve there, and its last run counts as no find.
 */

/** A search: its length, and whether it ended with a find. */
export interface Observed {
  readonly time: number;
  readonly found: boolean;
}

/** From `time` on this share of the searches goes on. */
export interface Step {
  readonly time: number;
  readonly survival: number;
  /** Searches that went on until just before. */
  readonly atRisk: number;
}

/** The product-limit estimate of Kaplan and Meier, one step for each time with a find. */
export function kaplanMeier(observed: readonly Observed[]): readonly Step[] {
  const sorted = [...observed].sort((a, b) => a.time - b.time);
  const steps: Step[] = [];
  let survival = 1;
  for (let at = 0; at < sorted.length;) {
    const { time } = sorted[at] as Observed;
    const same = sorted.slice(at).filter((one) => one.time === time);
    const finds = same.filter(({ found }) => found).length;
    const atRisk = sorted.length - at;
    // Searches censored at the time of a find were still at risk of it.
    if (finds > 0) {
      survival *= 1 - finds / atRisk;
      steps.push({ time, survival, atRisk });
    }
    at += same.length;
  }
  return steps;
}

/** Share of the searches that go on after `time`. */
export const survivalAt = (steps: readonly Step[], time: number): number =>
  steps.findLast((step) => step.time <= time)?.survival ?? 1;

/** Time by which a share of the searches has found; `undefined`: the limits came first. */
export const quantile = (steps: readonly Step[], share: number): number | undefined =>
  // Shares are products of fractions: a hair of rounding must not move a quantile.
  steps.find(({ survival }) => survival <= 1 - share + 1e-9)?.time;

/** Searches that went on beyond `time`, with or without a find later. */
export const atRiskAfter = (observed: readonly Observed[], time: number): number =>
  observed.filter((one) => one.time > time).length;

/** Mean time to a find, and whether it is only a lower bound because nothing was found. */
export interface Mean {
  readonly mean: number;
  readonly isBound: boolean;
}

/**
 * The maximum-likelihood mean of independent attempts that all succeed with one chance: the whole
 * time searched, for each find. Without a find, the time searched is a bound.
 */
export function meanToFind(observed: readonly Observed[]): Mean {
  const finds = observed.filter(({ found }) => found).length;
  const searched = observed.reduce((sum, { time }) => sum + time, 0);
  return { mean: searched / Math.max(1, finds), isBound: finds === 0 };
}
