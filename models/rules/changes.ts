/**
 * Copies of states with some fields changed. Every event changes one or two of fifteen fields, and
 * `{ ...state, field }` costs V8 some twenty times as much as a copy written out field by field. A
 * spread may also leave an object layout that nothing else has, which slows every later read. So
 * each state has a hand-written copy function, and the changes are put into the copy. Other objects
 * made at many events (rows, records, messages) are written out too.
 */

/** Puts `changes` into a copy that no other caller holds yet, and returns it. */
export function withChanges<T extends object>(copy: T, changes: Partial<T>): T {
  for (const field in changes) copy[field] = changes[field] as T[typeof field];
  return copy;
}
