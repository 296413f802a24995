/** A story in a few sentences, for a terminal, a test runner's output and a pull request. */
import { civil, duration } from '../words/civil.js';
import { sideNames, valueWords } from './side-words.js';
import type { Story, StoryDecision, StorySide, StoryTwin } from './story-types.js';
import type { Violation } from '../oracle/verdict.js';

type Untold = Omit<Story, 'paragraph'>;

/** Who set a side's value, if that is known and not plain. */
function origin(side: StorySide, name: string, epochMs: number): string | undefined {
  const { clock, trueMs, latched, latchedBy, quantity } = side;
  if (latched === undefined && latchedBy === undefined) return undefined;
  const by =
    latched === undefined
      ? `by ${latchedBy ?? ''}`
      : `by ${latched.node} in step ${String(latched.step)} (${latched.what}), at ${civil(latched.atMs + epochMs)} true time`;
  // A reading taken there and then needs no second time.
  const readsAt =
    trueMs === undefined
      ? ', which never reads that'
      : trueMs === latched?.atMs
        ? ''
        : `, which reads that at ${civil(trueMs + epochMs)} true time`;
  const dated = clock !== undefined && quantity === 'date';
  return `The ${name} was set ${by}${dated ? `, on the clock of ${clock}${readsAt}` : ''}.`;
}

function decisionWords(decision: StoryDecision, epochMs: number): string[] {
  const { moment, left, comparison, right, outcome } = decision;
  const [a, b] = sideNames(decision);
  return [
    `At ${civil(moment.atMs + epochMs)} true time, when its own clock read ${civil(moment.localMs)}, ${moment.node} compared: ${a} ${valueWords(left)} ${comparison} ${b} ${valueWords(right)}. That did not hold, so ${outcome}.`,
    ...(origin(left, a, epochMs) === undefined ? [] : [origin(left, a, epochMs) ?? '']),
    ...(origin(right, b, epochMs) === undefined ? [] : [origin(right, b, epochMs) ?? '']),
  ];
}

const faultsWords = ({ faults }: Untold, epochMs: number): string[] =>
  faults.length === 0
    ? []
    : [
        `It takes ${faults.map(({ what, atMs }) => `${what} (at ${civil(atMs + epochMs)} true time)`).join(' and ')}.`,
      ];

const plain = (value: unknown, unit: string): string =>
  typeof value !== 'number'
    ? JSON.stringify(value)
    : unit === 'ms'
      ? `${String(value)} (${duration(value)})`
      : `${String(value)}${unit === '1' ? '' : ` ${unit}`}`;

const change = ({ field, value, twinValue, unit }: StoryTwin): string =>
  twinValue === null
    ? `Without ${field} (${JSON.stringify(value)})`
    : `With ${field} = ${plain(twinValue, unit)} instead of ${plain(value, unit)}`;

const runsWords = (runs: number): string => `${String(runs)} run${runs === 1 ? '' : 's'}`;

function twinWords(story: Untold, epochMs: number, runs: number): string {
  const { twin, divergence, decision } = story;
  if (twin === undefined)
    return `No scenario that differs in one field only was found in which it is not ${story.fate} (${runsWords(runs)}).`;
  const parted =
    divergence === undefined
      ? '; the two runs do the same things at the same times, only what clocks read differs'
      : divergence.lost.step === decision?.moment.step
        ? '; the two runs part in that comparison'
        : `; the two runs part at ${civil(divergence.lost.atMs + epochMs)} true time: ${divergence.detail}`;
  return `${change(twin)} it is not ${story.fate} (found in ${runsWords(runs)})${parted}.`;
}

/** @param runs how many runs the search for a twin took, whether it found one or not */
export function paragraphOf(
  story: Untold,
  violation: Violation,
  epochMs: number,
  runs: number,
): string {
  const { record, decision, chain } = story;
  const sentences: string[] = [];
  if (record === undefined) sentences.push(`${violation.detail}.`);
  else {
    const { key, tracer, startMs, endMs } = record;
    sentences.push(
      `Record ${String(tracer)} (${key})${violation.count > 1 ? `, one of ${String(violation.count)}` : ''}, used ${civil(startMs + epochMs)} to ${civil(endMs + epochMs)} true time, is ${story.fate}: ${violation.detail}.`,
    );
  }
  sentences.push(...faultsWords(story, epochMs));
  if (decision !== undefined) sentences.push(...decisionWords(decision, epochMs));
  const end = chain.at(-1);
  if (story.fate === 'destroyed' && end !== undefined && end.atMs !== decision?.moment.atMs)
    sentences.push(
      `It ended at ${civil(end.atMs + epochMs)} true time on ${end.node}: ${end.what}.`,
    );
  sentences.push(twinWords(story, epochMs, runs));
  return sentences.join(' ');
}
