/** The lines of a space-time diagram: messages, timers, and the record's path. */
import { inWindow } from './layout.js';
import type { SpaceTimeLayout, SpaceTimeView } from './layout.js';
import { rounded, textWidth } from './rounded.js';
import type { SpaceTime, SpaceTimeMessage, SpaceTimeTimer } from './types.js';
import { isLoss } from '../words/severity.js';
import { xmlText } from '../markup/xml.js';

const arrow = (id: string, className: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="${className}" d="M0 0l8 4l-8 4z"/></marker>`;

export const spaceTimeDefs = (): string =>
  `<defs>${arrow('st-arrow', 'st-head')}${arrow('st-arrow-record', 'st-carries-head')}${arrow('st-arrow-kept', 'st-kept-head')}<pattern id="st-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="st-sealed-paper" width="6" height="6"/><path class="st-sealed-line" d="M0 0V6"/></pattern></defs>`;

/** Room for a mark at either end of a line. */
const MARK = 5;

/** True if the record is not lost here, and that is the point of the drawing. */
const isKept = (run: SpaceTime, view: SpaceTimeView): boolean => {
  const fate = run.record?.fate ?? 'counted';
  return !isLoss(fate) && (view.twin === true || fate === 'counted');
};

/** Classes of the record's lines: red where it is lost, green where it is kept. */
const keptClass = (run: SpaceTime, view: SpaceTimeView): string =>
  isKept(run, view) ? ' st-kept' : '';

function message(
  one: SpaceTimeMessage,
  run: SpaceTime,
  layout: SpaceTimeLayout,
  view: SpaceTimeView,
): string {
  const { xs, ys, right } = layout;
  const fromY = ys[one.from] ?? 0;
  const toY = ys[one.to] ?? 0;
  const fromX = xs[one.sent] ?? 0;
  const toX = one.ended === undefined ? right : (xs[one.ended] ?? right);
  if (!inWindow(view, fromX, toX)) return '';
  const towards = Math.sign(toY - fromY) * MARK;
  // A lost message ends between the lanes, with a cross.
  const part = one.lost ? 0.55 : 1;
  const y = rounded(fromY + (toY - fromY) * part - (one.lost ? 0 : towards));
  const x = rounded(fromX + (toX - fromX) * part);
  const carries = one.carries ? ` st-carries${keptClass(run, view)}` : '';
  const ends = one.lost
    ? `<path class="st-message${carries}" d="M${rounded(x - 4)} ${rounded(y - 4)}l8 8m0 -8l-8 8"/>`
    : '';
  const classes = `st-message${carries}${one.lost ? ' st-lost' : ''}`;
  const which = one.carries ? (isKept(run, view) ? '-kept' : '-record') : '';
  const head = one.lost ? '' : ` marker-end="url(#st-arrow${which})"`;
  const title = `${one.label}${one.carries ? ', with the record' : ''}${one.lost ? ', lost' : ''}`;
  return `<g><title>${xmlText(title)}</title><line class="${classes}" x1="${fromX}" y1="${rounded(fromY + towards)}" x2="${x}" y2="${y}"${head}/>${ends}</g>`;
}

/** Draws a bracket below its lane, from the setting of a timer to its due time. */
function timer(
  one: SpaceTimeTimer,
  row: number,
  layout: SpaceTimeLayout,
  view: SpaceTimeView,
): string {
  const y = layout.ys[one.lane] ?? 0;
  const from = layout.xs[one.set] ?? 0;
  const to = one.ended === undefined ? layout.right : (layout.xs[one.ended] ?? layout.right);
  if (!inWindow(view, from, to)) return '';
  // One below the other, so that overlapping timers can be distinguished.
  const under = rounded(y + 8 + row * 4);
  const end = one.how === 'due' ? `L${to} ${rounded(y + MARK)}` : '';
  const how =
    one.how === 'due' ? 'came due' : one.how === 'void' ? 'cancelled' : 'never due in this run';
  return `<g><title>${xmlText(`${one.text}: ${how}`)}</title><path class="st-${one.on}" d="M${from} ${rounded(y + MARK)}L${rounded(from + 3)} ${under}H${rounded(Math.max(from + 3, to - 3))}${end}"/></g>`;
}

/** Rows of timers below a lane. */
const TIMER_ROWS = 3;

export function spaceTimeMessages(
  run: SpaceTime,
  layout: SpaceTimeLayout,
  view: SpaceTimeView,
): string[] {
  const perLane = new Map<number, number>();
  const timers = run.timers.map((one) => {
    const number = perLane.get(one.lane) ?? 0;
    perLane.set(one.lane, number + 1);
    return timer(one, number % TIMER_ROWS, layout, view);
  });
  const plain = run.messages.filter((one) => !one.carries);
  const carrying = run.messages.filter((one) => one.carries);
  return [
    ...timers,
    ...[...plain, ...carrying].map((one) => message(one, run, layout, view)),
  ].filter((text) => text !== '');
}

/** A word that ends within the drawing: to the right of its place, or to the left of it. */
export function fittedWord(
  className: string,
  text: string,
  x: number,
  y: number,
  { right }: SpaceTimeLayout,
  size = 11,
): string {
  const fits = x + textWidth(text, size) <= right + 20;
  return `<text class="${className}" x="${rounded(fits ? x : x - 4)}" y="${rounded(y)}"${fits ? '' : ' text-anchor="end"'}>${xmlText(text)}</text>`;
}

const endMark = (fate: string, x: number, y: number): string => {
  switch (fate) {
    case 'destroyed':
      return `M${rounded(x - 8)} ${rounded(y - 8)}l16 16m0 -16l-16 16`;
    case 'stranded':
      return `M${rounded(x + 8)} ${rounded(y - 9)}v18m5 -15v12m5 -9v6`;
    default:
      return `M${rounded(x - 7)} ${y}l5 6l10 -13`;
  }
};

/** Draws the path of the record: its use, its copies, and its end. */
export function spaceTimeRecord(
  run: SpaceTime,
  layout: SpaceTimeLayout,
  view: SpaceTimeView,
): string[] {
  const { record } = run;
  if (record === undefined) return [];
  const kept = keptClass(run, view);
  const line = (className: string, lane: number, from: number, to: number, title: string) => {
    const y = layout.ys[lane] ?? 0;
    const x1 = rounded((layout.xs[from] ?? 0) - 2);
    const x2 = rounded((layout.xs[to] ?? 0) + 2);
    return `<line class="${className}${kept}" x1="${x1}" x2="${x2}" y1="${y}" y2="${y}"><title>${xmlText(title)}</title></line>`;
  };
  const { end, fate } = record;
  const x = layout.xs[end.position] ?? 0;
  const y = layout.ys[end.lane] ?? 0;
  const usedX = layout.xs[record.usedFrom] ?? 0;
  // Where the record ends soon after its use, the second word begins after the first.
  const endX =
    end.lane === record.lane ? Math.max(x + 4, usedX + textWidth('used', 11) + 8) : x + 4;
  const words =
    view.twin === true && !isLoss(fate) && fate !== 'counted' ? `not lost: ${end.text}` : end.text;
  return [
    ...record.holds.map(({ lane, from, to }) =>
      line('st-hold', lane, from, to, `record ${String(record.tracer)} is here`),
    ),
    line('st-use', record.lane, record.usedFrom, record.usedTo, `its use: ${record.key}`),
    `<text class="st-end-word${kept}" x="${rounded(usedX)}" y="${rounded((layout.ys[record.lane] ?? 0) + 37)}">used</text>`,
    `<g data-end="${end.position}"><path class="st-end${kept}" d="${endMark(fate, x, y)}"/>${fittedWord(`st-end-word${kept}`, words, endX, y + 37, layout)}</g>`,
  ];
}
