/**
 * A frontier map as SVG: equal maps give equal bytes. Boundaries along x are exact to the unit.
 * Colours follow the reader's light or dark scheme, and every class has its own hatching.
 */
import { scaleOf } from '../../properties/frontier/scale.js';
import { amountOf } from '../../properties/frontier/words.js';
import type { FrontierMap, PlaneAxis, PlaneClass } from '../../properties/frontier/types.js';
import { fitting, ticksOf } from './axis.js';
import { costWords, shownClasses } from './words.js';
import { escaped } from '../markup/markdown.js';
import { CLASS_NAMES, LOOK, PALETTE } from '../words/look.js';

const WIDTH = 960;
const HEIGHT = 560;
const PLOT = { left: 104, top: 56, width: 832, height: 384 } as const;
const CHARACTER = 7.2;
/** Characters of the line below the title. */
const TITLE_MAX = 118;

const SCHEMES = ['light', 'dark'] as const;

const style = (which: 0 | 1): string => {
  const { paper, ink } = PALETTE[SCHEMES[which]];
  return [
    `.paper{fill:${paper}}`,
    `text{fill:${ink}}`,
    `.axis{stroke:${ink}}`,
    '.hatch{fill:none;stroke-opacity:.5}',
    ...CLASS_NAMES.map((name) => `.${name}{fill:${LOOK[name][SCHEMES[which]][0]}}`),
    ...CLASS_NAMES.map((name) => `.on-${name}{stroke:${LOOK[name][SCHEMES[which]][1]}}`),
  ].join('');
};

/** Two decimals, without trailing zeros. */
const px = (value: number): string => String(Math.round(value * 100) / 100);

/** Place of a value along `length` pixels. */
function pixels(axis: PlaneAxis, length: number): (value: number) => number {
  const scale = scaleOf(axis);
  const first = scale.place(axis.from);
  const span = scale.place(axis.to) - first;
  return (value) => ((scale.place(value) - first) / span) * length;
}

interface Segment {
  readonly class: PlaneClass;
  readonly from: number;
  readonly to: number;
}

/** A row's classes from end to end, its edges to the unit. */
function segmentsOf(map: FrontierMap, row: number): readonly Segment[] {
  const edges = map.edges
    .filter(({ along, low }) => along === 'x' && low.y === map.ys[row])
    .sort((a, b) => a.low.x - b.low.x);
  const starts = [map.x.from, ...edges.map((edge) => edge.high.x)];
  const classes = [map.classes[row]?.[0] ?? 'unknown', ...edges.map((edge) => edge.high.class)];
  return starts.map((from, at) => ({
    class: classes[at] as PlaneClass,
    from,
    to: edges[at]?.low.x ?? map.x.to,
  }));
}

function rowShapes(map: FrontierMap, row: number, id: string): readonly string[] {
  const xOf = pixels(map.x, PLOT.width);
  const yOf = pixels(map.y, PLOT.height);
  const at = map.ys[row] as number;
  const between = (a: number | undefined, b: number): number =>
    a === undefined ? yOf(b) : (yOf(a) + yOf(b)) / 2;
  const bottom = between(map.ys[row - 1], at);
  const top = between(map.ys[row + 1], at);
  const segments = segmentsOf(map, row);
  return segments.map(({ class: name, from, to }, place) => {
    const before = segments[place - 1];
    const after = segments[place + 1];
    const left = before === undefined ? 0 : (xOf(before.to) + xOf(from)) / 2;
    const right = after === undefined ? PLOT.width : (xOf(to) + xOf(after.from)) / 2;
    const words = `${name} at ${map.y.title} ${amountOf(map.y, at)}: ${map.x.title} ${amountOf(map.x, from)} to ${amountOf(map.x, to)}`;
    return `<rect x="${px(PLOT.left + left)}" y="${px(PLOT.top + PLOT.height - top)}" width="${px(right - left)}" height="${px(top - bottom)}" fill="url(#${id}-${name})"><title>${escaped(words)}</title></rect>`;
  });
}

