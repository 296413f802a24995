/**
 * Words an explanation for a terminal: the paragraph, the two sides of the decision, the record's
 * path.
 */
import { wrapped } from '../../properties/words/wrap.js';
import type {
  Story,
  StoryDecision,
  StoryMoment,
  StorySide,
} from '../../properties/explain/story-types.js';
import { paragraphBesideBlock } from '../../properties/explain/words/paragraph.js';
import {
  alsoWords,
  setWords,
  sideNames,
  valueWords,
} from '../../properties/explain/words/side-words.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { civil } from '../../properties/words/civil.js';
import { codeText } from './code-line.js';
import { tableOf } from './table.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';
import { widthOf } from './width.js';

/** Longer lines of prose are hard to read. */
const PROSE_MAX = 80;

const proseWidth = (style: TextStyle): number => Math.min(PROSE_MAX, widthOf(style));
/** Rows of the record's path; the middle of a longer one is left out. */
const WAY_MAX = 12;
const WHAT_MAX = 110;

/** One side as a block of labelled lines. */
function sideLines(
  decision: StoryDecision,
  side: StorySide,
  name: string,
  epochMs: number,
  style: TextStyle,
): readonly string[] {
  const { clock, trueMs, localMs, latched, quantity } = side;
  const { node } = decision.moment;
  const dated = quantity === 'date' && clock !== undefined;
  const labelled: readonly (readonly [string, string])[] = [
    ['value', valueWords(side)],
    ['set by', setWords(side, decision)],
    ...(clock === undefined ? [] : ([['on the clock of', clock]] as const)),
    ...(localMs === undefined ? [] : ([[`clock of ${node} then`, civil(localMs)]] as const)),
    ...(dated
      ? ([['true time', trueMs === undefined ? 'never' : civil(trueMs + epochMs)]] as const)
      : []),
    // A reading that was taken in that event has its time above.
    ...(latched === undefined || (dated && trueMs === latched.atMs)
      ? []
      : ([['set at', `${civil(latched.atMs + epochMs)} true time`]] as const)),
  ];
  const width = Math.max(...labelled.map(([label]) => label.length)) + 2;
  return [
    name,
    ...labelled.flatMap(([label, text]) => {
      const [first = '', ...more] = wrapped(text, proseWidth(style) - width - 2);
      return [
        `  ${`${label}:`.padEnd(width)}${first}`,
        ...more.map((line) => `${' '.repeat(width + 2)}${line}`),
      ];
    }),
  ];
}

function decisionBlock(decision: StoryDecision, epochMs: number, style: TextStyle): string {
  const { moment, left, comparison, right, held } = decision;
  const [a, b] = sideNames(decision);
  const head = `${moment.node}, step ${String(moment.step)}: ${a} ${comparison} ${b} ${held ? 'held' : 'did not hold'}`;
  return [
    ...wrapped(head, proseWidth(style)).map((line) => coloursOf(style).bold(line)),
    ...sideLines(decision, left, a, epochMs, style),
    ...sideLines(decision, right, b, epochMs, style),
  ].join('\n');
}

const dayOf = (civilText: string): string => civilText.slice(0, -13);
const timeOfDay = (civilText: string): string => civilText.slice(-12);

const shortened = (text: string): string =>
  text.length > WHAT_MAX ? `${text.slice(0, WHAT_MAX - 1)}…` : text;

function wayTable(chain: readonly StoryMoment[], epochMs: number, style: TextStyle): string {
  const half = WAY_MAX / 2;
  let day = '';
  const rowOf = ({ step, atMs, node, localMs, what }: StoryMoment): string[] => {
    const atText = civil(atMs + epochMs);
    const clockText = civil(localMs);
    // A date is printed where it changes, so that the table stays narrow.
    const shownAt = dayOf(atText) === day ? timeOfDay(atText) : atText;
    day = dayOf(atText);
    const shownClock = dayOf(clockText) === day ? timeOfDay(clockText) : clockText;
    return [
      String(step),
      shownAt,
      node,
      clockText === atText ? 'right' : shownClock,
      shortened(what),
    ];
  };
  const rows =
    chain.length <= WAY_MAX
      ? chain.map(rowOf)
      : [
          ...chain.slice(0, half).map(rowOf),
          ['…', `${String(chain.length - WAY_MAX)} more`, '', '', '(--json has them)'],
          ...chain.slice(-half).map(rowOf),
        ];
  return tableOf(['step', 'true time', 'node', 'its clock', 'effect on the record'], rows, style);
}

/**
 * Returns an explanation as text for a terminal.
 * @since 0.1.0
 */
export function storyReport(
  study: Pick<AnyStudy, 'epochMs'>,
  story: Story,
  style: TextStyle,
): string {
  const { property, fate, paragraph, decision, chain } = story;
  // The paragraph states two plain counts; a block is needed for clocks, and for the events that
  // set a side.
  const sides = decision === undefined ? [] : [decision.left, decision.right];
  const { epochMs } = study;
  const block =
    codeText(story, epochMs, style) ??
    (decision !== undefined && sides.some(({ clock, latched }) => clock ?? latched)
      ? decisionBlock(decision, epochMs, style)
      : undefined);
  const colours = coloursOf(style);
  const kind = property === 'eventual-delivery' ? 'NOT LIVE' : 'VIOLATION';
  const parts = [
    [
      `${colours.bold(colours.red(kind))} of ${property}: ${fate}`,
      ...[alsoWords(story) ?? []].flat(),
      ...wrapped(
        block === undefined ? paragraph : paragraphBesideBlock(story, epochMs),
        proseWidth(style),
      ),
    ].join('\n'),
  ];
  if (block !== undefined) parts.push(block);
  if (chain.length > 0) parts.push(wayTable(chain, epochMs, style));
  return parts.join('\n\n');
}
