/** A scenario as a tree of plain JSON: paths to its fields, and replacement of values. */

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

/** Fields that identify a run and are never changed. */
export const KEPT: ReadonlySet<string> = new Set(['study', 'variant', 'seed']);

export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function get(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const key of path) {
    if (Array.isArray(at)) at = (at as readonly Json[])[key as number];
    else if (isObject(at)) at = at[key as string];
    else return undefined;
  }
  return at;
}

export function set(value: Json, path: Path, leaf: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.map((item, i) => (i === key ? set(item, rest, leaf) : item));
  }
  if (!isObject(value)) return value;
  return { ...value, [key]: set(value[key as string] ?? null, rest, leaf) };
}

/** Removes the field at a path; list items stay. */
export function without(value: Json, path: Path): Json {
  const key = path.at(-1);
  const parent = get(value, path.slice(0, -1));
  if (typeof key !== 'string' || !isObject(parent)) return value;
  const { [key]: _, ...rest } = parent;
  return set(value, path.slice(0, -1), rest);
}

/** Paths of all nodes of the tree, parents before children, list items included. */
export function* paths(value: Json, at: Path = []): Iterable<Path> {
  if (at.length > 0) yield at;
  if (Array.isArray(value))
    for (let i = 0; i < value.length; i += 1)
      yield* paths((value as readonly Json[])[i] ?? null, [...at, i]);
  else if (isObject(value))
    for (const key of Object.keys(value))
      if (at.length > 0 || !KEPT.has(key)) yield* paths(value[key] ?? null, [...at, key]);
}

/**
 * Target of shrinking for a path: the simplest scenario's value; items of a list take its first
 * item.
 */
export function targetOf(simplest: Json, path: Path): Json | undefined {
  const direct = get(simplest, path);
  if (direct !== undefined) return direct;
  return get(
    simplest,
    path.map((key) => (typeof key === 'number' ? 0 : key)),
  );
}
