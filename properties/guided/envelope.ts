/**
 * Ranges of a study's scenarios, learnt from examples of its arbitrary.
 *
 * It holds the range of each number, every other value, the length of each list, and examples of
 * its items. A scenario composed of values within these ranges belongs to the space.
 */
import { get, isObject, paths } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';

/** Largest number of examples kept for a place. */
const EXAMPLES_MAX = 256;

export interface Range {
  min: number;
  max: number;
}

/** A chance is one value: its two numbers have no meaning apart. */
const isShare = (value: Json | undefined): boolean =>
  isObject(value) && Object.keys(value).sort().join() === 'in,of';

export class Envelope {
  readonly #numbers = new Map<string, Range>();
  readonly #lengths = new Map<string, Range>();
  readonly #examples = new Map<string, Json[]>();
  #learnt = 0;

  learn(scenario: Json): void {
    this.#learnt += 1;
    for (const path of paths(scenario)) {
      const value = get(scenario, path);
      const place = placeOf(scenario, path);
      if (typeof value === 'number') widen(this.#numbers, place, value);
      else if (Array.isArray(value)) widen(this.#lengths, place, value.length);
      if (typeof value !== 'number' && !Array.isArray(value)) this.#keep(place, value ?? null);
      // Items of any kind may occur at any index of a list.
      if (typeof path.at(-1) === 'number') this.#keep(elementsOf(scenario, path), value ?? null);
    }
  }

  #keep(place: string, value: Json): void {
    let examples = this.#examples.get(place);
    if (examples === undefined) this.#examples.set(place, (examples = []));
    if (!isObject(value) && examples.includes(value)) return;
    if (examples.length < EXAMPLES_MAX) examples.push(value);
    else examples[this.#learnt % EXAMPLES_MAX] = value;
  }

  /** Range of the number at a path; `undefined` if it does not vary. */
  rangeAt(scenario: Json, path: Path): Readonly<Range> | undefined {
    const range = this.#numbers.get(placeOf(scenario, path));
    return range === undefined || range.min === range.max ? undefined : range;
  }

  lengthsAt(scenario: Json, path: Path): Readonly<Range> {
    return this.#lengths.get(placeOf(scenario, path)) ?? { min: 0, max: 0 };
  }

  /** Values seen at the place of a path; for items of lists, those of the same kind. */
  examplesAt(scenario: Json, path: Path): readonly Json[] {
    return this.#examples.get(placeOf(scenario, path)) ?? [];
  }

  /** Items seen in such a list, of all kinds. */
  elementsFor(scenario: Json, list: Path): readonly Json[] {
    return this.#examples.get(elementsOf(scenario, [...list, 0])) ?? [];
  }
}

const elementsOf = (scenario: Json, path: Path): string =>
  `${placeOf(scenario, path.slice(0, -1))} each`;

function widen(ranges: Map<string, Range>, place: string, value: number): void {
  const range = ranges.get(place);
  if (range === undefined) ranges.set(place, { min: value, max: value });
  else {
    range.min = Math.min(range.min, value);
    range.max = Math.max(range.max, value);
  }
}

/** A path without indexes of lists, and with the kinds of items. */
function placeOf(scenario: Json, path: Path): string {
  let place = '';
  let at: Json | undefined = scenario;
  for (const key of path) {
    place += typeof key === 'number' ? '/*' : `/${key}`;
    at = get(at, [key]);
    if (isObject(at) && typeof at['kind'] === 'string') place += `{${at['kind']}}`;
  }
  return place;
}

/** Paths of values that can be changed: those inside a chance are skipped. */
export function* changeable(scenario: Json): Iterable<Path> {
  for (const path of paths(scenario))
    if (path.at(-1) !== 'kind' && !isShare(get(scenario, path.slice(0, -1)))) yield path;
}
