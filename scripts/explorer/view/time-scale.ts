/** The horizontal axis of the diagram: true time, linear but for idle stretches, which are folded. */

/** A stretch of true time and its place on the axis. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly from: number;
  readonly to: number;
  /** Nothing happens in it, and it is drawn shorter than it is. */
  readonly folded: boolean;
}

export interface TimeScale {
  readonly stretches: readonly Stretch[];
  readonly endMs: number;
  /** Place of a true time on the axis. */
  x(atMs: number): number;
  /** The true time at a place, whole ms. */
  atMs(x: number): number;
}

/** Idle time takes more than this share of all shorter gaps together, */
const FOLD_SHARE = 0.5;
/** and is this many times as long as the next longest. */
const FOLD_FACTOR = 6;
const FOLDS_MAX = 8;
/** Width of a fold as a share of the axis. */
const FOLD_WIDTH = 0.05;

/** Gaps to fold: the longest ones, where they are far longer than all others. */
function foldedGaps(times: readonly number[]): ReadonlySet<number> {
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

/**
 * @param moments true times at which something happens, ms, in any order
 * @param from left end of the axis
 * @param to right end of the axis
 */
export function timeScale(moments: readonly number[], from: number, to: number): TimeScale {
  const times = [...new Set([0, ...moments])].sort((a, b) => a - b);
  const endMs = Math.max(1, times.at(-1) ?? 1);
  const folds = foldedGaps(times);
  const width = to - from;
  const foldWidth = width * FOLD_WIDTH;
  const linear = linearMs(times, folds);
  const perMs = linear === 0 ? 0 : (width - folds.size * foldWidth) / linear;
  const stretches = stretchesOf(times, folds, from, perMs, foldWidth);
  const last = stretches.at(-1);
  return {
    stretches,
    endMs,
    x: (atMs) => {
      const own = stretches.find((one) => atMs <= one.toMs) ?? last;
      if (own === undefined) return from;
      const span = own.toMs - own.fromMs;
      const share = span === 0 ? 0 : (Math.max(own.fromMs, atMs) - own.fromMs) / span;
      return Math.min(to, own.from + share * (own.to - own.from));
    },
    atMs: (x) => {
      const own = stretches.find((one) => x <= one.to) ?? last;
      if (own === undefined) return 0;
      const share =
        own.to === own.from ? 0 : (Math.max(own.from, x) - own.from) / (own.to - own.from);
      return Math.round(own.fromMs + Math.min(1, share) * (own.toMs - own.fromMs));
    },
  };
}

function linearMs(times: readonly number[], folds: ReadonlySet<number>): number {
  return times
    .slice(1)
    .reduce(
      (sum, time, at) => (folds.has(times[at] ?? 0) ? sum : sum + time - (times[at] ?? 0)),
      0,
    );
}

function stretchesOf(
  times: readonly number[],
  folds: ReadonlySet<number>,
  from: number,
  perMs: number,
  foldWidth: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let place = from;
  for (const [at, fromMs] of times.slice(0, -1).entries()) {
    const toMs = times[at + 1] ?? fromMs;
    const folded = folds.has(fromMs);
    const width = folded ? foldWidth : (toMs - fromMs) * perMs;
    const last = stretches.at(-1);
    // Neighbours that are drawn at one scale are one stretch.
    if (!folded && last?.folded === false) {
      stretches.pop();
      stretches.push({ ...last, toMs, to: place + width });
    } else stretches.push({ fromMs, toMs, from: place, to: place + width, folded });
    place += width;
  }
  return stretches;
}
