import test from 'ava';
import * as fc from 'fast-check';
import { SkewproofError } from '../sim/index.js';
import { toy, toyStudy, toyWith } from './_toy.test.js';
import { everyRecord, failureText } from './every-record.js';
import { explain } from './explain.js';
import { runScenario } from './run.js';
import { sms2Study } from './sms2/study.js';
import { decodeToken } from './token.js';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

test('every-record - holds where nothing is lost', (t) => {
  t.notThrows(() => {
    fc.assert(everyRecord(toyStudy, { variant: 'good', space: 'right' }));
  });
});

test('every-record - fails with a text that brings the run back', (t) => {
  const property = everyRecord(toyStudy, { variant: 'edge', properties: ['conservation'] });
  const details = fc.check(property, { seed: 1 });
  t.true(details.failed);
  const text = messageOf(details.errorInstance);
  const token = /reproduce: decodeToken\('([^']+)', \(\) => study\)\.scenario/.exec(text)?.[1];
  const { scenario } = decodeToken(token ?? '', () => toyStudy);
  t.deepEqual(scenario, { ...details.counterexample?.[0] });
});

test('every-record - of a study that the command line knows it says the command', (t) => {
  const details = fc.check(everyRecord(sms2Study, { variant: 'h4', space: 'install' }), {
    seed: 1,
    numRuns: 50,
  });
  t.true(details.failed);
  t.regex(messageOf(details.errorInstance), /\nreproduce: npx skewproof reproduce sk1\./);
});

test('every-record - the text says what broke and what decided it', (t) => {
  const scenario = toy('edge', { offsetMs: 50 });
  const [violation] = runScenario(toyStudy, scenario).violations;
  if (violation === undefined) throw new Error('nothing broken');
  const explanation = explain(toyStudy, scenario, violation);
  const [what, held, decided, reproduce, ...more] = failureText(
    scenario,
    explanation,
    toyStudy,
  ).split('\n');
  t.is(what, 'conservation: 1 record(s) destroyed: no copy is left, and nobody was told');
  t.is(held, 'last held by meter');
  t.is(decided, 'decided by meter: not (reading 150 <= limit 137): the use is dropped');
  t.regex(reproduce ?? '', /^reproduce: /);
  t.deepEqual(more, []);
  const undecided = failureText(scenario, { ...explanation, decided: undefined }, toyStudy);
  t.regex(undecided, /\nended by meter: input use\n/);
});

test('every-record - it shrinks to the edge of what it found first', (t) => {
  const details = fc.check(everyRecord(toyStudy, { variant: 'edge' }), { seed: 1, numRuns: 500 });
  const [minimal] = details.counterexample ?? [];
  const text = messageOf(details.errorInstance);
  t.regex(text, /destroyed|stranded/);
  if (text.includes('destroyed')) t.is(minimal?.offsetMs, 38);
  else t.is(minimal?.strandFrom, 1);
  t.is(minimal?.uses, 1);
  t.deepEqual(minimal?.noise, []);
});

test('every-record - asserted twice, it does not keep to what it found first', (t) => {
  // The first time it meets one way to lose, the second time the other.
  let scenario = toy('edge', { offsetMs: 99 });
  const study = toyWith({ spaces: { everything: () => fc.constant(0).map(() => scenario) } });
  const property = everyRecord(study, { variant: 'edge' });
  const found = (): string => messageOf(fc.check(property, { seed: 1 }).errorInstance);
  t.regex(found(), /destroyed/);
  scenario = toy('edge', { strandFrom: 1 });
  t.regex(found(), /stranded/);
});

test('every-record - only the properties that are asked for', (t) => {
  t.notThrows(() => {
    fc.assert(everyRecord(toyStudy, { variant: 'edge', properties: ['dates', 'no-duplicates'] }));
  });
});

test('every-record - a run that proves nothing does not pass', (t) => {
  for (const [variant, expected] of [
    ['endless', /^out-of-budget: /],
    ['nobody-looks', /^unknown: nobody looked/],
    ['two-faced', /^harness-error: the two judges disagree/],
    ['throws', /^SKEW-402 /],
  ] as const) {
    const details = fc.check(everyRecord(toyStudy, { variant, space: 'right' }), { seed: 1 });
    t.true(details.failed, variant);
    t.regex(messageOf(details.errorInstance), expected);
  }
});

test('every-record - an unknown space is named', (t) => {
  const error = t.throws(() => everyRecord(toyStudy, { variant: 'edge', space: 'nowhere' }), {
    instanceOf: SkewproofError,
  });
  t.is(error.code, 'SKEW-102');
});
