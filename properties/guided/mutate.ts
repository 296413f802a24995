/**
 * Makes a scenario from another by a few small changes within the ranges of the study's space.
 *
 * Numbers move, or are set to the edge of a comparison. Faults and actions are added, dropped,
 * duplicated and moved to the time of another event. Fields are taken from another scenario.
 */
import type { Stream } from '../../sim/model/random.js';
import { changeable } from './envelope.js';
import type { Envelope, Range } from './envelope.js';
import { get, isObject, set } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';
import { UNIT_MS, unitAt } from '../json/units.js';
import type { FeatureInstant, Unsynced } from './nearness.js';

/** Facts about the scenario that is changed. */
interface Parent {
  readonly scenario: Json;
  /** Moments of its run with features that few runs show. */
  readonly instants: readonly FeatureInstant[];
  /** Spans of its run in which a crash may lose written data. */
  readonly unsynced: readonly Unsynced[];
  /** Difference between the two sides of a comparison in its run. */
  readonly slack: number | undefined;
}

const CHANGES_MAX = 3;
const SEED_MAX = 0xffff_ffff;
/** Distances from an event with which something is to race, ms. */
const AROUND_MS = [0, 0, 1, -1, 10, 1_000, 10_000] as const;

const within = (value: number, { min, max }: Range): number =>
  Math.min(max, Math.max(min, Math.round(value)));

type Change = (scenario: Json, parent: Parent, other: Json) => Json | undefined;

export class Mutator {
  readonly #schema: object;
  readonly #envelope: Envelope;
  readonly #stream: Stream;
  readonly #changes: readonly Change[];

  /** @param schema of the study's scenarios, which states units */
  constructor(schema: object, envelope: Envelope, stream: Stream) {
    this.#schema = schema;
    this.#envelope = envelope;
    this.#stream = stream;
    const number: Change = (scenario) => this.#number(scenario);
    const value: Change = (scenario) => this.#value(scenario);
    const list: Change = (scenario, parent) => this.#list(scenario, parent.instants);
    const move: Change = (scenario, parent) => this.#move(scenario, parent.instants);
    const crash: Change = (scenario, parent) => this.#crash(scenario, parent.unsynced);
    const splice: Change = (scenario, _parent, other) => this.#splice(scenario, other);
    const seed: Change = (scenario) => set(scenario, ['seed'], stream.integer(0, SEED_MAX));
    this.#changes = [number, number, value, list, list, move, move, crash, crash, splice, seed];
  }

  /** @param other another scenario of the corpus, from which parts may be taken */
  mutate(parent: Parent, other: Json): Json {
    // A parent chosen for a close comparison is first brought to its edge.
    let scenario = this.#edge(parent.scenario, parent.slack) ?? parent.scenario;
    if (parent.slack !== undefined && this.#stream.bits() % 2 === 0) return inOrder(scenario);
    for (let left = this.#stream.integer(1, CHANGES_MAX); left > 0; left -= 1)
      scenario = this.#stream.pick(this.#changes)(scenario, parent, other) ?? scenario;
    return inOrder(scenario);
  }

  #paths(scenario: Json, wanted: (value: Json | undefined, path: Path) => boolean): Path[] {
    return [...changeable(scenario)].filter((path) => wanted(get(scenario, path), path));
  }

  /** A random number that varies, with its range. */
  #variable(scenario: Json): { readonly path: Path; readonly range: Range } | undefined {
    const numbers = this.#paths(
      scenario,
      (value, path) =>
        typeof value === 'number' && this.#envelope.rangeAt(scenario, path) !== undefined,
    );
    if (numbers.length === 0) return undefined;
    const path = this.#stream.pick(numbers);
    return { path, range: this.#envelope.rangeAt(scenario, path) ?? { min: 0, max: 0 } };
  }

