/** Renames nodes in states, disks and messages. */
import { Disk } from '../../../sim/disk/disk.js';
import { TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import type { NodeParts } from '../rules/node.js';

/** Copies data with names of nodes replaced; one object stays one object. */
export class Renaming {
  readonly #names: ReadonlyMap<string, string>;
  readonly #canonicalised: (value: object) => object;
  readonly #done = new Map<object, unknown>();

  constructor(
    names: ReadonlyMap<string, string>,
    canonicalised: (value: object) => object = (value) => value,
  ) {
    this.#names = names;
    this.#canonicalised = canonicalised;
  }

  of<T>(value: T): T {
    return this.#of(value) as T;
  }

  #of(value: unknown): unknown {
    if (typeof value === 'string') return this.#names.get(value) ?? value;
    if (typeof value !== 'object' || value === null || value === TORN) return value;
    const known = this.#done.get(value);
    if (known !== undefined) return known;
    const renamed = this.#made(value);
    this.#done.set(value, renamed);
    return renamed;
  }

  #made(value: object): unknown {
    if (value instanceof Seq) return Seq.of(value.toArray().map((item: unknown) => this.#of(item)));
    if (Array.isArray(value)) return value.map((item: unknown) => this.#of(item));
    const fields = Object.entries(value).map(([key, field]): [string, unknown] => [
      this.#names.get(key) ?? key,
      this.#of(field),
    ]);
    return this.#canonicalised(Object.fromEntries(fields));
  }

  node({ state, storage, timers, machine }: NodeParts, node: number): NodeParts {
    const { disk, pending } = storage;
    const files = [...disk.files()].map(([name, file]) => {
      const renamed = { durable: this.of(file.durable), current: this.of(file.current) };
      return [name, { ...file, ...renamed }] as const;
    });
    const renamed = { disk: Disk.of(files), pending: this.of(pending) };
    return { node, state: this.of(state), storage: renamed, timers, machine };
  }
}
