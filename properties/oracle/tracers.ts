/**
 * Finding records by their tracers in states, disks and messages: a walk over plain data that
 * knows no study. A numeric field named `record` is one tracer, an array named `records` several;
 * a sequence named `tracers` is an account of records that are lost, no copy of them.
 */
import { Seq } from '../../sim/model/seq.js';
import type { SeqKnowledge } from '../../sim/model/seq.js';

export function eachTracer(value: unknown, found: (tracer: number) => void): void {
  walk(value, found, new Set());
}

function walk(value: unknown, found: (tracer: number) => void, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Seq) {
    value.forEach((item) => {
      walk(item, found, seen);
    });
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) walk(item, found, seen);
    return;
  }
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (key === 'record' && typeof field === 'number') found(field);
    else if (key === 'records' && Array.isArray(field))
      for (const item of field) {
        if (typeof item === 'number') found(item);
        else walk(item, found, seen);
      }
    else walk(field, found, seen);
  }
}

/** The tracers of losses that `value` gives an account of. */
export function eachAccounted(value: unknown, found: (tracer: number) => void): void {
  accounts(value, found, new Set());
}

function accounts(value: unknown, found: (tracer: number) => void, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Seq || Array.isArray(value)) {
    for (const item of value as Iterable<unknown>) accounts(item, found, seen);
    return;
  }
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (key === 'tracers' && field instanceof Seq) (field as Seq<number>).forEach(found);
    else accounts(field, found, seen);
  }
}

/** Whether `value` holds the tracer anywhere; stops at the first copy. */
export const holdsTracer = (value: unknown, tracer: number): boolean =>
  new TracerFinder(tracer).isIn(value);

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
  readonly #known = new WeakMap<object, boolean>();
  readonly #sequences: SeqKnowledge = new WeakMap();

  constructor(tracer: number) {
    this.#tracer = tracer;
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
    for (const key in value) {
      const field = (value as Record<string, unknown>)[key];
      if (key === 'record' && field === this.#tracer) return true;
      if (key === 'records' && Array.isArray(field) && field.includes(this.#tracer)) return true;
      if (this.isIn(field)) return true;
    }
    return false;
  }
}