  /** Sets a number anywhere in its range, or changes it by a little or by half. */
  #number(scenario: Json): Json | undefined {
    const chosen = this.#variable(scenario);
    if (chosen === undefined) return undefined;
    const { path, range } = chosen;
    const value = Number(get(scenario, path));
    const away = 2 ** this.#stream.integer(0, 40);
    const changed = this.#stream.pick([
      this.#stream.integer(range.min, range.max),
      value + this.#stream.integer(-away, away),
      value * 2,
      value / 2,
      range.min,
    ]);
    return set(scenario, path, within(changed, range));
  }

  /**
   * Moves a number by the slack of a comparison: the comparison becomes a tie or changes its
   * outcome.
   */
  #edge(scenario: Json, slack: number | undefined): Json | undefined {
    const chosen = slack === undefined ? undefined : this.#variable(scenario);
    if (chosen === undefined || slack === undefined) return undefined;
    const { path, range } = chosen;
    const unitMs = UNIT_MS[unitAt(this.#schema, scenario, path)] ?? 1;
    const by = Math.floor(slack / unitMs) + this.#stream.integer(-1, 1);
    const value = Number(get(scenario, path)) + (this.#stream.bits() % 2 === 0 ? by : -by);
    return set(scenario, path, within(value, range));
  }

  /** Sets a value that some scenario had in this place. */
  #value(scenario: Json): Json | undefined {
    const places = this.#paths(scenario, (value) => typeof value !== 'number').filter(
      (path) => this.#envelope.examplesAt(scenario, path).length > 1,
    );
    if (places.length === 0) return undefined;
    const path = this.#stream.pick(places);
    return set(scenario, path, this.#stream.pick(this.#envelope.examplesAt(scenario, path)));
  }

  /** Adds, drops or duplicates an item of a list. */
  #list(scenario: Json, instants: readonly FeatureInstant[]): Json | undefined {
    const lists = this.#paths(
      scenario,
      (value, path) => Array.isArray(value) && this.#envelope.lengthsAt(scenario, path).max > 0,
    );
    if (lists.length === 0) return undefined;
    const path = this.#stream.pick(lists);
    const list = get(scenario, path) as readonly Json[];
    const { min, max } = this.#envelope.lengthsAt(scenario, path);
    const elements = this.#envelope.elementsFor(scenario, path);
    const drops = list.length > min && (list.length >= max || this.#stream.bits() % 2 === 0);
    if (drops) {
      const without = this.#stream.integer(0, list.length - 1);
      return set(scenario, path, [...list.slice(0, without), ...list.slice(without + 1)]);
    }
    if (list.length >= max || elements.length === 0) return undefined;
    const twice = list.length > 0 && this.#stream.bits() % 4 === 0;
    const added = set(scenario, path, [...list, this.#stream.pick(twice ? list : elements)]);
    // Most added items are moved to the time of another event.
    return this.#stream.bits() % 4 === 0
      ? added
      : (this.#moveAt(added, [...path, list.length], instants) ?? added);
  }

  /** Moves a timed item to the time of another event. */
  #move(scenario: Json, instants: readonly FeatureInstant[]): Json | undefined {
    const timed = this.#paths(
      scenario,
      (value) => isObject(value) && typeof value['at'] === 'number',
    );
    return timed.length === 0
      ? undefined
      : this.#moveAt(scenario, this.#stream.pick(timed), instants);
  }

  #moveAt(scenario: Json, path: Path, instants: readonly FeatureInstant[]): Json | undefined {
    if (instants.length === 0) return undefined;
    const { atMs, node } = this.#stream.pick(instants);
    const away = this.#stream.pick(AROUND_MS);
    const at = atMs + (Math.abs(away) > 1 ? this.#stream.integer(0, away) : away);
    return this.#intervention(scenario, path, at, node);
  }

  /** Moves the item at a path to another time. */
  #intervention(scenario: Json, path: Path, at: number, node: string): Json | undefined {
    const range = this.#envelope.rangeAt(scenario, [...path, 'at']);
    if (range === undefined) return undefined;
    const moved = set(scenario, [...path, 'at'], within(at, range));
    // It moves to the node of that event, if such items occur on that node.
    const befallen = this.#envelope.examplesAt(scenario, [...path, 'node']).includes(node);
    return befallen ? set(moved, [...path, 'node'], node) : moved;
  }

  /** Adds a crash between a write and its sync, replacing another fault if the list is full. */
  #crash(scenario: Json, unsynced: readonly Unsynced[]): Json | undefined {
    if (unsynced.length === 0) return undefined;
    const { node, fromMs, toMs } = this.#stream.pick(unsynced);
    for (const path of this.#paths(scenario, (value) => Array.isArray(value))) {
      const crashes = this.#envelope
        .elementsFor(scenario, path)
        .filter((one) => isObject(one) && one['kind'] === 'crash');
      if (crashes.length === 0) continue;
      const list = get(scenario, path) as readonly Json[];
      const { max } = this.#envelope.lengthsAt(scenario, path);
      const place =
        list.length < max ? list.length : this.#stream.integer(0, Math.max(0, list.length - 1));
      const crash = this.#stream.pick(crashes);
      const added = set(scenario, path, [...list.slice(0, place), crash, ...list.slice(place + 1)]);
      return this.#intervention(added, [...path, place], this.#stream.integer(fromMs, toMs), node);
    }
    return undefined;
  }

  /** Takes one field of the scenario from the other one. */
  #splice(scenario: Json, other: Json): Json | undefined {
    const fields = this.#paths(scenario, (_, path) => path.length === 1);
    if (fields.length === 0) return undefined;
    const path = this.#stream.pick(fields);
    const theirs = get(other, path);
    return theirs === undefined ? undefined : set(scenario, path, theirs);
  }
}

const atOf = (value: Json): number =>
  isObject(value) && typeof value['at'] === 'number' ? value['at'] : 0;

/** Sorts timed items by time. */
function inOrder(scenario: Json): Json {
  let ordered = scenario;
  for (const path of changeable(scenario)) {
    const list = get(scenario, path);
    if (Array.isArray(list))
      ordered = set(
        ordered,
        path,
        [...(list as readonly Json[])].sort((a, b) => atOf(a) - atOf(b)),
      );
  }
  return ordered;
}
