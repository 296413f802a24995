/**
 * Steps that drop a record's copy from a file.
 *
 * The copy leaves the disk when the file is synced, which may be steps later. The step that wrote the
 * file without the record is the one that explains the loss.
 */
import type { DiskContents, Effect } from '../../sim/model/node.js';
import type { TracerFields } from '../study/contract.js';
import { TracerFinder } from '../oracle/tracers.js';
import type { TraceStep } from '../trace/steps.js';

/** Content of a file, as far as the record is concerned. */
interface Content {
  readonly length: number;
  /** Places of its copies. */
  readonly copies: readonly number[];
}

const EMPTY: Content = { length: 0, copies: [] };

/** The files of one node, as its steps leave them. */
class Files {
  readonly #finder: TracerFinder;
  readonly #files = new Map<string, Content>();
  /** Contents before the last effect on each file. */
  readonly #before = new Map<string, Content>();

  constructor(finder: TracerFinder) {
    this.#finder = finder;
  }

  /** A process starts, and finds this disk. */
  start(disk: DiskContents): void {
    this.#files.clear();
    for (const [file, entries] of Object.entries(disk)) this.#files.set(file, this.#of(entries));
  }

  /** A full disk refused the last write to the file. */
  refused(file: string): void {
    this.#files.set(file, this.#before.get(file) ?? EMPTY);
  }

  #of(entries: Iterable<unknown> & { readonly length: number }): Content {
    const copies: number[] = [];
    if (this.#finder.isIn(entries)) {
      let at = 0;
      for (const entry of entries) {
        if (this.#finder.isIn(entry)) copies.push(at);
        at += 1;
      }
    }
    return { length: entries.length, copies };
  }

  /** Carries out an effect; returns the file from which it drops the last copy. */
  drops(effect: Effect<unknown>): string | undefined {
    if (!('file' in effect) || effect.kind === 'sync') return undefined;
    const before = this.#files.get(effect.file) ?? EMPTY;
    const after = this.#after(effect, before);
    this.#before.set(effect.file, before);
    this.#files.set(effect.file, after);
    return before.copies.length > 0 && after.copies.length === 0 ? effect.file : undefined;
  }

  #after(
    effect: Extract<Effect<unknown>, { readonly kind: 'append' | 'write' | 'truncate' | 'remove' }>,
    { length, copies }: Content,
  ): Content {
    switch (effect.kind) {
      case 'append': {
        const holds = this.#finder.isIn(effect.entry);
        return { length: length + 1, copies: holds ? [...copies, length] : copies };
      }
      case 'write':
        return this.#of(effect.entries);
      case 'truncate': {
        const { count } = effect;
        return {
          length: Math.max(0, length - count),
          copies: copies.filter((at) => at >= count).map((at) => at - count),
        };
      }
      case 'remove':
        return EMPTY;
    }
  }
}

/** An effect that drops the last copy that a file has, and the file. */
export interface DroppedCopy {
  readonly effect: Effect<unknown>;
  readonly file: string;
}

/** The effects by which steps drop the last copy of a file, by number of the step. */
export function droppedCopies(
  steps: readonly TraceStep[],
  tracer: number,
  fields: TracerFields,
): ReadonlyMap<number, readonly DroppedCopy[]> {
  const finder = new TracerFinder(tracer, fields);
  const nodes = new Map<string, Files>();
  const dropped = new Map<number, readonly DroppedCopy[]>();
  for (const { step, node, event, effects } of steps) {
    const files = nodes.get(node) ?? new Files(finder);
    nodes.set(node, files);
    if (event.kind === 'start') files.start(event.disk);
    if (event.kind === 'disk-full') {
      files.refused(event.file);
      // It happens within the step that wrote, the one before.
      const before = dropped.get(step - 1)?.filter(({ file }) => file !== event.file);
      if (before !== undefined) dropped.set(step - 1, before);
    }
    const here = effects.flatMap((effect): DroppedCopy[] => {
      const file = files.drops(effect);
      return file === undefined ? [] : [{ effect, file }];
    });
    if (here.length > 0) dropped.set(step, here);
  }
  return dropped;
}
