/** Records one action of a path in its script. */
import type { ScenarioBase } from '../../study/contract.js';
import { argumentOf, KIND, kindOf, nodeOf } from '../search/actions.js';
import type { StudySystem } from '../search/system.js';
import type { ScenarioRecorder } from './scenario-recorder.js';

/** An action in the state before it. */
interface Taken<S extends ScenarioBase, M, I> {
  readonly recorder: ScenarioRecorder<S, M, I>;
  readonly system: StudySystem<S, M, I>;
  readonly state: Int32Array;
  readonly action: number;
  /** True time, ms. */
  readonly at: number;
}

/** Number of the list of messages that a node sends on an event, by default at the current time. */
function sendsOf<S extends ScenarioBase, M, I>(
  { system, state }: Taken<S, M, I>,
  node: number,
  event: number,
  time = state[system.nodeCount + 2] as number,
): number {
  const { nodeStates } = system;
  return nodeStates.sends(nodeStates.step(state[node] as number, event, time));
}

function recordNode<S extends ScenarioBase, M, I>(taken: Taken<S, M, I>): void {
  const { recorder, system, action, at } = taken;
  const [node, argument] = [nodeOf(action), argumentOf(action)];
  const event = system.nodeStates.events.at(argument);
  const called = event.kind === 'timer' ? `timer ${event.timer}` : event.kind;
  const name = system.nodeStates.names[node] ?? '';
  recorder.event(at, `${name} ${called}`, sendsOf(taken, node, argument));
}

function recordMessage<S extends ScenarioBase, M, I>(taken: Taken<S, M, I>): void {
  const { recorder, system, action, at } = taken;
  const entry = argumentOf(action);
  switch (kindOf(action)) {
    case KIND.deliver: {
      const { to, event } = system.nodeStates.events.message(entry >> 1);
      recorder.deliver(at, entry, sendsOf(taken, to, event));
      return;
    }
    case KIND.lose:
      recorder.lose(entry);
      return;
    case KIND.duplicate:
      recorder.duplicate(entry);
      return;
    case KIND.hold:
      recorder.hold(entry);
  }
}

function recordFault<S extends ScenarioBase, M, I>(taken: Taken<S, M, I>): void {
  const { recorder, system, state, action, at } = taken;
  const { events, names } = system.nodeStates;
  const place = nodeOf(action);
  const node = names[place] ?? '';
  const event = events.at(argumentOf(action));
  if (event.kind === 'crash')
    recorder.fault({ kind: 'crash', at, node, severity: event.severity, downMs: 0 });
  if (event.kind !== 'clock') return;
  const byMs = event.toOffsetMs - system.nodeStates.facts(state[place] as number).offsetMs;
  recorder.fault({ kind: 'clock', at, node, adjustment: { kind: 'step', byMs } });
}

function recordInput<S extends ScenarioBase, M, I>(taken: Taken<S, M, I>): void {
  const { recorder, system, state, action, at } = taken;
  const { events, names } = system.nodeStates;
  const control = system.controls.at(state[system.nodeCount + 1] as number);
  const sends = (node: string, input: unknown, time?: number): number =>
    sendsOf(taken, names.indexOf(node), events.id({ kind: 'input', input }), time);
  if (kindOf(action) !== KIND.input) {
    const { node, input } = system.inputOf(action, control);
    recorder.input(at, node, input, sends(node, input));
    return;
  }
  const healAt = events.times[control.healedAt] as number;
  const next = system.healedEnds.of(healAt).inputs[control.inputs];
  if (next === undefined) return;
  const { node, input } = next;
  recorder.input(next.at, node, input as I, sends(node, input, events.timeId(next.at)));
}

/** Records the effect of an action in a state. */
export function recordAction<S extends ScenarioBase, M, I>(
  recorder: ScenarioRecorder<S, M, I>,
  system: StudySystem<S, M, I>,
  state: Int32Array,
  action: number,
): void {
  const at = system.nodeStates.events.times[state[system.nodeCount + 2] as number] as number;
  const taken = { recorder, system, state, action, at };
  switch (kindOf(action)) {
    case KIND.node:
      recordNode(taken);
      return;
    case KIND.deliver:
    case KIND.lose:
    case KIND.duplicate:
    case KIND.hold:
      recordMessage(taken);
      return;
    case KIND.crash:
    case KIND.clock:
      recordFault(taken);
      return;
    case KIND.use:
    case KIND.act:
    case KIND.input:
      recordInput(taken);
      return;
    case KIND.heal:
      recorder.release();
      recorder.heal(at + 1);
      return;
    case KIND.advance:
      recorder.release();
  }
}
