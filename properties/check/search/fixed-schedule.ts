/**
 * The fixed schedule that completes a run without choices: disk first, then messages, timers and
 * time.
 *
 * This is neither partial-order reduction nor stutter elimination. Once faults have ended, a scope
 * has one schedule by definition: what follows is a fair, deterministic completion, and other
 * orders are not explored.
 */
import type { ScenarioBase } from '../../study/contract.js';
import { actionOf, KIND } from './actions.js';
import type { StudySystem } from './system.js';

/** True time at which the next timer or disk answer is due, ms; `Infinity`: none is. */
export function nextDue<S extends ScenarioBase, M, I>(
  { nodeStates, nodeCount }: StudySystem<S, M, I>,
  state: Int32Array,
  now: number,
  until = Infinity,
): number {
  let next = Infinity;
  for (let node = 0; node < nodeCount; node += 1) {
    const facts = nodeStates.facts(state[node] as number);
    if (facts.diskAt > now && facts.diskAt < next) next = facts.diskAt;
    for (let i = 0; i < facts.timersAt.length; i += 1) {
      const at = facts.timersAt[i] as number;
      if (at > now && at < next && at <= until) next = at;
    }
  }
  return next;
}

/** The action that the fixed schedule takes next; -1: none is left. */
export function scheduledAction<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  state: Int32Array,
): number {
  const { nodeCount, nodeStates } = system;
  const control = system.controls.at(state[nodeCount + 1] as number);
  const now = nodeStates.events.times[state[nodeCount + 2] as number] as number;
  const end =
    control.healedAt < 0
      ? undefined
      : system.healedEnds.of(nodeStates.events.times[control.healedAt] as number);
  const quietFrom = end?.quietFrom ?? Infinity;
  for (let node = 0; node < nodeCount; node += 1) {
    const facts = nodeStates.facts(state[node] as number);
    if (!facts.up) return actionOf(KIND.node, node, system.up);
    if (facts.diskAt <= now) return actionOf(KIND.node, node, system.disk);
  }
  const messages = system.messageSets.at(state[nodeCount] as number);
  for (const entry of messages.distinct)
    if ((entry & 1) === 0) return actionOf(KIND.deliver, 0, entry);
  for (let node = 0; node < nodeCount; node += 1) {
    const facts = nodeStates.facts(state[node] as number);
    for (let i = 0; i < facts.timers.length; i += 1) {
      const at = facts.timersAt[i] as number;
      if (at <= now && at <= quietFrom) return actionOf(KIND.node, node, facts.timers[i] as number);
    }
  }
  if (control.use >= 0) return actionOf(KIND.use, 0, control.use);
  if (end === undefined) return actionOf(KIND.heal, 0, 0);
  const next = nextDue(system, state, now, quietFrom);
  const input = end.inputs[control.inputs]?.at ?? Infinity;
  if (next === Infinity && input === Infinity) return -1;
  if (input <= next) return actionOf(KIND.input, 0, 0);
  return next > end.endAt ? -1 : actionOf(KIND.advance, 0, nodeStates.events.timeId(next));
}
