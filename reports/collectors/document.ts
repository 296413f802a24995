/** The tables of docs/collectors.md: clauses with their bisected edges, and what each agent loses. */
import type { Obstacle } from '../../properties/collectors/possible.js';
import type { FoundEdge } from '../../properties/collectors/found-edge.js';
import type { Pair } from '../../properties/collectors/pair.js';
import type { CollectorRow } from '../../models/collectors/index.js';
import { count } from '../text/numbers.js';
import { lossWords } from './pairs.js';
import { lengthOf, reactionWords, repetitionWords } from './words.js';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

/** `-604,800,000 ms in, -604,800,001 ms out`, with every side that an open edge can have. */
function edgeCell({ unit }: CollectorRow, edges: readonly FoundEdge[]): string {
  const named = new Map<string, string[]>();
  for (const { bound, inside, outside } of edges) {
    const text = `${count(inside)} ${unit} in, ${count(outside)} ${unit} out`;
    const list = named.get(bound.name) ?? [];
    if (!list.includes(text)) list.push(text);
    named.set(bound.name, list);
  }
  return [...named].map(([name, list]) => `${name}: ${list.join(' or ')}`).join('; ');
}

const sourceWords = ({ of, at, read, confidence }: CollectorRow['source']): string =>
  `${confidence}: ${of}${at === undefined ? '' : `, ${at}`}, read ${read}`;

/** Each clause, with its edges as they were bisected, and its source. */
export const clauseTable = (
  all: readonly { readonly row: CollectorRow; readonly edges: readonly FoundEdge[] }[],
): string =>
  table(
    ['collector', 'service', 'edges', 'outside', 'knows a repetition by', 'notice', 'source'],
    all.map(({ row, edges }) => [
      `\`${row.name}\``,
      row.note === undefined ? row.title : `${row.title}. ${row.note}`,
      edgeCell(row, edges),
      reactionWords(row),
      repetitionWords(row),
      row.notice,
      sourceWords(row.source),
    ]),
  );

function demandWords(obstacles: readonly Obstacle[], demand: Obstacle['demand']): string {
  const against = obstacles.filter((one) => one.demand === demand);
  if (against.length === 0) return 'yes';
  return `no: ${against
    .map(
      ({ after, ms, why }) =>
        `after ${after}${ms === undefined || ms === 0 ? '' : ` ${lengthOf(ms)}`}, since ${why}`,
    )
    .join('; ')}`;
}

/** The obstacles of each collector: an answer to the question whether any agent can keep all. */
export const possibleTable = (
  all: readonly { readonly row: CollectorRow; readonly obstacles: readonly Obstacle[] }[],
): string =>
  table(
    ['collector', 'each counted once by some agent', 'each rightly dated by some agent'],
    all.map(({ row, obstacles }) => [
      `\`${row.name}\``,
      demandWords(obstacles, 'counted once'),
      demandWords(obstacles, 'rightly dated'),
    ]),
  );

/** The losses of each form of an agent, and the value from which each begins. */
export const formTable = (
  variants: readonly string[],
  all: readonly { readonly row: CollectorRow; readonly pairs: readonly Pair[] }[],
): string =>
  table(
    ['collector', ...variants],
    all.map(({ row, pairs }) => [
      `\`${row.name}\``,
      ...variants.map((variant) => {
        const pair = pairs.find((one) => one.variant === variant);
        return pair === undefined ? '' : lossWords(pair);
      }),
    ]),
  );
