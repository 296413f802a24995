/**
 * The time axis that a run and its twin share: one true time has one x in both. Idle stretches are
 * folded, and steps of one instant stand side by side.
 */
import { FOLD_WIDTH, foldedGaps } from './folds.js';
import type { SpaceTime } from './types.js';
import { rounded } from './rounded.js';

interface AxisOptions {
  /** Idle stretches folded, or every millisecond equally wide. */
  readonly spacing: 'events' | 'time';
  readonly zoom: number;
  /** Width that the axis fills at zoom 1 if its steps have room, px. */
  readonly room: number;
}

/** A stretch of time that is drawn shorter than it is. */
interface Fold {
  readonly fromX: number;
  readonly toX: number;
  readonly ms: number;
}

export interface TimeAxis {
  readonly width: number;
  readonly folds: readonly Fold[];
  /** x of a true time, ms from the start. */
  at(ms: number): number;
  /** x of each step of a run. */
  positions(run: SpaceTime): readonly number[];
}

/** Distance of two steps of one instant, and the least of two instants, px. */
const STEP = 11;
const GAP_MIN = 13;
/** Room before the first step and after the last, px. */
const PAD = 16;
const TAIL = 40;

/** Number of each step among those of its instant. */
function slotsOf(run: SpaceTime): readonly number[] {
  let slot = 0;
  return run.steps.map((step, position) => {
    slot = position > 0 && run.steps[position - 1]?.atMs === step.atMs ? slot + 1 : 0;
    return slot;
  });
}

/** The greatest number of steps at each instant of any run, in order of time. */
function instantsOf(runs: readonly SpaceTime[]): readonly (readonly [number, number])[] {
  const slots = new Map<number, number>();
  for (const run of runs)
    for (const [position, slot] of slotsOf(run).entries()) {
      const at = run.steps[position]?.atMs ?? 0;
      slots.set(at, Math.max(slots.get(at) ?? 0, slot));
    }
  if (!slots.has(0)) slots.set(0, 0);
  return [...slots].sort(([a], [b]) => a - b);
}

/** Lays out the instants of all runs together. */
export function timeAxis(runs: readonly SpaceTime[], options: AxisOptions): TimeAxis {
  const { spacing, zoom, room } = options;
  const instants = instantsOf(runs);
  const gaps = instants.map(([at], i) => (i === 0 ? 0 : at - (instants[i - 1]?.[0] ?? at)));
  const folded = spacing === 'time' ? new Set<number>() : foldedGaps(instants.map(([at]) => at));
  const isFolded = (i: number): boolean => i > 0 && folded.has(instants[i - 1]?.[0] ?? 0);
  const drawnMs = gaps.reduce((sum, gap, i) => sum + (isFolded(i) ? 0 : gap), 0) || 1;
  const drawn = Math.max(80, room - PAD - TAIL);
  const foldWidth = drawn * FOLD_WIDTH;
  const perMs = (drawn - folded.size * foldWidth) / drawnMs;
  const step = spacing === 'time' ? 0 : STEP * Math.max(1, zoom);
  const starts: number[] = [];
  const ends: number[] = [];
  const folds: Fold[] = [];
  let x = PAD;
  for (const [i, [, slots]] of instants.entries()) {
    const gap = gaps[i] ?? 0;
    const width = (isFolded(i) ? foldWidth : gap * perMs) * zoom;
    const fromX = x;
    if (i > 0) x += spacing === 'time' ? width : Math.max(GAP_MIN, width);
    if (isFolded(i)) folds.push({ fromX: rounded(fromX), toX: rounded(x), ms: gap });
    starts.push(x);
    x += slots * step;
    ends.push(x);
  }
  const indexOf = new Map(instants.map(([at], i) => [at, i]));
  return {
    width: rounded(x + TAIL),
    folds,
    at: (ms) => {
      const i = lastAtMost(instants, ms);
      if (i < 0) return starts[0] ?? PAD;
      const [from = 0] = instants[i] ?? [];
      const next = instants[i + 1];
      const start = ms === from ? (starts[i] ?? 0) : (ends[i] ?? 0);
      if (next === undefined || ms === from) return rounded(start);
      const share = (ms - from) / (next[0] - from);
      return rounded(start + ((starts[i + 1] ?? start) - start) * share);
    },
    positions: (run) =>
      slotsOf(run).map((slot, position) =>
        rounded((starts[indexOf.get(run.steps[position]?.atMs ?? 0) ?? 0] ?? PAD) + slot * step),
      ),
  };
}

/** Index of the last instant that is not later; -1: all are. */
function lastAtMost(instants: readonly (readonly [number, number])[], ms: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle]?.[0] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The position of a run at a true time: the last step that is not later. Two runs are compared at
 * equal times, never at equal numbers of steps.
 * @param slot number among the steps of that instant; default: the last
 */
export function positionAt(run: SpaceTime, ms: number, slot?: number): number {
  let [low, high] = [0, run.steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((run.steps[middle]?.atMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  const last = Math.max(0, low - 1);
  if (slot === undefined || run.steps[last]?.atMs !== ms) return last;
  const first = run.steps.findIndex((one) => one.atMs === ms);
  return Math.min(last, first + slot);
}

/** Number of a step among those of its instant. */
export const slotAt = (run: SpaceTime, position: number): number =>
  position - run.steps.findIndex((one) => one.atMs === run.steps[position]?.atMs);
