/** States, disks and messages as short texts, and with machines' names exchanged. */
import { Disk, Seq, TORN } from '../../sim/index.js';
import type { Local } from './local.js';
import type { Storage } from './storage.js';

/**
 * Texts that two pieces of plain data have in common only if they are the same. Every object is
 * numbered by its content once, and stands in the text of what holds it as its number: a state of
 * which one field has changed costs a line, however much it holds. (Data does not change: a model
 * that changed what it was given would be found out by a strict run.)
 */
export class Texts {
  /** Not weak: what is numbered mostly stays, and weak maps of this size keep the collector busy. */
  readonly #ids = new Map<object, string>();
  readonly #known = new Map<string, string>();
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  of(value: unknown): string {
    if (typeof value === 'string') return `${String(value.length)}:${value}`;
    if (typeof value !== 'object' || value === null) return String(value);
    const numbered = this.#ids.get(value);
    if (numbered !== undefined) return numbered;
    const id = this.#numberOf(value);
    this.#ids.set(value, id);
    return id;
  }

  /** For what is new at every step, and met once: its text without a memory of the object. */
  once(value: unknown): string {
    return typeof value === 'object' && value !== null ? this.#numberOf(value) : this.of(value);
  }

  #numberOf(value: object): string {
    const text = this.#contentOf(value);
    let id = this.#known.get(text);
    if (id === undefined) {
      id = `#${this.#known.size.toString(36)}`;
      this.#known.set(text, id);
    }
    return id;
  }

  #contentOf(value: object): string {
    if (value === TORN) return '~';
    if (value instanceof Seq || Array.isArray(value)) {
      let text = '[';
      for (const item of value as Iterable<unknown>) text += `${this.of(item)},`;
      return text;
    }
    const fields = value as Readonly<Record<string, unknown>>;
    let text = '{';
    const keys = Object.keys(fields);
    // Fields stand in the order in which the code writes them; machines in that of what happened.
    if (keys.length > 1 && this.#names.has(keys[0] ?? '')) keys.sort();
    for (const key of keys) text += `${key}:${this.of(fields[key])},`;
    return text;
  }

  ofStorage({ disk, owed }: Storage): string {
    let text = '';
    const files = [...disk.files()].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, { durable, current, appended }] of files)
      text += `${name}:${this.of(durable)}${durable === current ? '=' : this.of(current)}${String(appended)},`;
    text += '|';
    for (const { kind, file, content, dueAt } of owed) {
      // Whether a file still is what its sync began with matters to the disk by identity too.
      const same = files.some(([name, { current }]) => name === file && current === content);
      text += `${kind} ${file} ${String(dueAt)}${same ? '=' : this.of(content)},`;
    }
    return text;
  }
}

/** The same data with names exchanged, one object staying one object. */
export class Renaming {
  readonly #names: ReadonlyMap<string, string>;
  readonly #done = new Map<object, unknown>();

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
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
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [this.#names.get(key) ?? key, this.#of(field)]),
    );
  }

  local({ state, storage, timers, frame }: Local, node: number): Local {
    const { disk, owed } = storage;
    const files = [...disk.files()].map(([name, file]) => {
      const renamed = { durable: this.of(file.durable), current: this.of(file.current) };
      return [name, { ...file, ...renamed }] as const;
    });
    const renamed = { disk: Disk.of(files), owed: this.of(owed) };
    return { node, state: this.of(state), storage: renamed, timers, frame };
  }
}
