/** Ticks of a clock's own ruler: round civil times of that clock, at the true times where it shows them. */
import { clockText, dayText } from '../../../properties/words/instant.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import type { FittedAxis } from '../../../reports/spacetime/fitted-axis.js';

export interface RulerTick {
  readonly x: number;
  readonly label: string;
  /** The label names a day. */
  readonly isDay: boolean;
}

/** A stretch of true time through which a clock has one offset. */
export interface OffsetStretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** Local minus true time, ms. */
  readonly offsetMs: number;
}

const STEPS: readonly number[] = [
  1,
  10,
  100,
  SECOND_MS,
  10 * SECOND_MS,
  MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
  365 * DAY_MS,
];

/** `06:00`, `06:00:10`, or the day where one begins. */
function labelOf(localMs: number, stepMs: number): { label: string; isDay: boolean } {
  const isDay = localMs % DAY_MS === 0 || stepMs >= DAY_MS;
  return { label: isDay ? dayText(localMs) : clockText(localMs), isDay };
}

/**
 * Ticks for every stretch that is drawn to scale.
 * @param gap smallest distance between ticks on the axis
 * @param epochMs civil time of true time 0, ms since 1970
 */
export function rulerTicks(
  axis: FittedAxis,
  offsets: readonly OffsetStretch[],
  epochMs: number,
  gap: number,
): readonly RulerTick[] {
  const ticks: RulerTick[] = [];
  for (const stretch of axis.stretches.filter(({ folded }) => !folded)) {
    const width = stretch.to - stretch.from;
    if (width < gap / 2) continue;
    const perTick = ((stretch.toMs - stretch.fromMs) * gap) / width;
    const stepMs = STEPS.find((step) => step >= perTick) ?? 365 * DAY_MS;
    for (const { fromMs, toMs, offsetMs } of offsets) {
      const [first, last] = [Math.max(fromMs, stretch.fromMs), Math.min(toMs, stretch.toMs)];
      const localOf = (trueMs: number): number => trueMs + offsetMs + epochMs;
      for (
        let local = Math.ceil(localOf(first) / stepMs) * stepMs;
        local <= localOf(last) && ticks.length < 100;
        local += stepMs
      ) {
        const x = axis.at(local - offsetMs - epochMs);
        const previous = ticks.at(-1);
        if (previous !== undefined && x - previous.x < gap * 0.8) continue;
        ticks.push({ x, ...labelOf(local, stepMs) });
      }
    }
  }
  return ticks;
}
