/** The coloured track under a number: which outcome the run has at each value, and where it changes. */
import type { LinePoint } from '../../../properties/frontier/line.js';
import type { PlaneAxis, PlaneClass } from '../../../properties/frontier/types.js';
import { fitting, ticksOf } from '../../../reports/map/axis.js';
import type { Knob } from './knobs.js';
import { placeIn } from './plane.js';

export interface TrackSegment {
  /** Share of the track, 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly class: PlaneClass;
}

type Range = Pick<Knob, 'from' | 'to'>;

/** Segments of one outcome each; where a change is not known to the unit yet, it is drawn half way. */
export function segmentsOf(points: readonly LinePoint[], range: Range): readonly TrackSegment[] {
  const segments: TrackSegment[] = [];
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    const place = placeIn(range, point.position);
    const from = before === undefined ? 0 : (placeIn(range, before.position) + place) / 2;
    const last = segments.at(-1);
    if (last?.class === point.class) {
      segments.pop();
      segments.push({ ...last, to: place });
    } else {
      if (last !== undefined) {
        segments.pop();
        segments.push({ ...last, to: from });
      }
      segments.push({ from, to: place, class: point.class });
    }
  }
  const last = segments.at(-1);
  return last === undefined ? [] : [...segments.slice(0, -1), { ...last, to: 1 }];
}

export interface TrackTick {
  readonly place: number;
  readonly label: string;
}

/** Units that the axes of maps have; every other is a plain number on a track. */
const AXIS_UNITS: ReadonlySet<string> = new Set(['ms', 'min', 'records', 'ppm', 'count']);

/** The knob as an axis of a map. */
const axisOf = ({ id, title, unit, from, to }: Knob): PlaneAxis => ({
  ...{ name: id, title, from, to },
  unit: AXIS_UNITS.has(unit) ? (unit as PlaneAxis['unit']) : 'count',
});

/** Ticks at round values as on every map, those that fit between neighbours a share of `gap` apart. */
export function trackTicks(knob: Knob, gap: number): readonly TrackTick[] {
  return fitting(
    ticksOf(axisOf(knob)),
    (value) => placeIn(knob, value),
    (label) => (label === ' ' ? 0 : gap),
    1,
  ).map(({ value, label }) => ({ place: placeIn(knob, value), label: label.replace('-', '−') }));
}
