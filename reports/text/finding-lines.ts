/**
 * One finding as some fourteen lines: the loss, the record, the comparison that decided, the record's
 * path, the smallest scenario, the command that runs it again.
 */
import {
  breaksWords,
  decisionWords,
  headlineWords,
  recordWords,
  sealedWords,
  smallestWords,
} from '../words/finding-words.js';
import type { DecisionWords, SaidFinding } from '../words/finding-words.js';
import { codeText } from './code-line.js';
import { laneLines } from './lanes.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';
import { shownLength, widthOf, wrappedLine } from './width.js';

/** Longer lines of prose are hard to read; lanes may be wider. */
const PROSE_MAX = 80;
const LANES_MAX = 120;

/** A finding, and how it was found. */
export interface PrintedFinding extends SaidFinding {
  /** `sms2/h4` */
  readonly named: string;
  readonly epochMs: number;
  /** Absent where it cannot be run again by a command. */
  readonly command?: string;
  /** `1 of 3`; absent for one alone. */
  readonly place?: string;
  /** False: smaller scenarios may exist; absent: it was not shrunk. */
  readonly minimal?: boolean;
}

/** A text at the left and one at the right edge, or below it. */
function edges(left: string, right: string, width: number): readonly string[] {
  const room = width - shownLength(left) - right.length;
  return room >= 2
    ? [`${left}${' '.repeat(room)}${right}`]
    : [...wrappedLine(left, width, '  '), `  ${right}`];
}

/** The two sides in columns, or one below the other where they do not fit. */
function sideLines({ left, needed, right }: DecisionWords, width: number): readonly string[] {
  const names = [left.name, `${needed} ${right.name}`];
  const values = [left.value, right.value];
  const nameWidth = Math.max(...names.map((name) => name.length));
  const valueWidth = Math.max(...values.map((value) => value.length));
  const rows = [left, right].map((side, at) =>
    `    ${(names[at] ?? '').padEnd(nameWidth)}  ${side.value.padEnd(valueWidth)}  ${side.origin}`.trimEnd(),
  );
  if (rows.every((row) => row.length <= width)) return rows;
  const lead = ['', needed].map((words) => `    ${words.padEnd(needed.length)} `);
  return [left, right].flatMap(({ name, value, origin }, at) => {
    const text = `${lead[at] ?? ''}${value.padEnd(valueWidth)}  ${name}${origin === '' ? '' : ` (${origin})`}`;
    return wrappedLine(text, width, ' '.repeat((lead[at] ?? '').length + valueWidth + 2));
  });
}

function decisionLines(
  finding: PrintedFinding,
  style: TextStyle,
  width: number,
): readonly string[] {
  const { story, epochMs } = finding;
  const code = codeText(story, epochMs, style);
  // The block's first line says the loss again.
  if (code !== undefined) return code.split('\n').slice(1);
  const { decision } = story;
  if (decision === undefined) return [];
  const words = decisionWords(decision, epochMs);
  const colours = coloursOf(style);
  const margin = words.margin === '' ? '' : `${colours.bold(words.margin)}: `;
  return [
    ...wrappedLine(`  ${words.at}`, width, '    '),
    ...sideLines(words, width),
    ...wrappedLine(`    ${margin}${words.outcome}`, width, '    '),
  ];
}

function smallestLines(finding: PrintedFinding, width: number): readonly string[] {
  const { smallest, passing } = smallestWords(finding);
  const label =
    { true: 'smallest: ', false: 'shrunk:   ', undefined: 'scenario: ' }[String(finding.minimal)] ??
    '';
  const lead = `  ${label}`;
  const hanging = ' '.repeat(lead.length);
  const parts = [...(smallest.length === 0 ? ['the simplest scenario'] : smallest)];
  const all = `${lead}${parts.join('; ')}.`;
  const lines = wrappedLine(all, width, hanging);
  const together =
    passing === undefined ? undefined : wrappedLine(`${all} ${passing}`, width, hanging);
  return together ?? lines;
}

/** The first line: the loss, and where. */
export function findingHead(
  { place, story, named }: PrintedFinding,
  style: TextStyle,
): readonly string[] {
  const colours = coloursOf(style);
  const [kind, words] = headlineWords(story);
  const left = `${place === undefined ? '' : `${place}  `}${colours.bold(colours.red(kind))}: ${words}`;
  return edges(left, named, Math.min(PROSE_MAX, widthOf(style)));
}

/** Returns a finding as text: each part once, the most important first. */
export function findingText(finding: PrintedFinding, style: TextStyle): string {
  const width = Math.min(PROSE_MAX, widthOf(style));
  const { story, epochMs, command } = finding;
  const decided = decisionLines(finding, style, width);
  const lanes = laneLines(story, epochMs, Math.min(LANES_MAX, widthOf(style)) - 2, style);
  const sealed = sealedWords(story, epochMs);
  return [
    ...findingHead(finding, style),
    ...wrappedLine(`  ${recordWords(finding, epochMs)} ${breaksWords(story)}.`, width, '  '),
    ...(decided.length === 0 ? [] : ['', ...decided]),
    ...(lanes.length === 0 ? [] : ['', ...lanes.map((line) => `  ${line}`)]),
    '',
    ...(sealed === undefined ? [] : wrappedLine(`  ${sealed}`, width, '    ')),
    ...smallestLines(finding, width),
    ...(command === undefined ? [] : [`  again:    ${command}`]),
  ].join('\n');
}
