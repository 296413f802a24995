import test from 'ava';
import { isFields, PlainData, refuse } from './plain.js';
import { TORN } from './node.js';
import { Seq } from './seq.js';

class Usage {
  readonly record = 1;
}

const nameless = new (class {
  readonly record = 1;
})();
// eslint-disable-next-line no-restricted-globals -- what is refused
const DATE = new Date(0);
const inside: { self?: unknown } = {};
inside.self = [inside];

const found = (value: unknown): string | undefined => {
  const impurity = new PlainData().impurityOf(value);
  return impurity && `${impurity.path}: ${impurity.what}`;
};

test('plain - data that a walk follows to its leaves is plain', (t) => {
  const shared = { a: 1 };
  const bare: unknown = Object.assign(Object.create(null) as object, { a: undefined });
  for (const value of [undefined, null, true, NaN, '', [], {}, [shared, shared], bare, TORN])
    t.is(found(value), undefined);
  t.is(found({ log: Seq.of([{ record: 1 }, null]) }), undefined);
});

for (const [value, what] of [
  [new Map([[1, 2]]), 'a Map'],
  [new Set(), 'a Set'],
  [new WeakMap(), 'a WeakMap'],
  [DATE, 'a Date'],
  [new Usage(), 'an instance of Usage'],
  [nameless, 'an instance of a class'],
  [new Float64Array(1), 'a Float64Array'],
  [new Error('x'), 'an Error'],
  [Promise.resolve(), 'a Promise'],
  [/x/, 'a RegExp'],
  [() => 1, 'a function'],
  [Symbol('x'), 'a symbol'],
  [1n, 'a bigint'],
] as const)
  test(`plain - ${what} is refused at every depth`, (t) => {
    t.is(found(value), `: ${what}`);
    t.is(found({ a: 1, rows: [{}, { 'an at': value }] }), `.rows[1]["an at"]: ${what}`);
    t.is(found(Seq.of([1, { x: value }])), `[1].x: ${what}`);
    t.throws(() => refuse(value), { message: new RegExp(`^SKEW-403 .*, got ${what}\\.`) });
  });

test('plain - fields that a walk skips, and data inside itself, are refused', (t) => {
  t.is(found({ a: inside }), '.a.self[0]: data inside itself');
  t.is(found({ [Symbol('s')]: 1 }), ': a field named by Symbol(s)');
  t.is(found(Object.defineProperty({}, 'h', { value: 1 })), '.h: a hidden field');
  t.is(
    found({
      get now() {
        return 1;
      },
    }),
    '.now: a computed field',
  );
});

test('plain - a growing log is searched once', (t) => {
  const plain = new PlainData();
  let looks = 0;
  const counted = (record: number): unknown =>
    new Proxy({ record }, { ownKeys: (of) => ((looks += 1), Reflect.ownKeys(of)) });
  let log = Seq.empty<unknown>();
  for (let record = 0; record < 50; record += 1) {
    log = log.push(counted(record));
    t.is(plain.impurityOf({ log }), undefined);
  }
  t.is(looks, 50);
  t.is(plain.impurityOf(log.push(DATE))?.path, '[50]');
});

test('plain - an object of another realm has no class either', (t) => {
  const foreign: unknown = Object.create(
    Object.create(null, { constructor: { value: Object } }) as object,
  );
  t.true(isFields(foreign as object));
  t.false(isFields(new Usage()));
  t.false(isFields(new Map()));
});
