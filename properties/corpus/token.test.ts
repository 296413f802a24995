import assert from 'node:assert/strict';
import { constants, deflateRawSync } from 'node:zlib';
import test from 'ava';
import * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import { toy, toyStudy } from '../_toy.test.js';
import type { ToyScenario } from '../_toy.test.js';
import { sms2Study } from '../sms2/study.js';
import { decodeToken, encodeToken } from './token.js';

const ofToy = (): typeof toyStudy => toyStudy;
const decoded = (token: string): unknown => decodeToken(token, ofToy).scenario;
const refused = (token: string): SkewproofError => {
  try {
    decodeToken(token, ofToy);
  } catch (error) {
    if (error instanceof SkewproofError) return error;
    throw error;
  }
  throw new Error(`accepted ${token}`);
};
const packed = (value: unknown): string =>
  deflateRawSync(Buffer.from(JSON.stringify(value))).toString('base64url');

/** fast-check draws objects without a prototype, which JSON does not have. */
const plain = (scenario: unknown): unknown => JSON.parse(JSON.stringify(scenario)) as unknown;

const SCENARIO = toy('edge', { seed: 3, uses: 4, offsetMs: -5, noise: [1, 2] });
const TOKEN = encodeToken(toyStudy, SCENARIO);
const arbitrary = toyStudy.spaces['everything']?.('edge') ?? fc.constant(SCENARIO);

test('token - every scenario is decoded completely, also of the reference study', (t) => {
  fc.assert(
    fc.property(arbitrary, (scenario) => {
      const token = encodeToken(toyStudy, scenario);
      assert.deepEqual(decodeToken(token, ofToy), { scenario: plain(scenario) });
    }),
    { seed: 1 },
  );
  for (const space of Object.values(sms2Study.spaces))
    fc.assert(
      fc.property(space('fixed'), (scenario) => {
        assert.deepEqual(
          decodeToken(encodeToken(sms2Study, scenario), () => sms2Study),
          { scenario: plain(scenario) },
        );
      }),
      { seed: 1 },
    );
  t.pass();
});

