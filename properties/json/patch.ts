/**
 * The difference between two scenarios as a JSON merge patch (RFC 7396) extended to lists: it keeps
 * tokens short.
 */
import { isObject } from './tree.js';
import type { Json } from './tree.js';

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * Changes that turn `base` into `value`; a list is given whole, its items as patches of the first
 * item in the base.
 */
export function patchOf(value: Json, base: Json | undefined): Json {
  if (Array.isArray(value)) {
    const model = Array.isArray(base) ? (base as readonly Json[])[0] : undefined;
    return (value as readonly Json[]).map((item) => patchOf(item, model));
  }
  if (!isObject(value) || !isObject(base)) return value;
  const patch: Record<string, Json> = {};
  for (const key of Object.keys(value))
    if (!same(value[key], base[key])) patch[key] = patchOf(value[key] ?? null, base[key]);
  for (const key of Object.keys(base)) if (!(key in value)) patch[key] = null;
  return patch;
}

/** Applies a patch to `base`: keys keep the order of `base`, and new ones follow. */
export function patched(base: Json | undefined, patch: Json): Json {
  if (Array.isArray(patch)) {
    const model = Array.isArray(base) ? (base as readonly Json[])[0] : undefined;
    return (patch as readonly Json[]).map((item) => patched(model, item));
  }
  if (!isObject(patch) || !isObject(base)) return patch;
  const value: Record<string, Json> = {};
  for (const key of [...Object.keys(base), ...Object.keys(patch)]) {
    if (key === '__proto__' || key in value || (key in patch && patch[key] === null)) continue;
    value[key] = key in patch ? patched(base[key], patch[key] ?? null) : (base[key] ?? null);
  }
  return value;
}
