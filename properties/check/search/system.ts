/**
 * A study within a scope as a transition system.
 *
 * A state is one number each for the state of every node, the messages in flight, the budgets, the
 * time and the history. Within an instant, events that are due may happen in any order; time moves
 * on when none is left.
 */
import { inputError } from '../../../sim/model/errors.js';
import type { WorldSpec } from '../../../sim/world/spec.js';
import type { ScenarioBase, Study } from '../../study/contract.js';
import type { PropertyName } from '../../study/contract.js';
import { actionOf, argumentOf, KIND, kindOf, nodeOf, NODES_MAX } from './actions.js';
import { Controls, used, useExchanged } from './control.js';
import type { Control } from './control.js';
import { Flights } from './in-flight.js';
import { nextDue, nextOf } from './determined.js';
import { Ends } from '../replay/ends.js';
import type { Judgement } from '../replay/judge.js';
import { Locals } from '../node-parts/nodes.js';
import type { Intervention, Scope, ScopeOptions } from '../../study/scope.js';
import type { Successors, TransitionSystem } from './search.js';
import { Symmetry } from './symmetry.js';
import { IntTable } from './table.js';
import { inputsOf, offsetsOf, Tails } from './healed-end.js';
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
  readonly locals: Locals;
  readonly flights = new Flights();
  readonly controls = new Controls();
  readonly nodes: number;
  readonly scope: Scope<S, I>;
  readonly study: Study<S, M, I>;
  readonly initials: readonly Offsets[];
  readonly tails: Tails<S, M, I>;
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
  readonly #ends: Ends<S, M, I>;
  /** Node and input event, by control and action. */
  readonly #inputs = new IntTable();

  constructor(study: Study<S, M, I>, scope: Scope<S, I>, options: Options) {
    this.study = study;
    this.scope = scope;
    this.options = options;
    this.tails = new Tails(study, scope);
    this.world = this.tails.world(scope.horizonMs + 1, {});
    this.locals = new Locals(this.world as WorldSpec<unknown, unknown>, scope, this.flights);
    const { names } = this.locals;
    for (const { name, clock, overtaken } of this.world.nodes)
      if ((clock?.driftPpm ?? 0) !== 0 || overtaken === 'skip')
        throw inputError({
          place: `the scope of ${study.name}, node ${name}`,
          expected: 'a clock without drift, and timers that fire late',
          got: JSON.stringify({ clock, overtaken }),
        });
    this.nodes = names.length;
    this.width = this.nodes + 4;
    this.#ends = new Ends(this);
    this.initials = offsetsOf(scope.clocks, options.offsetsMs);
    this.#crashes = scope.crashes.map((name) => names.indexOf(name));
    this.#clocks = scope.clocks.map((name) => names.indexOf(name));
    this.#settings = this.world.nodes.map(({ clock }) =>
      options.offsetsMs.map((offset) => {
        const toOffsetMs = (clock?.offsetMs ?? 0) + offset;
        return { toOffsetMs, event: this.locals.events.id({ kind: 'clock', toOffsetMs }) };
      }),
    );
    this.#power = this.locals.events.id({ kind: 'crash', severity: 'power' });
    this.#torn = this.locals.events.id({ kind: 'crash', severity: 'torn' });
    this.up = this.locals.events.id({ kind: 'up' });
    this.disk = this.locals.events.id({ kind: 'disk' });
    if (options.symmetry !== false && scope.symmetric.length > 1)
      this.canonical = this.#canonicalBy(scope);
  }

  #canonicalBy(
    scope: Pick<Scope<S, I>, 'symmetric' | 'canonicalised'>,
  ): (state: Int32Array) => void {
    const { names } = this.locals;
    const symmetry = new Symmetry(this.locals, this.flights, scope, (id, to) =>
      useExchanged(this.controls, id, this.scope.uses, names, to),
    );
    return (state) => {
      symmetry.canonical(state);
    };
  }

  // ---- initial states ------------------------------------------------------------------

  initial(out: Successors): void {
    const { faults, records, actions } = this.options;
    this.initials.forEach((offsets, number) => {
      const state = new Int32Array(this.width);
      const world = this.tails.world(this.scope.horizonMs + 1, offsets);
      state[this.nodes] = this.flights.nothing;
      state[this.nodes + 3] = this.locals.histories.nothing;
      world.nodes.forEach(({ clock }, node) => {
        this.#becomes(state, 0, node, this.locals.started(node, clock?.offsetMs ?? 0));
      });
      const fresh: Control = {
        phase: 'adversary',
        faults,
        records,
        actions,
        recordsDone: 0,
        actionsDone: 0,
        use: -1,
        part: 0,
        healedAt: -1,
        inputs: 0,
      };
      state[this.nodes + 1] = this.controls.id(fresh);
      state[this.nodes + 2] = this.locals.events.timeId(0);
      for (const { node, input } of this.given(world)) {
        const event = this.locals.events.id({ kind: 'input', input });
        this.#step(state, 0, this.locals.names.indexOf(node), event);
      }
      out.add(actionOf(KIND.begin, 0, number), state);
    });
  }

  /** Inputs that the study itself plays at true time 0. */
  given(world: WorldSpec<M, I> = this.world): ReturnType<typeof inputsOf<M, I>> {
    return inputsOf(world).filter(({ at }) => at === 0);
  }

  // ---- successors ------------------------------------------------------------------

  successors(state: Int32Array, out: Successors): void {
    const { nodes, locals } = this;
    const control = this.controls.at(state[nodes + 1] as number);
    const now = locals.events.times[state[nodes + 2] as number] as number;
    let quiet = true;
    for (let node = 0; node < nodes; node += 1) {
      const facts = locals.facts(state[node] as number);
      if (!facts.up) {
        quiet = false;
        this.#add(out, state, actionOf(KIND.local, node, this.up));
        continue;
      }
      if (facts.diskAt <= now) {
        quiet = false;
        this.#add(out, state, actionOf(KIND.local, node, this.disk));
      }
      for (let i = 0; i < facts.timers.length; i += 1)
        if ((facts.timersAt[i] as number) <= now) {
          quiet = false;
          this.#add(out, state, actionOf(KIND.local, node, facts.timers[i] as number));
        }
    }
    const flight = this.flights.at(state[nodes] as number);
    for (let i = 0; i < flight.distinct.length; i += 1) {
      const entry = flight.distinct[i] as number;
      if ((entry & 1) === 1) continue;
      quiet = false;
      this.#add(out, state, actionOf(KIND.deliver, 0, entry));
      if (control.faults === 0) continue;
      this.#add(out, state, actionOf(KIND.lose, 0, entry));
      this.#add(out, state, actionOf(KIND.double, 0, entry));
      this.#add(out, state, actionOf(KIND.hold, 0, entry));
    }
    if (control.faults > 0) this.#addFaults(state, out);
    this.#addInputs(state, control, out);
    if (!quiet || control.use >= 0) return;
    this.#add(out, state, actionOf(KIND.heal, 0, 0));
    const next = nextDue(this, state, now);
    if (next <= this.scope.horizonMs)
      this.#add(out, state, actionOf(KIND.advance, 0, locals.events.timeId(next)));
  }

  #addFaults(state: Int32Array, out: Successors): void {
    for (const node of this.#crashes) {
      const facts = this.locals.facts(state[node] as number);
      if (!facts.up) continue;
      this.#add(out, state, actionOf(KIND.crash, node, this.#power));
      if (facts.tearable) this.#add(out, state, actionOf(KIND.crash, node, this.#torn));
    }
    for (const node of this.#clocks) {
      const { offsetMs } = this.locals.facts(state[node] as number);
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
    const { nodes } = this;
    const argument = argumentOf(action);
    const flightAt = at + nodes;
    const flight = vector[flightAt] as number;
    switch (kindOf(action)) {
      case KIND.local:
        this.#step(vector, at, nodeOf(action), argument);
        return;
      case KIND.deliver: {
        const { to, event } = this.locals.events.message(argument >> 1);
        vector[flightAt] = this.flights.without(flight, argument);
        this.#step(vector, at, to, event);
        return;
      }
      case KIND.lose:
        vector[flightAt] = this.flights.without(flight, argument);
        this.#spend(vector, at);
        return;
      case KIND.double:
        vector[flightAt] = this.flights.doubled(flight, argument);
        this.#spend(vector, at);
        return;
      case KIND.hold:
        vector[flightAt] = this.flights.held(flight, argument);
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
        vector[flightAt] = this.flights.released(flight);
        vector[at + nodes + 2] = argument;
        return;
      case KIND.heal: {
        const healAt = (this.locals.events.times[vector[at + nodes + 2] as number] as number) + 1;
        const time = this.locals.events.timeId(healAt);
        vector[flightAt] = this.flights.released(flight);
        vector[at + nodes + 2] = time;
        this.#control(vector, at, KIND.heal, time, (before) => ({
          ...before,
          phase: 'healed',
          healedAt: time,
          // Unspent budgets have no effect after healing.
          faults: 0,
          records: 0,
          actions: 0,
        }));
        return;
      }
      case KIND.input: {
        const { inputs, healedAt } = this.controls.at(vector[at + nodes + 1] as number);
        const next = this.tails.of(this.locals.events.times[healedAt] as number).inputs[inputs];
        if (next === undefined) return;
        vector[at + nodes + 2] = this.locals.events.timeId(next.at);
        const event = this.locals.events.id({ kind: 'input', input: next.input });
        this.#step(vector, at, this.locals.names.indexOf(next.node), event);
        this.#control(vector, at, KIND.input, 0, (before) => ({
          ...before,
          inputs: before.inputs + 1,
        }));
      }
    }
  }

  #step(vector: Int32Array, at: number, node: number, event: number): void {
    const time = vector[at + this.nodes + 2] as number;
    const step = this.locals.step(vector[at + node] as number, event, time);
    this.#becomes(vector, at, node, step);
  }

  #becomes(vector: Int32Array, at: number, node: number, step: number): void {
    const { locals } = this;
    const flightAt = at + this.nodes;
    const historyAt = flightAt + 3;
    vector[at + node] = locals.becomes(step);
    vector[flightAt] = this.flights.sent(vector[flightAt] as number, locals.sends(step));
    vector[historyAt] = locals.histories.after(
      vector[historyAt] as number,
      node,
      locals.notes(step),
    );
  }

  #control(
    vector: Int32Array,
    at: number,
    kind: number,
    argument: number,
    change: (before: Control) => Control,
  ): void {
    const place = at + this.nodes + 1;
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
    const place = at + this.nodes + 1;
    const control = vector[place] as number;
    const action = actionOf(kind, 0, argument);
    let known = this.#inputs.get(control, action, 0);
    if (known < 0) {
      const { node, input } = this.inputOf(action, this.controls.at(control));
      const event = this.locals.events.id({ kind: 'input', input });
      known = NODES_MAX * event + this.locals.names.indexOf(node);
      this.#inputs.set(control, action, 0, known);
    }
    this.#step(vector, at, known % NODES_MAX, Math.floor(known / NODES_MAX));
    this.#control(vector, at, kind, argument, (was) =>
      kind === KIND.act
        ? { ...was, actions: was.actions - 1, actionsDone: was.actionsDone + 1 }
        : used(was, argument, this.scope.uses[argument]?.inputs(was.recordsDone).length ?? 0),
    );
  }

  // ---- completion without choices ---------------------------------------------------

  isDetermined(state: Int32Array): boolean {
    return this.controls.at(state[this.nodes + 1] as number).phase !== 'adversary';
  }

  /** Takes away all choices: uses in progress finish under the fixed schedule, without faults. */
  finish(state: Int32Array): void {
    this.#control(state, 0, KIND.begin, 0, (before) => ({ ...before, phase: 'finishing' }));
  }

  follow(state: Int32Array): boolean {
    const action = this.nextOf(state);
    if (action < 0) return false;
    this.#apply(state, 0, action);
    return true;
  }

  /** The action that the fixed schedule takes next; -1: none is left. */
  nextOf(state: Int32Array): number {
    return nextOf(this, state);
  }

  /** The state after an action, as a new vector. */
  after(state: Int32Array, action: number): Int32Array {
    const next = Int32Array.from(state);
    this.#apply(next, 0, action);
    return next;
  }

  // ---- verdicts -----------------------------------------------------------------

  violation(state: Int32Array): string | undefined {
    return this.#ends.violation(state);
  }

  /** The complete judgement of an end. */
  judgement(state: Int32Array): Judgement {
    return this.#ends.judgement(state);
  }
}
