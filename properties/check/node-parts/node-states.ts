/**
 * States of nodes, by number, and their steps, each computed once.
 *
 * A step depends only on the node's state, the event and the time. A search of millions of states
 * therefore runs the models some hundred thousand times.
 */
import { PlainData } from '../../../sim/model/plain.js';
import { Stream } from '../../../sim/model/random.js';
import { assertPlain, nodeAt } from '../../../sim/world/contract.js';
import type { WorldSpec } from '../../../sim/world/spec.js';
import type { ScenarioBase } from '../../study/contract.js';
import { ContentIds } from './content-ids.js';
import { Events } from './events.js';
import type { MessageSets } from '../search/in-flight.js';
import { Histories } from '../search/history.js';
import type { NodeParts, CheckedNode } from '../rules/node.js';
import { PART, Parts, PARTS } from './parts.js';
import type { Renaming } from '../search/renaming.js';
import type { Scope } from '../../study/scope.js';
import { Steps } from './steps.js';
import { blankStorage } from '../rules/disk.js';
import { IntTable, Sequences } from '../search/table.js';

/** Facts about a node's state that the search reads at every expansion. */
interface NodeFacts {
  readonly up: boolean;
  /** True time at which the disk's next answer is due, ms; `Infinity`: none is pending. */
  readonly diskAt: number;
  /** Events of the timers that are set, and the true times at which they are due, ms. */
  readonly timers: readonly number[];
  readonly timersAt: readonly number[];
  readonly tearable: boolean;
  readonly offsetMs: number;
}

/** The parts of a node's state that determine the verdict. */
interface JudgedParts {
  readonly state: number;
  readonly storage: number;
  readonly machine: number;
}

export class NodeStates {
  readonly names: readonly string[];
  readonly events: Events;
  /** Receives the observations of every step. */
  readonly histories: Histories;
  readonly parts: Parts;
  readonly #specs: readonly CheckedNode[];
  readonly #stepper: Steps;
  /** Vectors of parts, the timers as a set. */
  readonly #all = new Sequences();
  /** By node state: its timers in the order in which they were set when it was first reached. */
  readonly #timers: number[] = [];
  readonly #facts: NodeFacts[] = [];
  /** The parts of the node state that is being computed. */
  readonly #now = new Int32Array(PARTS);
  readonly #steps = new IntTable();
  readonly #nextIds: number[] = [];
  readonly #sends: number[] = [];
  readonly #plain = new PlainData();
  readonly #observations: number[] = [];

  constructor(
    world: WorldSpec<unknown, unknown>,
    scope: Pick<Scope<ScenarioBase, unknown>, 'symmetric' | 'reads'>,
    messageSets: MessageSets,
  ) {
    const [first] = scope.symmetric;
    this.names = world.nodes.map(({ name }) => name);
    const contents = new ContentIds(this.names);
    this.events = new Events(contents, this.names);
    this.histories = new Histories(contents, this.names.length);
    this.#specs = world.nodes.map(({ name, model, syncLatencyMs }) => {
      assertPlain(this.#plain, () => nodeAt(name, 0), 'state', model.initial);
      const as = first !== undefined && scope.symmetric.includes(name) ? first : name;
      const entropy = drawsOf(new Stream(world.seed, `node:${as}`));
      return { name, model, syncLatencyMs: syncLatencyMs ?? 0, entropy };
    });
    this.parts = new Parts(this.#specs, contents);
    const { events, histories, parts } = this;
    const reads = scope.reads ?? (() => false);
    this.#stepper = new Steps({
      specs: this.#specs,
      parts,
      events,
      messageSets,
      histories,
      reads,
    });
  }

  // ---- states of nodes -------------------------------------------------------------

  node(id: number): NodeParts {
    this.#load(id);
    return this.parts.put(this.#now);
  }

  partsOf(id: number): JudgedParts {
    const now = this.#now;
    this.#load(id);
    return {
      state: now[PART.state] as number,
      storage: now[PART.storage] as number,
      machine: now[PART.machine] as number,
    };
  }

  #load(id: number): void {
    this.#all.read(id, this.#now);
    this.#now[PART.timers] = this.#timers[id] as number;
  }

  /** Number of the node state whose parts are in `#now`. */
  #id(): number {
    const now = this.#now;
    const timers = now[PART.timers] as number;
    now[PART.timers] = this.parts.timers.setOf(timers);
    const id = this.#all.id(now, 0, PARTS);
    now[PART.timers] = timers;
    if (id < this.#facts.length) return id;
    this.#facts.push(this.#factsOf());
    this.#timers.push(timers);
    return id;
  }

  #factsOf(): NodeFacts {
    const { parts, events } = this;
    const now = this.#now;
    const machine = now[PART.machine] as number;
    const { up, offsetMs } = parts.machines.at(machine);
    const { dueAt, tearable } = parts.disks.facts(now[PART.storage] as number);
    const { names, at } = parts.timers.facts(now[PART.timers] as number, machine);
    const timers = names.map((timer) => events.id({ kind: 'timer', timer }));
    return { up, diskAt: dueAt, timers, timersAt: at, tearable, offsetMs };
  }

  facts(id: number): NodeFacts {
    return this.#facts[id] as NodeFacts;
  }

  renamed(id: number, renaming: Renaming, node: number): number {
    this.parts.take(renaming.node(this.node(id), node), this.#now);
    return this.#id();
  }

  // ---- steps ----------------------------------------------------------

  /**
   * Number of the event of an input at true time `atMs`.
   * @throws SkewproofError SKEW-403 for an input that is not plain data
   */
  inputId(node: string, input: unknown, atMs: number): number {
    assertPlain(this.#plain, () => nodeAt(node, atMs), 'input', input);
    return this.events.id({ kind: 'input', input });
  }

  /** Number of the step that is the node's first start, at true time 0. */
  started(node: number, offsetMs: number): number {
    const { initial: state } = (this.#specs[node] as CheckedNode).model;
    const machine = { up: false, offsetMs, bootAt: 0, draws: 0 };
    this.parts.take({ node, state, storage: blankStorage(), timers: [], machine }, this.#now);
    this.#stepper.observations = 0;
    this.#stepper.boots(this.#now, this.events.timeId(0));
    return this.#add();
  }

  /** Number of the step: `nextId`, `sends` and `observations` give its results. */
  step(local: number, event: number, time: number): number {
    const known = this.#steps.get(local, event, time);
    if (known >= 0) return known;
    this.#load(local);
    this.#stepper.apply(this.#now, event, time);
    const step = this.#add();
    this.#steps.set(local, event, time, step);
    return step;
  }

  #add(): number {
    this.#nextIds.push(this.#id());
    this.#sends.push(this.#stepper.sends);
    this.#observations.push(this.#stepper.observations);
    return this.#nextIds.length - 1;
  }

  nextId(step: number): number {
    return this.#nextIds[step] as number;
  }

  /** Number of the list of messages that the step sends. */
  sends(step: number): number {
    return this.#sends[step] as number;
  }

  /** Number of the observations that the step adds to the history. */
  observations(step: number): number {
    return this.#observations[step] as number;
  }

  /** Distinct states of nodes, and model steps that were run. */
  get sizes(): { readonly states: number; readonly steps: number } {
    return { states: this.#facts.length, steps: this.parts.models.size };
  }
}

/** Draws from a stream, by the number of draws before. */
function drawsOf(stream: Stream): (before: number) => number {
  const drawn: number[] = [];
  return (before) => {
    while (drawn.length <= before) drawn.push(stream.bits());
    return drawn[before] as number;
  };
}
