/**
 * The parts of machines, each distinct one once, by number: what a model remembers, a disk, timers,
 * and the machine itself. What happens to one depends on few of the others, so what becomes of each
 * is computed once by what it depends on; whole machines are numbers put together.
 */
import { elapsedMs, localMs, msOf } from '../../sim/index.js';
import type { Effect, LocalTime, NodeEvent } from '../../sim/index.js';
import { NODES_MAX } from './actions.js';
import type { Contents } from './contents.js';
import { dueAt } from './local.js';
import type { Frame, LocalSpec } from './local.js';
import { answered, crashed, DISK_EFFECTS, isTearable, written } from './storage.js';
import type { Storage } from './storage.js';
import { Interner, IntTable, Sequences } from './table.js';
import { armed, TIMER_EFFECTS, unset } from './timers.js';
import type { Timer } from './timers.js';

/** What one step of a model asks for. */
export interface Effects {
  readonly list: readonly Effect<unknown>[];
  readonly writes: boolean;
  readonly syncs: boolean;
  readonly arms: boolean;
}

/** A disk's number, with what the search asks of it. */
interface StorageFacts {
  /** When its next answer is due, true ms; Infinity: it owes none. */
  readonly dueAt: number;
  readonly tearable: boolean;
}

/** A disk's number after an answer, and the file that it was about. */
interface Answer {
  readonly storage: number;
  readonly file: string;
}

/** Which timers are set, and when they are due, true ms. */
interface TimerFacts {
  readonly names: readonly string[];
  readonly at: readonly number[];
}

/** Where a number would say what another place says; no number of content. */
const SAME = -1;

export class Parts {
  readonly #specs: readonly LocalSpec[];
  readonly #contents: Contents;
  readonly #states = new Interner<unknown, number>();
  readonly #sequences = new Sequences();
  readonly #storages = new Interner<Storage, number>();
  readonly #storageFacts: StorageFacts[] = [];
  readonly #timers = new Interner<readonly Timer[], number>();
  readonly #timerSets: number[] = [];
  readonly #frames = new Interner<Frame, number>();
  readonly #effects = new Interner<Effects, number>();
  readonly #readings = new Interner<LocalTime, number>();
  readonly #reading = new IntTable();
  readonly #ran = new IntTable();
  readonly #ranTo: number[] = [];
  readonly #ranEffects: number[] = [];
  readonly #written = new IntTable();
  readonly #answered: (Answer | undefined)[] = [];
  readonly #crashed = new IntTable();
  readonly #armed = new IntTable();
  readonly #unset = new IntTable();
  readonly #timerFacts = new IntTable();
  readonly #timerFactsAt: TimerFacts[] = [];

  constructor(specs: readonly LocalSpec[], contents: Contents) {
    this.#specs = specs;
    this.#contents = contents;
  }

  // ---- what a model remembers, and its steps ----------------------------------------------

  stateId(node: number, state: unknown): number {
    return this.#states.id(this.#sequences.of([this.#contents.id(state), node]), () => state);
  }

  state(id: number): unknown {
    return this.#states.at(id);
  }

