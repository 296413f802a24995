/**
 * Finding records by their tracers in states, disks and messages: a walk over plain data that
 * knows no study but the names of the fields in which its models carry tracers.
 */
import { isFields, refuse } from '../../sim/model/plain.js';
import { Seq } from '../../sim/model/seq.js';
import type { SeqKnowledge } from '../../sim/model/seq.js';
import type { TracerFields } from '../study/contract.js';

/** Where tracers are unless a study says otherwise. */
const TRACER_FIELDS: TracerFields = {
  record: ['record'],
  records: ['records'],
  accounts: ['tracers'],
};

const named = (
  names: readonly string[] | undefined,
  usual: readonly string[],
): readonly string[] => (names === undefined || names.length === 0 ? usual : names);

/** Where the models of a study carry tracers. */
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

/** The tracers of the copies that `value` holds. */
export function eachTracer(
  value: unknown,
  found: (tracer: number) => void,
  fields: TracerFields = TRACER_FIELDS,
): void {
  walk(value, found, fields, new Set());
}

function walk(
  value: unknown,
  found: (tracer: number) => void,
  fields: TracerFields,
  seen: Set<object>,
): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isList(value)) {
    value.forEach((item: unknown) => {
      walk(item, found, fields, seen);
    });
    return;
  }
  if (!isFields(value)) refuse(value);
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (typeof field === 'number') {
      if (fields.record.includes(key)) found(field);
    } else if (isList(field) && fields.records.includes(key))
      field.forEach((item: unknown) => {
        if (typeof item === 'number') found(item);
        else walk(item, found, fields, seen);
      });
    else walk(field, found, fields, seen);
  }
}

/** The tracers of losses that `value` gives an account of. */
export function eachAccounted(
  value: unknown,
  found: (tracer: number) => void,
  fields: TracerFields = TRACER_FIELDS,
): void {
  accounts(value, found, fields, new Set());
}

function accounts(
  value: unknown,
  found: (tracer: number) => void,
  fields: TracerFields,
  seen: Set<object>,
): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isList(value)) {
    value.forEach((item: unknown) => {
      accounts(item, found, fields, seen);
    });
    return;
  }
  if (!isFields(value)) refuse(value);
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (isList(field) && fields.accounts.includes(key))
      field.forEach((item: unknown) => {
        if (typeof item === 'number') found(item);
      });
    else accounts(field, found, fields, seen);
  }
}

/** Whether `value` holds the tracer anywhere; stops at the first copy. */
export const holdsTracer = (value: unknown, tracer: number, fields?: TracerFields): boolean =>
  new TracerFinder(tracer, fields).isIn(value);

/** Whether an input is the use of this record itself: it has the tracer in a field of its own. */
export function isUseOf(input: unknown, tracer: number, fields: TracerFields): boolean {
  if (typeof input !== 'object' || input === null) return false;
  return fields.record.some((name) => (input as Record<string, unknown>)[name] === tracer);
}

/** Of a world only what can be looked into. */
interface Nodes {
  stateOf(node: string): unknown;
  diskOf(node: string): unknown;
}

/**
 * Looks for one tracer in many values that have most of their parts in common, as states one after
 * another have: a part that was looked through is not looked through again, since none ever changes.
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

  /** Whether the node holds it, in its process or on its disk. */
  isOn(world: Nodes | undefined, node: string): boolean {
    return this.isIn(world?.stateOf(node)) || this.isIn(world?.diskOf(node));
  }

  isIn(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    // Until it is known: a value inside itself holds nothing more for that.
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
