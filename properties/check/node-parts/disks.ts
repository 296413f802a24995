/** Disks by number, and their changes, each computed once. */
import { NODES_MAX } from '../search/actions.js';
import type { ContentIds } from './content-ids.js';
import type { ModelSteps } from './model-steps.js';
import { answered, crashed, isTearable, written } from '../rules/disk.js';
import type { Storage } from '../rules/disk.js';
import { Interner, IntTable, Sequences } from '../search/table.js';

/** Facts about a disk that the search reads at every expansion. */
interface DiskFacts {
  /** True time at which its next answer is due, ms; `Infinity`: none is pending. */
  readonly dueAt: number;
  readonly tearable: boolean;
}

/** A disk's number after an answer, and the file that the answer concerns. */
interface Answer {
  readonly storage: number;
  readonly file: string;
}

/** Stands for a content equal to the one before it; no content has this number. */
const SAME = -1;

export class Disks {
  readonly #contents: ContentIds;
  readonly #models: ModelSteps;
  /** Duration of a sync by node, ms. */
  readonly #latenciesMs: readonly number[];
  readonly #known = new Interner<Storage, number>();
  readonly #keys = new Sequences();
  readonly #facts: DiskFacts[] = [];
  readonly #answers: (Answer | undefined)[] = [];
  readonly #written = new IntTable();
  readonly #crashed = new IntTable();

  constructor(contents: ContentIds, models: ModelSteps, latenciesMs: readonly number[]) {
    this.#contents = contents;
    this.#models = models;
    this.#latenciesMs = latenciesMs;
  }

  id(storage: Storage): number {
    const id = this.#known.id(this.#keyOf(storage), () => storage);
    if (id < this.#facts.length) return id;
    this.#answers.push(undefined);
    this.#facts.push({
      dueAt: storage.pending[0]?.dueAt ?? Infinity,
      tearable: isTearable(storage),
    });
    return id;
  }

  #keyOf({ disk, pending }: Storage): number {
    const contents = this.#contents;
    const files = [...disk.files()].sort(([a], [b]) => (a < b ? -1 : 1));
    const numbers: number[] = [];
    for (const [name, { durable, current, appended }] of files) {
      numbers.push(contents.id(name), contents.id(durable));
      numbers.push(durable === current ? SAME : contents.id(current), appended);
    }
    numbers.push(SAME);
    for (const { kind, file, content, dueAt } of pending) {
      // The disk compares contents by identity: whether a file still has the content its sync began
      // with is part of the key.
      const same = files.some(([name, { current }]) => name === file && current === content);
      numbers.push(contents.id(kind), contents.id(file), contents.id(dueAt));
      numbers.push(same ? SAME : contents.id(content));
    }
    return this.#keys.of(numbers);
  }

  at(id: number): Storage {
    return this.#known.at(id);
  }

  facts(id: number): DiskFacts {
    return this.#facts[id] as DiskFacts;
  }

  /** The disk after these effects at true time `at`, whose number is `time`. */
  written(node: number, id: number, effects: number, time: number, at: number): number {
    const { list, writes, syncs } = this.#models.effects(effects);
    if (!writes) return id;
    // Time and node determine only when the answer is due.
    const when = syncs ? NODES_MAX * time + node : -1;
    const known = this.#written.get(id, effects, when);
    if (known >= 0) return known;
    const latencyMs = this.#latenciesMs[node] as number;
    const next = this.id(written(this.at(id), list, at, latencyMs));
    this.#written.set(id, effects, when, next);
    return next;
  }

  /** The disk after its oldest pending answer; `undefined`: none is pending. */
  answered(id: number): Answer | undefined {
    const known = this.#answers[id];
    if (known !== undefined) return known;
    const next = answered(this.at(id));
    if (next === undefined) return undefined;
    const answer = { storage: this.id(next.storage), file: next.file };
    this.#answers[id] = answer;
    return answer;
  }

  crashed(id: number, severity: 'power' | 'torn'): number {
    const how = severity === 'torn' ? 1 : 0;
    const known = this.#crashed.get(id, how, 0);
    if (known >= 0) return known;
    const next = this.id(crashed(this.at(id), severity));
    this.#crashed.set(id, how, 0, next);
    return next;
  }
}
