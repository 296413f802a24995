/** The axes of a map: labels that fit, and ticks at round numbers. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../sim/model/time.js';
import type { PlaneAxis } from '../../properties/frontier/types.js';
import { scaleOf } from '../../properties/frontier/scale.js';
import { count } from '../text/numbers.js';

const UNITS: readonly (readonly [sizeMs: number, name: string])[] = [
  [YEAR_MS, 'y'],
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
  [1, 'ms'],
];

function shortDuration(ms: number): string {
  if (ms === 0) return '0';
  const size = Math.abs(ms);
  const [unit, name] = UNITS.find(([unitMs]) => size >= unitMs) ?? [1, 'ms'];
  const tenths = Math.round((size / unit) * 10);
  const exact = (tenths * unit) / 10 === size;
  const number = `${count(Math.floor(tenths / 10))}${tenths % 10 === 0 ? '' : `.${String(tenths % 10)}`}`;
  return `${exact ? '' : '~'}${ms < 0 ? '-' : ''}${number} ${name}`;
}

/** A value in a few characters: `-30 d`, `~3.1 h`, `1,024`. */
export function shortAmount(axis: PlaneAxis, value: number): string {
  switch (axis.unit) {
    case 'ms':
      return shortDuration(value);
    case 'min':
      return shortDuration(value * MINUTE_MS);
    case 'ppm':
      return `${count(value)} ppm`;
    case 'records':
    case 'count':
      return count(value);
  }
}

const ROUND_MS: readonly number[] = [
  1,
  SECOND_MS,
  MINUTE_MS,
  HOUR_MS,
  DAY_MS,
  30 * DAY_MS,
  YEAR_MS,
  10 * YEAR_MS,
];
const ROUND_MINUTES: readonly number[] = [1, 10, 60, 240, 1_440, 10_080, 43_200];
const ROUND: readonly number[] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
const EVEN_TICKS = 4;

interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The ends of the axis first, then zero, then round numbers. */
export function ticksOf(axis: PlaneAxis): readonly Tick[] {
  const { from, to } = axis;
  const round = axis.unit === 'ms' ? ROUND_MS : axis.unit === 'min' ? ROUND_MINUTES : ROUND;
  const between =
    scaleOf(axis).kind === 'even'
      ? Array.from({ length: EVEN_TICKS - 1 }, (_, part) =>
          Math.round(from + ((to - from) * (part + 1)) / EVEN_TICKS),
        )
      : [...round, ...round.map((value) => -value)].sort((a, b) => Math.abs(b) - Math.abs(a));
  const values = new Set([from, to, 0, ...between]);
  return [...values]
    .filter((value) => value >= from && value <= to)
    .map((value) => ({ value, label: shortAmount(axis, value) }));
}

/**
 * The labels that fit without touching, in order of preference; `at` and `widthOf` use the same
 * unit.
 */
export function fitting(
  ticks: readonly Tick[],
  at: (value: number) => number,
  widthOf: (label: string) => number,
  within: number,
): readonly (Tick & { readonly start: number; readonly at: number })[] {
  const taken: { start: number; end: number }[] = [];
  const placed = ticks.flatMap((tick) => {
    const width = widthOf(tick.label);
    const middle = at(tick.value);
    const start = Math.max(0, Math.min(within - width, middle - width / 2));
    const gap = widthOf(' ');
    if (taken.some((other) => start < other.end + gap && start + width + gap > other.start))
      return [];
    taken.push({ start, end: start + width });
    return [{ ...tick, start, at: middle }];
  });
  return placed.sort((a, b) => a.at - b.at);
}
