/**
 * Which record a decision is about, where the model does not say. A model that goes through its
 * records states one comparison for each in one step: the one that is about the record compares a
 * number of the record's own copy, or stands at the record's place among them.
 */
import type { Decision, NodeEvent } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import type { TracerFields } from '../study/contract.js';
import { eachTracer } from '../oracle/tracers.js';

export type About = 'it' | 'another' | 'any';

/** One step that decided something, and what the node knew in it. */
interface DecidingStep {
  readonly event: NodeEvent<unknown, unknown>;
  /** What the node's wall clock read. */
  readonly readingMs: number;
  /** The node's state before the step. */
  readonly before: unknown;
  /** Every decision of the step, in order. */
  readonly decisions: readonly Decision[];
}

/** Every record of which the value holds a copy, each once. */
export function tracersIn(value: unknown, fields?: TracerFields): readonly number[] {
  const found = new Set<number>();
  eachTracer(value, (tracer) => found.add(tracer), fields);
  return [...found];
}

/** Every object that has one of the numbers as a field of its own. */
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

/** What was compared as a copy may hold it: itself, what it was made from, or how long ago that was. */
function comparedNumbers({ left, right }: Decision, readingMs: number): ReadonlySet<number> {
  return new Set(
    [left, right].flatMap(({ value, stored }) => [
      value,
      readingMs - value,
      ...(stored === undefined ? [] : [stored]),
    ]),
  );
}

/** By the numbers that only one record's copy holds. */
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
      // A batch or a whole state says nothing of one record.
      if (tracers.length !== 1) continue;
      if (tracers[0] === tracer) return 'it';
      another = true;
    }
  return another ? 'another' : 'any';
}

/** By the place among as many comparisons as there are records. */
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