test('token - one line of URL-safe text, short where little differs', (t) => {
  t.regex(TOKEN, /^sk1\.v\d+-\d+\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
  t.true(TOKEN.length < 130, TOKEN);
  t.deepEqual(decoded(`  ${TOKEN}\n`), SCENARIO);
});

test('token - the checksum does not depend on the order of fields', (t) => {
  const reversed = Object.fromEntries(Object.entries(SCENARIO).reverse()) as unknown as ToyScenario;
  t.is(encodeToken(toyStudy, reversed).split('.')[2], TOKEN.split('.')[2]);
});

test('token - one damaged character never gives another scenario', (t) => {
  const start = 'sk1.'.length;
  const CHARACTERS = 'ABCabc019-_.';
  for (let at = start; at < TOKEN.length; at += 1)
    for (const character of CHARACTERS) {
      const damaged = TOKEN.slice(0, at) + character + TOKEN.slice(at + 1);
      try {
        const { scenario, warning } = decodeToken(damaged, ofToy);
        // Damage to the versions shows as another version.
        if (warning === undefined) t.deepEqual(scenario, SCENARIO, damaged);
      } catch (error) {
        if (!(error instanceof SkewproofError)) throw error;
      }
    }
  t.pass();
});

test('token - a part of a token, or other text, is refused with the expected form', (t) => {
  for (const text of ['', 'hello', TOKEN.slice(1), TOKEN.replace('sk1', 'sk2'), `${TOKEN}.x`])
    t.is(refused(text).expected, 'text of the form sk1.<versions>.<checksum>.<data>', text);
  const cut = refused(TOKEN.slice(0, -8));
  t.is(cut.code, 'SKEW-101');
  t.is(cut.expected, 'an undamaged token');
  t.regex(cut.advice, /whole token/);
});

test('token - a wrong checksum is reported', (t) => {
  const [prefix, versions, , data] = TOKEN.split('.');
  const error = refused([prefix, versions, '00000000', data].join('.'));
  t.is(error.got, 'a checksum that does not match');
});

test('token - data of another form is reported', (t) => {
  for (const value of [
    {},
    [],
    ['toy'],
    ['toy', 'edge'],
    ['toy', 'edge', 3],
    [1, 'edge', {}],
    null,
  ]) {
    const error = refused(`sk1.v1-1.00000000.${packed(value)}`);
    t.is(error.got, 'data of another form', JSON.stringify(value));
  }
});

test('token - a revised variant has another version, and so have its planted defects', (t) => {
  const { variants } = sms2Study;
  const study = {
    ...sms2Study,
    variants: { ...variants, h4: { title: 'revised', violated: [], revision: 2 } },
  };
  const scenario = sms2Study.simplest('h4');
  const before = encodeToken(sms2Study, scenario);
  const after = encodeToken(study, scenario);
  t.regex(before, /^sk1\.v1-4\./);
  t.regex(after, /^sk1\.v1-6\./);
  t.regex(decodeToken(before, () => study).warning ?? '', /versions v1-4, this is v1-6/);
  t.is(decodeToken(after, () => study).warning, undefined);
  const versionOf = (variant: string): string | undefined =>
    encodeToken(sms2Study, sms2Study.simplest(variant)).split('.')[1];
  t.is(versionOf('fixed+dedup-not-done'), versionOf('fixed'));
  t.not(versionOf('fixed'), versionOf('h4'));
});

test('token - a token of other versions is decoded with a warning, since its meaning may differ', (t) => {
  const [prefix, , checksum, data] = TOKEN.split('.');
  const { scenario, warning } = decodeToken([prefix, 'v0-9', checksum, data].join('.'), ofToy);
  t.deepEqual(scenario, SCENARIO);
  t.regex(warning ?? '', /made under versions v0-9, this is v\d+-\d+/);
});

test('token - an unknown study or variant is refused', (t) => {
  const unknown = new SkewproofError('SKEW-102', { place: '', expected: '', got: '' });
  const ofNone = (): never => {
    throw unknown;
  };
  t.is(
    t.throws(() => decodeToken(TOKEN, ofNone)),
    unknown,
  );
  const elsewhere = { title: 'of another version', violated: [] };
  const later = { ...toyStudy, variants: { ...toyStudy.variants, elsewhere } };
  const other = encodeToken(later, { ...SCENARIO, variant: 'elsewhere' });
  const error = refused(other);
  t.is(error.code, 'SKEW-102');
  t.is(error.got, '"elsewhere"');
});

test('token - data nested too deeply is refused, with a readable path', (t) => {
  const patch: unknown = JSON.parse(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`);
  const deep = `sk1.v1-4.00000000.${packed(['toy', 'edge', patch])}`;
  const error = refused(deep);
  t.is(error.code, 'SKEW-101');
  t.regex(error.place, /^token, field a\.a\.a/);
  t.is(error.expected, 'at most 100 levels of lists and objects');
  t.true(error.message.length < 300);
});

test('token - a short one that would unpack to gigabytes is refused before it does', (t) => {
  // Blocks of zeros as zlib packs them, one after another: 4 MiB each, in 4 KiB.
  const block = deflateRawSync(Buffer.alloc(1 << 22), { finishFlush: constants.Z_FULL_FLUSH });
  const bomb = Buffer.concat(Array.from({ length: 1_024 }, () => block)).toString('base64url');
  const error = refused(`sk1.v1-4.00000000.${bomb}`);
  t.is(error.code, 'SKEW-101');
  t.is(error.expected, 'a token of at most 16 MiB unpacked');
  t.is(error.got, 'more than that');
  const fits = `["toy","edge",3,${'[0],'.repeat(1 << 20)}0]`;
  const packedFits = deflateRawSync(Buffer.from(fits)).toString('base64url');
  t.is(refused(`sk1.v1-4.00000000.${packedFits}`).got, 'data of another form');
});
