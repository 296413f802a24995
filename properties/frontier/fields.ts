/**
 * Finds the numbers of a scenario's JSON that follow a parameter.
 *
 * A report without the study's code, for instance a page opened from disk, makes the scenario of
 * any point from them.
 */
import type { ParameterField } from './types.js';

/** Leaves of a JSON value by path. */
function leavesOf(value: unknown, path = ''): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...leavesOf(inner, path === '' ? key : `${path}.${key}`),
    ]),
  );
}

/** Fields that describe the whole effect of a parameter; `undefined` if none do. */
export function fieldsOf(
  at: (value: number) => unknown,
  from: number,
  to: number,
): readonly ParameterField[] | undefined {
  const middle = from + Math.floor((to - from) / 3);
  const [first, second, last, between] = [from, from + 1, to, middle].map((value) =>
    leavesOf(at(value)),
  ) as [
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
  ];
  const fields: ParameterField[] = [];
  for (const [path, value] of first) {
    const next = second.get(path);
    if (typeof value === 'number' && typeof next === 'number' && next !== value) {
      const factor = next - value;
      fields.push({ path, factor, plus: value - factor * from });
    } else if (next !== value) return undefined;
  }
  const follows = (leaves: ReadonlyMap<string, unknown>, value: number): boolean =>
    leaves.size === first.size &&
    [...leaves].every(([path, leaf]) => {
      const field = fields.find((one) => one.path === path);
      return leaf === (field === undefined ? first.get(path) : field.factor * value + field.plus);
    });
  return follows(last, to) && follows(between, middle) ? fields : undefined;
}
