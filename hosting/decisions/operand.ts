/** What is kept of a value that a program compared: a number, and the form that it had. */

/** Forms of an operand, as a recorder keeps them. */
export const FORM = { number: 0, date: 1, bigint: 2, text: 3, truth: 4, other: 5 } as const;

export type Form = (typeof FORM)[keyof typeof FORM];

const timeOf = Function.prototype.call.bind(
  (globalThis as { Date?: { prototype: { getTime(): number } } }).Date?.prototype.getTime ??
    (() => NaN),
) as (value: object) => number;

/** The time of a date of any realm; undefined for another object. Nothing of the program is called. */
export function dateMs(value: object): number | undefined {
  try {
    return timeOf(value);
  } catch {
    return undefined;
  }
}

export function formOf(value: unknown): Form {
  switch (typeof value) {
    case 'number':
      return FORM.number;
    case 'bigint':
      return FORM.bigint;
    case 'string':
      return FORM.text;
    case 'boolean':
      return FORM.truth;
    case 'object':
      return value !== null && dateMs(value) !== undefined ? FORM.date : FORM.other;
    default:
      return FORM.other;
  }
}

/** The number that stands for a value: of a date its ms, of a text nothing, of anything else its truth. */
export function numberOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return value;
    case 'bigint':
      return Number(value);
    case 'object':
      return value === null ? 0 : (dateMs(value) ?? 1);
    case 'string':
      return NaN;
    default:
      return value ? 1 : 0;
  }
}
