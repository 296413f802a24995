/**
 * Attributes decisions to records if the model does not.
 *
 * A model that iterates over its records states one comparison for each in a single step. The one
 * about a record compares a number of the record's own copy, or has the record's position among
 * them.
 */
import type { Decision, NodeEvent } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import type { TracerFields } from '../study/contract.js';
import { eachTracer } from '../oracle/tracers.js';

export type About = 'it' | 'another' | 'any';

/** A step that decided something, with the node's data at that time. */
interface DecidingStep {
  readonly event: NodeEvent<unknown, unknown>;
  /** Reading of the node's wall clock, ms. */
  readonly readingMs: number;
  /** The node's state before the step. */
  readonly before: unknown;
  /** Every decision of the step, in order. */
  readonly decisions: readonly Decision[];
}

/** Tracers of all copies in a value, each once. */
export function tracersIn(value: unknown, fields?: TracerFields): readonly number[] {
  const found = new Set<number>();
  eachTracer(value, (tracer) => found.add(tracer), fields);
  return [...found];
}

/** All objects that have one of the numbers as a field of their own. */
export function* carriers(value: unknown, numbers: ReadonlySet<number>): Iterable<object> {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Seq || Array.isArray(value)) {
    for (const item of value as Iterable<unknown>) yield* carriers(item, numbers);
    return;
  }
  const fields: readonly unknown[] = Object.values(value);
  if (fields.some((field) => typeof field === 'number' && numbers.has(field))) yield value;
  for (const field of fields) yield* carriers(field, numbers);
}

/**
 * Numbers that a copy may hold if it was compared: the value, its stored form, or the reading since
 * which it is so old.
 */
function comparedNumbers({ left, right }: Decision, readingMs: number): ReadonlySet<number> {
  return new Set(
    [left, right].flatMap(({ value, stored }) => [
      value,
      readingMs - value,
      ...(stored === undefined ? [] : [stored]),
    ]),
  );
}

/** Attributes by numbers that the copy of a single record holds. */
function byNumbers(
  decision: Decision,
  step: DecidingStep,
  tracer: number,
  fields: TracerFields | undefined,
): About {
  const numbers = comparedNumbers(decision, step.readingMs);
  let another = false;
  for (const place of [step.before, step.event])
    for (const carrier of carriers(place, numbers)) {
      const tracers = tracersIn(carrier, fields);
      // A batch or a whole state says nothing about one record.
      if (tracers.length !== 1) continue;
      if (tracers[0] === tracer) return 'it';
      another = true;
    }
  return another ? 'another' : 'any';
}

/** Attributes by position, if there are as many comparisons as records. */
function byPlace(
  decision: Decision,
  candidates: readonly Decision[],
  step: DecidingStep,
  tracer: number,
  fields: TracerFields | undefined,
): About {
  for (const place of [step.event, step.before]) {
    const tracers = tracersIn(place, fields);
    if (tracers.length !== candidates.length) continue;
    const at = tracers.indexOf(tracer);
    if (at >= 0) return candidates[at] === decision ? 'it' : 'another';
  }
  return 'any';
}

export function aboutOf(
  decision: Decision,
  step: DecidingStep,
  tracer: number,
  fields?: TracerFields,
): About {
  if (decision.record !== undefined) return decision.record === tracer ? 'it' : 'another';
  const candidates = step.decisions.filter(({ name }) => name === decision.name);
  if (candidates.length < 2) return 'any';
  const about = byNumbers(decision, step, tracer, fields);
  return about === 'any' ? byPlace(decision, candidates, step, tracer, fields) : about;
}
