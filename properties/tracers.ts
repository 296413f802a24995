/**
 * Finding records by their tracers in states, disks and messages: a walk over plain data that
 * knows no study. A numeric field named `record` is one tracer, an array named `records` several;
 * a sequence named `tracers` is an account of records that are lost, no copy of them.
 */
import { Seq } from '../sim/index.js';

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
export function holdsTracer(value: unknown, tracer: number): boolean {
  return holds(value, tracer, new Set());
}

function holds(value: unknown, tracer: number, seen: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof Seq || Array.isArray(value)) {
    for (const item of value as Iterable<unknown>) if (holds(item, tracer, seen)) return true;
    return false;
  }
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (key === 'record' && field === tracer) return true;
    if (key === 'records' && Array.isArray(field) && field.includes(tracer)) return true;
    if (holds(field, tracer, seen)) return true;
  }
  return false;
}
