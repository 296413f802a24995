/** One axis of the interactive map: the symmetric scale of all maps, and the cells of its samples. */
import { scaleOf } from '../../../properties/frontier/scale.js';
import type { PlaneAxis } from '../../../properties/frontier/types.js';

export interface PlaneLine {
  /** Place of a value, px from the axis' beginning. */
  px(value: number): number;
  /** The value at a place. */
  value(px: number): number;
  /** Beginning and end of the cell of a sample, px. */
  cell(index: number): readonly [from: number, to: number];
  /** The sample whose cell a place is in. */
  index(px: number): number;
}

/** @param length px */
export function planeLine(axis: PlaneAxis, samples: readonly number[], length: number): PlaneLine {
  const scale = scaleOf(axis);
  const first = scale.place(axis.from);
  const span = scale.place(axis.to) - first || 1;
  const px = (value: number): number => ((scale.place(value) - first) / span) * length;
  const edges = samples.map((value, at) =>
    at === 0 ? 0 : (px(samples[at - 1] ?? value) + px(value)) / 2,
  );
  edges.push(length);
  return {
    px,
    value: (at) => scale.valueAt(first + (at / length) * span),
    cell: (index) => [edges[index] ?? 0, edges[index + 1] ?? length],
    index: (at) =>
      Math.max(
        0,
        edges.findLastIndex((edge) => edge <= at),
      ),
  };
}
