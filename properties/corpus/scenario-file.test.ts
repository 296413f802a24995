import test from 'ava';
import { SkewproofError } from '../../sim/model/errors.js';
import { puppetStudy, toy, toyStudy } from '../_toy.test.js';
import { checkedScenario } from './scenario-file.js';

const refused = (value: unknown): SkewproofError => {
  try {
    checkedScenario(toyStudy, value, 'x.json');
  } catch (error) {
    if (error instanceof SkewproofError) return error;
    throw error;
  }
  throw new Error(`accepted ${JSON.stringify(value)}`);
};

test('scenario-file - a good one is given back as it is', (t) => {
  const scenario = toy('edge', { uses: 3 });
  t.is(checkedScenario(toyStudy, scenario, 'x.json'), scenario);
  const planted = toy('edge+planted');
  t.is(checkedScenario(toyStudy, planted, 'x.json'), planted);
});

const BAD: readonly (readonly [string, unknown, string, string, string])[] = [
  [
    'a type',
    toy('edge', { uses: '3' as never }),
    'x.json, field uses',
    'a value of type integer',
    '"3"',
  ],
  ['a value out of range', toy('edge', { uses: -1 }), 'x.json, field uses', 'must be >= 0', '-1'],
  [
    'a value in a list in the middle',
    toy('edge', { noise: [1, 2.5] }),
    'x.json, field noise.1',
    'a value of type integer',
    '2.5',
  ],
  [
    'a value that is none of those allowed',
    toy('edge', { extra: { a: 1, b: 'z' } }),
    'x.json, field extra.b',
    'one of "", "x", "y"',
    '"z"',
  ],
  [
    'a field that is missing',
    toy('edge', { extra: {} as never }),
    'x.json, field extra',
    'a field "a"',
    '{}',
  ],
  ['another study', { ...toy('edge'), study: 'sms2' }, 'x.json, field study', '"toy"', '"sms2"'],
  ['no object', [], 'x.json', 'a value of type object', '[]'],
  ['null', null, 'x.json', 'a value of type object', 'null'],
];

for (const [title, value, place, expected, got] of BAD)
  test(`scenario-file - ${title} is named by its path`, (t) => {
    const error = refused(value);
    t.is(error.code, 'SKEW-101');
    t.deepEqual([error.place, error.expected, error.got], [place, expected, got]);
    t.regex(error.advice, /skewproof list --schema toy/);
  });

test('scenario-file - a field too many is named, long values are shortened', (t) => {
  const error = refused({ ...toy('edge'), usage: 1, noise: Array<number>(99).fill(1) });
  t.is(error.expected, 'no field "usage"');
  t.is(error.got.length, 78);
});

test('scenario-file - an unknown variant is named, with those that there are', (t) => {
  for (const variant of ['nowhere', 'toString', '+edge']) {
    const error = refused(toy(variant));
    t.is(error.code, 'SKEW-102');
    t.is(error.place, 'x.json, field variant');
    t.is(error.got, `"${variant}"`);
  }
});

test('scenario-file - even where a study’s own schema asks for nothing', (t) => {
  const lax = { ...puppetStudy, schema: {} };
  for (const value of [{}, null, undefined, 3, { variant: 4 }])
    t.is(
      t.throws(() => checkedScenario(lax, value, 'x'), { instanceOf: SkewproofError }).expected,
      'a field "variant" of type string',
    );
});
