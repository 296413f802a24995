/**
 * The diagram of a run: a lane for each node over true time, each with the ruler of its own clock,
 * messages between lanes, and the path of one record. A pure function of its data; the page and the
 * picture of the README draw with it.
 */
import { formatDuration } from '../../../sim/clock/zone.js';
import { DAY_MS } from '../../../sim/model/time.js';
import { xmlAttribute, xmlText } from '../../../reports/markup/xml.js';
import type { SpaceTime, SpaceTimeHold, SpaceTimeStep } from '../../../reports/spacetime/types.js';
import { skewPlot, skewScale } from '../../../reports/spacetime/clocks.js';
import { fittedAxis } from '../../../reports/spacetime/fitted-axis.js';
import type { FittedAxis } from '../../../reports/spacetime/fitted-axis.js';
import { PLOT_HEIGHT } from '../../../reports/spacetime/layout.js';
import { spaceTimeDefs } from '../../../reports/spacetime/lines.js';
import { dayText, exactText } from '../../../properties/words/instant.js';
import type { StoryDecision } from '../../../properties/explain/story-types.js';
import { amountWords } from './amounts.js';
import type { LinkMessage } from './messages.js';
import { rulerTicks } from './ruler.js';
import type { OffsetStretch } from './ruler.js';

/** A true time of the scenario that can be dragged. */
export interface Handle {
  readonly knob: string;
  readonly title: string;
  readonly atMs: number;
}

export interface LanesView {
  readonly width: number;
  /** The same record in the nearest run with another outcome. */
  readonly twin?: SpaceTime;
  readonly decision?: StoryDecision | undefined;
  readonly messages: readonly LinkMessage[];
  readonly handles?: readonly Handle[];
  /** Index in `messages`. */
  readonly selected?: number | undefined;
  /** Position of the step that the reader looks at. */
  readonly step?: number | undefined;
  /** True time from which on right clocks come too late, ms. */
  readonly sealedMs?: number | undefined;
}

export interface Lanes {
  readonly svg: string;
  readonly height: number;
  /** The true time at a place of the drawing, whole ms. */
  msAt(x: number): number;
}

const NAMES = 128;
/** Characters of a clock's error that fit beside its lane. */
const WORDS_MAX = 19;
const RIGHT = 18;
const TOP = 30;
const LANE = 62;
/** With the name above the ruler. */
const LANE_NARROW = 76;
const STEPS_MAX = 300;
const NARROW = 560;
/** Margin of a narrow drawing. */
const LEFT_NARROW = 10;
/** Height of the bar with its words. */
const SEALED = 32;

const at = (value: number): string => String(Math.round(value * 10) / 10);

/** `1 h 0.001 s behind`, `right`. */
const offsetWords = (offsetMs: number): string =>
  offsetMs === 0 ? 'clock right' : amountWords({ unit: 'ms', isOffset: true }, offsetMs);

class Drawing {
  readonly axis: FittedAxis;
  readonly height: number;
  readonly #run: SpaceTime;
  readonly #view: LanesView;
  readonly #left: number;
  readonly #laneHeight: number;
  /** y below the last lane. */
  readonly #bottom: number;
  readonly #parts: string[] = [];

  constructor(run: SpaceTime, view: LanesView) {
    this.#run = run;
    this.#view = view;
    // On a narrow screen names are above their lanes.
    this.#left = view.width < NARROW ? LEFT_NARROW : NAMES;
    this.#laneHeight = view.width < NARROW ? LANE_NARROW : LANE;
    this.axis = fittedAxis(
      [...run.steps.map(({ atMs }) => atMs), ...(view.handles ?? []).map((handle) => handle.atMs)],
      view.width - RIGHT - this.#left,
    );
    this.#bottom = TOP + run.lanes.length * this.#laneHeight;
    this.height = this.#bottom + (view.sealedMs === undefined ? 8 : SEALED);
  }

  svg(): string {
    const { width } = this.#view;
    this.#trueTime();
    this.#messages();
    for (const lane of this.#run.lanes.keys()) this.#lane(lane);
    this.#cursor();
    this.#steps();
    this.#record();
    this.#decision();
    this.#sealed();
    this.#handles();
    const label = `Run of ${this.#run.variant}: ${this.#run.lanes.map(({ node }) => node).join(', ')}`;
    return `<svg xmlns="http://www.w3.org/2000/svg" class="lanes" role="img" aria-label="${xmlAttribute(label)}" viewBox="0 0 ${at(width)} ${at(this.height)}" width="${at(width)}" height="${at(this.height)}">${this.#parts.join('')}</svg>`;
  }

  /** Place of a true time. */
  #x(atMs: number): number {
    return this.#left + this.axis.at(atMs);
  }

