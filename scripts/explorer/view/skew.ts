/** The plot of clock errors over true time, one line for each node, on a symmetric logarithmic axis. */
import { xmlText } from '../../../reports/markup/xml.js';
import { scaleOf } from '../../../properties/frontier/scale.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../../sim/model/time.js';
import { tickWords } from './amounts.js';
import type { TimeScale } from './time-scale.js';

const HEIGHT = 150;
const TOP = 12;
const BOTTOM = 18;
/** Room that the labels of the axis need. */
const LABELS = 50;
const TICKS: readonly number[] = [
  SECOND_MS,
  MINUTE_MS,
  HOUR_MS,
  DAY_MS,
  30 * DAY_MS,
  YEAR_MS,
  10 * YEAR_MS,
];

const at = (value: number): string => String(Math.round(value * 10) / 10);

/** Draws the offsets of all nodes; `scale` is that of the lanes above, so that both align. */
export function skewSvg(run: SpaceTime, scale: TimeScale, width: number): string {
  const all = run.lanes.flatMap(({ offsets }) => offsets.map(([, offset]) => offset));
  const limit = Math.max(MINUTE_MS, ...all.map(Math.abs));
  const axis = scaleOf({ from: -limit, to: limit });
  const last = axis.place(limit);
  const y = (offset: number): number =>
    TOP + ((last - axis.place(offset)) / (2 * last)) * (HEIGHT - TOP - BOTTOM);
  const left = scale.stretches[0]?.from ?? 0;
  // Beside a narrow plot there is no room for labels.
  const isNarrow = left < LABELS;
  const parts = [
    `<line class="ln-lane" x1="${at(left)}" x2="${at(width)}" y1="${at(y(0))}" y2="${at(y(0))}"/>`,
  ];
  for (const tick of ticksOf(limit)) {
    parts.push(
      `<line class="ln-grid" x1="${at(left)}" x2="${at(width)}" y1="${at(y(tick))}" y2="${at(y(tick))}"/>`,
      `<text class="ln-muted ln-small" x="${at(isNarrow ? left : left - 6)}" y="${at(isNarrow ? y(tick) - 2 : y(tick) + 3)}" text-anchor="${isNarrow ? 'start' : 'end'}">${xmlText(tick === 0 ? 'right' : tickWords({ unit: 'ms', isOffset: false }, tick))}</text>`,
    );
  }
  for (const step of run.steps)
    if (step.kind === 'fault' || step.kind === 'clock')
      parts.push(
        `<rect class="ln-band" x="${at(scale.x(step.atMs) - 2)}" y="${at(TOP)}" width="4" height="${at(HEIGHT - TOP - BOTTOM)}"><title>${xmlText(step.text)}</title></rect>`,
      );
  for (const [lane, { node, offsets }] of run.lanes.entries())
    parts.push(lineOf(run, scale, { node, offsets, lane, y, width }));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lanes skew" role="img" aria-label="Clock errors over time" viewBox="0 0 ${at(width)} ${String(HEIGHT)}" width="${at(width)}" height="${String(HEIGHT)}">${parts.join('')}</svg>`;
}

const ticksOf = (limit: number): readonly number[] => {
  const shown = TICKS.filter((tick) => tick <= limit).slice(-2);
  return [...shown.map((tick) => -tick).reverse(), 0, ...shown];
};

interface SkewLine {
  readonly node: string;
  readonly offsets: SpaceTime['lanes'][number]['offsets'];
  readonly lane: number;
  readonly y: (offset: number) => number;
  readonly width: number;
}

function lineOf(
  run: SpaceTime,
  scale: TimeScale,
  { node, offsets, lane, y, width }: SkewLine,
): string {
  const points: string[] = [];
  let before: number | undefined;
  for (const [place, [position, offset]] of offsets.entries()) {
    const x = scale.x(place === 0 ? 0 : (run.steps[position]?.atMs ?? 0));
    if (before !== undefined) points.push(`${at(x)},${at(y(before))}`);
    points.push(`${at(x)},${at(y(offset))}`);
    before = offset;
  }
  if (before === undefined) return '';
  const end = scale.x(scale.endMs);
  points.push(`${at(end)},${at(y(before))}`);
  // Right clocks lie on one line: only the others are named.
  const isOff = offsets.some(([, offset]) => offset !== 0);
  const label = isOff
    ? `<text class="ln-off ln-small" x="${at(Math.min(end, width) - 4)}" y="${at(y(before) - 4)}" text-anchor="end">${xmlText(node)}</text>`
    : '';
  return `<polyline class="ln-skew ln-skew-${String(lane % 4)}" points="${points.join(' ')}"><title>${xmlText(node)}</title></polyline>${label}`;
}
