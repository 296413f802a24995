/** Parts of a scenario that can be added and removed: faults, actions, and optional fields. */
import { jsonOf, scenarioOf } from '../../../properties/json/scenario.js';
import { schemaAt } from '../../../properties/json/schema-at.js';
import { get, isObject, paths, set, without } from '../../../properties/json/tree.js';
import type { Json, Path } from '../../../properties/json/tree.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import type { AnyRunnable } from './knobs.js';
import { exampleOf } from './schema-example.js';

export interface Change {
  readonly title: string;
  readonly apply: (scenario: ScenarioBase) => ScenarioBase;
}

const KIND = ['properties', 'kind', 'const'];

const singular = (name: string): string =>
  name
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** Fields that are no part of the system's surroundings, or are written by other means. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['schedule', 'uses', 'study', 'variant', 'seed', 'collector'],
]);

/** `crash of client-1`, `remove`, `faults 2`. */
function partTitle(name: string, item: Json, place: number): string {
  if (!isObject(item)) return `${singular(name)} ${String(place + 1)}`;
  const { kind, node } = item;
  if (typeof kind !== 'string') return `${singular(name)} ${String(place + 1)}`;
  return typeof node === 'string' ? `${kind} of ${node}` : kind;
}

const removed = (scenario: Json, path: Path, place: number): Json => {
  const list = get(scenario, path);
  return Array.isArray(list)
    ? set(
        scenario,
        path,
        (list as readonly Json[]).filter((_, at) => at !== place),
      )
    : scenario;
};

/** Parts of the scenario that can be taken out, each with the scenario without it. */
export function removableParts(study: AnyRunnable, scenario: ScenarioBase): readonly Change[] {
  const json = jsonOf(scenario);
  const changes: Change[] = [];
  for (const path of paths(json)) {
    const name = String(path.at(-1));
    if (LEFT_OUT.has(String(path[0]))) continue;
    const value = get(json, path);
    const schema = schemaAt(study.schema as Json, json, path);
    if (Array.isArray(value)) {
      const least = Number(get(schema, ['minItems']) ?? 0);
      const items = value as readonly Json[];
      if (items.length > least && items.some(isObject))
        for (const [place, item] of items.entries())
          changes.push({
            title: partTitle(name, item, place),
            apply: (one) => scenarioOf(removed(jsonOf(one), path, place)),
          });
    } else if (isOptional(study, json, path))
      changes.push({
        title: titleOf(path),
        apply: (one) => scenarioOf(without(jsonOf(one), path)),
      });
  }
  return changes;
}

const titleOf = (path: Path): string =>
  path.map((key) => (typeof key === 'number' ? String(key + 1) : singularless(key))).join(' ');

const singularless = (name: string): string =>
  name
    .replace(/(Ms|Minutes)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

function isOptional(study: AnyRunnable, scenario: Json, path: Path): boolean {
  const name = path.at(-1);
  if (typeof name !== 'string') return false;
  const parent = schemaAt(study.schema as Json, scenario, path.slice(0, -1));
  const required = get(parent, ['required']);
  const known = get(parent, ['properties', name]) !== undefined;
  return known && !(Array.isArray(required) && (required as readonly Json[]).includes(name));
}

export interface Surroundings {
  /** A moment within the run at which a new part happens, true ms. */
  readonly momentMs: number;
  readonly nodes: readonly string[];
}

/** Parts that the schema accepts and the scenario does not have, with an example of each. */
export function addableParts(
  study: AnyRunnable,
  scenario: ScenarioBase,
  surroundings: Surroundings,
): readonly Change[] {
  const json = jsonOf(scenario);
  const schema = study.schema as Json;
  const properties = get(schema, ['properties']);
  if (!isObject(properties)) return [];
  return Object.keys(properties)
    .filter((name) => !LEFT_OUT.has(name))
    .flatMap((name) => {
      const present = json as { readonly [key: string]: Json };
      const value = present[name];
      const own = get(properties, [name]);
      if (get(own, ['type']) === 'array') return listAdditions(name, own, value, surroundings);
      if (value !== undefined || !isOptional(study, json, [name])) return [];
      const example = exampleOf(own, surroundings, name);
      if (example === undefined) return [];
      return [{ title: singularless(name), apply: added(name, () => example) }];
    });
}

const added =
  (name: string, value: (before: Json | undefined) => Json) =>
  (scenario: ScenarioBase): ScenarioBase => {
    const json = jsonOf(scenario) as { readonly [key: string]: Json };
    return scenarioOf({ ...json, [name]: value(json[name]) });
  };

function listAdditions(
  name: string,
  schema: Json | undefined,
  present: Json | undefined,
  surroundings: Surroundings,
): readonly Change[] {
  const items = get(schema, ['items']);
  const append = (item: Json): Change['apply'] =>
    added(name, (before) => [...(Array.isArray(before) ? (before as readonly Json[]) : []), item]);
  const branches = get(items, ['oneOf']);
  if (Array.isArray(branches))
    return (branches as readonly Json[]).flatMap((branch) => {
      const example = exampleOf(branch, surroundings);
      const kind = get(branch, KIND);
      return example === undefined || typeof kind !== 'string'
        ? []
        : [{ title: `${singular(name)}: ${kind}`, apply: append(example) }];
    });
  // Of machines there is one already: another of its kind is a copy.
  const first = Array.isArray(present) ? (present as readonly Json[])[0] : undefined;
  const example = isObject(first) ? first : exampleOf(items, surroundings);
  return example === undefined || !isObject(example)
    ? []
    : [{ title: `another ${singular(name)}`, apply: append(example) }];
}
