/**
 * Writes a path of a search as a scenario: the fate of each message, the faults, and the order of
 * events within each instant.
 */
import { inputName } from '../../../sim/world/node-state.js';
import type { ScheduledEvent, ScheduledMessage } from '../../../sim/queue/schedule.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { ScenarioBase } from '../../study/contract.js';
import { argumentOf, KIND, kindOf, nodeOf } from '../search/actions.js';
import { Successors } from '../search/search.js';
import type { StudySystem } from '../search/system.js';
import type { Script } from '../../study/scope.js';

/** One copy of a message in flight. */
interface Copy {
  readonly message: number;
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  held: boolean;
}

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

class Scribe<S extends ScenarioBase, M, I> {
  readonly #system: StudySystem<S, M, I>;
  readonly #sent = new Map<string, number>();
  readonly #fates = new Map<string, { readonly copy: Copy; readonly delaysMs: number[] }>();
  readonly #inputs: { at: number; node: string; input: I }[] = [];
  readonly #faults: Fault[] = [];
  readonly #order: ScheduledEvent[] = [];
  #copies: Copy[] = [];
  #healAt = 0;

  constructor(system: StudySystem<S, M, I>) {
    this.#system = system;
  }

  /** Records the messages of the first starts, sent at true time 0 in the order of nodes. */
  begin(lists: readonly number[]): void {
    for (const list of lists) this.#send(list, 0);
  }

  #send(list: number, at: number): void {
    const { flights, locals } = this.#system;
    for (const message of flights.listAt(list)) {
      const known = locals.events.message(message);
      const from = locals.names[known.from] ?? '';
      const to = locals.names[known.to] ?? '';
      const link = `${from}→${to}`;
      const number = (this.#sent.get(link) ?? 0) + 1;
      this.#sent.set(link, number);
      const copy: Copy = { message, number, from, to, sentAt: at, held: false };
      this.#copies.push(copy);
      this.#fates.set(`${link} ${String(number)}`, { copy, delaysMs: [] });
    }
  }

  #take(entry: number): Copy {
    const place = this.#copies.findIndex(
      ({ message, held }) => message === entry >> 1 && held === ((entry & 1) === 1),
    );
    return this.#copies.splice(place, 1)[0] as Copy;
  }

  /** Records an event at a node: its place in the order, and the messages it sends. */
  event(at: number, event: string, list: number): void {
    this.#order.push({ at, event });
    this.#send(list, at);
  }

  input(at: number, node: string, input: I, list: number): void {
    if (this.#healAt === 0) this.#inputs.push({ at, node, input });
    this.event(at, `${node} input ${inputName(input)}`, list);
  }

  deliver(at: number, entry: number, list: number): void {
    const copy = this.#take(entry);
    const name = `${copy.from}→${copy.to} ${String(copy.number)}`;
    this.#fates.get(name)?.delaysMs.push(at - copy.sentAt);
    this.event(at, name, list);
  }

  lose(entry: number): void {
    this.#take(entry);
  }

  double(entry: number): void {
    const copy = this.#take(entry);
    this.#copies.push(copy, { ...copy });
  }

  hold(entry: number): void {
    const copy = this.#take(entry);
    this.#copies.push({ ...copy, held: true });
  }

  release(): void {
    this.#copies = this.#copies.map((copy) => ({ ...copy, held: false }));
  }

  heal(at: number): void {
    this.#healAt = at;
    this.#order.push({ at, event: 'heal' });
  }

  fault(fault: Fault): void {
    this.#faults.push(fault);
    this.#order.push({ at: fault.at, event: 'fault' });
  }

  script(offsetsMs: Readonly<Record<string, number>>): Script<I> {
    const messages = [...this.#fates.values()].flatMap(({ copy, delaysMs }): ScheduledMessage[] =>
      delaysMs.length === 1 && delaysMs[0] === 0
        ? []
        : [{ from: copy.from, to: copy.to, number: copy.number, delaysMs }],
    );
    const { symmetric } = this.#system.scope;
    const [first = ''] = symmetric;
    const drawsAs = Object.fromEntries(symmetric.slice(1).map((name) => [name, first]));
    const schedule = {
      messages,
      order: this.#order,
      ...(symmetric.length > 1 ? { drawsAs } : {}),
    };
    return {
      healAt: this.#healAt,
      offsetsMs,
      inputs: this.#inputs,
      faults: this.#faults,
      schedule,
    };
  }
}

