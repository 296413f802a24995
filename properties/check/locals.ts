/**
 * The machines of a search, by number: each distinct situation of a machine once, and each step of
 * one computed once. A step depends on nothing but the machine, what happens, and the time; so a
 * search of millions of states runs the models some thousands of times.
 */
import { invariant, Stream } from '../../sim/index.js';
import type { NodeEvent, WorldSpec } from '../../sim/index.js';
import type { ScenarioBase } from '../study.js';
import { ARGUMENTS_MAX, NODES_MAX } from './actions.js';
import { Contents } from './contents.js';
import type { Flights } from './flight.js';
import { Histories } from './history.js';
import { notedOf, readOf } from './local.js';
import type { Frame, Local, LocalEvent, LocalSpec } from './local.js';
import { Parts } from './parts.js';
import type { Scope } from './scope.js';
import { blankStorage } from './storage.js';
import type { Renaming } from './renaming.js';
import { Interner, IntTable, Sequences } from './table.js';

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

const PART = { node: 0, state: 1, storage: 2, timers: 3, frame: 4 } as const;
const PARTS = 5;

/** What a model hears is known by what it comes of. */
const HEARD = { event: 0, start: 1, input: 2, synced: 3 } as const;

export class Locals {
  readonly specs: readonly LocalSpec[];
  readonly names: readonly string[];
  /** True times, by number. */
  readonly times: number[] = [];
  readonly #timeIds = new Map<number, number>();
  readonly parts: Parts;
  /** Parts, the timers as a set. */
  readonly #all = new Sequences();
  /** By machine its timers in the order in which they were set when it was first met. */
  readonly #timers: number[] = [];
  /** The machine that is being looked at, part by part. */
  readonly #now = new Int32Array(PARTS);
  readonly #facts: LocalFacts[] = [];
  readonly #events = new Interner<LocalEvent, number>();
  readonly #messages = new Interner<Message, number>();
  readonly #contents: Contents;
  /** What single steps note goes here. */
  readonly histories: Histories;
  readonly #steps = new IntTable();
  readonly #becomes: number[] = [];
  readonly #sends: number[] = [];
  readonly #notes: number[] = [];
  /** What models hear. */
  readonly #heard: NodeEvent<unknown, unknown>[] = [];
  readonly #heardIds = new IntTable();
  readonly #files = new Interner<string>();
  readonly #notedBy = new IntTable();
  readonly #read = new IntTable();
  readonly #reads: (event: NodeEvent<unknown, unknown>) => boolean;
  readonly #sent = new IntTable();
  readonly #flights: Flights;

  constructor(
    world: WorldSpec<unknown, unknown>,
    scope: Pick<Scope<ScenarioBase, unknown>, 'alike' | 'reads'>,
    flights: Flights,
  ) {
    this.#flights = flights;
    const [first] = scope.alike;
    this.names = world.nodes.map(({ name }) => name);
    this.#contents = new Contents(this.names);
    this.histories = new Histories(this.#contents, this.names.length);
    this.specs = world.nodes.map(({ name, model, syncLatencyMs }) => {
      const as = first !== undefined && scope.alike.includes(name) ? first : name;
      return {
        name,
        model,
        syncLatencyMs: syncLatencyMs ?? 0,
        entropy: drawsOf(new Stream(world.seed, `node:${as}`)),
      };
    });
    this.#reads = scope.reads ?? (() => false);
    this.parts = new Parts(this.specs, this.#contents);
  }

  timeId(ms: number): number {
    const known = this.#timeIds.get(ms);
    if (known !== undefined) return known;
    this.#timeIds.set(ms, this.times.length);
    this.times.push(ms);
    return this.times.length - 1;
  }

  local(id: number): Local {
    const { parts } = this;
    const now = this.#now;
    this.#look(id);
    return {
      node: now[PART.node] as number,
      state: parts.state(now[PART.state] as number),
      storage: parts.storage(now[PART.storage] as number),
      timers: parts.timers(now[PART.timers] as number),
      frame: parts.frame(now[PART.frame] as number),
    };
  }

  /** Numbers of the parts on which it depends what an end comes to. */
  partsOf(id: number): {
    readonly state: number;
    readonly storage: number;
    readonly frame: number;
  } {
    const now = this.#now;
    this.#look(id);
    return {
      state: now[PART.state] as number,
      storage: now[PART.storage] as number,
      frame: now[PART.frame] as number,
    };
  }

  /** Number of the machine whose parts stand in `#now`. */
  #id(): number {
    const now = this.#now;
    const timers = now[PART.timers] as number;
    now[PART.timers] = this.parts.timerSet(timers);
    const id = this.#all.id(now, 0, PARTS);
    now[PART.timers] = timers;
    if (id < this.#facts.length) return id;
    this.#facts.push(this.#factsOf());
    this.#timers.push(timers);
    return id;
  }

  #look(id: number): void {
    this.#all.read(id, this.#now);
    this.#now[PART.timers] = this.#timers[id] as number;
  }

  #factsOf(): LocalFacts {
    const { parts } = this;
    const now = this.#now;
    const frame = now[PART.frame] as number;
    const { up, offsetMs } = parts.frame(frame);
    const { dueAt, tearable } = parts.storageFacts(now[PART.storage] as number);
    const { names, at } = parts.timerFacts(now[PART.timers] as number, frame);
    return {
      up,
      diskAt: dueAt,
      timers: names.map((timer) => this.eventId({ kind: 'timer', timer })),
      timersAt: at,
      tearable,
      offsetMs,
    };
  }

