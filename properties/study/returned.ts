/**
 * Shapes of the values that a study's functions return: each names the first part that is not as
 * the contract says.
 */
import { shortly } from '../json/shortly.js';

/** The part of a returned value that is not as the contract says. */
export interface Flaw {
  /** Path from the returned value: `[0].startMs`. Empty: the value itself. */
  readonly path: string;
  readonly expected: string;
  readonly got: unknown;
}

/** Returns the first flaw of a value; undefined: it has none. */
export type Shape = (value: unknown) => Flaw | undefined;

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null;

const isPromise = (value: unknown): boolean =>
  isParts(value) && typeof value['then'] === 'function';

const flaw = (expected: string, got: unknown): Flaw => ({ path: '', expected, got });

const within = (step: string, found: Flaw | undefined): Flaw | undefined =>
  found && { ...found, path: step + found.path };

const is =
  (expected: string, test: (value: unknown) => boolean): Shape =>
  (value) =>
    test(value) ? undefined : flaw(expected, value);

export const text = is('a text', (value) => typeof value === 'string');
export const flag = is('true or false', (value) => typeof value === 'boolean');
export const callable = is('a function', (value) => typeof value === 'function');
export const finite = is('a finite number', Number.isFinite);
/** Infinity is a number here: it means never, or the like. */
const known = is(
  'a number other than NaN',
  (value) => typeof value === 'number' && !Number.isNaN(value),
);
/** A number of ms, of records, or of the like: never below 0. */
export const amount = is(
  'a finite number, 0 or more',
  (value) => Number.isFinite(value) && (value as number) >= 0,
);
/** The same, where infinity means that there is no limit. */
export const limit = is('a number, 0 or more', (value) => typeof value === 'number' && value >= 0);
export const whole = is('an integer', Number.isSafeInteger);
export const number = is(
  'an integer, 0 or more',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);

export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? undefined : shape(value);

export const oneOf = (values: readonly unknown[]): Shape =>
  is(`one of ${values.map((one) => JSON.stringify(one)).join(', ')}`, (value) =>
    values.includes(value),
  );

/** @param what the list in words: `a list of marks` */
export const listOf =
  (what: string, item: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return flaw(what, value);
    for (let index = 0; index < value.length; index += 1) {
      const found = item(value[index]);
      if (found !== undefined) return within(`[${String(index)}]`, found);
    }
    return undefined;
  };

/** @param what the object in words: `a row` */
export function fieldsOf(what: string, fields: Readonly<Record<string, Shape>>): Shape {
  const shapes = Object.entries(fields);
  return (value) => {
    if (!isParts(value) || isPromise(value)) return flaw(what, value);
    for (const [name, shape] of shapes) {
      const found = shape(value[name]);
      if (found !== undefined) return within(`.${name}`, found);
    }
    return undefined;
  };
}

/** An object of which every field has the shape. */
export const recordOf =
  (what: string, field: Shape): Shape =>
  (value) => {
    if (!isParts(value) || Array.isArray(value)) return flaw(what, value);
    for (const [name, one] of Object.entries(value)) {
      const found = field(one);
      if (found !== undefined) return within(`.${name}`, found);
    }
    return undefined;
  };

export const texts = listOf('a list of texts', text);

/** A value of any kind but nothing. */
export const object = (what: string): Shape => is(what, isParts);

export const scenario = fieldsOf('a scenario', { study: text, variant: text, seed: finite });

const interval = fieldsOf('an interval', { fromMs: finite, toMs: finite });

const tracers = listOf('a list of tracers', finite);

/** Shape of a row; `isRow` answers first, because a console has many. */
const row: Shape = (value) => {
  const found = fieldsOf('a row', {
    key: text,
    records: tracers,
    uses: number,
    boundMs: optional(limit),
    interval: optional(interval),
    startMs: optional(finite),
    endMs: optional(finite),
  })(value);
  if (found !== undefined) return found;
  const { startMs, endMs } = value as Parts;
  if ((startMs === undefined) === (endMs === undefined)) return undefined;
  return startMs === undefined
    ? { path: '.startMs', expected: 'a start beside the end', got: startMs }
    : { path: '.endMs', expected: 'an end beside the start', got: endMs };
};

/** True for a row whose fields are surely right. A difference of two finite numbers is no NaN. */
function isRow(value: unknown): boolean {
  if (!isParts(value)) return false;
  const { key, records, uses, startMs, endMs, boundMs } = value;
  if (typeof key !== 'string' || !Number.isSafeInteger(uses) || (uses as number) < 0) return false;
  if (value['interval'] !== undefined || !Array.isArray(records)) return false;
  for (let index = 0; index < records.length; index += 1)
    if (!Number.isFinite(records[index])) return false;
  if (startMs === undefined ? endMs !== undefined : !areFinite(startMs, endMs)) return false;
  return boundMs === undefined || (typeof boundMs === 'number' && boundMs >= 0);
}

const areFinite = (one: unknown, other: unknown): boolean =>
  Number.isFinite(one) && Number.isFinite(other);

/** Rows that a console shows. */
export const rows = listOf('a list of rows', (value) => (isRow(value) ? undefined : row(value)));

/** Shape of a metered record; `isMetered` answers first, because each use makes one. */
const metered = fieldsOf('a metered record, or nothing', {
  record: finite,
  node: text,
  key: text,
  wrongKey: optional(text),
  startMs: finite,
  endMs: finite,
  optional: optional((value) =>
    value === 'alone' ? undefined : fieldsOf('"alone", or an edge', { edge: finite })(value),
  ),
  history: optional(finite),
});

