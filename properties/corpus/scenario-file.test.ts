import test from 'ava';
import { SkewproofError } from '../../sim/model/errors.js';
import { puppetStudy, toy, toyStudy } from '../_toy.test.js';
import { sms2Study } from '../sms2/study.js';
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

test('scenario-file - a valid scenario is returned unchanged', (t) => {
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
    'a value outside an enumeration',
    toy('edge', { extra: { a: 1, b: 'z' } }),
    'x.json, field extra.b',
    'one of "", "x", "y"',
    '"z"',
  ],
  [
    'a missing field',
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
    t.regex(error.advice, /skewproof schema toy/);
  });

test('scenario-file - an additional field is named, and long values are cut', (t) => {
  const error = refused({ ...toy('edge'), usage: 1, noise: Array<number>(99).fill(1) });
  t.is(error.expected, 'no field "usage"');
  t.is(error.got.length, 78);
});

test('scenario-file - an unknown variant is named, with the known ones', (t) => {
  for (const variant of ['nowhere', 'toString', '+edge']) {
    const error = refused(toy(variant));
    t.is(error.code, 'SKEW-102');
    t.is(error.place, 'x.json, field variant');
    t.is(error.got, `"${variant}"`);
  }
});

test('scenario-file - a variant is required even if the study’s schema requires nothing', (t) => {
  const lax = { ...puppetStudy, schema: {} };
  for (const value of [{}, null, undefined, 3, { variant: 4 }])
    t.is(
      t.throws(() => checkedScenario(lax, value, 'x'), { instanceOf: SkewproofError }).expected,
      'a field "variant" of type string',
    );
});

test('scenario-file - the wrong field of a fault is found in the intended kind', (t) => {
  const scenario = sms2Study.simplest('fixed');
  const bad = (fault: unknown): SkewproofError =>
    t.throws(() => checkedScenario(sms2Study, { ...scenario, faults: [fault] }, 'x.json'), {
      instanceOf: SkewproofError,
    });
  const crash = { kind: 'crash', at: 1, node: 'client-1', severity: 'power', downMs: 5 };
  const error = bad({ ...crash, severity: 'hard' });
  t.is(error.place, 'x.json, field faults.0.severity');
  t.deepEqual([error.expected, error.got], ['one of "process", "power", "torn"', '"hard"']);
  t.regex(bad({ ...crash, kind: 'crush' }).expected, /^one of "crash", "restart", /);
});

test('scenario-file - a scenario nested too deeply is refused, with a readable path', (t) => {
  const { length } = JSON.stringify(toy('edge'));
  for (const levels of [200, 3_000, 100_000]) {
    const text = `{"extra":${'{"input":'.repeat(levels)}1${'}'.repeat(levels)}}`;
    const error = refused({ ...toy('edge'), ...(JSON.parse(text) as object) });
    t.is(error.code, 'SKEW-101');
    t.regex(error.place, /^x\.json, field extra\.input\.input/);
    t.is(error.expected, 'at most 100 levels of lists and objects');
    t.true(error.message.length < length + 400, error.message);
  }
});

test('scenario-file - an error quotes a line of the input, not megabytes', (t) => {
  const long = 'x'.repeat(5_000_000);
  const values = [
    { ...toy('edge'), [long]: 1 },
    { ...toy('edge'), uses: long },
    toy(long),
    long,
    { ...toy('edge'), extra: { [long]: { a: undefined, [long]: null } } },
  ];
  for (const value of values) t.true(refused(value).message.length < 500);
});

test('scenario-file - an invalid schema is an error of the study, not of the scenario', (t) => {
  const nowhere = { ...puppetStudy, schema: { $ref: '#/definitions/nothing' } };
  const endless = { ...puppetStudy, schema: { $ref: '#' } };
  for (const study of [nowhere, endless]) {
    const error = t.throws(() => checkedScenario(study, {}, 'x'), { instanceOf: SkewproofError });
    t.is(error.code, 'SKEW-402');
    t.regex(error.place, /^study .*, schema$/);
  }
});
