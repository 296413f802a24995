/**
 * What a study's scenarios range over, learnt from those that its arbitrary draws: the least and
 * greatest of each number, every other value, the length of each list, and examples of its
 * elements. What is made from parts of scenarios stays inside, so it is a scenario of the space.
 */
import { get, isObject, paths } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';

/** Examples of one place that are kept. */
const EXAMPLES_MAX = 256;

export interface Range {
  min: number;
  max: number;
}

/** A share is one value: its two numbers mean nothing apart. */
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
      // Elements of a list may stand at any of its places, whatever their kind.
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

  /** The range of the number at a path, if it varies. */
  rangeAt(scenario: Json, path: Path): Readonly<Range> | undefined {
    const range = this.#numbers.get(placeOf(scenario, path));
    return range === undefined || range.min === range.max ? undefined : range;
  }

  lengthsAt(scenario: Json, path: Path): Readonly<Range> {
    return this.#lengths.get(placeOf(scenario, path)) ?? { min: 0, max: 0 };
  }

  /** What has stood at the place of a path; for elements of lists, of the same kind. */
  examplesAt(scenario: Json, path: Path): readonly Json[] {
    return this.#examples.get(placeOf(scenario, path)) ?? [];
  }

  /** Elements that such a list has had, of all kinds. */
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

/** A path without the numbers of list elements, and with the kinds of what has one. */
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

/** Paths of what can be changed: those inside a share are left out. */
export function* changeable(scenario: Json): Iterable<Path> {
  for (const path of paths(scenario))
    if (path.at(-1) !== 'kind' && !isShare(get(scenario, path.slice(0, -1)))) yield path;
}
