/**
 * Puts the comparison that a program's code made into the trace of its run, as if a model had stated it:
 * timelines and diagrams then show it in its step. The trace that is hashed never has it.
 */
import type { Decision, DecisionSide } from '../../sim/model/node.js';
import type { TraceEntry } from '../trace/recorder.js';
import type { StoryDecision, StorySide } from './story-types.js';

const stated = (
  { name, clock, latchedBy, quantity }: StorySide,
  { value, text }: Pick<StorySide, 'value' | 'text'>,
): DecisionSide => ({
  ...{ name, value },
  ...(clock === undefined || quantity !== 'date' ? {} : { clock }),
  ...(latchedBy === undefined ? {} : { latchedBy }),
  ...(text === undefined ? {} : { text }),
});

function decisionOf(story: StoryDecision, run: 'losing' | 'passing'): Decision | undefined {
  const { source, passing, name, comparison, left, right } = story;
  if (source === undefined || (run === 'passing' && passing === undefined)) return undefined;
  const of = run === 'losing' ? story : (passing ?? story);
  const { file, line, column } = source;
  return {
    ...{ name, held: of.held, source: { file, line, column } },
    comparison: comparison as Decision['comparison'],
    left: stated(left, of.left),
    right: stated(right, of.right),
    outcome:
      run === 'losing' ? story.outcome : 'the program takes the way on which the record is kept',
  };
}

const isEventOf =
  (node: string) =>
  (entry: TraceEntry): boolean =>
    entry.what.kind === 'event' && entry.node === node;

/** True if the entry is that comparison: two violations of one run may have it in common. */
const states = ({ step, what }: TraceEntry, at: number, { name }: Decision): boolean =>
  step === at &&
  what.kind === 'effect' &&
  what.effect.kind === 'decide' &&
  what.effect.decision.name === name;

/**
 * Returns the entries with the comparison after the event in which it was made: in the passing run,
 * after the event of the same number on that node.
 * @param losing entries of the losing run, by which the event is counted
 */
export function withDecision(
  entries: readonly TraceEntry[],
  story: StoryDecision | undefined,
  run: 'losing' | 'passing' = 'losing',
  losing: readonly TraceEntry[] = entries,
): readonly TraceEntry[] {
  const decision = story && decisionOf(story, run);
  if (story === undefined || decision === undefined) return entries;
  const { node, step } = story.moment;
  const isEvent = isEventOf(node);
  const number = losing.filter((entry) => isEvent(entry) && entry.step <= step).length;
  let seen = 0;
  const at = entries.findIndex((entry) => {
    if (isEvent(entry)) seen += 1;
    return seen === number && number > 0;
  });
  const event = entries[at];
  if (event === undefined || entries.some((entry) => states(entry, event.step, decision)))
    return entries;
  const what = { kind: 'effect', effect: { kind: 'decide', decision } } as const;
  return [...entries.slice(0, at + 1), { ...event, what }, ...entries.slice(at + 1)];
}
