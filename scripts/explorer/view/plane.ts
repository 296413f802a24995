/** The map of two numbers, cell by cell from coarse to fine, for the window that a reader looks at. */
import { scaleOf } from '../../../properties/frontier/scale.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import { coarseFirst } from './outcomes.js';

/** A range of one axis, as numbers of the scenario. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface PlaneCells {
  readonly columns: number;
  readonly rows: number;
  /** By row, from the lowest y; undefined: not run yet. */
  readonly classes: readonly (PlaneClass | undefined)[];
}

/** The value in the middle of a cell. */
export function cellValue({ from, to }: Window, cell: number, cells: number): number {
  const scale = scaleOf({ from, to });
  const [first, last] = [scale.place(from), scale.place(to)];
  const value = scale.valueAt(first + ((last - first) * (cell + 0.5)) / cells);
  return Math.min(to, Math.max(from, value));
}

/** Place of a value in a window, 0 to 1. */
export function placeIn({ from, to }: Window, value: number): number {
  const scale = scaleOf({ from, to });
  const [first, last] = [scale.place(from), scale.place(to)];
  return last === first ? 0 : (scale.place(value) - first) / (last - first);
}

/** The value at a place in a window, 0 to 1. */
export function valueAt({ from, to }: Window, place: number): number {
  const scale = scaleOf({ from, to });
  const [first, last] = [scale.place(from), scale.place(to)];
  const value = scale.valueAt(first + (last - first) * Math.min(1, Math.max(0, place)));
  return Math.min(to, Math.max(from, value));
}

/** A window around a value, narrower or wider by a factor on the axis's own scale. */
export function zoomed(window: Window, whole: Window, around: number, factor: number): Window {
  const scale = scaleOf(whole);
  const [first, last] = [scale.place(window.from), scale.place(window.to)];
  const middle = scale.place(around);
  const ends = [first, last].map((end) => scale.valueAt(middle + (end - middle) * factor));
  const from = Math.max(whole.from, Math.min(ends[0] ?? whole.from, around));
  const to = Math.min(whole.to, Math.max(ends[1] ?? whole.to, around));
  return to - from >= 2 ? { from, to } : window;
}

/** Cells of the plane. Each step of `fill` runs one scenario. */
export class Plane implements PlaneCells {
  readonly columns: number;
  readonly rows: number;
  readonly classes: (PlaneClass | undefined)[];
  readonly #x: Window;
  readonly #y: Window;
  readonly #classAt: (x: number, y: number) => PlaneClass;

  constructor(
    x: Window,
    y: Window,
    classAt: (x: number, y: number) => PlaneClass,
    [columns, rows]: readonly [number, number],
  ) {
    this.#x = x;
    this.#y = y;
    this.#classAt = classAt;
    this.columns = Math.min(columns, x.to - x.from + 1);
    this.rows = Math.min(rows, y.to - y.from + 1);
    this.classes = new Array<PlaneClass | undefined>(this.columns * this.rows).fill(undefined);
  }

  *fill(): Generator<undefined, void> {
    const rows = coarseFirst(Array.from({ length: this.rows }, (_, row) => row));
    const columns = coarseFirst(Array.from({ length: this.columns }, (_, column) => column));
    for (const row of rows)
      for (const column of columns) {
        const place = row * this.columns + column;
        if (this.classes[place] !== undefined) continue;
        this.classes[place] = this.#classAt(
          cellValue(this.#x, column, this.columns),
          cellValue(this.#y, row, this.rows),
        );
        yield;
      }
  }

  /** The cell, or the nearest one to its left and below that was run. */
  shownAt(column: number, row: number): PlaneClass | undefined {
    for (let down = row; down >= 0 && down > row - 8; down -= 1)
      for (let left = column; left >= 0 && left > column - 8; left -= 1) {
        const found = this.classes[down * this.columns + left];
        if (found !== undefined) return found;
      }
    return undefined;
  }
}
