/**
 * Writes a path of a search as a scenario: the fate of each message, the faults, and the order of
 * events within each instant.
 */
import { inputName } from '../../../sim/world/queued-event.js';
import type { ScenarioBase } from '../../study/contract.js';
import { argumentOf } from '../search/actions.js';
import { Successors } from '../search/search.js';
import type { StudySystem } from '../search/system.js';
import { recordAction } from './recorded-action.js';
import { ScenarioRecorder } from './scenario-recorder.js';

interface Step {
  readonly action: number;
  readonly before: Int32Array;
  readonly after: Int32Array;
}

interface Path<Scenario> {
  readonly scenario: Scenario;
  readonly end: Int32Array;
  /** Every step with the states around it, forced steps included. */
  readonly steps: readonly Step[];
}

/** The path that takes these actions and then completes without choices, as a scenario. */
export function pathOf<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  actions: readonly number[],
): Path<S> {
  const { nodeStates } = system;
  const out = new Successors(system.width);
  system.initial(out);
  const number = argumentOf(actions[0] ?? 0);
  let state: Int32Array = out.vectors.slice(number * system.width, (number + 1) * system.width);
  const recorder = new ScenarioRecorder(system);
  const offsetsMs = system.initials[number] ?? {};
  const world = system.healedEnds.world(system.scope.horizonMs + 1, offsetsMs);
  const firsts = world.nodes.map(({ clock }, node) =>
    nodeStates.started(node, clock?.offsetMs ?? 0),
  );
  recorder.begin(firsts.map((step) => nodeStates.sends(step)));
  const places = firsts.map((step) => nodeStates.nextId(step));
  const zero = nodeStates.events.timeId(0);
  // Inputs that the study itself plays come first.
  for (const { node, input } of system.ownInputs(world)) {
    const at = nodeStates.names.indexOf(node);
    const step = nodeStates.step(
      places[at] ?? 0,
      nodeStates.events.id({ kind: 'input', input }),
      zero,
    );
    places[at] = nodeStates.nextId(step);
    recorder.event(0, `${node} input ${inputName(input)}`, nodeStates.sends(step));
  }
  const steps: Step[] = [];
  const take = (action: number): void => {
    const after = system.after(state, action);
    recordAction(recorder, system, state, action);
    steps.push({ action, before: state, after });
    state = after;
  };
  for (const action of actions.slice(1)) take(action);
  if (!system.isDetermined(state)) system.finish(state);
  for (let next = system.scheduledAction(state); next >= 0; next = system.scheduledAction(state))
    take(next);
  return { scenario: system.scope.scripted(recorder.script(offsetsMs)), end: state, steps };
}

/**
 * Actions on actual nodes for a path that a search with symmetry reduction found.
 *
 * From each actual state the step is taken that leads to the same symmetry class.
 */
export function concreteOf<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  actions: readonly number[],
): readonly number[] {
  const out = new Successors(system.width);
  const { width } = system;
  const canonical = (state: Int32Array): Int32Array => {
    const copy = Int32Array.from(state);
    system.canonical?.(copy);
    return copy;
  };
  system.initial(out);
  const number = argumentOf(actions[0] ?? 0);
  let concrete: Int32Array = out.vectors.slice(number * width, (number + 1) * width);
  let representative = canonical(concrete);
  const taken = [actions[0] ?? 0];
  for (const action of actions.slice(1)) {
    representative = canonical(system.after(representative, action));
    out.count = 0;
    system.successors(concrete, out);
    for (let i = 0; i < out.count; i += 1) {
      const next = out.vectors.slice(i * width, (i + 1) * width);
      if (canonical(next).join() !== representative.join()) continue;
      taken.push(out.actions[i] as number);
      concrete = next;
      break;
    }
  }
  return taken;
}
