/** Words for a comparison that the code of a program made: operands of both runs, clocks that were read. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { civil } from '../../words/civil.js';
import { grouped } from '../../words/grouped.js';
import type {
  StoryDecision,
  StoryLastRead,
  StoryMoment,
  StoryRead,
  StorySide,
} from '../story-types.js';

type Compared = Pick<StorySide, 'value' | 'text'>;

const operand = ({ value, text }: Compared, { quantity }: Pick<StorySide, 'quantity'>): string => {
  if (text !== undefined) return JSON.stringify(text);
  return quantity === 'date' ? civil(value) : grouped(value);
};

/** A test without a comparison has no second operand that says anything. */
const isTest = ({ right, comparison }: StoryDecision): boolean =>
  comparison === '=' && ['true', 'null or undefined'].includes(right.name);

/** The operands of one run and the sign between them: `86,400,001 > 86,400,000`. */
function operandsOf(decision: StoryDecision, left: Compared, right: Compared): string {
  if (isTest(decision))
    return left.value === right.value ? decision.right.name : `not ${decision.right.name}`;
  return `${operand(left, decision.left)} ${decision.comparison} ${operand(right, decision.right)}`;
}

/** Both operands as durations, where they are such; undefined: they are not. */
function durations({ left, right, comparison }: StoryDecision, a: Compared, b: Compared) {
  const all = left.quantity === 'duration' && right.quantity === 'duration';
  if (!all || a.text !== undefined || b.text !== undefined) return undefined;
  return `${formatDuration(a.value)} ${comparison} ${formatDuration(b.value)}`;
}

/** One run's comparison. */
export interface ComparedWords {
  /** `86,400,001 > 86,400,000` */
  readonly operands: string;
  /** `1 d 0.001 s > 1 d`; absent unless both are durations. */
  readonly durations?: string;
  readonly held: boolean;
}

function comparedWords(decision: StoryDecision, a: Compared, b: Compared, held: boolean) {
  const words = durations(decision, a, b);
  const operands = operandsOf(decision, a, b);
  return { operands, ...(words === undefined ? {} : { durations: words }), held };
}

export const losingWords = (decision: StoryDecision): ComparedWords =>
  comparedWords(decision, decision.left, decision.right, decision.held);

/** The same comparison in the passing run; undefined where it did not make it. */
export function passingWords(decision: StoryDecision): ComparedWords | undefined {
  const { passing } = decision;
  return passing && comparedWords(decision, passing.left, passing.right, passing.held);
}

/** A reading as the clock showed it. */
const readingWords = (clock: StoryRead['clock'], value: number): string =>
  clock === 'wall' ? civil(value) : formatDuration(value);

const clockWords = (clock: StoryRead['clock']): string =>
  clock === 'wall' ? 'its own clock' : 'its elapsed clock';

/** The true time of a reading, where the wall clock showed another. */
function trueWords(
  { clock, value }: Pick<StoryRead, 'clock' | 'value'>,
  moment: StoryMoment | undefined,
  epochMs: number,
): string {
  if (moment === undefined || clock !== 'wall' || moment.atMs + epochMs === value) return '';
  return `, true time ${civil(moment.atMs + epochMs)}`;
}

/** `read 12:05:00.099 (its own clock) at queue.ts:221` */
export const readWords = (read: StoryRead, epochMs: number): string =>
  `read ${readingWords(read.clock, read.value)} (${clockWords(read.clock)}${trueWords(read, read.moment, epochMs)}) at ${read.place}`;

/** Readings behind both sides, each once. */
export function readsBehind({ left, right }: StoryDecision): readonly StoryRead[] {
  const found = new Map<string, StoryRead>();
  for (const read of [...(left.reads ?? []), ...(right.reads ?? [])]) {
    const key = `${read.name} ${read.place} ${String(read.value)}`;
    if (!found.has(key)) found.set(key, read);
  }
  return [...found.values()];
}

/** The last clock read before, in words; undefined where no clock was. */
export function lastReadWords(
  lastRead: StoryLastRead | undefined,
  epochMs: number,
): string | undefined {
  if (lastRead === undefined) return undefined;
  const { words, clock, losing, passing, moment } = lastRead;
  const value = losing ?? passing;
  if (value === undefined) return words;
  const run = losing === undefined ? ' in the passing run' : '';
  return `${words}, ${readingWords(clock, value)}${run}${losing === undefined ? '' : trueWords({ clock, value }, moment, epochMs)}`;
}
