/** Lines between the marks of a space-time diagram: messages, timers, and the record's path. */
import { rounded } from './layout.js';
import type { SpaceTimeLayout } from './layout.js';
import type { SpaceTime, SpaceTimeMessage, SpaceTimeTimer } from './types.js';
import { xmlText } from '../markup/xml.js';

const arrow = (id: string, className: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="${className}" d="M0 0l8 4l-8 4z"/></marker>`;

export const spaceTimeDefs = (): string =>
  `<defs>${arrow('st-arrow', 'st-head')}${arrow('st-arrow-record', 'st-carries-head')}</defs>`;

/** Room for a mark at either end of a line. */
const MARK = 5;

function message(one: SpaceTimeMessage, layout: SpaceTimeLayout): string {
  const { xs, ys, bottom } = layout;
  const fromX = xs[one.from] ?? 0;
  const toX = xs[one.to] ?? 0;
  const fromY = ys[one.sent] ?? 0;
  const toY = one.ended === undefined ? bottom : (ys[one.ended] ?? bottom);
  const towards = Math.sign(toX - fromX) * MARK;
  // A lost message ends between the lanes, with a cross.
  const part = one.lost ? 0.55 : 1;
  const x = rounded(fromX + (toX - fromX) * part - (one.lost ? 0 : towards));
  const y = rounded(fromY + (toY - fromY) * part);
  const ends = one.lost
    ? `<path class="st-message${one.carries ? ' st-carries' : ''}" d="M${rounded(x - 4)} ${rounded(y - 4)}l8 8m0 -8l-8 8"/>`
    : '';
  const classes = `st-message${one.carries ? ' st-carries' : ''}${one.lost ? ' st-lost' : ''}`;
  const head = one.lost ? '' : ` marker-end="url(#st-arrow${one.carries ? '-record' : ''})"`;
  const title = `${one.label}${one.carries ? ', with the record' : ''}${one.lost ? ', lost' : ''}`;
  return `<g><title>${xmlText(title)}</title><line class="${classes}" x1="${rounded(fromX + towards)}" y1="${fromY}" x2="${x}" y2="${y}"${head}/>${ends}</g>`;
}

/** Draws a bracket left of its lane, from the setting of a timer to its due time. */
function timer(one: SpaceTimeTimer, number: number, layout: SpaceTimeLayout): string {
  const x = layout.xs[one.lane] ?? 0;
  const from = layout.ys[one.set] ?? 0;
  const to = one.ended === undefined ? layout.bottom : (layout.ys[one.ended] ?? layout.bottom);
  // Side by side, so that overlapping timers can be distinguished.
  const out = rounded(x - 9 - (number % 3) * 4);
  const end = one.how === 'due' ? `L${rounded(x - MARK)} ${to}` : '';
  const letter = one.on === 'wall' ? 'W' : 'E';
  const how =
    one.how === 'due' ? 'came due' : one.how === 'void' ? 'cancelled' : 'never due in this run';
  return `<g><title>${xmlText(`${one.text}: ${how}`)}</title><path class="st-${one.on}" d="M${rounded(x - MARK)} ${from}L${out} ${rounded(from + 4)}V${rounded(Math.max(from + 4, to - 4))}${end}"/><text class="st-timer-word" x="${rounded(out - 1.5)}" y="${rounded(from + 12 + (number % 3) * 8)}" text-anchor="end">${letter}</text></g>`;
}

export function spaceTimeMessages(run: SpaceTime, layout: SpaceTimeLayout): string[] {
  const perLane = new Map<number, number>();
  const timers = run.timers.map((one) => {
    const number = perLane.get(one.lane) ?? 0;
    perLane.set(one.lane, number + 1);
    return timer(one, number, layout);
  });
  const plain = run.messages.filter((one) => !one.carries);
  const carrying = run.messages.filter((one) => one.carries);
  return [...timers, ...[...plain, ...carrying].map((one) => message(one, layout))];
}

/** Draws the path of the record: its use, its copies, and its end. */
export function spaceTimeRecord(run: SpaceTime, layout: SpaceTimeLayout): string[] {
  const { record } = run;
  if (record === undefined) return [];
  const line = (className: string, lane: number, from: number, to: number, title: string) => {
    const x = layout.xs[lane] ?? 0;
    const y1 = rounded((layout.ys[from] ?? 0) - 2);
    const y2 = rounded((layout.ys[to] ?? 0) + 2);
    return `<line class="${className}" x1="${x}" x2="${x}" y1="${y1}" y2="${y2}"><title>${xmlText(title)}</title></line>`;
  };
  const { end } = record;
  const x = layout.xs[end.lane] ?? 0;
  const y = layout.ys[end.position] ?? 0;
  const lost = record.fate === 'destroyed' || record.fate === 'stranded';
  const endY = rounded(y + (record.fate === 'stranded' ? 14 : 0));
  const mark = lost
    ? record.fate === 'destroyed'
      ? `M${rounded(x - 8)} ${rounded(endY - 8)}l16 16m0 -16l-16 16`
      : `M${rounded(x - 9)} ${endY}h18m-15 5h12m-9 5h6`
    : `M${rounded(x - 8)} ${endY}l5 6l11 -13`;
  return [
    ...record.holds.map(({ lane, from, to }) =>
      line('st-hold', lane, from, to, `record ${String(record.tracer)} is here`),
    ),
    line('st-use', record.lane, record.usedFrom, record.usedTo, `its use: ${record.key}`),
    `<g data-end="${end.position}"><path class="st-end" d="${mark}"/><text class="st-end-word" x="${rounded(Math.min(x + 14, layout.width - 150))}" y="${rounded(Math.min(endY + 22, layout.height - 4))}">${xmlText(end.text)}</text></g>`,
  ];
}
