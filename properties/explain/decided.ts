/** Which decision of a run explains a loss: the one where it parts from its twin, or the last one made. */
import type { Decision } from '../../sim/model/node.js';
import type { TraceStep } from '../trace/steps.js';
import type { TracerFields } from '../study/contract.js';
import { aboutOf } from './attribution.js';
import type { Explanation } from './explained.js';

/** A decision and the step that made it. */
export interface Decided {
  readonly step: TraceStep;
  readonly decision: Decision;
}

const sidesAlike = (a: Decision, b: Decision): boolean =>
  a.name === b.name &&
  a.left.latchedBy === b.left.latchedBy &&
  a.right.latchedBy === b.right.latchedBy;

const sameDecision = (a: Decision, b: Decision): boolean =>
  sidesAlike(a, b) &&
  a.left.value === b.left.value &&
  a.right.value === b.right.value &&
  a.record === b.record;

/** The decision where the runs part, if it is the one on which the fate hung; else that one. */
export function decidedIn(
  steps: readonly TraceStep[],
  explanation: Explanation,
  partedAt: number | undefined,
  tracer: number | undefined,
  fields: TracerFields,
): Decided | undefined {
  const { decided, endedBy } = explanation;
  const decisionsIn = ({ effects }: TraceStep): Decision[] =>
    effects.flatMap((effect) => (effect.kind === 'decide' ? [effect.decision] : []));
  /** Those that did not hold and are not about another record; what is about this one first. */
  const unheld = (step: TraceStep): Decision[] => {
    const before = steps.findLast((one) => one.node === step.node && one.step < step.step)?.state;
    const deciding = { ...step, readingMs: step.localMs, before, decisions: decisionsIn(step) };
    const ranked = deciding.decisions
      .filter(({ held }) => !held)
      .map((one) => ({
        one,
        about: tracer === undefined ? 'any' : aboutOf(one, deciding, tracer, fields),
      }));
    // The step that ended the last copy did so for what it found, of whichever record.
    const ended = endedBy?.atMs === step.atMs && endedBy.node === step.node;
    const ranks = decided === undefined && ended ? ['it', 'any', 'another'] : ['it', 'any'];
    return ranks.flatMap((rank) =>
      ranked.filter(({ about }) => about === rank).map(({ one }) => one),
    );
  };
  const parting = partedAt === undefined ? undefined : steps[partedAt - 1];
  if (parting !== undefined && (decided === undefined || parting.node === decided.node)) {
    const decision = unheld(parting).find(
      (one) => decided === undefined || sidesAlike(one, decided.decision),
    );
    if (decision !== undefined) return { step: parting, decision };
  }
  if (decided === undefined) return undefined;
  const step = steps.findLast(
    ({ atMs, node, effects }) =>
      atMs === decided.atMs &&
      node === decided.node &&
      effects.some(
        (effect) => effect.kind === 'decide' && sameDecision(effect.decision, decided.decision),
      ),
  );
  return step && { step, decision: decided.decision };
}
