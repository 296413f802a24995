/** The coloured track under a number: which outcome the run has at each value, and where it changes. */
import { scaleOf } from '../../../properties/frontier/scale.js';
import type { LinePoint } from '../../../properties/frontier/line.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../../sim/model/time.js';
import { tickWords } from './amounts.js';
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

const MS: readonly number[] = [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS, 30 * DAY_MS, YEAR_MS];
const PLAIN: readonly number[] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** Ticks at round values, those that fit between neighbours a share of `gap` apart; the ends are kept. */
export function trackTicks(knob: Knob, gap: number): readonly TrackTick[] {
  const { from, to } = knob;
  const round = knob.unit === 'ms' ? MS : PLAIN;
  const even = scaleOf(knob).kind === 'even';
  const values = even
    ? [from, Math.round((from + to) / 2), to]
    : [from, to, 0, ...[...round].reverse(), ...[...round].reverse().map((value) => -value)];
  const ticks: TrackTick[] = [];
  for (const value of values) {
    if (value < from || value > to) continue;
    const place = placeIn(knob, value);
    if (ticks.some((one) => Math.abs(one.place - place) < gap)) continue;
    ticks.push({ place, label: tickWords(knob, value) });
  }
  return ticks.sort((a, b) => a.place - b.place);
}
