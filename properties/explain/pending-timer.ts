/**
 * Explanation of a stranded record for which no model states a comparison: the wall timer of its
 * holder that was not due when the run ended.
 */
import { msOf, trueMs } from '../../sim/model/time.js';
import { momentOfStep, sideOf } from './provenance.js';
import type { StoryDecision } from './story-types.js';
import type { ScenarioBase } from '../study/contract.js';
import type { FollowedRun, TraceStep } from '../trace/steps.js';

interface SetTimer {
  readonly timer: string;
  readonly step: TraceStep;
  readonly at: number;
}

/** Wall timers of a node that have not fired, in the order in which they were set. */
function pendingTimers(steps: readonly TraceStep[], node: string): readonly SetTimer[] {
  const armed = new Map<string, SetTimer>();
  for (const step of steps) {
    if (step.node !== node) continue;
    if (step.event.kind === 'start') armed.clear();
    if (step.event.kind === 'timer') armed.delete(step.event.timer);
    for (const effect of step.effects) {
      if (effect.kind === 'cancel-timer' || effect.kind === 'elapsed-timer')
        armed.delete(effect.timer);
      if (effect.kind !== 'wall-timer') continue;
      const { timer, at } = effect;
      armed.delete(timer);
      armed.set(timer, { timer, step, at: msOf(at) });
    }
  }
  return [...armed.values()];
}

export function pendingTimerDecision(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  holder: string,
): StoryDecision | undefined {
  const due = pendingTimers(run.steps, holder).at(-1);
  if (due === undefined) return undefined;
  const atMs = msOf(run.world.now);
  const reading = msOf(run.world.clockOf(holder).wallAt(trueMs(atMs)));
  const end: TraceStep = {
    step: run.steps.length + 1,
    atMs,
    node: holder,
    localMs: reading,
    event: { kind: 'timer', timer: due.timer },
    effects: [],
  };
  const clock = holder;
  const side = (name: string, value: number) =>
    sideOf(run, { name, value, clock }, end, undefined, { quantity: 'date' });
  return {
    moment: momentOfStep(end, 'the run ends'),
    name: `timer ${due.timer}`,
    // A timer that is due in the run's last millisecond does not fire any more.
    comparison: '>',
    left: side(`clock of ${holder}`, reading),
    right: { ...side(`wall timer ${due.timer}`, due.at), latched: momentOfStep(due.step) },
    held: false,
    outcome: 'nothing has moved the record when the run ends',
  };
}
