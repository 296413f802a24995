/** What models remember, and what their steps come to, by number: each distinct step is run once. */
import type { Effect, LocalTime, Model, NodeEvent } from '../../../sim/model/node.js';
import type { Contents } from './contents.js';
import { DISK_EFFECTS } from '../rules/disk.js';
import { Interner, IntTable, Sequences } from '../search/table.js';
import { TIMER_EFFECTS } from '../rules/timers.js';

/** What one step of a model asks for. */
interface Effects {
  readonly list: readonly Effect<unknown>[];
  /** Whether it changes the disk, and has it answer; and whether it changes timers. */
  readonly writes: boolean;
  readonly syncs: boolean;
  readonly arms: boolean;
}

type AnyModel = Model<unknown, unknown, unknown>;

export class Runs {
  readonly #contents: Contents;
  /** By machine. */
  readonly #models: readonly AnyModel[];
  /** By machine and content: the machine is part of a state's number. */
  readonly #states = new Interner<unknown, number>();
  readonly #keys = new Sequences();
  readonly #effects = new Interner<Effects, number>();
  readonly #ran = new IntTable();
  readonly #becomes: number[] = [];
  readonly #asks: number[] = [];

  constructor(contents: Contents, models: readonly AnyModel[]) {
    this.#contents = contents;
    this.#models = models;
  }

  /** What the model of a machine remembers. */
  stateId(node: number, state: unknown): number {
    return this.#states.id(this.#keys.of([this.#contents.id(state), node]), () => state);
  }

  state(id: number): unknown {
    return this.#states.at(id);
  }

  /** What it remembers before its first start, and after a crash. */
  initial(node: number): number {
    return this.stateId(node, (this.#models[node] as AnyModel).initial);
  }

  /** Number of a step, on the event that is heard under this number: see `becomes`, `asks`. */
  ran(
    node: number,
    state: number,
    heard: number,
    reading: number,
    event: NodeEvent<unknown, unknown>,
    now: LocalTime,
  ): number {
    const known = this.#ran.get(state, heard, reading);
    if (known >= 0) return known;
    const [next, effects] = (this.#models[node] as AnyModel).step(this.state(state), event, now);
    this.#becomes.push(this.stateId(node, next));
    this.#asks.push(this.#effectsId(effects));
    this.#ran.set(state, heard, reading, this.size - 1);
    return this.size - 1;
  }

  /** The state after it. */
  becomes(ran: number): number {
    return this.#becomes[ran] as number;
  }

  /** Number of its effects. */
  asks(ran: number): number {
    return this.#asks[ran] as number;
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

  /** Steps that were run. */
  get size(): number {
    return this.#becomes.length;
  }
}
