/** Timers that machines have set, by number, and what becomes of them, computed once. */
import { msOf } from '../../../sim/model/time.js';
import type { Contents } from './contents.js';
import type { Frames } from './machines.js';
import { dueAt } from '../rules/node.js';
import type { Runs } from './models.js';
import { Interner, IntTable } from '../search/table.js';
import { armed, unset } from '../rules/timers.js';
import type { Timer } from '../rules/timers.js';

/** Which timers are set, and when they are due, true ms. */
interface TimerFacts {
  readonly names: readonly string[];
  readonly at: readonly number[];
}

/** A number says in which order the timers were set, too: of two due at once tails take the first. */
export class TimerLists {
  readonly #contents: Contents;
  readonly #runs: Runs;
  readonly #frames: Frames;
  readonly #known = new Interner<readonly Timer[], number>();
  readonly #sets: number[] = [];
  readonly #armed = new IntTable();
  readonly #unset = new IntTable();
  readonly #factsOf = new IntTable();
  readonly #facts: TimerFacts[] = [];

  constructor(contents: Contents, runs: Runs, frames: Frames) {
    this.#contents = contents;
    this.#runs = runs;
    this.#frames = frames;
  }

  id(timers: readonly Timer[]): number {
    const id = this.#known.id(this.#contents.id(timers), () => timers);
    if (id < this.#sets.length) return id;
    const sorted = [...timers].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#sets.push(this.#contents.id(sorted));
    return id;
  }

  at(id: number): readonly Timer[] {
    return this.#known.at(id);
  }

  /** One number for the same timers, in whichever order they were set. */
  setOf(id: number): number {
    return this.#sets[id] as number;
  }

  /** After these effects, at what the machine's clocks read. */
  armed(id: number, effects: number, reading: number): number {
    const { list, arms } = this.#runs.effects(effects);
    if (!arms) return id;
    const known = this.#armed.get(id, effects, reading);
    if (known >= 0) return known;
    const { elapsed } = this.#frames.reading(reading);
    const next = this.id(armed(this.at(id), list, msOf(elapsed)));
    this.#armed.set(id, effects, reading, next);
    return next;
  }

  /** Without the timer whose event has this number. */
  unset(id: number, event: number, name: string): number {
    const known = this.#unset.get(id, event, 0);
    if (known >= 0) return known;
    const next = this.id(unset(this.at(id), name));
    this.#unset.set(id, event, 0, next);
    return next;
  }

  /** The timers on a machine whose clocks are these. */
  facts(id: number, frame: number): TimerFacts {
    const known = this.#factsOf.get(id, frame, 0);
    if (known >= 0) return this.#facts[known] as TimerFacts;
    const timers = this.at(id);
    const facts = {
      names: timers.map(({ name }) => name),
      at: timers.map((timer) => dueAt(this.#frames.at(frame), timer)),
    };
    this.#factsOf.set(id, frame, 0, this.#facts.length);
    this.#facts.push(facts);
    return facts;
  }
}
