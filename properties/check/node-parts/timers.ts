/** Timers of nodes, by number, and their changes, each computed once. */
import { msOf } from '../../../sim/model/time.js';
import type { ContentIds } from './content-ids.js';
import type { Machines } from './machines.js';
import { dueAt } from '../rules/node.js';
import type { ModelSteps } from './model-steps.js';
import { Interner, IntTable } from '../search/table.js';
import { armed, unset } from '../rules/timers.js';
import type { Timer } from '../rules/timers.js';

/** Names of the timers that are set, and the true times at which they are due, ms. */
interface TimerFacts {
  readonly names: readonly string[];
  readonly at: readonly number[];
}

/**
 * Lists of timers. The order of setting is part of a number: of two that are due at once, the fixed
 * schedule fires the first.
 */
export class TimerLists {
  readonly #contents: ContentIds;
  readonly #models: ModelSteps;
  readonly #machines: Machines;
  readonly #known = new Interner<readonly Timer[], number>();
  readonly #sets: number[] = [];
  readonly #armed = new IntTable();
  readonly #unset = new IntTable();
  readonly #factsOf = new IntTable();
  readonly #facts: TimerFacts[] = [];

  constructor(contents: ContentIds, models: ModelSteps, machines: Machines) {
    this.#contents = contents;
    this.#models = models;
    this.#machines = machines;
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

  /** One number for the same timers in any order of setting. */
  setOf(id: number): number {
    return this.#sets[id] as number;
  }

  /** The timers after these effects, at this reading of the machine's clocks. */
  armed(id: number, effects: number, reading: number): number {
    const { list, arms } = this.#models.effects(effects);
    if (!arms) return id;
    const known = this.#armed.get(id, effects, reading);
    if (known >= 0) return known;
    const { elapsed } = this.#machines.reading(reading);
    const next = this.id(armed(this.at(id), list, msOf(elapsed)));
    this.#armed.set(id, effects, reading, next);
    return next;
  }

  /** The timers without the one whose event has this number. */
  unset(id: number, event: number, name: string): number {
    const known = this.#unset.get(id, event, 0);
    if (known >= 0) return known;
    const next = this.id(unset(this.at(id), name));
    this.#unset.set(id, event, 0, next);
    return next;
  }

  /** Facts about the timers on a machine with these clocks. */
  facts(id: number, machine: number): TimerFacts {
    const known = this.#factsOf.get(id, machine, 0);
    if (known >= 0) return this.#facts[known] as TimerFacts;
    const timers = this.at(id);
    const facts = {
      names: timers.map(({ name }) => name),
      at: timers.map((timer) => dueAt(this.#machines.at(machine), timer)),
    };
    this.#factsOf.set(id, machine, 0, this.#facts.length);
    this.#facts.push(facts);
    return facts;
  }
}
