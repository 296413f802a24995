/**
 * Sample positions along a line.
 *
 * Wide ranges are sampled by orders of magnitude on both sides of zero, so that a millisecond and
 * ten years are both seen; narrow ones evenly. A position on the scale is a number of octaves,
 * linear within each: halving is exact, a logarithm is not.
 */

interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Scale {
  readonly kind: 'even' | 'octaves';
  /** Position of a value on the scale; it grows with the value. */
  place(value: number): number;
  /** The integer nearest to a position. */
  valueAt(place: number): number;
}

const EVEN: Scale = { kind: 'even', place: (value) => value, valueAt: Math.round };

/** 0 → 0, 1 → 1, 2 → 2, 4 → 3, 6 → 3.5, 8 → 4. */
function octavesOf(size: number): number {
  if (size < 1) return size;
  let octave = 1;
  let rest = size;
  while (rest >= 2) {
    rest /= 2;
    octave += 1;
  }
  return octave + rest - 1;
}

function sizeAt(octaves: number): number {
  if (octaves < 1) return octaves;
  const whole = Math.floor(octaves);
  let size = 1 + octaves - whole;
  for (let octave = 1; octave < whole; octave += 1) size *= 2;
  return size;
}

const OCTAVES: Scale = {
  kind: 'octaves',
  place: (value) => (value < 0 ? -octavesOf(-value) : octavesOf(value)),
  valueAt: (place) => {
    const size = Math.round(sizeAt(Math.abs(place)));
    return place < 0 && size > 0 ? -size : size;
  },
};

/** Ranges up to this width are sampled evenly, and so are those far from zero. */
const EVEN_MAX = 64;

export function scaleOf({ from, to }: Range): Scale {
  const nearest = from <= 0 && to >= 0 ? 0 : Math.min(Math.abs(from), Math.abs(to));
  return to - from <= EVEN_MAX || to - from <= nearest * 8 ? EVEN : OCTAVES;
}

/** At most `count` samples of the range in order, including its ends and zero. */
export function samplesOf(range: Range, count: number): readonly number[] {
  const { from, to } = range;
  const scale = scaleOf(range);
  const first = scale.place(from);
  const last = scale.place(to);
  const positions = new Set([from, to]);
  const parts = Math.min(count - 1, to - from);
  for (let part = 1; part < parts; part += 1)
    positions.add(scale.valueAt(first + ((last - first) * part) / parts));
  if (from < 0 && to > 0) positions.add(0);
  return [...positions].sort((a, b) => a - b);
}
