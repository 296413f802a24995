/** Units of a scenario's numbers: stated by its schema as `x-unit`, or suggested by field names. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import { schemaAt } from './schema-at.js';
import { get } from './tree.js';
import type { Json, Path } from './tree.js';

export type Unit = 'ms' | 's' | 'min' | 'h' | 'd' | 'ppm' | 'bytes' | '1';

/** Durations of the units of time, ms. */
export const UNIT_MS: Readonly<Partial<Record<Unit, number>>> = {
  ms: 1,
  s: SECOND_MS,
  min: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
};

/** Units by the end of a field's name, for schemas that state none; moments are in ms. */
const BY_NAME: readonly (readonly [RegExp, Unit])[] = [
  [/(Ms|^at|Min|Max)$/, 'ms'],
  [/Ppm$/, 'ppm'],
  [/Minutes$/, 'min'],
  [/Seconds$/, 's'],
  [/Hours$/, 'h'],
  [/Days$/, 'd'],
  [/Bytes$/, 'bytes'],
];

const UNITS: ReadonlySet<unknown> = new Set(['ms', 's', 'min', 'h', 'd', 'ppm', 'bytes', '1']);

function statedUnit(schema: Json, scenario: Json, path: Path): Unit | undefined {
  const unit = get(schemaAt(schema, scenario, path), ['x-unit']);
  return UNITS.has(unit) ? (unit as Unit) : undefined;
}

/** Unit of the number at a path of a scenario; `1` for counts and unknown units. */
export function unitAt(schema: object, scenario: Json, path: Path): Unit {
  const stated = statedUnit(schema as Json, scenario, path);
  if (stated !== undefined) return stated;
  const name = path.findLast((key) => typeof key === 'string') ?? '';
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? '1';
}