  facts(id: number): LocalFacts {
    return this.#facts[id] as LocalFacts;
  }

  eventId(event: LocalEvent): number {
    const id = this.#events.id(this.#contents.id(event), () => event);
    invariant(id < ARGUMENTS_MAX, 'check', 'fewer kinds of events', String(id));
    return id;
  }

  event(id: number): LocalEvent {
    return this.#events.at(id);
  }

  messageId(from: number, to: number, message: unknown): number {
    const id = this.#messages.id(this.#contents.id([from, to, message]), () => ({
      from,
      to,
      message,
      event: this.eventId({ kind: 'message', from: this.names[from] ?? '', message }),
    }));
    // A held copy of a message is twice its number and one more, and has to fit an action.
    invariant(2 * id + 1 < ARGUMENTS_MAX, 'check', 'fewer kinds of messages', String(id));
    return id;
  }

  message(id: number): Message {
    return this.#messages.at(id);
  }

  // ---- what becomes of a machine ----------------------------------------------------------

  /** The machine's first start, at true time 0: a step. */
  started(node: number, offsetMs: number): number {
    const { parts } = this;
    const now = this.#now;
    const { model } = this.specs[node] as LocalSpec;
    now[PART.node] = node;
    now[PART.state] = parts.stateId(node, model.initial);
    now[PART.storage] = parts.storageId(blankStorage());
    now[PART.timers] = parts.timersId([]);
    now[PART.frame] = parts.frameId({ up: false, offsetMs, bootAt: 0, draws: 0 });
    return this.#boots(this.timeId(0), 0);
  }

  /** Number of the step: see `becomes`, `sends` and `notes`. */
  step(local: number, event: number, time: number): number {
    const known = this.#steps.get(local, event, time);
    if (known >= 0) return known;
    this.#look(local);
    const step = this.#happens(event, time);
    this.#steps.set(local, event, time, step);
    return step;
  }

  /** What an event makes of the machine whose parts stand in `#now`. */
  #happens(event: number, time: number): number {
    const { parts } = this;
    const now = this.#now;
    const happening = this.event(event);
    const frameBefore = now[PART.frame] as number;
    const frame = parts.frame(frameBefore);
    switch (happening.kind) {
      case 'timer':
        now[PART.timers] = parts.unset(now[PART.timers] as number, event, happening.timer);
        return this.#runs(
          this.#heardId(HEARD.event, event, 0, () => happening),
          time,
          0,
        );
      case 'message':
        return frame.up
          ? this.#runs(
              this.#heardId(HEARD.event, event, 0, () => happening),
              time,
              0,
            )
          : this.#add(0, 0);
      case 'disk': {
        const answer = parts.answered(now[PART.storage] as number);
        if (answer === undefined) return this.#add(0, 0);
        now[PART.storage] = answer.storage;
        const { file } = answer;
        return this.#runs(this.#syncedId(file), time, 0);
      }
      case 'input': {
        if (!frame.up) return this.#add(0, 0);
        const { input } = happening;
        const heard = this.#heardId(HEARD.input, event, this.#drawn(frame), () => ({
          kind: 'input',
          input,
          entropy: this.#draws(frame),
        }));
        now[PART.frame] = parts.frameId({ ...frame, draws: frame.draws + 1 });
        return this.#runs(heard, time, 0);
      }
      case 'up':
        return this.#boots(time, this.#noted(frameBefore, event, time));
      case 'crash': {
        const node = now[PART.node] as number;
        now[PART.state] = parts.stateId(node, (this.specs[node] as LocalSpec).model.initial);
        now[PART.storage] = parts.crashed(now[PART.storage] as number, happening.severity);
        now[PART.timers] = parts.timersId([]);
        now[PART.frame] = parts.frameId({ ...frame, up: false });
        return this.#add(0, this.#noted(frameBefore, event, time));
      }
      case 'clock':
        now[PART.frame] = parts.frameId({ ...frame, offsetMs: happening.toOffsetMs });
        return this.#add(0, this.#noted(frameBefore, event, time));
    }
  }

  #boots(time: number, noted: number): number {
    const { parts } = this;
    const now = this.#now;
    const frame = parts.frame(now[PART.frame] as number);
    const storage = now[PART.storage] as number;
    const heard = this.#heardId(HEARD.start, storage, this.#drawn(frame), () => ({
      kind: 'start',
      disk: parts.storage(storage).disk.contents(),
      entropy: this.#draws(frame),
    }));
    const bootAt = this.times[time] as number;
    now[PART.frame] = parts.frameId({ ...frame, up: true, bootAt, draws: frame.draws + 1 });
    return this.#runs(heard, time, noted);
  }

  /** The model hears of something, and what it asks for is carried out. */
  #runs(heard: number, time: number, noted: number): number {
    const { parts } = this;
    const now = this.#now;
    const at = this.times[time] as number;
    const node = now[PART.node] as number;
    const reading = parts.readingId(now[PART.frame] as number, time, at);
    const event = this.#heard[heard] as NodeEvent<unknown, unknown>;
    const ran = parts.ran(node, now[PART.state] as number, heard, event, reading);
    const effects = parts.ranEffects(ran);
    now[PART.state] = parts.ranTo(ran);
    now[PART.storage] = parts.written(node, now[PART.storage] as number, effects, time, at);
    now[PART.timers] = parts.armed(now[PART.timers] as number, effects, reading);
    const read = this.#readOf(heard, effects, time);
    return this.#add(this.#sendsOf(effects, node), this.histories.joined(noted, read));
  }

  #heardId(kind: number, a: number, b: number, make: () => NodeEvent<unknown, unknown>): number {
    const known = this.#heardIds.get(kind, a, b);
    if (known >= 0) return known;
    this.#heardIds.set(kind, a, b, this.#heard.length);
    this.#heard.push(make());
    return this.#heard.length - 1;
  }

  #syncedId(file: string): number {
    const number = this.#files.id(file, () => file);
    return this.#heardId(HEARD.synced, number, 0, () => ({ kind: 'synced', file }));
  }

  /** Who draws, and the how manieth time. */
  #drawn({ draws }: Frame): number {
    return NODES_MAX * draws + (this.#now[PART.node] as number);
  }

  #draws({ draws }: Frame): number {
    return (this.specs[this.#now[PART.node] as number] as LocalSpec).entropy(draws);
  }

  /** Number of what the machine's own wheels note. */
  #noted(frame: number, event: number, time: number): number {
    const node = this.#now[PART.node] as number;
    const where = NODES_MAX * frame + node;
    const known = this.#notedBy.get(where, event, time);
    if (known >= 0) return known;
    const at = this.times[time] as number;
    const addition = this.histories.additionOf(
      notedOf(this.names[node] ?? '', this.parts.frame(frame), this.event(event), at),
    );
    this.#notedBy.set(where, event, time, addition);
    return addition;
  }

  /** Number of what the oracle reads of a step. */
  #readOf(heard: number, effects: number, time: number): number {
    const node = this.#now[PART.node] as number;
    const what = NODES_MAX * heard + node;
    const known = this.#read.get(what, effects, time);
    if (known >= 0) return known;
    const event = this.#heard[heard] as NodeEvent<unknown, unknown>;
    const { list } = this.parts.effects(effects);
    const addition = this.histories.additionOf(
      readOf(this.names[node] ?? '', this.#reads, event, list, this.times[time] as number),
    );
    this.#read.set(what, effects, time, addition);
    return addition;
  }

  #sendsOf(effects: number, from: number): number {
    const known = this.#sent.get(effects, from, 0);
    if (known >= 0) return known;
    const sends = this.#flights.listId(
      this.parts
        .effects(effects)
        .list.flatMap((effect) =>
          effect.kind === 'send'
            ? [this.messageId(from, this.names.indexOf(effect.to), effect.message)]
            : [],
        ),
    );
    this.#sent.set(effects, from, 0, sends);
    return sends;
  }

  /** A step to the machine whose parts stand in `#now`. */
  #add(sends: number, notes: number): number {
    this.#becomes.push(this.#id());
    this.#sends.push(sends);
    this.#notes.push(notes);
    return this.#becomes.length - 1;
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
    const { parts } = this;
    const now = this.#now;
    const { state, storage, timers, frame } = renaming.local(this.local(id), node);
    now[PART.node] = node;
    now[PART.state] = parts.stateId(node, state);
    now[PART.storage] = parts.storageId(storage);
    now[PART.timers] = parts.timersId(timers);
    now[PART.frame] = parts.frameId(frame);
    return this.#id();
  }

  /** Distinct situations of machines, and steps computed. */
  get sizes(): { readonly locals: number; readonly steps: number } {
    return { locals: this.#facts.length, steps: this.parts.steps };
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