/** True for a record whose fields are surely right, or nothing. */
export function isMetered(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isParts(value)) return false;
  const { record, node, key, startMs, endMs, history } = value;
  return (
    typeof node === 'string' &&
    typeof key === 'string' &&
    Number.isFinite(record) &&
    areFinite(startMs, endMs) &&
    value['optional'] === undefined &&
    (history === undefined || Number.isFinite(history)) &&
    value['wrongKey'] === undefined
  );
}

export const meteredOrNothing: Shape = (value) => (isMetered(value) ? undefined : metered(value));

export const metering = fieldsOf('a metering', {
  event: callable,
  incident: callable,
  effect: optional(callable),
  shown: optional(callable),
  diedInMemory: optional(callable),
});

const COVERAGE: Readonly<Record<string, Shape>> = {
  records: fieldsOf('', {
    node: text,
    records: tracers,
    stated: optional(finite),
    exact: optional(oneOf([true])),
  }),
  mention: fieldsOf('', { node: text, records: tracers }),
  count: fieldsOf('', { node: text, count: finite, usedUntilMs: optional(finite) }),
  unknown: fieldsOf('', { node: text, usedUntilMs: optional(finite) }),
  unfounded: fieldsOf('', { node: text, why: text }),
};

const coverageKind = oneOf(Object.keys(COVERAGE));

/** The records that a report covers, or nothing. */
export const coverage: Shape = (value) => {
  if (value === undefined) return undefined;
  if (!isParts(value)) return flaw('the records that the report covers, or nothing', value);
  const { by } = value;
  const kind = within('.by', coverageKind(by));
  return kind ?? COVERAGE[by as string]?.(value);
};

export const labels = recordOf('labels: a list of bands for each dimension', texts);

/** An arbitrary of fast-check, of whichever copy of it. */
export const arbitrary = is(
  'an arbitrary of fast-check',
  (value) => isParts(value) && typeof value['generate'] === 'function',
);

/** Something to iterate over, such as a generator. */
export const iterable = is(
  'scenarios to iterate over',
  (value) => isParts(value) && Symbol.iterator in value,
);

const chance = fieldsOf('a chance', { of: finite, in: finite });

const link = fieldsOf('a link', {
  latencyMsMin: optional(amount),
  latencyMsMax: optional(amount),
  loss: optional(chance),
  duplicate: optional(chance),
  ordered: optional(flag),
  msPerUnit: optional(amount),
  sizeUnitsMax: optional(amount),
});

const node = fieldsOf('a node', {
  name: text,
  model: fieldsOf('a model', { step: callable }),
  syncLatencyMs: optional(amount),
});

/** A fault without NaN in any field: the world itself refuses a time below 0. */
const fault: Shape = (value) =>
  fieldsOf('a fault', { kind: text, node: text, at: known })(value) ??
  recordOf('a fault', (one) => (typeof one === 'number' ? known(one) : undefined))(value);

const worldFields = fieldsOf('the specification of a world', {
  seed: whole,
  nodes: listOf('a list of nodes', node),
  defaultLink: optional(link),
  links: optional(recordOf('links by from→to', link)),
  sources: listOf('a list of sources', fieldsOf('a source', { next: callable })),
  faults: listOf('a list of faults', fault),
  healAt: amount,
  quietFrom: optional(limit),
  endAt: amount,
  sizeOf: optional(callable),
  eventsMax: optional(limit),
});

/** The specification of a world. The clocks in it are checked by the world. */
export const world: Shape = (value) => {
  const found = worldFields(value);
  if (found !== undefined) return found;
  const { nodes } = value as { readonly nodes: readonly { readonly name: string }[] };
  for (let index = 1; index < nodes.length; index += 1) {
    const name = nodes[index]?.name;
    if (nodes.findIndex((one) => one.name === name) < index)
      return { path: `.nodes[${String(index)}].name`, expected: 'a name of its own', got: name };
  }
  return undefined;
};

const interventions = listOf(
  'a list of interventions',
  fieldsOf('an intervention', { node: text, inputs: callable }),
);

/** The scope of an exhaustive check. */
export const scope = fieldsOf('a scope', {
  uses: interventions,
  actions: interventions,
  crashes: texts,
  clocks: texts,
  symmetric: texts,
  horizonMs: amount,
  reads: optional(callable),
  canonicalised: optional(callable),
  scripted: callable,
});

/** A list of inputs of any kind. */
export const list = is('a list', Array.isArray);

/** A run of recorded usage. */
export const usageRun = fieldsOf('a run of recorded usage', { scenario, build: callable });

/** Shape of the next input of a source; `isTimedInput` answers first. */
export const timedInput = optional(fieldsOf('an input, or nothing', { at: known, node: text }));

/** True for an input with its time and node, or nothing. The world refuses a time that has passed. */
export const isTimedInput = (value: unknown): boolean =>
  value === undefined ||
  (isParts(value) &&
    typeof value['node'] === 'string' &&
    typeof value['at'] === 'number' &&
    !Number.isNaN(value['at']));

/** A value in a few words: JSON has no NaN, no function and no nothing. */
export function gotWords(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'function':
      return 'a function';
    case 'bigint':
    case 'symbol':
      return `${typeof value} ${String(value)}`;
    default:
      return isPromise(value) ? 'a promise' : shortly(value);
  }
}
