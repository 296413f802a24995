/** The clocks of a run: each lane's own ruler, the offset under its name, the skew over time. */
import type { PlaneAxis } from '../../properties/frontier/types.js';
import { scaleOf } from '../../properties/frontier/scale.js';
import { clockText, dayText } from '../../properties/words/instant.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import { fitting, ticksOf } from '../map/axis.js';
import { xmlText } from '../markup/xml.js';
import { offsetText } from '../words/fields.js';
import { inWindow, PLOT_HEIGHT, xAt } from './layout.js';
import type { SpaceTimeLayout, SpaceTimeView } from './layout.js';
import { rounded, textWidth } from './rounded.js';
import type { SpaceTime } from './types.js';

/** A stretch in which a clock keeps its offset, true ms. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

const endOf = (run: SpaceTime): number => run.steps.at(-1)?.atMs ?? 0;

/** The stretches of one lane's clock, in order. */
export function stretchesOf(run: SpaceTime, lane: number): readonly Stretch[] {
  const changes = run.lanes[lane]?.offsets ?? [];
  const whole = changes.length === 0 ? [[0, 0] as const] : changes;
  return whole.map(([position, offsetMs], at) => {
    const next = whole[at + 1];
    const startMs = at === 0 ? 0 : (run.steps[position]?.atMs ?? 0);
    const toMs = next === undefined ? endOf(run) : (run.steps[next[0]]?.atMs ?? endOf(run));
    return { fromMs: startMs, toMs, offsetMs };
  });
}

/** The offset under a lane's name: `30 d behind`, or the first and the last of several. */
export function offsetWords(run: SpaceTime, lane: number): string {
  const values = [...new Set(stretchesOf(run, lane).map(({ offsetMs }) => offsetMs))];
  const [first = 0] = values;
  const last = values.at(-1) ?? 0;
  if (values.length < 2) return first === 0 ? 'clock right' : offsetText(first);
  return `${offsetText(first)}, then ${offsetText(last)}`;
}

const UNITS: readonly number[] = [
  ...[1, 10, 30].map((n) => n * SECOND_MS),
  ...[1, 10, 30].map((n) => n * MINUTE_MS),
  ...[1, 3, 6, 12].map((n) => n * HOUR_MS),
  ...[1, 7, 30, 365].map((n) => n * DAY_MS),
];
const LABEL_GAP = 10;
const TICK_GAP = 7;
/** Ticks that are looked at for one ruler, at most. */
const TICKS_MAX = 400;

/** The least unit whose labels have room on average. */
function unitOf(spanMs: number, width: number): number {
  const wanted = (spanMs / Math.max(1, width)) * 60;
  return UNITS.find((unit) => unit >= wanted && spanMs / unit <= TICKS_MAX) ?? 365 * DAY_MS;
}

interface RulerLook {
  readonly y: number;
  readonly labels: boolean;
  readonly className: string;
  /** Direction of the ticks: -1 up, 1 down. */
  readonly up: -1 | 1;
}

/** Ticks at round readings of a clock, each where the clock reads it. */
export function ruler(
  run: SpaceTime,
  stretches: readonly Stretch[],
  layout: SpaceTimeLayout,
  view: SpaceTimeView,
  { y, labels, className, up }: RulerLook,
): string[] {
  const unit = unitOf(endOf(run), layout.axis.width);
  let lastTick = -Infinity;
  let lastLabel = -Infinity;
  let day = '';
  return stretches.flatMap(({ fromMs, toMs, offsetMs }) => {
    const zero = run.epochMs + offsetMs;
    const ticks: string[] = [];
    for (
      let local = Math.ceil((fromMs + zero) / unit) * unit;
      local <= toMs + zero;
      local += unit
    ) {
      const x = xAt(layout, local - zero);
      if (x - lastTick < TICK_GAP) continue;
      lastTick = x;
      if (!inWindow(view, x - 90, x + 90)) continue;
      ticks.push(`<path class="${className}" d="M${x} ${y}v${5 * up}"/>`);
      if (!labels) continue;
      const here = dayText(local);
      const text =
        here === day
          ? clockText(local)
          : clockText(local) === '00:00'
            ? here
            : `${here} ${clockText(local)}`;
      if (x - lastLabel < LABEL_GAP) continue;
      day = here;
      lastLabel = x + textWidth(text, 9.5);
      ticks.push(
        `<text class="${className}-word" x="${rounded(x + 2)}" y="${up < 0 ? y - 7 : y + 14}">${xmlText(text)}</text>`,
      );
    }
    return ticks;
  });
}

/** Ends of the scale of offsets, ms. */
const BOUNDS: readonly number[] = [
  ...[1, 10, 100].map((n) => n),
  ...[1, 10].map((n) => n * SECOND_MS),
  ...[1, 10].map((n) => n * MINUTE_MS),
  ...[1, 6].map((n) => n * HOUR_MS),
  ...[1, 7, 30, 365, 3_650].map((n) => n * DAY_MS),
];

