/**
 * The machines of a search, by number: each distinct situation of a machine once, and each step of
 * one computed once. A step depends on nothing but the machine, what happens, and the time; so a
 * search of millions of states runs the models some thousands of times.
 */
import { invariant, Stream } from '../../sim/index.js';
import type { WorldSpec } from '../../sim/index.js';
import { ARGUMENTS_MAX } from './actions.js';
import type { Flights } from './flight.js';
import { Histories } from './history.js';
import { dueAt, happens, isTearable, started } from './local.js';
import type { Local, LocalEvent, LocalSpec, LocalStep } from './local.js';
import type { ScenarioBase } from '../study.js';
import type { Scope } from './scope.js';
import { Interner, IntTable } from './table.js';
import { Texts } from './texts.js';
import type { Renaming } from './texts.js';

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

interface Message {
  readonly from: number;
  readonly to: number;
  readonly message: unknown;
  /** Number of the event that its arrival is. */
  readonly event: number;
}

export class Locals {
  readonly specs: readonly LocalSpec[];
  readonly names: readonly string[];
  /** True times, by number. */
  readonly times: number[] = [];
  readonly #timeIds = new Map<number, number>();
  readonly #known = new Interner<{ readonly local: Local; readonly facts: LocalFacts }>();
  readonly #facts: LocalFacts[] = [];
  readonly #events = new Interner<LocalEvent>();
  readonly #messages = new Interner<Message>();
  readonly #texts: Texts;
  /** What single steps note goes here. */
  readonly histories: Histories;
  readonly #steps = new IntTable();
  readonly #becomes: number[] = [];
  readonly #sends: number[] = [];
  readonly #notes: number[] = [];
  readonly #flights: Flights;

  constructor(
    world: WorldSpec<unknown, unknown>,
    scope: Pick<Scope<ScenarioBase, unknown>, 'alike' | 'reads'>,
    flights: Flights,
  ) {
    this.#flights = flights;
    const [first] = scope.alike;
    this.names = world.nodes.map(({ name }) => name);
    this.#texts = new Texts(this.names);
    this.histories = new Histories(this.#texts, this.names.length);
    this.specs = world.nodes.map(({ name, model, syncLatencyMs }) => {
      const as = first !== undefined && scope.alike.includes(name) ? first : name;
      return {
        name,
        model,
        syncLatencyMs: syncLatencyMs ?? 0,
        entropy: drawsOf(new Stream(world.seed, `node:${as}`)),
        reads: scope.reads ?? (() => false),
      };
    });
  }

  timeId(ms: number): number {
    const known = this.#timeIds.get(ms);
    if (known !== undefined) return known;
    this.#timeIds.set(ms, this.times.length);
    this.times.push(ms);
    return this.times.length - 1;
  }

  local(id: number): Local {
    return this.#known.at(id).local;
  }

  facts(id: number): LocalFacts {
    return this.#facts[id] as LocalFacts;
  }

  eventId(event: LocalEvent): number {
    const id = this.#events.id(`${event.kind} ${this.#texts.of(event)}`, () => event);
    invariant(id < ARGUMENTS_MAX, 'check', 'fewer kinds of events', String(id));
    return id;
  }

  event(id: number): LocalEvent {
    return this.#events.at(id);
  }

  messageId(from: number, to: number, message: unknown): number {
    const id = this.#messages.id(
      `${String(from)}>${String(to)} ${this.#texts.of(message)}`,
      () => ({
        from,
        to,
        message,
        event: this.eventId({ kind: 'message', from: this.names[from] ?? '', message }),
      }),
    );
    // A held copy of a message is twice its number and one more, and has to fit an action.
    invariant(2 * id + 1 < ARGUMENTS_MAX, 'check', 'fewer kinds of messages', String(id));
    return id;
  }

  message(id: number): Message {
    return this.#messages.at(id);
  }

  started(node: number, offsetMs: number): number {
    return this.#add(started(this.specs[node] as LocalSpec, node, offsetMs), node);
  }

  #id(local: Local): number {
    const id = this.#known.id(this.#texts.ofLocal(local), () => ({
      local,
      facts: this.#factsOf(local),
    }));
    if (id === this.#facts.length) this.#facts.push(this.#known.at(id).facts);
    return id;
  }

  #factsOf(local: Local): LocalFacts {
    return {
      up: local.up,
      diskAt: local.owed[0]?.dueAt ?? Infinity,
      timers: local.timers.map(({ name }) => this.eventId({ kind: 'timer', timer: name })),
      timersAt: local.timers.map((timer) => dueAt(local, timer)),
      tearable: isTearable(local),
      offsetMs: local.offsetMs,
    };
  }

  #sendsOf({ sent }: LocalStep, from: number): number {
    return this.#flights.listId(
      sent.map(({ to, message }) => this.messageId(from, this.names.indexOf(to), message)),
    );
  }

  #add(step: LocalStep, node: number): number {
    this.#becomes.push(this.#id(step.local));
    this.#sends.push(this.#sendsOf(step, node));
    this.#notes.push(this.histories.additionOf(step.noted));
    return this.#becomes.length - 1;
  }

  /** Number of the step: see `becomes`, `sends` and `notes`. */
  step(local: number, event: number, time: number): number {
    const known = this.#steps.get(local, event, time);
    if (known >= 0) return known;
    const before = this.local(local);
    const spec = this.specs[before.node] as LocalSpec;
    const at = this.times[time] as number;
    const step = this.#add(happens(spec, before, this.event(event), at), before.node);
    this.#steps.set(local, event, time, step);
    return step;
  }

  becomes(step: number): number {
    return this.#becomes[step] as number;
  }

  sends(step: number): number {
    return this.#sends[step] as number;
  }

  notes(step: number): number {
    return this.#notes[step] as number;
  }

  renamed(id: number, renaming: Renaming, node: number): number {
    return this.#id(renaming.local(this.local(id), node));
  }

  /** Distinct situations of machines, and steps computed. */
  get sizes(): { readonly locals: number; readonly steps: number } {
    return { locals: this.#facts.length, steps: this.#becomes.length };
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
