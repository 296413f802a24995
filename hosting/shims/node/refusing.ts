/** Modules of Node that are not simulated: they load, and refuse by name when they are used. */
import { notSimulated } from '../../realm/refusal.js';

/** The same functions as `module` has, each refusing; what is no function stays, and so does `kept`. */
export function refusing(
  name: string,
  module: Readonly<Record<string, unknown>>,
  kept: readonly string[] = [],
  advice = '',
): Record<string, unknown> {
  const shim: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(module)) {
    if (key === 'default') continue;
    shim[key] =
      typeof value === 'function' && !kept.includes(key)
        ? refusal(`${name}.${key}`, value, advice)
        : value;
  }
  return shim;
}

/** It can be extended and tested with `instanceof`, but neither called nor constructed. */
function refusal(api: string, real: object, advice: string): object {
  const refuse = function (): never {
    throw notSimulated(api, advice);
  };
  const prototype: unknown = Reflect.get(real, 'prototype');
  if (prototype !== undefined) refuse.prototype = prototype;
  return refuse;
}
