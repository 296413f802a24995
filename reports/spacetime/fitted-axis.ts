/**
 * A time axis of a given width, for a page whose moments are dragged: linear but for idle stretches,
 * which are folded as in every drawing, and with the time of every place.
 */
import { FOLD_WIDTH, foldedGaps } from './folds.js';
import type { SpaceTime } from './types.js';
import type { TimeAxis } from './axis.js';

/** A stretch of true time and its place on the axis. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly from: number;
  readonly to: number;
  /** Nothing happens in it, and it is drawn shorter than it is. */
  readonly folded: boolean;
}

export interface FittedAxis extends TimeAxis {
  readonly stretches: readonly Stretch[];
  readonly endMs: number;
  /** The true time at a place, whole ms. */
  msAt(x: number): number;
}

/**
 * Returns the axis from place 0 to its width.
 * @param moments true times at which something happens, ms, in any order
 */
export function fittedAxis(moments: readonly number[], width: number): FittedAxis {
  const times = [...new Set([0, ...moments])].sort((a, b) => a - b);
  const endMs = Math.max(1, times.at(-1) ?? 1);
  const folds = foldedGaps(times);
  const foldWidth = width * FOLD_WIDTH;
  const linear = linearMs(times, folds);
  const perMs = linear === 0 ? 0 : (width - folds.size * foldWidth) / linear;
  const stretches = stretchesOf(times, folds, perMs, foldWidth);
  const last = stretches.at(-1);
  const at = (ms: number): number => {
    const own = stretches.find((one) => ms <= one.toMs) ?? last;
    if (own === undefined) return 0;
    const span = own.toMs - own.fromMs;
    const share = span === 0 ? 0 : (Math.max(own.fromMs, ms) - own.fromMs) / span;
    return Math.min(width, own.from + share * (own.to - own.from));
  };
  return {
    ...{ width, stretches, endMs, at },
    folds: stretches
      .filter(({ folded }) => folded)
      .map(({ from, to, fromMs, toMs }) => ({ fromX: from, toX: to, ms: toMs - fromMs })),
    positions: ({ steps }: SpaceTime) => steps.map(({ atMs }) => at(atMs)),
    msAt: (x) => {
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
  perMs: number,
  foldWidth: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let place = 0;
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
