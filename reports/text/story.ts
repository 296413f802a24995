/** A story for a terminal: the paragraph, the decision's two sides, the record's way to its end. */
import { wrapped } from '../../properties/words/wrap.js';
import type {
  Story,
  StoryDecision,
  StoryMoment,
  StorySide,
} from '../../properties/explain/story-types.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { civil } from '../../properties/words/civil.js';
import { tableOf } from './table.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';

const WIDTH = 80;
/** Rows of the record's way; the middle of a longer one is left out. */
const WAY_MAX = 12;
const WHAT_MAX = 110;

function sideRow(side: StorySide, epochMs: number): readonly string[] {
  const { name, value, clock, trueMs, localMs, latched, latchedBy } = side;
  const isTime = clock !== undefined || trueMs !== undefined;
  const at =
    latched === undefined ? '' : `step ${String(latched.step)}, ${latched.node}: ${latched.what}`;
  return [
    name,
    isTime ? civil(value) : String(value),
    clock ?? '',
    trueMs === undefined ? (isTime ? 'never' : '') : civil(trueMs + epochMs),
    localMs === undefined ? '' : civil(localMs),
    at === '' ? (latchedBy ?? '') : at,
  ];
}

const decisionTable = (decision: StoryDecision, epochMs: number, style: TextStyle): string =>
  tableOf(
    [
      'compared',
      'value',
      'on the clock of',
      'true time of that reading',
      `clock of ${decision.moment.node} then`,
      'set by',
    ],
    [decision.left, decision.right].map((side) => sideRow(side, epochMs)),
    style,
  );

const shortened = (text: string): string =>
  text.length > WHAT_MAX ? `${text.slice(0, WHAT_MAX - 1)}…` : text;

function wayTable(chain: readonly StoryMoment[], epochMs: number, style: TextStyle): string {
  const half = WAY_MAX / 2;
  const rowOf = ({ step, atMs, node, localMs, what }: StoryMoment): string[] => [
    String(step),
    civil(atMs + epochMs),
    node,
    civil(localMs),
    shortened(what),
  ];
  const rows =
    chain.length <= WAY_MAX
      ? chain.map(rowOf)
      : [
          ...chain.slice(0, half).map(rowOf),
          ['…', `${String(chain.length - WAY_MAX)} more (--json has them)`, '', '', ''],
          ...chain.slice(-half).map(rowOf),
        ];
  return tableOf(
    ['step', 'true time', 'node', 'its clock', 'what happens to the record'],
    rows,
    style,
  );
}

export function storyReport(
  study: Pick<AnyStudy, 'epochMs'>,
  story: Story,
  style: TextStyle,
): string {
  const { property, fate, paragraph, decision, chain } = story;
  const colours = coloursOf(style);
  const kind = property === 'eventual-delivery' ? 'NOT LIVE' : 'VIOLATION';
  const parts = [
    `${colours.bold(colours.red(kind))} of ${property}: ${fate}\n${wrapped(paragraph, WIDTH).join('\n')}`,
  ];
  // Two counts are told by the paragraph; a table is for clocks.
  const sides = decision === undefined ? [] : [decision.left, decision.right];
  if (decision !== undefined && sides.some(({ clock, latched }) => clock ?? latched))
    parts.push(decisionTable(decision, study.epochMs, style));
  if (chain.length > 0) parts.push(wayTable(chain, study.epochMs, style));
  return parts.join('\n\n');
}
