/**
 * A study within a scope as a transition system.
 *
 * A state is one number each for the state of every node, the messages in messages, the budgets, the
 * time and the history. Within an instant, events that are due may happen in any order; time moves
 * on when none is left.
 */
import { inputError } from '../../../sim/model/errors.js';
import type { WorldSpec } from '../../../sim/world/spec.js';
import type { ScenarioBase, Study } from '../../study/contract.js';
import type { PropertyName } from '../../study/contract.js';
import { actionOf, argumentOf, KIND, kindOf, nodeOf, NODES_MAX } from './actions.js';
import { Controls, initialControl, withInput, permutedUse } from './control.js';
import type { Control } from './control.js';
import { MessageSets } from './in-flight.js';
import { nextDue, scheduledAction } from './fixed-schedule.js';
import { EndVerdicts } from '../replay/end-verdicts.js';
import type { Judgement } from '../replay/judge.js';
import { NodeStates } from '../node-parts/node-states.js';
import type { Intervention, Scope, ScopeOptions } from '../../study/scope.js';
import type { Successors, TransitionSystem } from './search.js';
import { Symmetry } from './symmetry.js';
import { IntTable } from './table.js';
import { inputsOf, offsetsOf, HealedEnds } from './healed-end.js';
import type { Offsets } from './healed-end.js';

type Options = ScopeOptions & {
  /** Properties whose violations are searched for. */
  readonly properties: readonly PropertyName[];
  /** Default true. */
  readonly symmetry?: boolean;
};

const SPENT = 100;

