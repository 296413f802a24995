/** Mutations of input: text cut, doubled and sprinkled with odd characters, and JSON with odd values. */
import * as fc from 'fast-check';

/** Characters that have broken readers: quotes, separators, controls, marks of order, halves of pairs. */
const ODD_TEXT = [
  ...['"', "'", ',', ';', '\t', '\n', '\r\n', '{', '}', '[', ']', '<script>', '\\', '\\u0000'],
  ...['\0', '\u001B[2J', '\u202E', '\uFEFF', '\uD800', '\u2028', '−', '١٢', '%00', '../', '~'],
  ...['-', '+', '.', '1e9', '1e999', '0x10', '9'.repeat(400), 'null', 'NaN', '__proto__'],
];

const DEEP = 2_000;

/** JSON texts of values that a field seldom has; texts, since JSON.stringify cannot write some. */
const ODD_JSON = [
  ...['null', 'true', '""', '[]', '{}', '0', '-0', '-1', '0.5', '1e21', '1e999', '-1e999'],
  ...['9007199254740993', '4294967296', '2147483648', '-2147483649', '1e308', '5e-324'],
  ...['"\\ud800"', '"\\u0000"', '"__proto__"', '"constructor"', '"<img src=x>"', '"1"', '" "'],
  ...['{"__proto__":{"a":1}}', '{"length":4294967295}', '[[[]]]', '{"kind":"wipe"}', '[null]'],
  ...[`"${'x'.repeat(100_000)}"`, `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
];

export type Mutation = (text: string) => string;

const at = fc.double({ min: 0, max: 1, noNaN: true });

const place = (share: number, length: number): number =>
  Math.min(length, Math.floor(share * (length + 1)));

/** Replaces, inserts, cuts, doubles or truncates a part of the text. */
const textMutation: fc.Arbitrary<Mutation> = fc
  .record({
    at,
    length: fc.oneof(fc.nat(3), fc.nat(60)),
    text: fc.oneof(fc.constantFrom(...ODD_TEXT), fc.string({ unit: 'binary', maxLength: 4 })),
    how: fc.constantFrom('replace', 'insert', 'cut', 'double', 'truncate', 'swap' as const),
  })
  .map(({ at: share, length, text: odd, how }) => (text: string): string => {
    const from = place(share, text.length);
    const before = text.slice(0, from);
    const part = text.slice(from, from + length);
    const after = text.slice(from + length);
    switch (how) {
      case 'replace':
        return before + odd + after;
      case 'insert':
        return before + odd + part + after;
      case 'cut':
        return before + after;
      case 'double':
        return before + part + part + after;
      case 'truncate':
        return before;
      case 'swap':
        return after + part + before;
    }
  });

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
}

/** Places further down are reached only by mutations of text. */
const LEVELS_MAX = 8;

function* placesIn(value: unknown, level = 1): Iterable<Place> {
  if (typeof value !== 'object' || value === null || level > LEVELS_MAX) return;
  const holder = value as Place['holder'];
  for (const [key, inner] of Object.entries(value)) {
    yield { holder, key };
    yield* placesIn(inner, level + 1);
  }
}

/** In JSON text, a unique word stands where an odd value is put afterwards. */
const MARK = '@@odd value@@';

/** Another number, which may be valid: the run is then played, however long it is. */
const scaled = (value: number, times: number): number =>
  times === 2 ? -value : times === 3 ? value + 1 : value * times;

/** Replaces, scales, removes, adds or repeats a value of a JSON text; other text stays as it is. */
const jsonMutation: fc.Arbitrary<Mutation> = fc
  .record({
    at,
    odd: fc.constantFrom(...ODD_JSON),
    how: fc.constantFrom('replace', 'scale', 'scale', 'remove', 'add', 'repeat' as const),
    times: fc.constantFrom(2, 3, 1_000),
  })
  .map(({ at: share, odd, how, times }) => (text: string): string => {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return text;
    }
    const places = [...placesIn(json)];
    const chosen = places[Math.min(places.length - 1, Math.floor(share * places.length))];
    if (chosen === undefined) return odd;
    const holder = chosen.holder as Record<string, unknown>;
    const value = holder[chosen.key];
    if (how === 'remove') Reflect.deleteProperty(holder, chosen.key);
    else if (how === 'add') holder[Array.isArray(holder) ? String(holder.length) : 'odd'] = MARK;
    else if (how === 'scale' && typeof value === 'number')
      holder[chosen.key] = scaled(value, times);
    else if (how === 'repeat' && Array.isArray(value) && value.length > 0)
      holder[chosen.key] = Array.from({ length: times }, (): readonly unknown[] => value).flat();
    else holder[chosen.key] = MARK;
    return JSON.stringify(json).replace(JSON.stringify(MARK), odd.replaceAll('$', '$$$$'));
  });

/** A text that has grown to this many characters is not mutated further. */
const LENGTH_MAX = 500_000;

const applied =
  (mutations: readonly Mutation[]): Mutation =>
  (text) =>
    mutations.reduce(
      (changed, mutation) => (changed.length > LENGTH_MAX ? changed : mutation(changed)),
      text,
    );

/** One to four mutations, one after the other: of any text. */
export const mutatedText: fc.Arbitrary<Mutation> = fc
  .array(textMutation, { minLength: 1, maxLength: 4 })
  .map(applied);

/** The same for JSON: three of four keep it JSON. */
export const mutatedJson: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 3, arbitrary: fc.array(jsonMutation, { minLength: 1, maxLength: 3 }).map(applied) },
  { weight: 1, arbitrary: mutatedText },
);
