/**
 * Records that the states and disks of nodes hold: copies, and reports of loss.
 *
 * The judge reads nothing else in them. Ends at which nodes hold equal records therefore have equal
 * verdicts.
 */
import { Seq } from '../../../sim/model/seq.js';
import type { DiskContents } from '../../../sim/model/node.js';
import { eachTracer } from '../../oracle/tracers.js';
import type { TracerFields } from '../../study/contract.js';
import { ContentIds } from '../node-parts/content-ids.js';
import type { Parts } from '../node-parts/parts.js';

/**
 * Lists of tracers under the study's field names, so that copies and reports are found in it as in
 * the original data.
 */
type TracerLists = Readonly<Record<string, readonly number[]>>;

/** Records that a node holds, in its process and on its disk. */
export interface HeldRecords {
  readonly state: TracerLists;
  readonly contents: DiskContents;
  readonly durable: DiskContents;
}

const inOrder = (numbers: ReadonlySet<number>): readonly number[] =>
  [...numbers].sort((a, b) => a - b);

function heldIn(value: unknown, fields: TracerFields): TracerLists {
  const records = new Set<number>();
  const accounted = new Set<number>();
  const report = (tracer: number) => accounted.add(tracer);
  eachTracer(value, (tracer) => records.add(tracer), fields, report);
  const [copies = ''] = fields.records;
  const [accounts = ''] = fields.accounts;
  return { [copies]: inOrder(records), [accounts]: inOrder(accounted) };
}

const onDisk = (held: TracerLists): DiskContents => ({ copies: Seq.of([held]) });

interface Numbered<T> {
  readonly held: T;
  readonly id: number;
}

export class HeldRecordsTable {
  readonly #parts: Parts;
  readonly #fields: TracerFields;
  readonly #contents = new ContentIds([]);
  /** By number of a model's state, and of a disk. */
  readonly #states = new Map<number, Numbered<TracerLists>>();
  readonly #disks = new Map<number, Numbered<Pick<HeldRecords, 'contents' | 'durable'>>>();

  constructor(parts: Parts, fields: TracerFields) {
    this.#fields = fields;
    this.#parts = parts;
  }

  of(state: number, storage: number): HeldRecords {
    return { state: this.#inState(state).held, ...this.#onDisk(storage).held };
  }

  /** Numbers of the records held by the process and on the disk. */
  ids(state: number, storage: number): readonly [number, number] {
    return [this.#inState(state).id, this.#onDisk(storage).id];
  }

  #inState(state: number): Numbered<TracerLists> {
    const known = this.#states.get(state);
    if (known !== undefined) return known;
    const held = heldIn(this.#parts.models.state(state), this.#fields);
    const numbered = { held, id: this.#contents.id(held) };
    this.#states.set(state, numbered);
    return numbered;
  }

  #onDisk(storage: number): Numbered<Pick<HeldRecords, 'contents' | 'durable'>> {
    const known = this.#disks.get(storage);
    if (known !== undefined) return known;
    const { disk } = this.#parts.disks.at(storage);
    const contents = onDisk(heldIn(disk.contents(), this.#fields));
    const held = { contents, durable: onDisk(heldIn(disk.snapshot(), this.#fields)) };
    const numbered = { held, id: this.#contents.id(held) };
    this.#disks.set(storage, numbered);
    return numbered;
  }
}
