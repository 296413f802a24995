import { isFields, refuse } from '../model/plain.js';
import { Seq } from '../model/seq.js';

/** Freezes plain data deeply. Sequences are immutable by construction and are skipped. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Seq) return;
  if (Object.isFrozen(value)) return;
  if (!Array.isArray(value) && !isFields(value)) refuse(value);
  Object.freeze(value);
  for (const key of Object.keys(value)) deepFreeze((value as Record<string, unknown>)[key]);
}
