/**
 * The record's path as characters: a line for each node, the record a thick one, the decision ◇.
 * Idle time is short, so that a day and a millisecond are both seen.
 */
import type { Story } from '../../properties/explain/story-types.js';
import { scaleOf } from '../../properties/frontier/scale.js';
import { clockText, dayText, instantText } from '../../properties/words/instant.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';

const NODES_MAX = 5;
const NAME_MAX = 20;
/** Orders of magnitude of a gap, s. */
const OCTAVES = scaleOf({ from: 0, to: Number.MAX_SAFE_INTEGER });

/** Columns of instants: a gap is as wide as its order of magnitude. */
function columnsOf(instants: readonly number[], width: number): (atMs: number) => number {
  const weights = instants.map((at, i) =>
    i === 0 ? 0 : 1 + OCTAVES.place((at - (instants[i - 1] ?? at)) / 1_000),
  );
  const total = weights.reduce((sum, one) => sum + one, 0) || 1;
  let reached = 0;
  const columns = weights.map((weight) => {
    reached += weight;
    return Math.round((reached / total) * (width - 1));
  });
  return (atMs) =>
    columns[
      Math.max(
        0,
        instants.findLastIndex((one) => one <= atMs),
      )
    ] ?? 0;
}

/** Intervals in which a node holds the record; one that is not given up lasts to the end. */
function holdsOf(
  { chain }: Story,
  node: string,
  endMs: number,
): readonly (readonly [number, number])[] {
  const holds: [number, number][] = [];
  for (const { node: at, atMs, copy } of chain) {
    if (at !== node || copy === undefined) continue;
    const open = holds.at(-1);
    if (copy === 'taken') holds.push([atMs, endMs]);
    else if (open !== undefined) open[1] = atMs;
  }
  return holds;
}

/** Labels under their columns that do not touch: the first and the last have precedence. */
function ruler(
  labels: readonly (readonly [column: number, text: string])[],
  width: number,
): string {
  const cells = Array.from({ length: width }, () => ' ');
  const ends = [labels[0], labels.at(-1), ...labels.slice(1, -1)];
  for (const label of ends) {
    if (label === undefined) continue;
    const [column, text] = label;
    const start = Math.max(0, Math.min(width - text.length, column));
    const free = cells
      .slice(Math.max(0, start - 1), start + text.length + 1)
      .every((cell) => cell === ' ');
    if (free) cells.splice(start, text.length, ...Array.from(text));
  }
  return cells.join('').trimEnd();
}

const END: Readonly<Record<string, string>> = { stranded: '╍', destroyed: '✕' };

/** One node's line: the lane, the record on it, the use, the decision, the end. */
function laneOf(story: Story, node: string, { column, width, endMs, style }: Drawn): string {
  const colours = coloursOf(style);
  const cells = Array.from({ length: width }, () => '─');
  cells[0] = '├';
  const thick = new Set<number>();
  for (const [from, to] of holdsOf(story, node, endMs))
    for (let at = column(from); at <= column(to); at += 1) {
      cells[at] = '━';
      thick.add(at);
    }
  const { record, decision, chain, fate } = story;
  if (record !== undefined && chain[0]?.node === node) {
    const at = column(record.startMs);
    cells[at] = '▌';
    thick.add(at);
  }
  const last = chain.at(-1);
  const isEnd = last?.node === node;
  if (isEnd) cells[column(last.atMs)] = END[fate] ?? '●';
  if (decision?.moment.node === node) cells[column(decision.moment.atMs)] = '◇';
  const text = cells.map((cell, at) => (thick.has(at) ? colours.red(cell) : cell)).join('');
  return isEnd ? `${text} ${colours.red(fate)}` : text;
}

interface Drawn {
  readonly column: (atMs: number) => number;
  readonly width: number;
  readonly endMs: number;
  readonly style: TextStyle;
}

/** Returns the lanes as lines; none for a story without a path. */
export function laneLines(
  story: Story,
  epochMs: number,
  width: number,
  style: TextStyle,
): readonly string[] {
  const { chain, decision, record } = story;
  if (chain.length === 0) return [];
  const moments = [...chain, ...(decision === undefined ? [] : [decision.moment])];
  const nodes = [...new Set(moments.map(({ node }) => node))].slice(0, NODES_MAX);
  const instants = [
    ...new Set([
      0,
      ...moments.map(({ atMs }) => atMs),
      ...(record === undefined ? [] : [record.startMs]),
    ]),
  ].sort((a, b) => a - b);
  const names = Math.min(NAME_MAX, Math.max(...nodes.map((node) => node.length)));
  const inner = width - names - 2 - story.fate.length - 1;
  if (inner < 24) return [];
  const column = columnsOf(instants, inner);
  const endMs = instants.at(-1) ?? 0;
  const firstDay = dayText(epochMs, true);
  const labels = instants.map((at): readonly [number, string] => [
    column(at),
    dayText(at + epochMs, true) === firstDay
      ? clockText(at + epochMs).slice(0, 8)
      : instantText(at + epochMs).replace(/\.\d+$/, ''),
  ]);
  const drawn = { column, width: inner, endMs, style };
  const indent = ' '.repeat(names + 2);
  return [
    ...nodes.map(
      (node) =>
        `${(node.length > names ? `${node.slice(0, names - 1)}…` : node).padEnd(names)}  ${laneOf(story, node, drawn)}`,
    ),
    `${indent}${ruler(labels, inner)}`,
  ];
}
