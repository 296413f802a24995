/** Writes a story in a few sentences, for terminals, test runners and pull requests. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { civil } from '../../words/civil.js';
import { sideNames, valueWords } from './side-words.js';
import { lastReadWords, passingWords, readsBehind, readWords } from './code-words.js';
import type {
  Story,
  StoryDecision,
  StoryMoment,
  StorySide,
  StorySource,
  StoryTwin,
  StoryUndecided,
} from '../story-types.js';
import type { Violation } from '../../oracle/verdict.js';

type StoryFacts = Omit<Story, 'paragraph'>;

/** The origin of a side's value, unless it is unknown or evident. */
function origin(side: StorySide, name: string, epochMs: number): string | undefined {
  const { clock, trueMs, latched, latchedBy, quantity } = side;
  if (latched === undefined && latchedBy === undefined) return undefined;
  const by =
    latched === undefined
      ? `by ${latchedBy ?? ''}`
      : `by ${latched.node} in step ${String(latched.step)} (${latched.what}), at ${civil(latched.atMs + epochMs)} true time`;
  if (clock === undefined || quantity !== 'date') return `The ${name} was set ${by}.`;
  // A reading that was taken at that time needs no second time.
  const reading =
    trueMs === undefined
      ? `; the clock of ${clock} never reads that value`
      : trueMs === latched?.atMs
        ? `, from the clock of ${clock}`
        : `; the clock of ${clock} reads that value at ${civil(trueMs + epochMs)} true time`;
  return `The ${name} was set ${by}${reading}.`;
}

/** A number that stands in the source is its own name. */
const named = (name: string, side: StorySide): string =>
  /^-?[\d_.]+n?$/.test(name) ? valueWords(side) : `${name} ${valueWords(side)}`;

function decisionWords(decision: StoryDecision, epochMs: number): string[] {
  const { moment, left, comparison, right, held, outcome, source } = decision;
  const [a, b] = sideNames(decision);
  const at = source === undefined ? '' : ` at ${source.place} (${source.program})`;
  return [
    `At ${civil(moment.atMs + epochMs)} true time, when its own clock read ${civil(moment.localMs)}, ${moment.node} compared${at}: ${named(a, left)} ${comparison} ${named(b, right)}. That ${held ? 'held' : 'did not hold'}, so ${outcome}.`,
    ...(source === undefined
      ? [origin(left, a, epochMs), origin(right, b, epochMs)].flatMap((words) => words ?? [])
      : codeSentences(decision, source, epochMs)),
  ];
}

/** The passing run's operands, and the readings that both sides come from. */
function codeSentences(
  decision: StoryDecision,
  { confirmed, lastRead }: StorySource,
  epochMs: number,
): string[] {
  const passing = passingWords(decision);
  const reads = readsBehind(decision);
  const last = lastReadWords(lastRead, epochMs);
  return [
    ...(passing === undefined
      ? []
      : [
          `In the passing run it was ${passing.durations ?? passing.operands}, which ${passing.held ? 'held' : 'did not hold'}.`,
        ]),
    ...reads.map((read) => `The ${read.name} was ${readWords(read, epochMs)}.`),
    ...(reads.length > 0 || last === undefined ? [] : [`The last clock read before: ${last}.`]),
    ...(confirmed
      ? []
      : [
          'With this comparison alone the other way the run still ends so: it may not be the cause.',
        ]),
  ];
}

function undecidedWords(undecided: StoryUndecided, epochMs: number): string[] {
  const { program, words, losing, passing, selected, lastRead } = undecided;
  const last = lastReadWords(lastRead, epochMs);
  return [
    `${words.replace('comparison', `comparison of ${program}`)} Next in the losing run: ${losing}; in the passing run: ${passing}.`,
    ...(selected === undefined ? [] : [`Before, ${selected} chose another argument.`]),
    ...(last === undefined ? [] : [`The last clock read before: ${last}.`]),
  ];
}

const faultsWords = ({ faults }: StoryFacts, epochMs: number): string[] =>
  faults.length === 0
    ? []
    : [
        `Deciding fault${faults.length === 1 ? '' : 's'}: ${faults.map(({ what, atMs }) => `${what} (at ${civil(atMs + epochMs)} true time)`).join(' and ')}.`,
      ];

const plain = (value: unknown, unit: string): string =>
  typeof value !== 'number'
    ? JSON.stringify(value)
    : unit === 'ms'
      ? `${String(value)} (${formatDuration(value)})`
      : `${String(value)}${unit === '1' ? '' : ` ${unit}`}`;

