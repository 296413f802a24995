/**
 * Draws a run as a space-time diagram: a lane per node with its own clock, time running to the right,
 * messages between lanes. Pure: the same run and view give the same bytes, here and in the page.
 */
import { formatDuration } from '../../sim/clock/zone.js';
import { exactText } from '../../properties/words/instant.js';
import { offsetWords, ruler, skewPlot, skewScale, stretchesOf } from './clocks.js';
import { fittedWord, spaceTimeDefs, spaceTimeMessages, spaceTimeRecord } from './lines.js';
import { DEFAULT_VIEW, inWindow, layoutOf, offsetAt, xAt } from './layout.js';
import type { SpaceTimeLayout, SpaceTimeView } from './layout.js';
import { rounded, textWidth } from './rounded.js';
import { STANDALONE_STYLE } from './style.js';
import type { SpaceTime, SpaceTimeKind, SpaceTimeStep } from './types.js';
import { xmlText } from '../markup/xml.js';

const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const NAME_MAX = 24;
const OFFSET_MAX = 31;

/** The names of the lanes with their offsets, in a group of their own: a page keeps it in sight. */
function names(run: SpaceTime, layout: SpaceTimeLayout): string {
  const { gutter, ys, height } = layout;
  const texts = run.lanes.map(({ node }, lane) => {
    const y = ys[lane] ?? 0;
    const offset = offsetWords(run, lane);
    const isWrong = offset !== 'clock right';
    const title = `<title>${xmlText(`${node}: ${offset}`)}</title>`;
    const className = isWrong ? 'st-offset st-off' : 'st-offset';
    return gutter === 0
      ? `<g>${title}<text class="st-node" x="4" y="${y - 24}">${xmlText(node)} <tspan class="${className}">${xmlText(offset)}</tspan></text></g>`
      : `<g>${title}<text class="st-node" x="6" y="${y - 1}">${xmlText(cut(node, NAME_MAX))}</text><text class="${className}" x="6" y="${y + 13}">${xmlText(cut(offset, OFFSET_MAX))}</text></g>`;
  });
  const paper =
    gutter === 0
      ? ''
      : `<rect class="st-paper" width="${gutter - 4}" height="${rounded(height)}"/>`;
  return `<g class="st-names">${paper}<text class="st-time" x="6" y="${gutter === 0 ? 22 : 35}">true time</text>${texts.join('')}${sealedName(run, layout)}${skewScale(run, layout).join('')}</g>`;
}

function lanes(run: SpaceTime, layout: SpaceTimeLayout, view: SpaceTimeView): string[] {
  const { ys, right } = layout;
  const left = xAt(layout, 0);
  return run.lanes.flatMap((_, lane) => {
    const y = ys[lane] ?? 0;
    const down: string[] = [];
    let since: number | undefined;
    for (const [position, step] of run.steps.entries()) {
      if (step.lane !== lane) continue;
      if (step.kind === 'down') since = layout.xs[position];
      if (step.kind === 'up' && since !== undefined) {
        down.push(
          `<line class="st-down" y1="${y}" y2="${y}" x1="${since}" x2="${layout.xs[position] ?? since}"/>`,
        );
        since = undefined;
      }
    }
    const stretches = stretchesOf(run, lane);
    const isWrong = stretches.some(({ offsetMs }) => offsetMs !== 0);
    return [
      `<line class="st-lane" y1="${y}" y2="${y}" x1="${left}" x2="${right}"/>`,
      ...down,
      ...ruler(run, stretches, layout, view, {
        y,
        labels: isWrong,
        className: isWrong ? 'st-own' : 'st-tick',
        up: -1,
      }),
    ];
  });
}