  #y(lane: number): number {
    return TOP + (lane + 1) * this.#laneHeight - 28;
  }

  #text(x: number, y: number, kind: string, text: string, anchor = 'start'): void {
    this.#parts.push(
      `<text class="${kind}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${xmlText(text)}</text>`,
    );
  }

  #line(kind: string, x1: number, y1: number, x2: number, y2: number, more = ''): void {
    this.#parts.push(
      `<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"${more}/>`,
    );
  }

  #trueTime(): void {
    const whole = { fromMs: 0, toMs: this.axis.endMs, offsetMs: 0 };
    const bottom = this.#bottom;
    if (this.#left === NAMES) this.#text(6, 14, 'ln-muted', 'true time');
    for (const { x: place, label, isDay } of rulerTicks(
      this.axis,
      [whole],
      this.#run.epochMs,
      78,
    )) {
      const x = this.#left + place;
      this.#line(isDay ? 'ln-grid ln-day' : 'ln-grid', x, 20, x, bottom);
      this.#text(x, 14, 'ln-muted', label, 'middle');
    }
    for (const { fromX, toX, ms } of this.axis.folds) {
      const [from, to] = [this.#left + fromX, this.#left + toX];
      this.#parts.push(
        `<rect class="ln-fold" x="${at(from)}" y="20" width="${at(to - from)}" height="${at(bottom - 20)}"><title>${xmlText(`${formatDuration(ms)} in which nothing happens`)}</title></rect>`,
      );
      const [days] = formatDuration(ms).split(/(?<=[a-z]) /);
      this.#text((from + to) / 2, 14, 'ln-muted', `⋯ ${days ?? ''}`, 'middle');
    }
  }

  /** Offsets of a lane's clock as stretches of true time. */
  #offsets(lane: number): readonly OffsetStretch[] {
    const { offsets } = this.#run.lanes[lane] ?? { offsets: [] };
    const timeAt = (position: number): number => this.#run.steps[position]?.atMs ?? 0;
    return offsets.map(([position, offsetMs], place) => ({
      fromMs: place === 0 ? 0 : timeAt(position),
      toMs: timeAtOr(offsets[place + 1]?.[0], timeAt, this.axis.endMs),
      offsetMs,
    }));
  }

  #lane(lane: number): void {
    const y = this.#y(lane);
    const offsets = this.#offsets(lane);
    const node = this.#run.lanes[lane]?.node ?? '';
    const first = offsets[0]?.offsetMs ?? 0;
    const words = offsets.length > 1 ? `${offsetWords(first)}, then other` : offsetWords(first);
    const kind = first === 0 ? 'ln-muted' : 'ln-off';
    if (this.#left === NAMES) {
      this.#text(6, y - 4, 'ln-node', node);
      const shown = words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX - 1)}…` : words;
      this.#parts.push(`<g><title>${xmlText(words)}</title>`);
      this.#text(6, y + 11, kind, shown);
      this.#parts.push('</g>');
    } else {
      this.#text(this.#left, y - 24, 'ln-node', `${node} · ${words}`);
    }
    this.#line('ln-lane', this.#left, y, this.#view.width - RIGHT, y);
    const isOff = offsets.some(({ offsetMs }) => offsetMs !== 0);
    const local = isOff ? 'ln-off' : 'ln-muted';
    for (const { x: place, label } of rulerTicks(this.axis, offsets, this.#run.epochMs, 70)) {
      const x = this.#left + place;
      this.#line(isOff ? 'ln-tick ln-tick-off' : 'ln-tick', x, y - 6, x, y);
      // The first label would cover the lane's name.
      const isFirst = x < this.#left + 14;
      this.#text(
        isFirst ? this.#left : x,
        y - 9,
        `${local} ln-small`,
        label,
        isFirst ? 'start' : 'middle',
      );
    }
    if (Math.abs(first) >= DAY_MS) {
      const reads = `reads ${dayText(this.#run.epochMs + first, true)}`;
      this.#text(this.#view.width - RIGHT, y + 13, 'ln-off ln-small', reads, 'end');
    }
  }

  #messages(): void {
    for (const [place, message] of this.#view.messages.entries()) {
      if (place >= STEPS_MAX) break;
      const from = this.#run.lanes.findIndex(({ node }) => node === message.from);
      const to = this.#run.lanes.findIndex(({ node }) => node === message.to);
      if (from < 0 || to < 0 || from === to) continue;
      const x1 = this.#x(message.sentMs);
      const ended =
        message.ended === undefined ? this.axis.endMs : this.#run.steps[message.ended]?.atMs;
      const x2 = this.#x(ended ?? this.axis.endMs);
      const [y1, y2] = [this.#y(from), this.#y(to)];
      // A lost message ends half way.
      const end = message.lost ? [(x1 + x2) / 2, (y1 + y2) / 2] : [x2, y2];
      const kind = [
        'ln-message',
        ...(message.carries ? ['ln-carries'] : []),
        ...(message.lost ? ['ln-lost'] : []),
        ...(place === this.#view.selected ? ['ln-selected'] : []),
      ].join(' ');
      const [endX = x2, endY = y2] = end;
      const title = `${message.label}, ${message.from} to ${message.to}, number ${String(message.number)}${message.lost ? ', lost' : ''}`;
      this.#parts.push(
        `<g class="${kind}" data-message="${String(place)}"><title>${xmlText(title)}</title>`,
      );
      this.#line('ln-hit', x1, y1, endX, endY);
      this.#line('ln-wire', x1, y1, endX, endY);
      if (message.lost) this.#text(endX, endY + 4, 'ln-cross', '✕', 'middle');
      this.#parts.push('</g>');
    }
  }

  /** A line through all lanes at the step that the reader looks at. */
  #cursor(): void {
    const { step } = this.#view;
    const chosen = step === undefined ? undefined : this.#run.steps[step];
    if (chosen === undefined) return;
    const x = this.#x(chosen.atMs);
    this.#line('ln-cursor', x, 20, x, this.#bottom);
  }

  #steps(): void {
    for (const [position, step] of this.#run.steps.slice(0, STEPS_MAX).entries()) {
      if (step.lane === undefined) continue;
      const x = this.#x(step.atMs);
      const y = this.#y(step.lane);
      const chosen = position === this.#view.step ? ' ln-chosen' : '';
      this.#parts.push(
        `<g class="ln-step ln-${step.kind}${chosen}" data-step="${String(position)}"><title>${xmlText(`step ${String(step.event)}: ${step.text}`)}</title>${markOf(step, x, y)}</g>`,
      );
      if (
        step.kind === 'fault' ||
        step.kind === 'clock' ||
        step.kind === 'down' ||
        step.kind === 'up'
      )
        this.#text(x + 5, y + 14, 'ln-fault-word ln-small', step.label);
    }
  }

  #hold({ lane, from, to }: SpaceTimeHold, kind: string, shift: number, run: SpaceTime): void {
    const timeAt = (position: number): number => run.steps[position]?.atMs ?? this.axis.endMs;
    const y = this.#y(lane) + shift;
    const [x1, x2] = [this.#x(timeAt(from)), this.#x(timeAt(to))];
    this.#line(kind, x1, y, Math.max(x2, x1 + 2), y);
  }

  #record(): void {
    const { twin } = this.#view;
    // The same record in the other run, beneath its lane.
    for (const hold of twin?.record?.holds ?? [])
      if (twin !== undefined && hold.lane < this.#run.lanes.length)
        this.#hold(hold, `ln-twin ln-fate-${twin.record?.fate ?? ''}`, 8, twin);
    const { record } = this.#run;
    if (record === undefined) return;
    const fate = `ln-fate-${record.fate}`;
    for (const hold of record.holds) this.#hold(hold, `ln-hold ${fate}`, 0, this.#run);
    const used = { lane: record.lane, from: record.usedFrom, to: record.usedTo };
    this.#hold(used, `ln-use ${fate}`, 0, this.#run);
    const usedX = this.#x(this.#run.steps[record.usedFrom]?.atMs ?? 0);
    this.#text(usedX, this.#y(record.lane) + 22, `ln-word ${fate}`, 'used');
    const { end } = record;
    const endX = this.#x(this.#run.steps[end.position]?.atMs ?? 0);
    const right = endX > this.#view.width * 0.6;
    this.#text(
      right ? Math.min(endX, this.#view.width - RIGHT) : Math.max(endX, usedX + 34),
      this.#y(end.lane) + 22,
      `ln-word ${fate}`,
      end.text,
      right ? 'end' : 'start',
    );
  }

  #decision(): void {
    const { decision } = this.#view;
    const lane = this.#run.lanes.findIndex(({ node }) => node === decision?.moment.node);
    if (decision === undefined || lane < 0) return;
    const x = this.#x(decision.moment.atMs);
    const y = this.#y(lane);
    const short = `${decision.left.name} ${decision.comparison} ${decision.right.name}: ${decision.held ? 'yes' : 'no'}`;
    this.#parts.push(
      `<g class="ln-decision"><title>${xmlText(`${short}, so ${decision.outcome}`)}</title><circle cx="${at(x)}" cy="${at(y)}" r="9"/></g>`,
    );
  }

  /** A bar from the time on from which right clocks come too late. */
  #sealed(): void {
    const { sealedMs, width } = this.#view;
    if (sealedMs === undefined) return;
    const x = this.#x(sealedMs);
    const words = `sealed from ${exactText(sealedMs + this.#run.epochMs)}`;
    this.#parts.push(
      `${spaceTimeDefs()}<g><title>${xmlText(`${words}: right clocks come too late`)}</title><rect class="st-sealed" x="${at(x)}" y="${at(this.#bottom + 4)}" width="${at(Math.max(4, width - RIGHT - x))}" height="8"/></g>`,
    );
    this.#text(Math.min(x, width - RIGHT - 190), this.#bottom + 24, 'st-sealed-word', words);
  }

  #handles(): void {
    for (const { knob, title, atMs } of this.#view.handles ?? []) {
      const x = this.#x(atMs);
      this.#parts.push(
        `<g class="ln-handle" data-knob="${xmlAttribute(knob)}"><title>${xmlText(`${title}: drag to move it`)}</title><line x1="${at(x)}" y1="22" x2="${at(x)}" y2="${at(this.#bottom)}"/><path d="M${at(x - 6)} 18h12l-6 9z"/></g>`,
      );
    }
  }
}