const change = ({ field, value, twinValue, unit }: StoryTwin): string =>
  twinValue === null
    ? `Without ${field} (${JSON.stringify(value)})`
    : `With ${field} = ${plain(twinValue, unit)} instead of ${plain(value, unit)}`;

const runsWords = (runs: number): string => `${String(runs)} run${runs === 1 ? '' : 's'}`;

/** A row that vanishes keeps the fate of its record, which is not what is wrong. */
const fateWords = ({
  property,
  fate,
}: StoryFacts): { readonly is: string; readonly not: string } =>
  property === 'console-monotone'
    ? { is: 'vanishes from the console', not: 'does not vanish' }
    : { is: `is ${fate}`, not: `is not ${fate}` };

function twinWords(story: StoryFacts, epochMs: number, runs: number): string {
  const { twin, divergence, decision } = story;
  const { not } = fateWords(story);
  if (twin === undefined)
    return `No scenario that differs in one field only was found in which it ${not} (${runsWords(runs)}).`;
  const difference =
    divergence === undefined
      ? '; both runs have the same events at the same times, and only readings of clocks differ'
      : decision?.source !== undefined || divergence.lost.step === decision?.moment.step
        ? '; the two runs diverge in that comparison'
        : `; the two runs diverge at ${civil(divergence.lost.atMs + epochMs)} true time: ${divergence.detail}`;
  return `${change(twin)} it ${not} (found in ${runsWords(runs)})${difference}.`;
}

interface ParagraphFacts {
  /** Number of runs that the search for a twin took, successful or not. */
  readonly runs: number;
  /** The step that dropped the last copy, if that left its disk later. */
  readonly dropped?: StoryMoment | undefined;
}

/** The step that dropped the last copy, or in which it was gone. */
function lastCopyWords(
  { fate, chain, decision }: StoryFacts,
  dropped: StoryMoment | undefined,
  epochMs: number,
): string[] {
  const at = (moment: StoryMoment): string =>
    `at ${civil(moment.atMs + epochMs)} true time on ${moment.node}`;
  if (dropped !== undefined && dropped.step !== decision?.moment.step)
    return [
      `The last copy was dropped ${at(dropped)}, step ${String(dropped.step)}: ${dropped.what}.`,
    ];
  const end = chain.at(-1);
  if (fate !== 'destroyed' || end === undefined || end.atMs === decision?.moment.atMs) return [];
  return [`The last copy was lost ${at(end)}: ${end.what}.`];
}

export function paragraphOf(
  story: StoryFacts,
  violation: Violation,
  epochMs: number,
  { runs, dropped }: ParagraphFacts,
): string {
  const { record, decision, undecided } = story;
  const sentences: string[] = [];
  if (record === undefined) sentences.push(`${violation.detail}.`);
  else {
    const { key, tracer, startMs, endMs } = record;
    sentences.push(
      `Record ${String(tracer)} (${key})${violation.count > 1 ? `, one of ${String(violation.count)}` : ''}, used ${civil(startMs + epochMs)} to ${civil(endMs + epochMs)} true time, ${fateWords(story).is}: ${violation.detail}.`,
    );
  }
  sentences.push(...faultsWords(story, epochMs));
  if (decision !== undefined) sentences.push(...decisionWords(decision, epochMs));
  if (undecided !== undefined) sentences.push(...undecidedWords(undecided, epochMs));
  sentences.push(...lastCopyWords(story, dropped, epochMs));
  sentences.push(twinWords(story, epochMs, runs));
  return sentences.join(' ');
}

/** The decision in one sentence, without the comparison. */
function decidedWords({ moment, outcome }: StoryDecision, epochMs: number): string {
  const at = civil(moment.atMs + epochMs);
  const own = civil(moment.localMs);
  const clock = own === at ? 'which its own clock read too' : `when its own clock read ${own}`;
  return `At ${at} true time, ${clock}, ${moment.node} decided: ${outcome}.`;
}

/**
 * The paragraph for a text that prints the comparison and its two sides as a block: these are then
 * said once.
 */
export function paragraphBesideBlock(
  story: Pick<Story, 'paragraph' | 'decision' | 'undecided'>,
  epochMs: number,
): string {
  const { paragraph, decision, undecided } = story;
  const decided = decision === undefined ? '' : decisionWords(decision, epochMs).join(' ');
  const open = undecided === undefined ? '' : ` ${undecidedWords(undecided, epochMs).join(' ')}`;
  const words = decision === undefined ? '' : decidedWords(decision, epochMs);
  return paragraph.replace(decided, () => words).replace(open, '');
}
