/**
 * The decision that explains a loss: the one in which the run diverges from its twin, or the last
 * one.
 */
import type { Decision } from '../../sim/model/node.js';
import type { TraceStep } from '../trace/steps.js';
import type { TracerFields } from '../study/contract.js';
import { aboutOf } from './attribution.js';
import type { Explanation } from './explanation.js';

/** A decision and its step. */
export interface StepDecision {
  readonly step: TraceStep;
  readonly decision: Decision;
}

const sameSides = (a: Decision, b: Decision): boolean =>
  a.name === b.name &&
  a.left.latchedBy === b.left.latchedBy &&
  a.right.latchedBy === b.right.latchedBy;

const sameDecision = (a: Decision, b: Decision): boolean =>
  sameSides(a, b) &&
  a.left.value === b.left.value &&
  a.right.value === b.right.value &&
  a.record === b.record;

/**
 * The decision in which the runs diverge, if it is the one that the explanation found; else the
 * latter.
 */
export function decidingStepOf(
  steps: readonly TraceStep[],
  explanation: Explanation,
  divergedAt: number | undefined,
  tracer: number | undefined,
  fields: TracerFields,
): StepDecision | undefined {
  const { decided, endedBy } = explanation;
  const decisionsIn = ({ effects }: TraceStep): Decision[] =>
    effects.flatMap((effect) => (effect.kind === 'decide' ? [effect.decision] : []));
  /**
   * Decisions that did not hold and do not concern another record; those about this record come
   * first.
   */
  const unheld = (step: TraceStep): Decision[] => {
    const before = steps.findLast((one) => one.node === step.node && one.step < step.step)?.state;
    const deciding = { ...step, readingMs: step.localMs, before, decisions: decisionsIn(step) };
    const ranked = deciding.decisions
      .filter(({ held }) => !held)
      .map((one) => ({
        one,
        about: tracer === undefined ? 'any' : aboutOf(one, deciding, tracer, fields),
      }));
    // The step that ended the last copy did so by a decision about any record.
    const ended = endedBy?.atMs === step.atMs && endedBy.node === step.node;
    const ranks = decided === undefined && ended ? ['it', 'any', 'another'] : ['it', 'any'];
    return ranks.flatMap((rank) =>
      ranked.filter(({ about }) => about === rank).map(({ one }) => one),
    );
  };
  const diverging = divergedAt === undefined ? undefined : steps[divergedAt - 1];
  if (diverging !== undefined && (decided === undefined || diverging.node === decided.node)) {
    const decision = unheld(diverging).find(
      (one) => decided === undefined || sameSides(one, decided.decision),
    );
    if (decision !== undefined) return { step: diverging, decision };
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
