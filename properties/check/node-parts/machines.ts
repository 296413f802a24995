/** Machines (power, clocks, random draws) and the readings of their clocks, by number. */
import { elapsedMs, localMs } from '../../../sim/model/time.js';
import type { LocalTime } from '../../../sim/model/node.js';
import type { ContentIds } from './content-ids.js';
import type { Machine } from '../rules/node.js';
import { Interner, IntTable } from '../search/table.js';

export class Machines {
  readonly #contents: ContentIds;
  readonly #known = new Interner<Machine, number>();
  readonly #readings = new Interner<LocalTime, number>();
  readonly #reading = new IntTable();

  constructor(contents: ContentIds) {
    this.#contents = contents;
  }

  id(machine: Machine): number {
    return this.#known.id(this.#contents.id(machine), () => machine);
  }

  at(id: number): Machine {
    return this.#known.at(id);
  }

  /** Number of the reading of a machine's clocks at true time `at`, whose number is `time`. */
  readingId(id: number, time: number, at: number): number {
    const known = this.#reading.get(id, time, 0);
    if (known >= 0) return known;
    const { offsetMs, bootAt } = this.at(id);
    const [wall, elapsed] = [at + offsetMs, at - bootAt];
    const reading = this.#readings.id(this.#contents.id([wall, elapsed]), () => ({
      wall: localMs(wall),
      elapsed: elapsedMs(elapsed),
    }));
    this.#reading.set(id, time, 0, reading);
    return reading;
  }

  reading(id: number): LocalTime {
    return this.#readings.at(id);
  }
}
