/** Places the parts of a space-time diagram: lanes are rows, time runs to the right. */
import { timeAxis } from './axis.js';
import type { TimeAxis } from './axis.js';
import { rounded } from './rounded.js';
import type { SpaceTime } from './types.js';

export interface SpaceTimeView {
  /** Idle stretches folded, or distances in proportion to true time. */
  readonly spacing: 'events' | 'time';
  /** Scale: 1 is the original size, 2 is twice as far apart. */
  readonly zoom: number;
  /** Words beside marks that have room. */
  readonly words: boolean;
  /** True for a file of its own, which needs its own colours and fonts. */
  readonly standalone: boolean;
  /** Width to fill at zoom 1, px. Default 1,000. */
  readonly room?: number;
  /** Names at the left of their lanes, or above them on a narrow screen. Default left. */
  readonly names?: 'left' | 'above';
  /** The axis of several runs; default: of this one alone. */
  readonly axis?: TimeAxis;
  /** Only what lies between these x, px. Default: everything. */
  readonly window?: readonly [fromX: number, toX: number];
  /** The nearest run that does not lose the record: its record is green. */
  readonly twin?: boolean;
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
  /** Width of the names at the left; 0 if they are above their lanes. */
  readonly gutter: number;
  readonly axis: TimeAxis;
  /** x of each step. */
  readonly xs: readonly number[];
  /** y of each lane's line. */
  readonly ys: readonly number[];
  readonly right: number;
  /** y below the last lane. */
  readonly bottom: number;
  /** y of the bar that says from when on the loss is sealed; absent without one. */
  readonly sealedY?: number;
  /** y at which the plot of the clocks begins; absent where all are right. */
  readonly plotY?: number;
}

const TOP = 78;
const LANE = 64;
/** A lane with its name above it. */
const LANE_ABOVE = 80;
const NAMES = 172;
const SEALED = 26;
export const PLOT_HEIGHT = 104;
const FOOT = 10;
const ROOM = 1_000;

/** True if any clock is wrong at any time. */
const hasSkew = (run: SpaceTime): boolean =>
  run.lanes.some(({ offsets }) => offsets.some(([, offset]) => offset !== 0));

/** The axis of runs that are drawn one below the other. */
export const axisOf = (
  runs: readonly SpaceTime[],
  { spacing, zoom, room = ROOM, names = 'left' }: SpaceTimeView,
): TimeAxis => timeAxis(runs, { spacing, zoom, room: room - (names === 'left' ? NAMES : 0) });

export function layoutOf(run: SpaceTime, view: SpaceTimeView): SpaceTimeLayout {
  const gutter = view.names === 'above' ? 0 : NAMES;
  const axis = view.axis ?? axisOf([run], view);
  const pitch = gutter === 0 ? LANE_ABOVE : LANE;
  const top = gutter === 0 ? TOP + 14 : TOP;
  const ys = run.lanes.map((_, lane) => top + lane * pitch);
  const bottom = (ys.at(-1) ?? top) + 42;
  const sealed = run.sealedMs === undefined ? 0 : SEALED;
  const plot = hasSkew(run) ? PLOT_HEIGHT : 0;
  return {
    width: rounded(gutter + axis.width),
    height: bottom + sealed + plot + FOOT,
    gutter,
    axis,
    xs: axis.positions(run).map((x) => rounded(x + gutter)),
    ys,
    right: rounded(gutter + axis.width - 24),
    bottom,
    ...(sealed === 0 ? {} : { sealedY: bottom + 4 }),
    ...(plot === 0 ? {} : { plotY: bottom + sealed + 6 }),
  };
}

/** x of a true time. */
export const xAt = ({ axis, gutter }: SpaceTimeLayout, ms: number): number =>
  rounded(axis.at(ms) + gutter);

/** Local minus true time of a lane at a position, ms. */
export function offsetAt(run: SpaceTime, lane: number, position: number): number {
  let offset = 0;
  for (const [from, value] of run.lanes[lane]?.offsets ?? []) {
    if (from > position) break;
    offset = value;
  }
  return offset;
}

/** True if a part between these x is to be drawn. */
export const inWindow = ({ window }: SpaceTimeView, fromX: number, toX: number): boolean =>
  window === undefined || (Math.max(fromX, toX) >= window[0] && Math.min(fromX, toX) <= window[1]);