const timeAtOr = (
  position: number | undefined,
  timeAt: (position: number) => number,
  endMs: number,
): number => (position === undefined ? endMs : timeAt(position));

function markOf({ kind }: SpaceTimeStep, x: number, y: number): string {
  switch (kind) {
    case 'timer':
    case 'wake':
      return `<path d="M${at(x)} ${at(y - 5)}l5 5-5 5-5-5z"/>`;
    case 'input':
    case 'start':
      return `<rect x="${at(x - 4)}" y="${at(y - 4)}" width="8" height="8" rx="1.5"/>`;
    case 'fault':
    case 'clock':
    case 'down':
    case 'up':
    case 'disk-full':
      return `<path d="M${at(x)} ${at(y - 7)}l6 11h-12z"/>`;
    default:
      return `<circle cx="${at(x)}" cy="${at(y)}" r="2.5"/>`;
  }
}

/** Draws a run; see `Lanes`. */
export function lanesOf(run: SpaceTime, view: LanesView): Lanes {
  const drawing = new Drawing(run, view);
  const left = view.width < NARROW ? LEFT_NARROW : NAMES;
  return {
    svg: drawing.svg(),
    height: drawing.height,
    msAt: (x) => drawing.axis.msAt(x - left),
  };
}

/** Draws the clocks' errors over the same time; empty where all are right. */
export function skewOf(run: SpaceTime, { width, handles = [] }: LanesView): string {
  if (run.lanes.every(({ offsets }) => offsets.every(([, offsetMs]) => offsetMs === 0))) return '';
  const isNarrow = width < NARROW;
  const left = isNarrow ? LEFT_NARROW : NAMES;
  const moments = [...run.steps, ...handles].map(({ atMs }) => atMs);
  const axis = fittedAxis(moments, width - RIGHT - left);
  const layout = {
    ...{ width, axis, plotY: 0, ys: [], bottom: 0, height: PLOT_HEIGHT, right: width - RIGHT },
    gutter: isNarrow ? 0 : NAMES,
    xs: axis.positions(run),
  };
  const shifted = isNarrow
    ? { ...layout, axis: { ...axis, at: (ms: number) => axis.at(ms) + left } }
    : layout;
  const view = { spacing: 'time', zoom: 1, words: true, standalone: false } as const;
  const parts = [...skewScale(run, shifted), ...skewPlot(run, shifted, view)];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lanes skew" role="img" aria-label="Clock errors over time" viewBox="0 0 ${at(width)} ${String(PLOT_HEIGHT)}" width="${at(width)}" height="${String(PLOT_HEIGHT)}">${parts.join('')}</svg>`;
}
