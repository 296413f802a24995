/** The deciding comparison as a mark in a drawing: in the losing run, and in its twin. */
import { marginWords, neededWords } from '../../properties/explain/words/margin.js';
import { sideNames, valueWords } from '../../properties/explain/words/side-words.js';
import type { StoryDecision, StorySide } from '../../properties/explain/story-types.js';
import { exactText } from '../../properties/words/instant.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import type { SpaceTime, SpaceTimeDecision } from './types.js';

/** A date to the millisecond, a duration, a count. */
const shown = (side: Pick<StorySide, 'value' | 'quantity' | 'text'>): string =>
  side.quantity === 'date' && side.text === undefined ? exactText(side.value) : valueWords(side);

/** The comparison at a position of a run; undefined where the run has no such step. */
function markOf(
  run: SpaceTime,
  decision: StoryDecision,
  step: number,
  bad: boolean,
): SpaceTimeDecision | undefined {
  const position = run.steps.findIndex((one) => one.event === step);
  const lane = run.lanes.findIndex(({ node }) => node === decision.moment.node);
  if (position < 0 || lane < 0) return undefined;
  const { left, right, comparison, held, outcome } = decision;
  const [a, b] = sideNames(decision);
  const margin = marginWords(decision) ?? '';
  // What was needed is the same in both runs: the outcome that keeps the record.
  const needed = bad ? held : !held;
  return {
    position,
    lane,
    has: shown(left),
    needs: `${needed ? 'not ' : ''}${comparison} ${shown(right)}`,
    margin: bad ? margin : '',
    bad,
    title: `${a} ${neededWords({ comparison, held: needed })} ${b}: ${bad ? `${margin} ${outcome}`.trim() : 'it is'}`,
  };
}

/** The comparison of the losing run. */
export const decidedIn = (run: SpaceTime, decision: StoryDecision): SpaceTimeDecision | undefined =>
  markOf(run, decision, decision.moment.step, true);

/**
 * The same comparison in the twin: the one of that name on that node nearest in time; undefined if it
 * came out as in the losing run, or did not happen.
 */
export function decidedInTwin(
  twin: SpaceTime,
  entries: readonly TraceEntry[],
  decision: StoryDecision,
): SpaceTimeDecision | undefined {
  const { moment, name } = decision;
  let nearest: TraceEntry | undefined;
  for (const entry of entries) {
    const { what, node, atMs } = entry;
    if (node !== moment.node || what.kind !== 'effect' || what.effect.kind !== 'decide') continue;
    if (what.effect.decision.name !== name) continue;
    if (
      nearest === undefined ||
      Math.abs(atMs - moment.atMs) < Math.abs(nearest.atMs - moment.atMs)
    )
      nearest = entry;
  }
  if (nearest?.what.kind !== 'effect' || nearest.what.effect.kind !== 'decide') return undefined;
  const made = nearest.what.effect.decision;
  if (made.held === decision.held) return undefined;
  const side = (
    was: StorySide,
    is: { readonly value: number; readonly text?: string },
  ): StorySide => {
    const { text: _, ...rest } = was;
    return { ...rest, value: is.value, ...(is.text === undefined ? {} : { text: is.text }) };
  };
  const same: StoryDecision = {
    ...decision,
    held: made.held,
    left: side(decision.left, made.left),
    right: side(decision.right, made.right),
  };
  return markOf(twin, same, nearest.step, false);
}
