/**
 * The language and pure interfaces, which all programs share, as they were before any of them ran. A
 * page may patch it, as zone.js does with promises; what it changed is then in place while its own tasks
 * run, and only then.
 */
import { LANGUAGE, PURE } from '../../shims/web/language.js';
import type { Swap } from './stage.js';
import { notSimulated } from '../refusal.js';

/** A property that a page added to a shared object, or defined in another way. */
export interface Redefined {
  readonly on: object;
  readonly key: PropertyKey;
  readonly property: PropertyDescriptor;
  /** As it was; absent: it was not there. */
  readonly before?: PropertyDescriptor;
}

interface Known {
  readonly of: string;
  readonly on: object;
  readonly keys: readonly PropertyKey[];
  /** Accessors are compared by their getters, all others by their values. */
  readonly getters: readonly (PropertyDescriptor | undefined)[];
  readonly values: readonly unknown[];
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Format of stacks: the stage keeps it for each program. */
const STAGES_OWN: ReadonlySet<PropertyKey> = new Set(['prepareStackTrace', 'stackTraceLimit']);

const keysOf = (on: object): readonly PropertyKey[] => {
  const keys = Reflect.ownKeys(on);
  return on === Error ? keys.filter((key) => !STAGES_OWN.has(key)) : keys;
};

const getterOf = (property: PropertyDescriptor | undefined): unknown =>
  property === undefined ? undefined : Reflect.get(property, 'get');

function knownOf(of: string, on: object): Known {
  const keys = keysOf(on);
  const getters = keys.map((key) => {
    const property = Object.getOwnPropertyDescriptor(on, key);
    return property === undefined || 'value' in property ? undefined : property;
  });
  const values = keys.map((key, at) => getterOf(getters[at]) ?? (Reflect.get(on, key) as unknown));
  return { of, on, keys, getters, values };
}

let baseline: Known[] | undefined;

/** Notes how everything is; called before the first page runs. */
export function noteIntrinsics(): void {
  baseline ??= [...LANGUAGE, ...PURE].flatMap((name) => {
    const value: unknown = Reflect.get(globalThis, name);
    if (!isObject(value)) return [];
    const { prototype } = value as { prototype?: unknown };
    const own = knownOf(name, value);
    return isObject(prototype) ? [own, knownOf(`${name}.prototype`, prototype)] : [own];
  });
}

interface Patched {
  readonly swaps: readonly Swap[];
  readonly redefined: readonly Redefined[];
}

/** Takes away what was added to an object. @throws SkewproofError SKEW-404 for what cannot be taken away */
function added({ of, on, keys }: Known): readonly Redefined[] {
  const now = keysOf(on);
  if (now.length === keys.length) return [];
  const fresh = now.filter((key) => !keys.includes(key));
  const all = fresh.flatMap((key): readonly Redefined[] => {
    const property = Object.getOwnPropertyDescriptor(on, key);
    return property !== undefined && Reflect.deleteProperty(on, key) ? [{ on, key, property }] : [];
  });
  if (all.length === fresh.length) return all;
  // It stays for all programs to come; they find it there from their start.
  baseline = baseline?.map((one) => (one.on === on ? knownOf(of, on) : one));
  throw notSimulated(`a property that is added to ${of} for good`);
}

/** Puts back what was changed in an object. */
function changed({ on, keys, getters, values }: Known): Patched {
  const swaps: Swap[] = [];
  const redefined: Redefined[] = [];
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as PropertyKey;
    const getter = getters[at];
    const now: unknown =
      getter === undefined
        ? Reflect.get(on, key)
        : getterOf(Object.getOwnPropertyDescriptor(on, key));
    if (Object.is(now, values[at])) continue;
    if (getter === undefined && typeof key === 'string' && Reflect.set(on, key, values[at])) {
      swaps.push({ on, key, value: now });
      continue;
    }
    const property = Object.getOwnPropertyDescriptor(on, key);
    const before = getter ?? { ...property, value: values[at] };
    if (property === undefined) continue;
    Object.defineProperty(on, key, before);
    redefined.push({ on, key, property, before });
  }
  return { swaps, redefined };
}

/**
 * Takes back all that a page changed, and returns it.
 * @throws SkewproofError SKEW-404 for a property that cannot be taken away again
 */
export function takeBack(): Patched {
  const parts = (baseline ?? []).map((one) => ({ ...changed(one), added: added(one) }));
  return {
    swaps: parts.flatMap(({ swaps }) => swaps),
    redefined: parts.flatMap(({ redefined, added: fresh }) => [...redefined, ...fresh]),
  };
}