/** The ruler of true time, and marks where idle time is folded. */
function trueTime(run: SpaceTime, layout: SpaceTimeLayout, view: SpaceTimeView): string[] {
  const endMs = run.steps.at(-1)?.atMs ?? 0;
  const whole = [{ fromMs: 0, toMs: endMs, offsetMs: 0 }];
  const folds = layout.axis.folds.flatMap(({ fromX, toX, ms }) => {
    const x = rounded((fromX + toX) / 2 + layout.gutter);
    return inWindow(view, x, x)
      ? [
          `<g><title>${xmlText(`${formatDuration(ms)} in which little happens, drawn shorter`)}</title><path class="st-fold" d="M${x - 3} 47l4 -5l-3 -4l4 -5m4 14l4 -5l-3 -4l4 -5M${x} 50V${layout.bottom - 30}"/></g>`,
        ]
      : [];
  });
  return [
    ...ruler(run, whole, layout, view, { y: 41, labels: true, className: 'st-true', up: -1 }),
    `<path class="st-tick" d="M${xAt(layout, 0)} 41H${layout.right}"/>`,
    ...folds,
  ];
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

/** Steps whose words explain a run: what people and faults did. */
const TOLD: ReadonlySet<SpaceTimeKind> = new Set([
  'input',
  'clock',
  'fault',
  'down',
  'disk-full',
  'missed',
]);

/** The words of steps that have room, by position; each lane has a row for them. */
function wordsOf(run: SpaceTime, layout: SpaceTimeLayout): ReadonlyMap<number, string> {
  const free = new Map<number, number>();
  const words = new Map<number, string>();
  const { record, decision } = run;
  if (decision !== undefined) free.set(decision.lane, 0);
  for (const [position, { kind, lane, label }] of run.steps.entries()) {
    if (lane === undefined || !TOLD.has(kind)) continue;
    if (record !== undefined && (position === record.usedFrom || position === record.usedTo))
      continue;
    const x = layout.xs[position] ?? 0;
    const before = offsetAt(run, lane, Math.max(0, position - 1));
    const change = offsetAt(run, lane, position) - before;
    const text = cut(kind === 'clock' && change !== 0 ? `${label} ${signed(change)}` : label, 24);
    if (x < (free.get(lane) ?? 0)) continue;
    free.set(lane, x + textWidth(text) + 10);
    words.set(position, text);
  }
  return words;
}

function step(
  one: SpaceTimeStep,
  position: number,
  word: string | undefined,
  layout: SpaceTimeLayout,
): string {
  const x = layout.xs[position] ?? 0;
  const title = `<title>${xmlText(`#${String(one.event)} ${one.text}`)}</title>`;
  if (one.kind === 'left-out')
    return `<g data-step="${position}">${title}<text class="st-time" x="${x}" y="56" text-anchor="middle">${xmlText(one.label)}</text></g>`;
  if (one.lane === undefined) return `<g data-step="${position}">${title}</g>`;
  const y = layout.ys[one.lane] ?? 0;
  const words = word === undefined ? '' : fittedWord('st-word', word, x - 4, y + 21, layout, 10.5);
  return `<g data-step="${position}">${title}${shape(one.kind, x, y)}${words}</g>`;
}

/** The step in which the comparison was made, with what it had and what it needed. */
function decision(run: SpaceTime, layout: SpaceTimeLayout): string[] {
  const { decision: made } = run;
  if (made === undefined) return [];
  const x = layout.xs[made.position] ?? 0;
  const y = layout.ys[made.lane] ?? 0;
  const className = made.bad ? 'st-decision' : 'st-decision st-kept';
  const margin = made.margin === '' ? '' : ` (${made.margin})`;
  return [
    `<g class="st-decided"><title>${xmlText(made.title)}</title><path class="${className}" d="M${x} ${rounded(y - 8)}l8 8l-8 8l-8 -8z"/>`,
    fittedWord('st-flag', `has ${made.has}`, x + 11, y + 14, layout, 10.5),
    `${fittedWord('st-flag', `needs ${made.needs}${margin}`, x + 11, y + 25, layout, 10.5)}</g>`,
  ];
}

/** The time from which setting the clocks right comes too late. */
function sealed(run: SpaceTime, layout: SpaceTimeLayout): string[] {
  const { sealedY } = layout;
  if (run.sealedMs === undefined || sealedY === undefined) return [];
  const x = xAt(layout, run.sealedMs);
  const title = `<title>${xmlText(`${sealedWords(run)}: right clocks come too late`)}</title>`;
  return [
    `<g>${title}<rect class="st-sealed" x="${x}" y="${sealedY}" width="${rounded(Math.max(4, layout.right - x))}" height="8"/></g>`,
  ];
}

const sealedWords = ({ sealedMs = 0, epochMs }: SpaceTime): string =>
  `sealed from ${exactText(sealedMs + epochMs)}`;

/** The bar's name, beside it or below it. */
const sealedName = (run: SpaceTime, { sealedY, gutter }: SpaceTimeLayout): string =>
  run.sealedMs === undefined || sealedY === undefined
    ? ''
    : `<text class="st-sealed-word" x="6" y="${sealedY + (gutter === 0 ? 20 : 8)}">${xmlText(gutter === 0 ? sealedWords(run) : sealedWords(run).replace(/(\d\d:\d\d):00\.000$/, '$1'))}</text>`;

function parting(run: SpaceTime, layout: SpaceTimeLayout): string[] {
  if (run.partsAt === undefined) return [];
  const x = rounded((layout.xs[run.partsAt] ?? layout.right) - 10);
  return [
    `<line class="st-part" y1="18" y2="${layout.bottom - 8}" x1="${x}" x2="${x}"/>`,
    fittedWord('st-part-word', 'the runs diverge here', x, 14, layout),
  ];
}

/**
 * Returns the run as one SVG element.
 * @since 0.1.0
 */
export function spaceTimeSvg(run: SpaceTime, view: SpaceTimeView = DEFAULT_VIEW): string {
  const layout = layoutOf(run, view);
  const { width, height } = layout;
  const title = `Run of ${run.study}/${run.variant}, trace hash ${run.hash}: ${run.verdict}`;
  const words: ReadonlyMap<number, string> = view.words ? wordsOf(run, layout) : new Map();
  const steps = run.steps.flatMap((one, position) => {
    const x = layout.xs[position] ?? 0;
    return inWindow(view, x - 90, x + 90) ? [step(one, position, words.get(position), layout)] : [];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${rounded(height)}" width="${width}" height="${rounded(height)}" role="img" aria-label="${xmlText(title).replaceAll('"', '&quot;')}">`,
    ...(view.standalone
      ? [
          `<style>${STANDALONE_STYLE}</style>`,
          `<rect class="st-paper" width="${width}" height="${rounded(height)}"/>`,
        ]
      : []),
    spaceTimeDefs(),
    ...lanes(run, layout, view),
    ...spaceTimeRecord(run, layout, view),
    ...spaceTimeMessages(run, layout, view),
    ...trueTime(run, layout, view),
    ...steps,
    ...parting(run, layout),
    ...decision(run, layout),
    ...sealed(run, layout),
    ...skewPlot(run, layout, view),
    names(run, layout),
    '</svg>',
    '',
  ].join('\n');
}
