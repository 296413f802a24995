/** Values that a program compared, as they are kept: a number, and the form that it had. */

/** Forms of an operand, as a recorder keeps them. */
export const FORM = { number: 0, date: 1, bigint: 2, text: 3, truth: 4, other: 5 } as const;

export type Form = (typeof FORM)[keyof typeof FORM];

const getTime: unknown = Reflect.get(Date.prototype, 'getTime');

/** The time of a date of any realm; undefined for another object. Nothing of the program is called. */
export function dateMs(value: object): number | undefined {
  try {
    return Reflect.apply(getTime as () => number, value, []);
  } catch {
    return undefined;
  }
}

/** Objects count as such, dates too. */
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
    default:
      return FORM.other;
  }
}

/** The number that stands for a value: NaN for a text, and the truth of anything without a number. */
export function numberOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return value;
    case 'bigint':
      return Number(value);
    case 'string':
      return NaN;
    default:
      return value ? 1 : 0;
  }
}
