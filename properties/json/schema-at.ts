/** The schema of a field of a scenario. */
import { get, isObject } from './tree.js';
import type { Json, Path } from './tree.js';

/** The branch of a choice by `kind` that a value has; any other schema is returned unchanged. */
function branchOf(schema: Json | undefined, value: Json | undefined): Json | undefined {
  const branches = get(schema, ['oneOf']);
  if (!Array.isArray(branches) || !isObject(value)) return schema;
  const branch = (branches as readonly Json[]).find(
    (one) => get(one, ['properties', 'kind', 'const']) === value['kind'],
  );
  // Machines of several sorts have the same fault, with fields that differ in their bounds alone.
  const sorts = get(branch, ['anyOf']);
  return Array.isArray(sorts) ? (sorts as readonly Json[])[0] : branch;
}

/** The schema of the field at a path; undefined where the study's schema does not say. */
export function schemaAt(schema: Json, scenario: Json, path: Path): Json | undefined {
  let at: Json | undefined = schema;
  for (const [place, key] of path.entries()) {
    at = branchOf(at, get(scenario, path.slice(0, place)));
    at = get(at, typeof key === 'number' ? ['items'] : ['properties', key]);
  }
  return at;
}
