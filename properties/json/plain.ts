/**
 * Checks that a value from outside is plain JSON of bounded depth.
 *
 * A value that passes is safe for recursive code: it is not cyclic, and no recursion overflows the
 * stack.
 */
import type { Path } from './tree.js';

/** Largest nesting of lists and objects; a scenario has fewer than ten levels. */
const DEPTH_MAX = 100;

interface PlainFault {
  readonly path: Path;
  readonly expected: string;
  readonly got: string;
}

/** Half of a surrogate pair: it is no text, and no JSON Pointer can name it. */
const ILL_FORMED = /\p{Surrogate}/u;

const fault = (expected: string, got: string): PlainFault => ({ path: [], expected, got });

const below = (key: string | number, found: PlainFault): PlainFault => ({
  ...found,
  path: [key, ...found.path],
});

/** The first part of a value, in reading order, that is not plain; `undefined`: all of it is. */
export function plainFault(value: unknown, depth = 0): PlainFault | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : fault('a finite number', String(value));
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return undefined;
  if (typeof value !== 'object') return fault('a JSON value', `a value of type ${typeof value}`);
  if (depth === DEPTH_MAX)
    return fault(`at most ${String(DEPTH_MAX)} levels of lists and objects`, 'more');
  return Array.isArray(value) ? listFault(value, depth) : fieldsFault(value, depth);
}

function listFault(items: readonly unknown[], depth: number): PlainFault | undefined {
  for (let i = 0; i < items.length; i += 1) {
    const found = plainFault(items[i], depth + 1);
    if (found !== undefined) return below(i, found);
  }
  return undefined;
}

/** A field whose value is undefined counts as absent. */
function fieldsFault(fields: object, depth: number): PlainFault | undefined {
  const kind = Object.prototype.toString.call(fields);
  if (kind !== '[object Object]') return fault('a JSON value', kind.slice('[object '.length, -1));
  for (const key of Object.keys(fields)) {
    const value = (fields as Readonly<Record<string, unknown>>)[key];
    if (value === undefined) continue;
    if (ILL_FORMED.test(key)) return fault('fields named by well-formed text', JSON.stringify(key));
    const found = plainFault(value, depth + 1);
    if (found !== undefined) return below(key, found);
  }
  return undefined;
}
