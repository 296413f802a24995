/**
 * The numbers of a scenario that can be moved: the study's parameters first, then every other
 * number of its JSON, with the bounds of the schema.
 */
import { fieldsOf } from '../../../properties/frontier/fields.js';
import { jsonOf, scenarioOf } from '../../../properties/json/scenario.js';
import { schemaAt } from '../../../properties/json/schema-at.js';
import { get, paths, set } from '../../../properties/json/tree.js';
import type { Json, Path } from '../../../properties/json/tree.js';
import { unitAt } from '../../../properties/json/units.js';
import type {
  NumericParameter,
  RunnableStudy,
  ScenarioBase,
} from '../../../properties/study/contract.js';
import type { KnobUnit } from './amounts.js';
import { isMoment } from './schema-example.js';

export type AnyRunnable = RunnableStudy<ScenarioBase, unknown, unknown>;

export interface Knob {
  /** Name of the parameter, or the JSON path: `faults.0.at`. */
  readonly id: string;
  readonly title: string;
  readonly unit: KnobUnit;
  readonly from: number;
  readonly to: number;
  /** The number is a clock's error. */
  readonly isOffset: boolean;
  readonly isParameter: boolean;
  /** It is a true time of the run: the diagram shows a handle for it. */
  readonly isMoment: boolean;
  /** JSON path of the field that it moves; absent for a parameter that moves several. */
  readonly path?: string;
  /** Undefined: the scenario has no such field yet. */
  valueIn(scenario: ScenarioBase): number | undefined;
  set(scenario: ScenarioBase, value: number): ScenarioBase;
}

const keysOf = (path: string): Path =>
  path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));

function parameterKnob(
  [id, parameter]: readonly [string, NumericParameter<ScenarioBase>],
  scenario: ScenarioBase,
): Knob {
  const { title, unit, from, to } = parameter;
  const fields = fieldsOf((value) => parameter.set(scenario, value), from, to);
  const [field] = fields ?? [];
  const path = fields?.length === 1 ? fields[0]?.path : undefined;
  return {
    ...{ id, title, unit, from, to },
    isOffset: unit === 'ms' && /offset/i.test(`${id} ${title}`),
    isParameter: true,
    isMoment: path !== undefined && isMoment(undefined, path.split('.').at(-1) ?? ''),
    ...(path === undefined ? {} : { path }),
    valueIn: (one) => {
      const value = field === undefined ? undefined : get(jsonOf(one), keysOf(field.path));
      return typeof value === 'number' && field !== undefined
        ? Math.round((value - field.plus) / field.factor)
        : undefined;
    },
    set: (one, value) => parameter.set(one, value),
  };
}

/** `clients.0.installAtMs` → `clients 1, install at`. */
function titleOf(path: Path): string {
  const words = path.map((key, at) =>
    typeof key === 'number'
      ? String(key + 1)
      : at === path.length - 1
        ? key.replace(/(Ms|Minutes|Ppm|Bytes)$/, '')
        : key,
  );
  const spaced = words.map((word) => word.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
  const last = spaced.pop() ?? '';
  return spaced.length === 0 ? last : `${spaced.join(' ')}, ${last}`;
}

/** Ranges without a bound in the schema end here. */
const WIDE = 10 ** 12;

function leafKnob(study: AnyRunnable, scenario: ScenarioBase, path: Path): Knob {
  const json = jsonOf(scenario);
  const schema = schemaAt(study.schema as Json, json, path);
  const only = get(schema, ['const']);
  const bound = (key: string, otherwise: number): number => {
    const value = only ?? get(schema, [key]);
    return typeof value === 'number' ? value : otherwise;
  };
  const name = path.findLast((key) => typeof key === 'string') ?? '';
  const unit = unitAt(study.schema, json, path);
  return {
    id: path.join('.'),
    title: titleOf(path),
    unit,
    from: bound('minimum', -WIDE),
    to: bound('maximum', WIDE),
    isOffset: unit === 'ms' && /^(offsetMs|byMs)$/.test(name),
    isParameter: false,
    isMoment: unit === 'ms' && isMoment(schema, name),
    path: path.join('.'),
    valueIn: (one) => {
      const value = get(jsonOf(one), path);
      return typeof value === 'number' ? value : undefined;
    },
    set: (one, value) => scenarioOf(set(jsonOf(one), path, value)),
  };
}

/** Fields whose numbers a reader does not move one by one. */
const LISTED = /^(schedule|uses)\b/;
const KNOBS_MAX = 200;

/** The knobs of a scenario, those of its parameters first. */
export function knobsOf(study: AnyRunnable, scenario: ScenarioBase): readonly Knob[] {
  const parameters = Object.entries(study.parameters ?? {}).map((entry) =>
    parameterKnob(entry, scenario),
  );
  const named = new Set(parameters.flatMap(({ path }) => path ?? []));
  const leaves: Knob[] = [];
  const json = jsonOf(scenario);
  for (const path of paths(json)) {
    const id = path.join('.');
    if (typeof get(json, path) !== 'number' || named.has(id) || LISTED.test(id)) continue;
    leaves.push(leafKnob(study, scenario, path));
    if (leaves.length === KNOBS_MAX) break;
  }
  return [...parameters, ...leaves.filter(({ from, to }) => from < to)];
}
