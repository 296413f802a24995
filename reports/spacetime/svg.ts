/**
 * Draws a run as a space-time diagram: a lane per node, time running down, messages slanted between
 * lanes. Pure: the same run and view give the same bytes, here and in the page.
 */
import { formatDuration } from '../../sim/clock/zone.js';
import { civil } from '../../properties/words/civil.js';
import { spaceTimeDefs, spaceTimeMessages, spaceTimeRecord } from './lines.js';
import { DEFAULT_VIEW, layoutOf, offsetAt, rounded } from './layout.js';
import type { SpaceTimeLayout, SpaceTimeView } from './layout.js';
import { STANDALONE_STYLE } from './style.js';
import type { SpaceTime, SpaceTimeKind, SpaceTimeStep } from './types.js';
import { xmlText } from '../markup/xml.js';

export const signed = (ms: number): string =>
  `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;

const WORDS_HEIGHT = 18;

/** The time of day; the date is added where it changes. */
const timeOfDay = (ms: number): string => civil(ms).slice(11);
const dayOf = (ms: number): string => civil(ms).slice(0, 10);

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** The names of the lanes, in a group of their own: a page keeps it in sight. */
function header(run: SpaceTime, layout: SpaceTimeLayout, view: SpaceTimeView): string {
  const names = run.lanes.map(({ node }, lane) => {
    const x = layout.xs[lane] ?? 0;
    // Long names break at a hyphen, so that they fit a narrow lane.
    const [first = '', ...rest] = node.split('-');
    const lines = rest.length === 0 ? [first] : [`${first}-`, rest.join('-')];
    const spans = lines.map(
      (line, at) => `<tspan x="${x}" dy="${at === 0 ? 0 : 14}">${xmlText(line)}</tspan>`,
    );
    return `<text class="st-node" x="${x}" y="${lines.length === 1 ? 42 : 28}" text-anchor="middle">${spans.join('')}</text>`;
  });
  return `<g class="st-header"><rect class="st-paper" width="${layout.width}" height="${layout.top - 4}"/><text class="st-time" x="${view.words ? 136 : 74}" y="42" text-anchor="end">true time</text>${names.join('')}</g>`;
}

function lanes(run: SpaceTime, layout: SpaceTimeLayout): string[] {
  return run.lanes.flatMap((_, lane) => {
    const x = layout.xs[lane] ?? 0;
    const down: string[] = [];
    let since: number | undefined;
    for (const [position, step] of run.steps.entries()) {
      if (step.lane !== lane) continue;
      if (step.kind === 'down') since = layout.ys[position];
      if (step.kind === 'up' && since !== undefined) {
        down.push(
          `<line class="st-down" x1="${x}" x2="${x}" y1="${since}" y2="${layout.ys[position] ?? since}"/>`,
        );
        since = undefined;
      }
    }
    return [
      `<line class="st-lane" x1="${x}" x2="${x}" y1="${layout.top}" y2="${layout.bottom}"/>`,
      ...down,
    ];
  });
}

function times(run: SpaceTime, layout: SpaceTimeLayout, view: SpaceTimeView): string[] {
  let day = '';
  let lastY = -Infinity;
  return run.steps.flatMap((step, position) => {
    const y = layout.ys[position] ?? 0;
    if (y - lastY < 12) return [];
    lastY = y;
    const at = step.atMs + run.epochMs;
    const sameDay = dayOf(at) === day;
    day = dayOf(at);
    const text = view.words
      ? `${sameDay ? '' : `${day} `}${timeOfDay(at)}`
      : sameDay
        ? timeOfDay(at)
        : `${day.slice(5)} ${timeOfDay(at).slice(0, 5)}`;
    return [
      `<text class="st-time" x="${view.words ? 136 : 74}" y="${rounded(y + 3.5)}" text-anchor="end">${text}</text>`,
    ];
  });
}

/** Draws a different form for each kind, so that colour is not needed to distinguish them. */
function shape(kind: SpaceTimeKind, x: number, y: number): string {
  switch (kind) {
    case 'timer':
      return `<rect class="st-mark" x="${rounded(x - 3.5)}" y="${rounded(y - 3.5)}" width="7" height="7"/>`;
    case 'clock':
      return `<path class="st-clock" d="M${x} ${rounded(y - 6)}l6 6l-6 6l-6 -6z"/>`;
    case 'down':
    case 'fault':
    case 'disk-full':
    case 'missed':
      return `<path class="st-fault" d="M${rounded(x - 5)} ${rounded(y - 4)}h10l-5 9z"/>`;
    case 'up':
      return `<path class="st-fault" d="M${rounded(x - 5)} ${rounded(y + 4)}h10l-5 -9z"/>`;
    case 'input':
      return `<path class="st-mark" d="M${rounded(x - 4)} ${rounded(y - 4.5)}l8 4.5l-8 4.5z"/>`;
    case 'lost':
    case 'healed':
    case 'left-out':
      return '';
    default:
      return `<circle class="st-mark" cx="${x}" cy="${y}" r="3.2"/>`;
  }
}

/** True if a step's words do not overlap those of an earlier step on its lane. */
function roomAbove(run: SpaceTime, position: number, layout: SpaceTimeLayout): boolean {
  const { ys } = layout;
  const y = ys[position] ?? 0;
  for (let at = position - 1; at >= 0 && y - (ys[at] ?? 0) < WORDS_HEIGHT; at -= 1)
    if (run.steps[at]?.lane === run.steps[position]?.lane) return false;
  return true;
}

function step(
  run: SpaceTime,
  one: SpaceTimeStep,
  position: number,
  layout: SpaceTimeLayout,
  view: SpaceTimeView,
): string {
  const y = layout.ys[position] ?? 0;
  const title = `<title>${xmlText(`#${String(one.event)} ${one.text}`)}</title>`;
  if (one.lane === undefined || one.kind === 'left-out')
    return `<g data-step="${position}">${title}<text class="st-time" x="${rounded(layout.width / 2)}" y="${rounded(y + 4)}" text-anchor="middle">${xmlText(one.label)}</text></g>`;
  const x = layout.xs[one.lane] ?? 0;
  const offset = offsetAt(run, one.lane, position);
  const before = position === 0 ? offset : offsetAt(run, one.lane, position - 1);
  const label = one.kind === 'clock' ? `${one.label} ${signed(offset - before)}` : one.label;
  const roomy = view.words && roomAbove(run, position, layout);
  const words = roomy
    ? `<text class="st-word" x="${rounded(x + 10)}" y="${rounded(y + 1)}">${xmlText(cut(label, 24))}</text><text class="st-local${offset === 0 ? '' : ' st-off'}" x="${rounded(x + 10)}" y="${rounded(y + 9.5)}">${civil(one.atMs + run.epochMs + offset).slice(offset === 0 ? 11 : 5)}</text>`
    : '';
  return `<g data-step="${position}">${title}${shape(one.kind, x, y)}${words}</g>`;
}

/**
 * Returns the run as one SVG element.
 * @since 0.1.0
 */
export function spaceTimeSvg(run: SpaceTime, view: SpaceTimeView = DEFAULT_VIEW): string {
  const layout = layoutOf(run, view);
  const { width, height } = layout;
  const title = `Run of ${run.study}/${run.variant}, trace hash ${run.hash}: ${run.verdict}`;
  const partsY = run.partsAt === undefined ? undefined : (layout.ys[run.partsAt] ?? layout.bottom);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${rounded(height)}" width="${width}" height="${rounded(height)}" role="img" aria-label="${xmlText(title).replaceAll('"', '&quot;')}">`,
    ...(view.standalone
      ? [
          `<style>${STANDALONE_STYLE}</style>`,
          `<rect class="st-paper" width="${width}" height="${rounded(height)}"/>`,
        ]
      : []),
    spaceTimeDefs(),
    ...lanes(run, layout),
    ...spaceTimeRecord(run, layout),
    ...spaceTimeMessages(run, layout),
    ...times(run, layout, view),
    ...run.steps.map((one, position) => step(run, one, position, layout, view)),
    ...(partsY === undefined
      ? []
      : [
          `<line class="st-part" x1="0" x2="${width}" y1="${rounded(partsY - 9)}" y2="${rounded(partsY - 9)}"/>`,
          `<text class="st-part-word" x="${rounded(width - 4)}" y="${rounded(partsY - 12)}" text-anchor="end">the runs diverge here</text>`,
        ]),
    header(run, layout, view),
    '</svg>',
    '',
  ].join('\n');
}
