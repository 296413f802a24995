/** Idle time of a run: the gaps between its instants that a drawing makes shorter. */

/** Idle time takes more than this share of all shorter gaps together, */
const FOLD_SHARE = 0.5;
/** and is this many times as long as the next longest. */
const FOLD_FACTOR = 6;
const FOLDS_MAX = 8;
/** Width of a fold as a share of the axis. */
export const FOLD_WIDTH = 0.05;

/**
 * Beginnings of the gaps to fold: the longest ones, where they are far longer than all others.
 * @param times true times of the instants, ms, in order
 */
export function foldedGaps(times: readonly number[]): ReadonlySet<number> {
  const gaps = times
    .slice(1)
    .map((time, at) => ({ from: times[at] ?? 0, size: time - (times[at] ?? 0) }))
    .sort((a, b) => b.size - a.size);
  // The last place at which the gaps fall steeply: those before it are idle time.
  const steep = gaps.slice(0, FOLDS_MAX).findLastIndex(({ size }, at) => {
    const others = gaps.slice(at + 1).reduce((sum, gap) => sum + gap.size, 0);
    return (
      others > 0 && size > others * FOLD_SHARE && size > (gaps[at + 1]?.size ?? 0) * FOLD_FACTOR
    );
  });
  return new Set(gaps.slice(0, steep + 1).map(({ from }) => from));
}
