/** A scenario as a tree of plain JSON: paths to its fields, and values put in their place. */

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

/** What says which run it is rather than what happens in it: never changed. */
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

/** Without the field at the path; a list keeps its elements. */
export function without(value: Json, path: Path): Json {
  const key = path.at(-1);
  const parent = get(value, path.slice(0, -1));
  if (typeof key !== 'string' || !isObject(parent)) return value;
  const { [key]: _, ...rest } = parent;
  return set(value, path.slice(0, -1), rest);
}

/** Every path to a node of the tree, parents before children; list elements included. */
export function* paths(value: Json, at: Path = []): Iterable<Path> {
  if (at.length > 0) yield at;
  if (Array.isArray(value))
    for (let i = 0; i < value.length; i += 1)
      yield* paths((value as readonly Json[])[i] ?? null, [...at, i]);
  else if (isObject(value))
    for (const key of Object.keys(value))
      if (at.length > 0 || !KEPT.has(key)) yield* paths(value[key] ?? null, [...at, key]);
}

/** What a value should become: the simplest scenario's, where a list's elements are like its first. */
export function targetOf(simplest: Json, path: Path): Json | undefined {
  const direct = get(simplest, path);
  if (direct !== undefined) return direct;
  return get(
    simplest,
    path.map((key) => (typeof key === 'number' ? 0 : key)),
  );
}
