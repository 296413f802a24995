/**
 * The current segments of the clocks of all nodes, side by side in one array. A world of ten thousand
 * nodes then reads one cache line for a clock, and makes no `Clock` for a node whose clock is never
 * changed. Only this file and `piecewise.ts` know the layout.
 *
 * Clocks are numbered from 0, as the nodes of a world are. Times and readings are in ms.
 */
import { arrivalIn, CELLS, Piecewise, readIn, writeSegment } from './piecewise.js';
import type { Segment } from './piecewise.js';

/** Cells of one node: its wall clock, then its elapsed clock. */
const NODE_CELLS = 2 * CELLS;
const ELAPSED = CELLS;

declare const layout: unique symbol;

/** A bare array, since hot loops read it; `clockCells` makes one, and the functions below read it. */
export type ClockCells = Float64Array & { readonly [layout]: 'wall, elapsed' };

/** Makes the cells of a number of clocks. */
export const clockCells = (clocks: number): ClockCells =>
  new Float64Array(NODE_CELLS * clocks) as ClockCells;

/** Sets a clock that runs from true time 0 on: its wall clock reads `offset` there. */
export function setCells(cells: ClockCells, clock: number, offset: number, ppm: number): void {
  const place = NODE_CELLS * clock;
  writeSegment(cells, place, { from: 0, reading: offset, ppm }, Infinity);
  writeSegment(cells, place + ELAPSED, { from: 0, reading: 0, ppm }, Infinity);
}

/** Reading of the wall clock at true time `at`; NaN where another segment holds. */
export const wallIn = (cells: ClockCells, clock: number, at: number): number =>
  readIn(cells, NODE_CELLS * clock, at);

/** Reading of the elapsed clock at true time `at`; NaN where another segment holds. */
export const elapsedIn = (cells: ClockCells, clock: number, at: number): number =>
  readIn(cells, NODE_CELLS * clock + ELAPSED, at);

/** First true time from `from` on at which the wall clock reads `target`; NaN where another segment decides. */
export const wallArrivalIn = (
  cells: ClockCells,
  clock: number,
  target: number,
  from: number,
): number => arrivalIn(cells, NODE_CELLS * clock, target, from);

/** Like `wallArrivalIn`, for the elapsed clock. */
export const elapsedArrivalIn = (
  cells: ClockCells,
  clock: number,
  target: number,
  from: number,
): number => arrivalIn(cells, NODE_CELLS * clock + ELAPSED, target, from);

/** Makes the map of all segments of the wall clock, which keeps its current one in the cells. */
export const wallMap = (cells: ClockCells, clock: number, first: Segment): Piecewise =>
  new Piecewise(first, cells, NODE_CELLS * clock);

/** Makes the map of all segments of the elapsed clock, which keeps its current one in the cells. */
export const elapsedMap = (cells: ClockCells, clock: number, first: Segment): Piecewise =>
  new Piecewise(first, cells, NODE_CELLS * clock + ELAPSED);

/** Reads both cache lines on which a clock may be, for `ReadAhead`. */
export function touchCells(cells: ClockCells, clock: number): number {
  const place = NODE_CELLS * clock;
  return (cells[place] as number) + (cells[place + NODE_CELLS - 1] as number);
}