export class StudySystem<S extends ScenarioBase, M, I> implements TransitionSystem {
  readonly width: number;
  readonly nodeStates: NodeStates;
  readonly messageSets = new MessageSets();
  readonly controls = new Controls();
  readonly nodeCount: number;
  readonly scope: Scope<S, I>;
  readonly study: Study<S, M, I>;
  readonly initials: readonly Offsets[];
  readonly healedEnds: HealedEnds<S, M, I>;
  readonly options: Options;
  readonly world: WorldSpec<M, I>;
  readonly canonical?: (state: Int32Array) => void;
  readonly #crashes: readonly number[];
  readonly #clocks: readonly number[];
  /** Clock settings that the adversary may choose, by node. */
  readonly #settings: readonly (readonly {
    readonly toOffsetMs: number;
    readonly event: number;
  }[])[];
  readonly #power: number;
  readonly #torn: number;
  readonly up: number;
  readonly disk: number;
  readonly endVerdicts: EndVerdicts<S, M, I>;
  /** Node and input event, by control and action. */
  readonly #inputs = new IntTable();

  constructor(study: Study<S, M, I>, scope: Scope<S, I>, options: Options) {
    this.study = study;
    this.scope = scope;
    this.options = options;
    this.healedEnds = new HealedEnds(study, scope);
    this.world = this.healedEnds.world(scope.horizonMs + 1, {});
    this.nodeStates = new NodeStates(
      this.world as WorldSpec<unknown, unknown>,
      scope,
      this.messageSets,
    );
    const { names } = this.nodeStates;
    for (const { name, clock, overtaken } of this.world.nodes)
      if ((clock?.driftPpm ?? 0) !== 0 || overtaken === 'skip')
        throw inputError({
          place: `the scope of ${study.name}, node ${name}`,
          expected: 'a clock without drift, and timers that fire late',
          got: JSON.stringify({ clock, overtaken }),
        });
    this.nodeCount = names.length;
    this.width = this.nodeCount + 4;
    this.endVerdicts = new EndVerdicts(this);
    this.initials = offsetsOf(scope.clocks, options.offsetsMs);
    this.#crashes = scope.crashes.map((name) => names.indexOf(name));
    this.#clocks = scope.clocks.map((name) => names.indexOf(name));
    this.#settings = this.world.nodes.map(({ clock }) =>
      options.offsetsMs.map((offset) => {
        const toOffsetMs = (clock?.offsetMs ?? 0) + offset;
        return { toOffsetMs, event: this.nodeStates.events.id({ kind: 'clock', toOffsetMs }) };
      }),
    );
    this.#power = this.nodeStates.events.id({ kind: 'crash', severity: 'power' });
    this.#torn = this.nodeStates.events.id({ kind: 'crash', severity: 'torn' });
    this.up = this.nodeStates.events.id({ kind: 'up' });
    this.disk = this.nodeStates.events.id({ kind: 'disk' });
    if (options.symmetry !== false && scope.symmetric.length > 1)
      this.canonical = this.#canonicalBy(scope);
  }

  #canonicalBy(
    scope: Pick<Scope<S, I>, 'symmetric' | 'canonicalised'>,
  ): (state: Int32Array) => void {
    const { names } = this.nodeStates;
    const symmetry = new Symmetry(this.nodeStates, this.messageSets, scope, (id, to) =>
      permutedUse(this.controls, id, this.scope.uses, names, to),
    );
    return (state) => {
      symmetry.canonical(state);
    };
  }

  // ---- initial states ------------------------------------------------------------------

  initial(out: Successors): void {
    this.initials.forEach((offsets, number) => {
      const state = new Int32Array(this.width);
      const world = this.healedEnds.world(this.scope.horizonMs + 1, offsets);
      state[this.nodeCount] = this.messageSets.nothing;
      state[this.nodeCount + 3] = this.nodeStates.histories.nothing;
      world.nodes.forEach(({ clock }, node) => {
        this.#take(state, 0, node, this.nodeStates.started(node, clock?.offsetMs ?? 0));
      });
      state[this.nodeCount + 1] = this.controls.id(initialControl(this.options));
      state[this.nodeCount + 2] = this.nodeStates.events.timeId(0);
      for (const { node, input } of this.ownInputs(world)) {
        const event = this.nodeStates.inputId(node, input, 0);
        this.#step(state, 0, this.nodeStates.names.indexOf(node), event);
      }
      out.add(actionOf(KIND.begin, 0, number), state);
    });
  }

  /** Inputs that the study itself plays at true time 0. */
  ownInputs(world: WorldSpec<M, I> = this.world): ReturnType<typeof inputsOf<M, I>> {
    return inputsOf(world).filter(({ at }) => at === 0);
  }

  // ---- successors ------------------------------------------------------------------

  successors(state: Int32Array, out: Successors): void {
    const { nodeCount, nodeStates } = this;
    const control = this.controls.at(state[nodeCount + 1] as number);
    const now = nodeStates.events.times[state[nodeCount + 2] as number] as number;
    let quiet = true;
    for (let node = 0; node < nodeCount; node += 1) {
      const facts = nodeStates.facts(state[node] as number);
      if (!facts.up) {
        quiet = false;
        this.#add(out, state, actionOf(KIND.node, node, this.up));
        continue;
      }
      if (facts.diskAt <= now) {
        quiet = false;
        this.#add(out, state, actionOf(KIND.node, node, this.disk));
      }
      for (let i = 0; i < facts.timers.length; i += 1)
        if ((facts.timersAt[i] as number) <= now) {
          quiet = false;
          this.#add(out, state, actionOf(KIND.node, node, facts.timers[i] as number));
        }
    }
    const messages = this.messageSets.at(state[nodeCount] as number);
    for (let i = 0; i < messages.distinct.length; i += 1) {
      const entry = messages.distinct[i] as number;
      if ((entry & 1) === 1) continue;
      quiet = false;
      this.#add(out, state, actionOf(KIND.deliver, 0, entry));
      if (control.faults === 0) continue;
      this.#add(out, state, actionOf(KIND.lose, 0, entry));
      this.#add(out, state, actionOf(KIND.duplicate, 0, entry));
      this.#add(out, state, actionOf(KIND.hold, 0, entry));
    }
    if (control.faults > 0) this.#addFaults(state, out);
    this.#addInputs(state, control, out);
    if (!quiet || control.use >= 0) return;
    this.#add(out, state, actionOf(KIND.heal, 0, 0));
    const next = nextDue(this, state, now);
    if (next <= this.scope.horizonMs)
      this.#add(out, state, actionOf(KIND.advance, 0, nodeStates.events.timeId(next)));
  }

  #addFaults(state: Int32Array, out: Successors): void {
    for (const node of this.#crashes) {
      const facts = this.nodeStates.facts(state[node] as number);
      if (!facts.up) continue;
      this.#add(out, state, actionOf(KIND.crash, node, this.#power));
      if (facts.tearable) this.#add(out, state, actionOf(KIND.crash, node, this.#torn));
    }
    for (const node of this.#clocks) {
      const { offsetMs } = this.nodeStates.facts(state[node] as number);
      for (const { toOffsetMs, event } of this.#settings[node] ?? [])
        if (toOffsetMs !== offsetMs) this.#add(out, state, actionOf(KIND.clock, node, event));
    }
  }

  #addInputs(state: Int32Array, control: Control, out: Successors): void {
    if (control.use >= 0) this.#add(out, state, actionOf(KIND.use, 0, control.use));
    else if (control.records > 0)
      for (let use = 0; use < this.scope.uses.length; use += 1)
        this.#add(out, state, actionOf(KIND.use, 0, use));
    if (control.actions > 0)
      for (let action = 0; action < this.scope.actions.length; action += 1)
        this.#add(out, state, actionOf(KIND.act, 0, action));
  }

  #add(out: Successors, state: Int32Array, action: number): void {
    const at = out.add(action, state);
    this.#apply(out.vectors, at, action);
  }

  // ---- transitions ---------------------------------------------------------

  /** Carries out an action on the state that starts at `vector[at]`. */
  #apply(vector: Int32Array, at: number, action: number): void {
    const { nodeCount } = this;
    const argument = argumentOf(action);
    const messagesAt = at + nodeCount;
    const messages = vector[messagesAt] as number;
    switch (kindOf(action)) {
      case KIND.node:
        this.#step(vector, at, nodeOf(action), argument);
        return;
      case KIND.deliver: {
        const { to, event } = this.nodeStates.events.message(argument >> 1);
        vector[messagesAt] = this.messageSets.without(messages, argument);
        this.#step(vector, at, to, event);
        return;
      }
      case KIND.lose:
        vector[messagesAt] = this.messageSets.without(messages, argument);
        this.#spend(vector, at);
        return;
      case KIND.duplicate:
        vector[messagesAt] = this.messageSets.duplicated(messages, argument);
        this.#spend(vector, at);
        return;
      case KIND.hold:
        vector[messagesAt] = this.messageSets.held(messages, argument);
        this.#spend(vector, at);
        return;
      case KIND.crash:
      case KIND.clock:
        this.#step(vector, at, nodeOf(action), argument);
        this.#spend(vector, at);
        return;
      case KIND.use:
      case KIND.act:
        this.#input(vector, at, kindOf(action), argument);
        return;
      case KIND.advance:
        vector[messagesAt] = this.messageSets.released(messages);
        vector[at + nodeCount + 2] = argument;
        return;
      case KIND.heal:
        vector[messagesAt] = this.messageSets.released(messages);
        this.#heal(vector, at);
        return;
      case KIND.input:
        this.#lookAfterHealing(vector, at);
    }
  }

  /** Ends the faults one millisecond after the current time; unspent budgets have no effect then. */
  #heal(vector: Int32Array, at: number): void {
    const timeAt = at + this.nodeCount + 2;
    const now = this.nodeStates.events.times[vector[timeAt] as number] as number;
    const time = this.nodeStates.events.timeId(now + 1);
    vector[timeAt] = time;
    this.#control(vector, at, KIND.heal, time, (before) => ({
      ...before,
      ...{ phase: 'healed', healedAt: time, faults: 0, records: 0, actions: 0 },
    }));
  }

  /** Plays the next input that the scenario has after its faults. */
  #lookAfterHealing(vector: Int32Array, at: number): void {
    const { events, names } = this.nodeStates;
    const { inputs, healedAt } = this.controls.at(vector[at + this.nodeCount + 1] as number);
    const next = this.healedEnds.of(events.times[healedAt] as number).inputs[inputs];
    if (next === undefined) return;
    vector[at + this.nodeCount + 2] = events.timeId(next.at);
    const event = this.nodeStates.inputId(next.node, next.input, next.at);
    this.#step(vector, at, names.indexOf(next.node), event);
    this.#control(vector, at, KIND.input, 0, (before) => ({
      ...before,
      inputs: before.inputs + 1,
    }));
  }

  #step(vector: Int32Array, at: number, node: number, event: number): void {
    const time = vector[at + this.nodeCount + 2] as number;
    const step = this.nodeStates.step(vector[at + node] as number, event, time);
    this.#take(vector, at, node, step);
  }

  #take(vector: Int32Array, at: number, node: number, step: number): void {
    const { nodeStates } = this;
    const messagesAt = at + this.nodeCount;
    const historyAt = messagesAt + 3;
    vector[at + node] = nodeStates.nextId(step);
    vector[messagesAt] = this.messageSets.sent(
      vector[messagesAt] as number,
      nodeStates.sends(step),
    );
    vector[historyAt] = nodeStates.histories.after(
      vector[historyAt] as number,
      node,
      nodeStates.observations(step),
    );
  }

  #control(
    vector: Int32Array,
    at: number,
    kind: number,
    argument: number,
    change: (before: Control) => Control,
  ): void {
    const place = at + this.nodeCount + 1;
    vector[place] = this.controls.changed(vector[place] as number, kind, argument, change);
  }

  #spend(vector: Int32Array, at: number): void {
    this.#control(vector, at, SPENT, 0, (before) => ({ ...before, faults: before.faults - 1 }));
  }

  /** The next input of a use or an action, as the control determines it. */
  inputOf(action: number, control: Control): { readonly node: string; readonly input: I } {
    const isUse = kindOf(action) === KIND.use;
    const list = isUse ? this.scope.uses : this.scope.actions;
    const { node, inputs } = list[argumentOf(action)] as Intervention<I>;
    const number = isUse ? control.recordsDone : control.actionsDone;
    const part = isUse ? control.part : 0;
    return { node, input: inputs(number)[part] as I };
  }

  #input(vector: Int32Array, at: number, kind: number, argument: number): void {
    const place = at + this.nodeCount + 1;
    const control = vector[place] as number;
    const action = actionOf(kind, 0, argument);
    let known = this.#inputs.get(control, action, 0);
    if (known < 0) {
      const { node, input } = this.inputOf(action, this.controls.at(control));
      const time = vector[at + this.nodeCount + 2] as number;
      const event = this.nodeStates.inputId(node, input, this.nodeStates.events.times[time] ?? 0);
      known = NODES_MAX * event + this.nodeStates.names.indexOf(node);
      this.#inputs.set(control, action, 0, known);
    }
    this.#step(vector, at, known % NODES_MAX, Math.floor(known / NODES_MAX));
    this.#control(vector, at, kind, argument, (was) =>
      kind === KIND.act
        ? { ...was, actions: was.actions - 1, actionsDone: was.actionsDone + 1 }
        : withInput(was, argument, this.scope.uses[argument]?.inputs(was.recordsDone).length ?? 0),
    );
  }

  // ---- completion without choices ---------------------------------------------------

  isDetermined(state: Int32Array): boolean {
    return this.controls.at(state[this.nodeCount + 1] as number).phase !== 'adversary';
  }

  /** Takes away all choices: uses in progress finish under the fixed schedule, without faults. */
  finish(state: Int32Array): void {
    this.#control(state, 0, KIND.begin, 0, (before) => ({ ...before, phase: 'finishing' }));
  }

  follow(state: Int32Array): boolean {
    const action = this.scheduledAction(state);
    if (action < 0) return false;
    this.#apply(state, 0, action);
    return true;
  }

  /** The action that the fixed schedule takes next; -1: none is left. */
  scheduledAction(state: Int32Array): number {
    return scheduledAction(this, state);
  }

  /** The state after an action, as a new vector. */
  after(state: Int32Array, action: number): Int32Array {
    const next = Int32Array.from(state);
    this.#apply(next, 0, action);
    return next;
  }

  // ---- verdicts -----------------------------------------------------------------

  violation(state: Int32Array): string | undefined {
    return this.endVerdicts.violation(state);
  }

  /** The complete judgement of an end. */
  judgement(state: Int32Array): Judgement {
    return this.endVerdicts.judgement(state);
  }
}
