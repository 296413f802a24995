/**
 * Single steps of a scenario towards the study's simplest one: an item is removed from its list, a
 * field from its object, a word becomes the simplest one, a number moves one unit.
 */
import { get, isObject, paths, set, targetOf, without } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';

type MoveKind = 'element' | 'field' | 'word' | 'number';

export interface Move {
  readonly kind: MoveKind;
  readonly path: Path;
  /** The value after the step; absent if an item or field is removed. */
  readonly to?: Json;
  /** For a number: its distance from the simplest value. */
  readonly distance?: number;
}

/** True for a field that the simplest scenario omits from an object that it has. */
export const isOptional = (simplest: Json, path: Path): boolean =>
  typeof path.at(-1) === 'string' &&
  targetOf(simplest, path) === undefined &&
  isObject(targetOf(simplest, path.slice(0, -1)));

/** Smallest length of the list at a path. */
export function leastLength(simplest: Json, path: Path): number {
  const target = get(simplest, path);
  return Array.isArray(target) ? target.length : 0;
}

/** Target of the number at a path: the simplest scenario's, or 0. */
export function numberTarget(simplest: Json, path: Path): number {
  const target = targetOf(simplest, path);
  return typeof target === 'number' ? target : 0;
}

/** The value moved towards `target` by at most `by`. */
export const nearer = (value: number, target: number, by: number): number =>
  value > target ? Math.max(target, value - by) : Math.min(target, value + by);

function moveAt(json: Json, simplest: Json, path: Path): Move[] {
  const value = get(json, path);
  const moves: Move[] = [];
  const parent = path.slice(0, -1);
  if (typeof path.at(-1) === 'number') {
    const list = get(json, parent) as readonly Json[];
    if (list.length > leastLength(simplest, parent)) moves.push({ kind: 'element', path });
  }
  if (value === undefined) return moves;
  if (isOptional(simplest, path)) moves.push({ kind: 'field', path });
  if (typeof value === 'number') {
    const target = numberTarget(simplest, path);
    if (value !== target)
      moves.push({
        kind: 'number',
        path,
        to: nearer(value, target, 1),
        distance: Math.abs(value - target),
      });
  } else if (typeof value !== 'object' || value === null) {
    // Without a value in the simplest scenario, a flag is simplest when it is off.
    const known = targetOf(simplest, path);
    const target = known === undefined && value === true ? false : known;
    if (target === undefined || target === value) return moves;
    if (typeof target !== 'object' || target === null)
      moves.push({ kind: 'word', path, to: target });
  }
  return moves;
}

/** Every single step from `json` towards `simplest`; removals come first. */
export function movesOf(json: Json, simplest: Json): readonly Move[] {
  const moves = [...paths(json)].flatMap((path) => moveAt(json, simplest, path));
  const isNumber = ({ kind }: Move): boolean => kind === 'number';
  return [...moves.filter((move) => !isNumber(move)), ...moves.filter(isNumber)];
}

function withoutElement(json: Json, path: Path): Json {
  const parent = path.slice(0, -1);
  const list = get(json, parent) as readonly Json[];
  return set(
    json,
    parent,
    list.filter((_, at) => at !== path.at(-1)),
  );
}

export function applied(json: Json, { kind, path, to }: Move): Json {
  if (kind === 'element') return withoutElement(json, path);
  if (kind === 'field') return without(json, path);
  return set(json, path, to ?? null);
}

const isWithin = (path: Path, outer: Path): boolean =>
  outer.length <= path.length && outer.every((key, at) => key === path[at]);

const later = (a: Path, b: Path): boolean => {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [x, y] = [a[at], b[at]];
    if (x !== y) return typeof x === 'number' && typeof y === 'number' && x > y;
  }
  return false;
};

/** Makes both steps; `undefined` if one is inside the part that the other removes. */
export function bothApplied(json: Json, a: Move, b: Move): Json | undefined {
  if (isWithin(a.path, b.path) || isWithin(b.path, a.path)) return undefined;
  // Removing an item renumbers later ones: the later step is made first.
  const [first, second] = later(a.path, b.path) ? [a, b] : [b, a];
  if (first.kind === 'element' && second.kind !== 'element') {
    const done = applied(json, second);
    return applied(done, first);
  }
  return applied(applied(json, first), second);
}

const NUMBERED = /^(.*?)(\d+)$/;

/** Decrements the number at the end of names above `above`, anywhere in a value. */
function renumbered(value: Json, above: number): Json {
  if (typeof value === 'string') {
    const [, stem = '', digits = ''] = NUMBERED.exec(value) ?? [];
    const number = Number(digits);
    return digits !== '' && number > above ? `${stem}${String(number - 1)}` : value;
  }
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item) => renumbered(item, above));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, renumbered(field, above)]),
  );
}

/**
 * Removes an item and renumbers the names of later ones: without the first of three agents, a fault
 * of `agent-3` becomes one of `agent-2`.
 */
export function withoutAndRenumbered(json: Json, path: Path): Json | undefined {
  const place = path.at(-1);
  if (typeof place !== 'number' || !isObject(json)) return undefined;
  const rest = withoutElement(json, path);
  if (!isObject(rest)) return undefined;
  const kept = path[0] as string;
  const candidate = Object.fromEntries(
    Object.entries(rest).map(([key, field]) => [
      key,
      key === kept || key === 'study' || key === 'variant'
        ? field
        : renumbered(field, Math.max(1, place)),
    ]),
  );
  return JSON.stringify(candidate) === JSON.stringify(rest) ? undefined : candidate;
}