/** The path that takes these actions and then completes without choices, as a scenario. */
export function pathOf<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  actions: readonly number[],
): Path<S> {
  const { locals } = system;
  const out = new Successors(system.width);
  system.initial(out);
  const number = argumentOf(actions[0] ?? 0);
  let state: Int32Array = out.vectors.slice(number * system.width, (number + 1) * system.width);
  const scribe = new Scribe(system);
  const offsetsMs = system.initials[number] ?? {};
  const world = system.tails.world(system.scope.horizonMs + 1, offsetsMs);
  const firsts = world.nodes.map(({ clock }, node) => locals.started(node, clock?.offsetMs ?? 0));
  scribe.begin(firsts.map((step) => locals.sends(step)));
  const places = firsts.map((step) => locals.becomes(step));
  const zero = locals.events.timeId(0);
  // Inputs that the study itself plays come first.
  for (const { node, input } of system.given(world)) {
    const at = locals.names.indexOf(node);
    const step = locals.step(places[at] ?? 0, locals.events.id({ kind: 'input', input }), zero);
    places[at] = locals.becomes(step);
    scribe.event(0, `${node} input ${inputName(input)}`, locals.sends(step));
  }
  const steps: Step[] = [];
  const take = (action: number): void => {
    const after = system.after(state, action);
    write(scribe, system, state, action);
    steps.push({ action, before: state, after });
    state = after;
  };
  for (const action of actions.slice(1)) take(action);
  if (!system.isDetermined(state)) system.finish(state);
  for (let next = system.nextOf(state); next >= 0; next = system.nextOf(state)) take(next);
  return { scenario: system.scope.scripted(scribe.script(offsetsMs)), end: state, steps };
}

/** Records the effect of an action in a state. */
function write<S extends ScenarioBase, M, I>(
  scribe: Scribe<S, M, I>,
  system: StudySystem<S, M, I>,
  state: Int32Array,
  action: number,
): void {
  const { locals, nodes } = system;
  const time = state[nodes + 2] as number;
  const at = locals.events.times[time] as number;
  const node = nodeOf(action);
  const name = locals.names[node] ?? '';
  const argument = argumentOf(action);
  const sends = (of: number, event: number, when = time): number =>
    locals.sends(locals.step(state[of] as number, event, when));
  const control = system.controls.at(state[nodes + 1] as number);
  switch (kindOf(action)) {
    case KIND.local: {
      const event = locals.events.at(argument);
      const called = event.kind === 'timer' ? `timer ${event.timer}` : event.kind;
      scribe.event(at, `${name} ${called}`, sends(node, argument));
      return;
    }
    case KIND.deliver: {
      const { to, event } = locals.events.message(argument >> 1);
      scribe.deliver(at, argument, sends(to, event));
      return;
    }
    case KIND.lose:
      scribe.lose(argument);
      return;
    case KIND.double:
      scribe.double(argument);
      return;
    case KIND.hold:
      scribe.hold(argument);
      return;
    case KIND.crash: {
      const event = locals.events.at(argument);
      if (event.kind !== 'crash') return;
      scribe.fault({ kind: 'crash', at, node: name, severity: event.severity, downMs: 0 });
      return;
    }
    case KIND.clock: {
      const event = locals.events.at(argument);
      if (event.kind !== 'clock') return;
      const byMs = event.toOffsetMs - locals.facts(state[node] as number).offsetMs;
      scribe.fault({ kind: 'clock', at, node: name, adjustment: { kind: 'step', byMs } });
      return;
    }
    case KIND.use:
    case KIND.act: {
      const { node: to, input } = system.inputOf(action, control);
      const event = locals.events.id({ kind: 'input', input });
      scribe.input(at, to, input, sends(locals.names.indexOf(to), event));
      return;
    }
    case KIND.advance:
      scribe.release();
      return;
    case KIND.heal:
      scribe.release();
      scribe.heal(at + 1);
      return;
    case KIND.input: {
      const healAt = locals.events.times[control.healedAt] as number;
      const next = system.tails.of(healAt).inputs[control.inputs];
      if (next === undefined) return;
      const event = locals.events.id({ kind: 'input', input: next.input });
      const to = locals.names.indexOf(next.node);
      scribe.input(
        next.at,
        next.node,
        next.input as I,
        sends(to, event, locals.events.timeId(next.at)),
      );
    }
  }
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
