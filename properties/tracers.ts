/**
 * Finding records by their tracers in states, disks and messages: a walk over plain data that
 * knows no study. A numeric field named `record` is one tracer, an array named `records` several.
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

/** Whether `value` holds the tracer anywhere. */
export function holdsTracer(value: unknown, tracer: number): boolean {
  let held = false;
  eachTracer(value, (found) => {
    held ||= found === tracer;
  });
  return held;
}
