/** A frontier map in a terminal: block characters that differ also without colour. */
import { scaleOf } from '../../properties/frontier/scale.js';
import { amountOf } from '../../properties/frontier/words.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import { fitting, shortAmount, ticksOf } from './axis.js';
import { GLYPHS, paintOf, rowText } from './glyphs.js';
import type { Paint } from './glyphs.js';
import { checkWords, costWords, shownClasses, shownEdge } from './words.js';
import { count } from '../text/numbers.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';

/** Boundaries without a rule that are listed. */
const MOVING_MAX = 6;

/** Ticks of x, placed under the nearest columns. */
export function axisLines({
  x,
  xs,
}: Pick<FrontierMap, 'x' | 'xs'>): readonly [marks: string, labels: string] {
  const scale = scaleOf(x);
  const columnOf = (value: number): number =>
    xs.reduce((best, sample, column) => {
      const away = Math.abs(scale.place(sample) - scale.place(value));
      const least = Math.abs(scale.place(xs[best] as number) - scale.place(value));
      return away < least ? column : best;
    }, 0);
  const marks = Array.from(xs, () => '─');
  let labels = '';
  const placed = fitting(ticksOf(x), columnOf, (label) => label.length, xs.length);
  for (const { label, start, at } of placed) {
    marks[at] = '┴';
    labels = labels.padEnd(Math.floor(start)) + label;
  }
  return [marks.join(''), labels];
}

function picture(map: FrontierMap, paint: Paint): readonly string[] {
  const labels = map.ys.map((y) => shortAmount(map.y, y));
  const width = Math.max(...labels.map((label) => label.length));
  const rows = map.classes.map(
    (row, at) => `${(labels[at] ?? '').padStart(width)} │${rowText(row, paint)}`,
  );
  const [marks, ticks] = axisLines(map);
  const margin = ' '.repeat(width);
  return [...rows.reverse(), `${margin} └${marks}`, `${margin}  ${ticks}`];
}

function ruleLines(map: FrontierMap, style: TextStyle): readonly string[] {
  const colours = coloursOf(style);
  const plain = map.rules.filter((rule) => rule.kind !== 'moving');
  const moving = map.rules.filter((rule) => rule.kind === 'moving');
  const shown = [...plain, ...moving.slice(0, MOVING_MAX)];
  return [
    ...shown.flatMap((rule) => [
      `  ${rule.text}`,
      ...(rule.kind === 'moving' ? [] : [colours.dim(`      ${shownEdge(map, rule)}`)]),
    ]),
    ...(moving.length > MOVING_MAX
      ? [
          `  and ${count(moving.length - MOVING_MAX)} more boundaries that follow no rule, all in the JSON`,
        ]
      : []),
  ];
}

/**
 * Returns a map as characters for a terminal, with its rules.
 * @since 0.1.0
 */
export function mapReport(map: FrontierMap, style: TextStyle): string {
  const colours = coloursOf(style);
  const paint = paintOf(style);
  const legend = shownClasses(map).map(
    ({ name, means }) => `  ${paint(name, GLYPHS[name].repeat(2))} ${name.padEnd(10)} ${means}`,
  );
  const { x, y } = map;
  const title = `${map.study}/${map.variant}: ${x.title} (across) × ${y.title} (up)`;
  const ranges = [x, y].map(
    (axis) => `${axis.name} ${amountOf(axis, axis.from)} to ${amountOf(axis, axis.to)}`,
  );
  const [worst] = map.rules;
  return [
    ...(worst === undefined
      ? []
      : [colours.bold(`${map.study}/${map.variant}: ${worst.text}.`), '']),
    colours.bold(title),
    ranges.join(', '),
    '',
    ...picture(map, paint),
    '',
    ...legend,
    '',
    colours.bold('Boundaries, each run one unit either side'),
    ...(map.rules.length === 0
      ? [`  none: ${map.classes[0]?.[0] ?? 'unknown'} everywhere`]
      : ruleLines(map, style)),
    '',
    ...checkWords(map),
    costWords(map),
  ].join('\n');
}