function axes(map: FrontierMap): readonly string[] {
  const bottom = PLOT.top + PLOT.height;
  const across = fitting(
    ticksOf(map.x),
    pixels(map.x, PLOT.width),
    (label) => label.length * CHARACTER,
    PLOT.width,
  ).map(({ at, label }) => {
    const x = px(PLOT.left + at);
    const anchor = at === 0 ? 'start' : at === PLOT.width ? 'end' : 'middle';
    return `<path class="axis" d="M${x} ${px(bottom)}v6"/><text x="${x}" y="${px(bottom + 22)}" text-anchor="${anchor}">${escaped(label)}</text>`;
  });
  const upwards = fitting(ticksOf(map.y), pixels(map.y, PLOT.height), () => 14, PLOT.height).map(
    ({ at, label }) => {
      const y = bottom - at;
      return `<path class="axis" d="M${px(PLOT.left)} ${px(y)}h-6"/><text x="${px(PLOT.left - 10)}" y="${px(y + 4)}" text-anchor="end">${escaped(label)}</text>`;
    },
  );
  const middle = PLOT.top + PLOT.height / 2;
  return [
    ...across,
    ...upwards,
    `<path class="axis" fill="none" d="M${px(PLOT.left)} ${px(PLOT.top)}v${px(PLOT.height)}h${px(PLOT.width)}"/>`,
    `<text x="${px(PLOT.left + PLOT.width / 2)}" y="${px(bottom + 44)}" text-anchor="middle">${escaped(map.x.title)}</text>`,
    `<text x="18" y="${px(middle)}" text-anchor="middle" transform="rotate(-90 18 ${px(middle)})">${escaped(map.y.title)}</text>`,
  ];
}

function legend(map: FrontierMap, id: string): readonly string[] {
  const y = HEIGHT - 44;
  return shownClasses(map).map(({ name, means }, at) => {
    const x = PLOT.left + at * 140;
    return `<g><title>${escaped(means)}</title><rect class="axis" x="${px(x)}" y="${px(y)}" width="20" height="14" fill="url(#${id}-${name})"/><text x="${px(x + 27)}" y="${px(y + 12)}">${name}</text></g>`;
  });
}

/**
 * Returns a map as one SVG document, to be written to a file or put into a page.
 * @param within begins its ids: a page that has the map twice needs two
 * @since 0.1.0
 */
export function mapSvg(map: FrontierMap, within = 'map'): string {
  const id = `${within}-${map.study}-${map.variant}`.replace(/[^\w-]/g, '-');
  const title = `${map.study}/${map.variant}: ${map.x.title} and ${map.y.title}`;
  const rules = map.rules.filter((rule) => rule.kind !== 'moving').map((rule) => `${rule.text}.`);
  const description = [...rules, costWords(map)].join(' ');
  const patterns = shownClasses(map).map(
    ({ name }) =>
      `<pattern id="${id}-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="${name}" width="8" height="8"/>${LOOK[name].hatch === '' ? '' : `<path class="hatch on-${name}" d="${LOOK[name].hatch}"/>`}</pattern>`,
  );
  const [worst] = rules;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" role="img" aria-labelledby="${id}-title ${id}-desc" class="${id}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(description)}</desc>`,
    `<style>${scoped(style(0), id)}@media screen and (prefers-color-scheme:dark){${scoped(style(1), id)}}</style>`,
    `<defs>${patterns.join('')}</defs>`,
    `<rect class="paper" width="${String(WIDTH)}" height="${String(HEIGHT)}"/>`,
    `<text x="${px(PLOT.left)}" y="${worst === undefined ? 30 : 22}" font-size="16" font-weight="600">${escaped(title)}</text>`,
    ...(worst === undefined
      ? []
      : [
          `<text x="${px(PLOT.left)}" y="42">${escaped(worst.length > TITLE_MAX ? `${worst.slice(0, TITLE_MAX)}…` : worst)}</text>`,
        ]),
    '<g shape-rendering="crispEdges">',
    ...map.ys.flatMap((_, row) => rowShapes(map, row, id)),
    '</g>',
    ...axes(map),
    ...legend(map, id),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Rules for this drawing alone, so that one within a page restyles nothing else. */
const scoped = (css: string, id: string): string =>
  css.replace(/[^{}]+(?=\{)/g, (selector) => `.${id} ${selector}`);