  /** What the machine's own clocks read at a true time. */
  readingId(frame: number, time: number, at: number): number {
    const known = this.#reading.get(frame, time, 0);
    if (known >= 0) return known;
    const { offsetMs, bootAt } = this.#frames.at(frame);
    const [wall, elapsed] = [at + offsetMs, at - bootAt];
    const id = this.#readings.id(this.#contents.id([wall, elapsed]), () => ({
      wall: localMs(wall),
      elapsed: elapsedMs(elapsed),
    }));
    this.#reading.set(frame, time, 0, id);
    return id;
  }

  /** Number of a model's step on an event that it hears under this number: see `ranTo`, `ranEffects`. */
  ran(
    node: number,
    state: number,
    heard: number,
    event: NodeEvent<unknown, unknown>,
    reading: number,
  ): number {
    const known = this.#ran.get(state, heard, reading);
    if (known >= 0) return known;
    const { model } = this.#specs[node] as LocalSpec;
    const [next, effects] = model.step(this.state(state), event, this.#readings.at(reading));
    this.#ranTo.push(this.stateId(node, next));
    this.#ranEffects.push(this.#effectsId(effects));
    this.#ran.set(state, heard, reading, this.#ranTo.length - 1);
    return this.#ranTo.length - 1;
  }

  ranTo(ran: number): number {
    return this.#ranTo[ran] as number;
  }

  ranEffects(ran: number): number {
    return this.#ranEffects[ran] as number;
  }

  /** Steps of models that were computed. */
  get steps(): number {
    return this.#ranTo.length;
  }

  #effectsId(list: readonly Effect<unknown>[]): number {
    return this.#effects.id(this.#contents.id(list), () => ({
      list,
      writes: list.some(({ kind }) => DISK_EFFECTS.has(kind)),
      syncs: list.some(({ kind }) => kind === 'sync'),
      arms: list.some(({ kind }) => TIMER_EFFECTS.has(kind)),
    }));
  }

  effects(id: number): Effects {
    return this.#effects.at(id);
  }

  // ---- disks ------------------------------------------------------------------------------

  storageId(storage: Storage): number {
    const id = this.#storages.id(this.#keyOf(storage), () => storage);
    if (id < this.#storageFacts.length) return id;
    this.#answered.push(undefined);
    this.#storageFacts.push({
      dueAt: storage.owed[0]?.dueAt ?? Infinity,
      tearable: isTearable(storage),
    });
    return id;
  }

  #keyOf({ disk, owed }: Storage): number {
    const contents = this.#contents;
    const files = [...disk.files()].sort(([a], [b]) => (a < b ? -1 : 1));
    const numbers: number[] = [];
    for (const [name, { durable, current, appended }] of files) {
      numbers.push(contents.id(name), contents.id(durable));
      numbers.push(durable === current ? SAME : contents.id(current), appended);
    }
    numbers.push(SAME);
    for (const { kind, file, content, dueAt } of owed) {
      // Whether a file still is what its sync began with matters to the disk by identity too.
      const same = files.some(([name, { current }]) => name === file && current === content);
      numbers.push(contents.id(kind), contents.id(file), contents.id(dueAt));
      numbers.push(same ? SAME : contents.id(content));
    }
    return this.#sequences.of(numbers);
  }

  storage(id: number): Storage {
    return this.#storages.at(id);
  }

  storageFacts(id: number): StorageFacts {
    return this.#storageFacts[id] as StorageFacts;
  }

  /** `time` is the number of the true time `at`. */
  written(node: number, id: number, effects: number, time: number, at: number): number {
    const { list, writes, syncs } = this.#effects.at(effects);
    if (!writes) return id;
    // When and where matters for when the answer is due, and to nothing else.
    const when = syncs ? NODES_MAX * time + node : -1;
    const known = this.#written.get(id, effects, when);
    if (known >= 0) return known;
    const { syncLatencyMs } = this.#specs[node] as LocalSpec;
    const next = this.storageId(written(this.storage(id), list, at, syncLatencyMs));
    this.#written.set(id, effects, when, next);
    return next;
  }

  /** The disk when it has answered what it has owed longest, and for which file. */
  answered(id: number): Answer | undefined {
    const known = this.#answered[id];
    if (known !== undefined) return known;
    const next = answered(this.storage(id));
    if (next === undefined) return undefined;
    const answer = { storage: this.storageId(next.storage), file: next.file };
    this.#answered[id] = answer;
    return answer;
  }

  crashed(id: number, severity: 'power' | 'torn'): number {
    const known = this.#crashed.get(id, severity === 'torn' ? 1 : 0, 0);
    if (known >= 0) return known;
    const next = this.storageId(crashed(this.storage(id), severity));
    this.#crashed.set(id, severity === 'torn' ? 1 : 0, 0, next);
    return next;
  }

  // ---- timers -----------------------------------------------------------------------------

  timersId(timers: readonly Timer[]): number {
    const id = this.#timers.id(this.#contents.id(timers), () => timers);
    if (id < this.#timerSets.length) return id;
    const sorted = [...timers].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#timerSets.push(this.#contents.id(sorted));
    return id;
  }

  /** One number for the same timers, in whichever order they were set. */
  timerSet(id: number): number {
    return this.#timerSets[id] as number;
  }

  timers(id: number): readonly Timer[] {
    return this.#timers.at(id);
  }

  armed(id: number, effects: number, reading: number): number {
    const { list, arms } = this.#effects.at(effects);
    if (!arms) return id;
    const known = this.#armed.get(id, effects, reading);
    if (known >= 0) return known;
    const { elapsed } = this.#readings.at(reading);
    const next = this.timersId(armed(this.timers(id), list, msOf(elapsed)));
    this.#armed.set(id, effects, reading, next);
    return next;
  }

  /** Without the timer of an event of this number. */
  unset(id: number, event: number, name: string): number {
    const known = this.#unset.get(id, event, 0);
    if (known >= 0) return known;
    const next = this.timersId(unset(this.timers(id), name));
    this.#unset.set(id, event, 0, next);
    return next;
  }

  /** The timers of a machine whose clocks are these. */
  timerFacts(id: number, frame: number): TimerFacts {
    const known = this.#timerFacts.get(id, frame, 0);
    if (known >= 0) return this.#timerFactsAt[known] as TimerFacts;
    const timers = this.timers(id);
    const facts = {
      names: timers.map(({ name }) => name),
      at: timers.map((timer) => dueAt(this.frame(frame), timer)),
    };
    this.#timerFacts.set(id, frame, 0, this.#timerFactsAt.length);
    this.#timerFactsAt.push(facts);
    return facts;
  }

  // ---- the machine itself -----------------------------------------------------------------

  frameId(frame: Frame): number {
    return this.#frames.id(this.#contents.id(frame), () => frame);
  }

  frame(id: number): Frame {
    return this.#frames.at(id);
  }
}