/** The round number that no clock's offset exceeds, ms. */
function boundOf(run: SpaceTime): number {
  const largest = Math.max(
    1,
    ...run.lanes.flatMap(({ offsets }) => offsets.map(([, ms]) => Math.abs(ms))),
  );
  return BOUNDS.find((bound) => bound >= largest) ?? largest;
}

/** Times in which a machine is down or a fault acts, for bands. */
function bandsOf(run: SpaceTime): readonly { fromMs: number; toMs: number; text: string }[] {
  const open = new Map<number, { fromMs: number; text: string }>();
  const bands: { fromMs: number; toMs: number; text: string }[] = [];
  for (const { kind, lane = -1, atMs, text } of run.steps) {
    const since = open.get(lane);
    if (kind === 'down') open.set(lane, { fromMs: atMs, text });
    else if (kind === 'up' && since !== undefined) {
      bands.push({ ...since, toMs: atMs });
      open.delete(lane);
    } else if (kind === 'fault' || kind === 'clock') bands.push({ fromMs: atMs, toMs: atMs, text });
  }
  for (const since of open.values()) bands.push({ ...since, toMs: endOf(run) });
  return bands;
}

/** The scale of a plot of offsets: symmetric, with a 0. */
function plotScale(run: SpaceTime, plotY: number) {
  const size = boundOf(run);
  const axis: PlaneAxis = {
    name: 'offset',
    title: 'clock offset',
    unit: 'ms',
    from: -size,
    to: size,
  };
  const scale = scaleOf(axis);
  const top = plotY + 16;
  const height = PLOT_HEIGHT - 26;
  const yOf = (ms: number): number =>
    rounded(top + height / 2 - (scale.place(ms) / scale.place(size)) * (height / 2));
  const ticks = fitting(
    ticksOf(axis),
    (value) => yOf(value) - top,
    () => 13,
    height + 14,
  );
  return { top, height, yOf, ticks };
}

/** The labels of the scale, which stay in sight beside the names. */
export function skewScale(run: SpaceTime, { plotY, gutter }: SpaceTimeLayout): string[] {
  if (plotY === undefined) return [];
  const { yOf, ticks } = plotScale(run, plotY);
  return [
    `<text class="st-time" x="6" y="${plotY + 8}">clocks against true time</text>`,
    ...ticks.map(
      ({ value, label }) =>
        `<text class="st-time" x="${gutter === 0 ? 2 : gutter - 8}" y="${yOf(value) + (gutter === 0 ? -2 : 3.5)}"${gutter === 0 ? '' : ' text-anchor="end"'}>${xmlText(label.replace('-', '−'))}</text>`,
    ),
  ];
}

/** Each clock's offset over true time; faults are bands. */
export function skewPlot(run: SpaceTime, layout: SpaceTimeLayout, view: SpaceTimeView): string[] {
  const { plotY, gutter, right } = layout;
  if (plotY === undefined) return [];
  const scale = plotScale(run, plotY);
  const { top, height, yOf } = scale;
  const ticks = scale.ticks.map(
    ({ value }) =>
      `<path class="${value === 0 ? 'st-zero' : 'st-grid'}" d="M${gutter} ${yOf(value)}H${right}"/>`,
  );
  const bands = bandsOf(run).flatMap(({ fromMs, toMs, text }) => {
    const [from, to] = [xAt(layout, fromMs), xAt(layout, toMs)];
    return inWindow(view, from, to)
      ? [
          `<rect class="st-band" x="${from}" y="${top}" width="${rounded(Math.max(3, to - from))}" height="${height}"><title>${xmlText(text)}</title></rect>`,
        ]
      : [];
  });
  const lines = run.lanes.flatMap(({ node }, lane) => {
    const stretches = stretchesOf(run, lane);
    if (stretches.every(({ offsetMs }) => offsetMs === 0)) return [];
    const path = stretches
      .map(
        ({ fromMs, toMs, offsetMs }, at) =>
          `${at === 0 ? 'M' : 'L'}${xAt(layout, fromMs)} ${yOf(offsetMs)}L${xAt(layout, toMs)} ${yOf(offsetMs)}`,
      )
      .join('');
    const last = stretches.at(-1)?.offsetMs ?? 0;
    const y = yOf(last) + (last < 0 ? -4 : 11);
    return [
      `<path class="st-skew" d="${path}"><title>${xmlText(`${node}: ${offsetWords(run, lane)}`)}</title></path>`,
      `<text class="st-skew-word" x="${right}" y="${rounded(y)}" text-anchor="end">${xmlText(node)}</text>`,
    ];
  });
  return [...bands, ...ticks, ...lines];
}
