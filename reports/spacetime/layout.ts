/** Places the parts of a space-time diagram: lanes are columns, time runs down. */
import type { SpaceTime } from './types.js';

export interface SpaceTimeView {
  /** Steps at equal distances, or at distances in proportion to true time. */
  readonly spacing: 'events' | 'time';
  /** Scale: 1 is the original size, 2 is twice as far apart. */
  readonly zoom: number;
  /** Words beside the marks; without them lanes stand closer. */
  readonly words: boolean;
  /** Distance of lanes without words. Default 54. */
  readonly laneWidth?: number;
  /** True for a file of its own, which needs its own colours and fonts. */
  readonly standalone: boolean;
}

export const DEFAULT_VIEW: SpaceTimeView = {
  spacing: 'events',
  zoom: 1,
  words: true,
  standalone: true,
};

export interface SpaceTimeLayout {
  readonly width: number;
  readonly height: number;
  /** x of each lane's line. */
  readonly xs: readonly number[];
  /** y of each step. */
  readonly ys: readonly number[];
  /** y at which lanes begin and end. */
  readonly top: number;
  readonly bottom: number;
}

const TOP = 52;
const FOOT = 34;
const STEP = 22;
/** Width of a lane whose marks have words. */
export const WORDS_LANE = 168;
/** Height of a run in proportion to true time, before zooming. */
const TIME_HEIGHT = 1_400;

/** Rounds to one decimal, so that a file does not depend on the last bit of a quotient. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

export function layoutOf(run: SpaceTime, view: SpaceTimeView): SpaceTimeLayout {
  const gutter = view.words ? 170 : 82;
  const lane = view.words ? WORDS_LANE : (view.laneWidth ?? 54);
  const xs = run.lanes.map((_, index) =>
    rounded(gutter + lane * index + (view.words ? 24 : lane / 2)),
  );
  const firstMs = run.steps[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (run.steps.at(-1)?.atMs ?? 0) - firstMs);
  const top = TOP + 8;
  const ys = run.steps.map((step, position) =>
    rounded(
      view.spacing === 'events'
        ? top + 10 + position * STEP * view.zoom
        : top + 10 + ((step.atMs - firstMs) / spanMs) * TIME_HEIGHT * view.zoom,
    ),
  );
  const bottom = (ys.at(-1) ?? top) + 14;
  return {
    width: rounded(gutter + lane * run.lanes.length),
    height: bottom + FOOT,
    xs,
    ys,
    top,
    bottom,
  };
}

/** Local minus true time of a lane at a position, ms. */
export function offsetAt(run: SpaceTime, lane: number, position: number): number {
  let offset = 0;
  for (const [from, value] of run.lanes[lane]?.offsets ?? []) {
    if (from > position) break;
    offset = value;
  }
  return offset;
}
