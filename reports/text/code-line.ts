/** The line of a program that decides a loss, as a block for a terminal; and why none does. */
import {
  lastReadWords,
  losingWords,
  passingWords,
  readsBehind,
  readWords,
} from '../../properties/explain/words/code-words.js';
import type { ComparedWords } from '../../properties/explain/words/code-words.js';
import type {
  Story,
  StoryDecision,
  StorySource,
  StoryUndecided,
} from '../../properties/explain/story-types.js';
import { wrapped } from '../../properties/words/wrap.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';
import { widthOf } from './width.js';

/** Between a line's place and its text, and between the two runs. */
const GAP = '   ';

/** Of a line of the block. */
const INDENT = '  ';

/**
 * Text after a lead, with further lines below it; where the lead is so long that a word does not fit,
 * all of it below the lead. A text without a space stays whole.
 */
function hanging(lead: string, text: string, width: number): readonly string[] {
  const [first = '', ...more] = wrapped(text, width - lead.length);
  const under = ' '.repeat(lead.length);
  const beside = [lead + first, ...more.map((line) => under + line)];
  if (beside.every((line) => line.length <= width)) return beside;
  const below = INDENT.repeat(2);
  return [lead.trimEnd(), ...wrapped(text, width - below.length).map((line) => below + line)];
}

/** The end of a record, and the program on the right edge. */
function headLine({ fate }: Pick<Story, 'fate'>, program: string, style: TextStyle): string {
  const colours = coloursOf(style);
  const isLost = fate === 'destroyed' || fate === 'stranded';
  const [kind, words] = isLost ? ['LOST', `${fate}, not reported`] : ['DECIDED', fate];
  const room = widthOf(style) - kind.length - words.length - program.length - 2;
  return `${colours.bold(colours.red(kind))}  ${words}${' '.repeat(Math.max(2, room))}${program}`;
}

const withDurations = ({ operands, durations }: ComparedWords): string =>
  durations === undefined ? operands : `${operands} ms  (${durations})`;

/** Both runs' operands: on one line if they fit. */
function runLines(decision: StoryDecision, width: number): readonly string[] {
  const [losing, passing] = [losingWords(decision), passingWords(decision)];
  const one = `${INDENT}losing  ${losing.operands}`;
  if (passing === undefined) return hanging(`${INDENT}losing  `, withDurations(losing), width);
  const both = `${one}${GAP}${GAP}passing  ${passing.operands}`;
  if (losing.durations === undefined && both.length <= width) return [both];
  const operands = Math.max(losing.operands.length, passing.operands.length);
  const of = (lead: string, words: ComparedWords): readonly string[] =>
    words.durations === undefined
      ? hanging(lead, words.operands, width)
      : hanging(lead, `${words.operands.padEnd(operands)} ms  (${words.durations})`, width);
  return [...of(`${INDENT}losing   `, losing), ...of(`${INDENT}passing  `, passing)];
}

function clockLines(
  decision: StoryDecision,
  { lastRead, confirmed }: StorySource,
  epochMs: number,
  width: number,
): readonly string[] {
  const reads = readsBehind(decision);
  const room = Math.max(0, ...reads.map(({ name }) => name.length));
  const last = reads.some(({ place }) => lastRead?.words.includes(place))
    ? undefined
    : lastReadWords(lastRead, epochMs);
  return [
    ...reads.flatMap((read) =>
      hanging(`${INDENT}${read.name.padEnd(room)}  `, readWords(read, epochMs), width),
    ),
    ...(last === undefined ? [] : hanging(`${INDENT}last clock read before: `, last, width)),
    ...(confirmed
      ? []
      : hanging(
          INDENT,
          'not confirmed: with this comparison alone the other way the run still ends so',
          width,
        )),
  ];
}

/** The comparison, its operands in both runs, and the clocks that they come from. */
function codeBlock(
  story: Pick<Story, 'fate'>,
  decision: StoryDecision,
  source: StorySource,
  { epochMs, style }: { readonly epochMs: number; readonly style: TextStyle },
): string {
  const width = widthOf(style);
  return [
    headLine(story, source.program, style),
    ...hanging(`${INDENT}${source.place}${GAP}`, source.text, width),
    ...runLines(decision, width),
    ...clockLines(decision, source, epochMs, width),
  ].join('\n');
}

/** No comparison decides: why, and what each run does next. */
function undecidedBlock(
  story: Pick<Story, 'fate'>,
  undecided: StoryUndecided,
  { epochMs, style }: { readonly epochMs: number; readonly style: TextStyle },
): string {
  const width = widthOf(style);
  const { program, words, losing, passing, selected, lastRead } = undecided;
  const last = lastReadWords(lastRead, epochMs);
  return [
    headLine(story, program, style),
    ...hanging(INDENT, words, width),
    ...hanging(`${INDENT}losing   `, `next: ${losing}`, width),
    ...hanging(`${INDENT}passing  `, `next: ${passing}`, width),
    ...(selected === undefined ? [] : hanging(`${INDENT}chosen before at `, selected, width)),
    ...(last === undefined ? [] : hanging(`${INDENT}last clock read before: `, last, width)),
  ].join('\n');
}

/** The block of a story, if it is about the code of a program: for a terminal, or plain for Markdown. */
export function codeText(
  story: Pick<Story, 'fate' | 'decision' | 'undecided'>,
  epochMs: number,
  style: TextStyle = { colour: false },
): string | undefined {
  const { decision, undecided } = story;
  if (decision?.source !== undefined)
    return codeBlock(story, decision, decision.source, { epochMs, style });
  return undecided && undecidedBlock(story, undecided, { epochMs, style });
}
