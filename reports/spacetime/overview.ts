/** A whole run as a strip, for the reader of a drawing that shows a part of it. */
import type { SpaceTime, SpaceTimeOverview } from './types.js';

const PARTS = 120;

/** Counts the steps of each part of a run's time. */
export function overviewOf({ steps, overview }: SpaceTime): SpaceTimeOverview {
  if (overview !== undefined) return overview;
  const endMs = steps.at(-1)?.atMs ?? 0;
  const counts = new Array<number>(PARTS).fill(0);
  for (const { atMs } of steps) {
    const part = endMs === 0 ? 0 : Math.min(PARTS - 1, Math.floor((atMs * PARTS) / endMs));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return { endMs, steps: counts };
}
