/** Comparisons as the language makes them, with the operands that were really compared. */

/** The value to which an operator converts an operand, by the rules of the language. */
export function primitiveOf(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  const convert: unknown = Reflect.get(value, Symbol.toPrimitive);
  if (convert !== undefined && convert !== null) {
    const made: unknown = Reflect.apply(convert as () => unknown, value, ['number']);
    if ((typeof made !== 'object' && typeof made !== 'function') || made === null) return made;
    throw new TypeError('Cannot convert object to primitive value');
  }
  for (const name of ['valueOf', 'toString'] as const) {
    const method: unknown = Reflect.get(value, name);
    if (typeof method !== 'function') continue;
    const made: unknown = Reflect.apply(method, value, []);
    if ((typeof made !== 'object' && typeof made !== 'function') || made === null) return made;
  }
  throw new TypeError('Cannot convert object to primitive value');
}

type Comparable = number;

/** `left` and `right` are primitives, or objects of an equality. Throws as the operator itself does. */
export function compared(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '<':
      return (left as Comparable) < (right as Comparable);
    case '<=':
      return (left as Comparable) <= (right as Comparable);
    case '>':
      return (left as Comparable) > (right as Comparable);
    case '>=':
      return (left as Comparable) >= (right as Comparable);
    case '===':
      return left === right;
    case '!==':
      return left !== right;
    case '==':
      // eslint-disable-next-line eqeqeq -- the program's own operator
      return left == right;
    default:
      // eslint-disable-next-line eqeqeq -- the program's own operator
      return left != right;
  }
}

/** The result of the program's own arithmetic: numbers, big integers, strings, or objects that convert. */
export function computed(operator: string, left: unknown, right: unknown): unknown {
  switch (operator) {
    case '+':
      return (left as number) + (right as number);
    case '-':
      return (left as number) - (right as number);
    case '*':
      return (left as number) * (right as number);
    default:
      return (left as number) / (right as number);
  }
}

const RELATIONAL = /^[<>]/;
const ARITHMETIC = /^[-+*/]$/;

/** The plain operators: instrumented code calls them where no recorder listens. */
export const PLAIN_REPORTS = {
  branch: (_id: number, value: unknown): unknown => value,
  compare: (_id: number, operator: string, left: unknown, right: unknown): unknown =>
    ARITHMETIC.test(operator)
      ? computed(operator, left, right)
      : RELATIONAL.test(operator)
        ? compared(operator, primitiveOf(left), primitiveOf(right))
        : compared(operator, left, right),
} as const;
