/**
 * Finds records by their tracers in states, disks and messages.
 *
 * The walk over plain data knows only the names of the fields in which a study's models carry
 * tracers (decision 3).
 */
import { isFields, refuse } from '../../sim/model/plain.js';
import { Seq } from '../../sim/model/seq.js';
import type { SeqKnowledge } from '../../sim/model/seq.js';
import type { TracerFields } from '../study/contract.js';

/** Field names that are used if a study states none. */
const TRACER_FIELDS: TracerFields = {
  record: ['record'],
  records: ['records'],
  accounts: ['tracers'],
};

const named = (
  names: readonly string[] | undefined,
  usual: readonly string[],
): readonly string[] => (names === undefined || names.length === 0 ? usual : names);

/** Names of the fields in which the models of a study carry tracers. */
export const tracerFieldsOf = ({
  tracerFields: given = {},
}: {
  readonly tracerFields?: Partial<TracerFields>;
}): TracerFields => ({
  record: named(given.record, TRACER_FIELDS.record),
  records: named(given.records, TRACER_FIELDS.records),
  accounts: named(given.accounts, TRACER_FIELDS.accounts),
});

const isList = (value: unknown): value is Seq<unknown> | readonly unknown[] =>
  value instanceof Seq || Array.isArray(value);

type Found = (tracer: number) => unknown;

/**
 * Calls `copy` with the tracer of each copy in `value`, and `report` with that of each record that
 * it reports as lost.
 */
export function eachTracer(
  value: unknown,
  copy: Found,
  fields: TracerFields = TRACER_FIELDS,
  report?: Found,
): void {
  walk(value, copy, report, fields, new Set());
}

function walk(
  value: unknown,
  copy: Found,
  report: Found | undefined,
  fields: TracerFields,
  seen: Set<object>,
): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isList(value)) {
    value.forEach((item: unknown) => {
      walk(item, copy, report, fields, seen);
    });
    return;
  }
  if (!isFields(value)) refuse(value);
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (typeof field === 'number') {
      if (fields.record.includes(key)) copy(field);
    } else if (isList(field) && fields.records.includes(key))
      field.forEach((item: unknown) => {
        if (typeof item === 'number') copy(item);
        else walk(item, copy, report, fields, seen);
      });
    else if (report !== undefined && isList(field) && fields.accounts.includes(key))
      field.forEach((item: unknown) => {
        if (typeof item === 'number') report(item);
        else walk(item, copy, report, fields, seen);
      });
    else walk(field, copy, report, fields, seen);
  }
}

/** True if `value` holds the tracer; stops at the first copy. */
export const holdsTracer = (value: unknown, tracer: number, fields?: TracerFields): boolean =>
  new TracerFinder(tracer, fields).isIn(value);

/** True if an input is the use of this record: it has the tracer in a field of its own. */
export function isUseOf(input: unknown, tracer: number, fields: TracerFields): boolean {
  if (typeof input !== 'object' || input === null) return false;
  return fields.record.some((name) => (input as Record<string, unknown>)[name] === tracer);
}

/** The parts of a world that the finder reads. */
interface Nodes {
  stateOf(node: string): unknown;
  diskOf(node: string): unknown;
}

/**
 * Finds one tracer in many values that share most of their parts, such as successive states.
 *
 * A part that was searched is not searched again, since parts never change.
 */
export class TracerFinder {
  readonly #tracer: number;
  readonly #fields: TracerFields;
  readonly #known = new WeakMap<object, boolean>();
  readonly #sequences: SeqKnowledge = new WeakMap();

  constructor(tracer: number, fields: TracerFields = TRACER_FIELDS) {
    this.#tracer = tracer;
    this.#fields = fields;
  }

  /** True if the node holds the tracer, in its process or on its disk. */
  isOn(world: Nodes, node: string): boolean {
    return this.isIn(world.stateOf(node)) || this.isIn(world.diskOf(node));
  }

  isIn(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    // Entered before the search: a value that contains itself adds no copy.
    this.#known.set(value, false);
    const holds = this.#isInside(value);
    if (holds) this.#known.set(value, true);
    return holds;
  }

  #isInside(value: object): boolean {
    if (value instanceof Seq) return value.some((item) => this.isIn(item), this.#sequences);
    if (Array.isArray(value)) return value.some((item) => this.isIn(item));
    if (!isFields(value)) refuse(value);
    const { record, records } = this.#fields;
    for (const key in value) {
      const field = (value as Record<string, unknown>)[key];
      if (field === this.#tracer && record.includes(key)) return true;
      if (isList(field) && records.includes(key) && this.#isListed(field)) return true;
      if (this.isIn(field)) return true;
    }
    return false;
  }

  #isListed(list: Seq<unknown> | readonly unknown[]): boolean {
    for (const item of list) if (item === this.#tracer) return true;
    return false;
  }
}
