/**
 * The machines of a search, by number: each distinct situation of a machine once, and each step of
 * one computed once. A step depends on nothing but the machine, what happens, and the time; so a
 * search of millions of states runs the models some hundred thousand times.
 */
import { Stream } from '../../../sim/model/random.js';
import type { WorldSpec } from '../../../sim/world/spec.js';
import type { ScenarioBase } from '../../study/contract.js';
import { Contents } from './contents.js';
import { Events } from './events.js';
import type { Flights } from '../search/in-flight.js';
import { Histories } from '../search/history.js';
import type { Local, LocalSpec } from '../rules/node.js';
import { PART, Parts, PARTS } from './parts.js';
import type { Renaming } from '../search/renaming.js';
import type { Scope } from '../../study/scope.js';
import { Steps } from './steps.js';
import { blankStorage } from '../rules/disk.js';
import { IntTable, Sequences } from '../search/table.js';

/** What the search asks a machine again and again. */
interface LocalFacts {
  readonly up: boolean;
  /** When the disk's next answer is due, true ms; Infinity: it owes none. */
  readonly diskAt: number;
  /** Events of the timers that are set, and when they are due, true ms. */
  readonly timers: readonly number[];
  readonly timersAt: readonly number[];
  readonly tearable: boolean;
  readonly offsetMs: number;
}

/** The parts on which it depends what an end comes to. */
interface LocalParts {
  readonly state: number;
  readonly storage: number;
  readonly frame: number;
}

export class Locals {
  readonly names: readonly string[];
  readonly events: Events;
  /** What steps add to the account of what happened goes here. */
  readonly histories: Histories;
  readonly parts: Parts;
  readonly #specs: readonly LocalSpec[];
  readonly #stepper: Steps;
  /** Parts, the timers as a set. */
  readonly #all = new Sequences();
  /** By machine its timers in the order in which they were set when it was first met. */
  readonly #timers: number[] = [];
  readonly #facts: LocalFacts[] = [];
  /** The machine that is being looked at, part by part. */
  readonly #now = new Int32Array(PARTS);
  readonly #steps = new IntTable();
  readonly #becomes: number[] = [];
  readonly #sends: number[] = [];
  readonly #notes: number[] = [];

  constructor(
    world: WorldSpec<unknown, unknown>,
    scope: Pick<Scope<ScenarioBase, unknown>, 'symmetric' | 'reads'>,
    flights: Flights,
  ) {
    const [first] = scope.symmetric;
    this.names = world.nodes.map(({ name }) => name);
    const contents = new Contents(this.names);
    this.events = new Events(contents, this.names);
    this.histories = new Histories(contents, this.names.length);
    this.#specs = world.nodes.map(({ name, model, syncLatencyMs }) => {
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
      flights,
      histories,
      reads,
    });
  }

  // ---- situations of machines -------------------------------------------------------------

  local(id: number): Local {
    this.#look(id);
    return this.parts.put(this.#now);
  }

  partsOf(id: number): LocalParts {
    const now = this.#now;
    this.#look(id);
    return {
      state: now[PART.state] as number,
      storage: now[PART.storage] as number,
      frame: now[PART.frame] as number,
    };
  }

  #look(id: number): void {
    this.#all.read(id, this.#now);
    this.#now[PART.timers] = this.#timers[id] as number;
  }

  /** Number of the machine whose parts stand in `#now`. */
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

  #factsOf(): LocalFacts {
    const { parts, events } = this;
    const now = this.#now;
    const frame = now[PART.frame] as number;
    const { up, offsetMs } = parts.frames.at(frame);
    const { dueAt, tearable } = parts.disks.facts(now[PART.storage] as number);
    const { names, at } = parts.timers.facts(now[PART.timers] as number, frame);
    const timers = names.map((timer) => events.id({ kind: 'timer', timer }));
    return { up, diskAt: dueAt, timers, timersAt: at, tearable, offsetMs };
  }

  facts(id: number): LocalFacts {
    return this.#facts[id] as LocalFacts;
  }

  renamed(id: number, renaming: Renaming, node: number): number {
    this.parts.take(renaming.local(this.local(id), node), this.#now);
    return this.#id();
  }

  // ---- what becomes of a machine ----------------------------------------------------------

  /** The machine's first start, at true time 0: a step. */
  started(node: number, offsetMs: number): number {
    const { initial: state } = (this.#specs[node] as LocalSpec).model;
    const frame = { up: false, offsetMs, bootAt: 0, draws: 0 };
    this.parts.take({ node, state, storage: blankStorage(), timers: [], frame }, this.#now);
    this.#stepper.notes = 0;
    this.#stepper.boots(this.#now, this.events.timeId(0));
    return this.#add();
  }

  /** Number of the step: see `becomes`, `sends` and `notes`. */
  step(local: number, event: number, time: number): number {
    const known = this.#steps.get(local, event, time);
    if (known >= 0) return known;
    this.#look(local);
    this.#stepper.happens(this.#now, event, time);
    const step = this.#add();
    this.#steps.set(local, event, time, step);
    return step;
  }

  #add(): number {
    this.#becomes.push(this.#id());
    this.#sends.push(this.#stepper.sends);
    this.#notes.push(this.#stepper.notes);
    return this.#becomes.length - 1;
  }

  becomes(step: number): number {
    return this.#becomes[step] as number;
  }

  /** Number of the list of messages. */
  sends(step: number): number {
    return this.#sends[step] as number;
  }

  /** Number of what is added to the history. */
  notes(step: number): number {
    return this.#notes[step] as number;
  }

  /** Distinct situations of machines, and steps of models that were run. */
  get sizes(): { readonly locals: number; readonly steps: number } {
    return { locals: this.#facts.length, steps: this.parts.runs.size };
  }
}

/** What a stream yields, by how much was drawn before. */
function drawsOf(stream: Stream): (before: number) => number {
  const drawn: number[] = [];
  return (before) => {
    while (drawn.length <= before) drawn.push(stream.bits());
    return drawn[before] as number;
  };
}
