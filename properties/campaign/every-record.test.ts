import test from 'ava';
import * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import type * as sms2 from '../../models/sms2/index.js';
import { toy, toyStudy, toyWith } from '../_toy.test.js';
import {
  consoleNeverGoesBack,
  datesWithinBound,
  eventuallyDelivered,
  everyRecord,
  noDuplicates,
  noSilentLoss,
  reportsAreTrue,
} from './every-record.js';
import { explain } from '../explain/explain.js';
import { failureText } from './failure-text.js';
import { runScenario } from '../oracle/judged-run.js';
import { sms2Study } from '../sms2/study.js';
import { decodeToken } from '../corpus/token.js';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** The text that a runner shows for a failure. */
const shown = <T>(details: fc.RunDetails<T>): string => fc.defaultReportMessage(details) ?? '';

test('every-record - holds if no record is lost', (t) => {
  t.notThrows(() => {
    fc.assert(everyRecord(toyStudy, { variant: 'good', space: 'right' }));
  });
});

test('every-record - fails with a token that reproduces the run', (t) => {
  const property = everyRecord(toyStudy, { variant: 'edge', properties: ['conservation'] });
  const details = fc.check(property, { seed: 1 });
  t.true(details.failed);
  const text = shown(details);
  const token = /\nreproduce: npx skewproof reproduce (sk1\.[^\]\s]+)/.exec(text)?.[1];
  const { scenario } = decodeToken(token ?? '', () => toyStudy);
  t.deepEqual(scenario, { ...details.counterexample?.[0] });
});

test('every-record - the command in the message reproduces the violation', (t) => {
  const details = fc.check(
    everyRecord(sms2Study, { variant: 'h1', properties: ['conservation'] }),
    {
      seed: 1,
    },
  );
  t.true(details.failed);
  const text = shown(details);
  const token = /\nreproduce: npx skewproof reproduce (sk1\.[^\]\s]+)/.exec(text)?.[1] ?? '';
  const { scenario } = decodeToken(token, () => sms2Study);
  // The command line runs the scenario of the message.
  t.true(
    runScenario(sms2Study, scenario as sms2.Sms2Scenario).violations.some(
      ({ property }) => property === 'conservation',
    ),
  );
});

test('every-record - an unknown variant is named', (t) => {
  const error = t.throws(() => everyRecord(sms2Study, { variant: 'clock' }), {
    instanceOf: SkewproofError,
  });
  t.is(error.code, 'SKEW-102');
  t.regex(error.message, /"clock"/);
});

test('every-record - the text states property, scenario, explanation and command', (t) => {
  const scenario = toy('edge', { offsetMs: 38 });
  const [violation] = runScenario(toyStudy, scenario).violations;
  if (violation === undefined) throw new Error('nothing broken');
  const explanation = explain(toyStudy, scenario, violation);
  const lines = failureText(toyStudy, { scenario, explanation, minimal: true }).split('\n');
  t.deepEqual(lines.slice(0, 3), [
    'toy/edge breaks conservation: 1 record(s) destroyed',
    'minimal scenario: the simplest, except for',
    '  offsetMs = 38 (0.038 s)',
  ]);
  const paragraph = lines.slice(3, -1).join(' ');
  t.regex(
    paragraph,
    /meter compared: reading 1970-01-01 00:00:00.138 <= limit 1970-01-01 00:00:00.137. That did not hold, so the use is dropped/,
  );
  t.regex(
    paragraph,
    /With offsetMs = 37 \(0.037 s\) instead of 38 \(0.038 s\) it is not destroyed/,
  );
  t.regex(lines.at(-1) ?? '', /^reproduce: npx skewproof reproduce sk1\./);
});

test('every-record - the output of a runner is short', (t) => {
  const error = t.throws(() => {
    fc.assert(everyRecord(sms2Study, { variant: 'h5', properties: ['conservation'] }), { seed: 2 });
  });
  t.log(error.message);
  const lines = error.message.split('\n');
  t.true(lines.length <= 25, `${String(lines.length)} lines`);
  // All lines but the token, which is for copying, fit a terminal.
  const readable = lines.filter((line) => !line.startsWith('reproduce: '));
  t.true(readable.every((line) => line.length <= 120));
  t.is(messageOf(error.cause), 'a scenario of sms2/h5 breaks conservation: destroyed');
  t.regex(error.message, /Counterexample: \[sms2\/h5 breaks conservation/);
});

test('every-record - its variants check one property each', (t) => {
  const conservation = fc.check(noSilentLoss(toyStudy, { variant: 'edge' }), { seed: 1 });
  t.regex(shown(conservation), /toy\/edge breaks conservation/);
  const delivery = fc.check(eventuallyDelivered(toyStudy, { variant: 'edge' }), {
    seed: 1,
    numRuns: 500,
  });
  t.regex(shown(delivery), /toy\/edge breaks eventual-delivery/);
  for (const [relative, name] of [
    [noDuplicates, 'no-duplicates'],
    [datesWithinBound, 'dates'],
  ] as const) {
    t.notThrows(() => {
      fc.assert(relative(toyStudy, { variant: 'edge' }));
    });
    const details = fc.check(relative(sms2Study, { variant: 'h0' }), { seed: 1, numRuns: 300 });
    t.regex(shown(details), new RegExp(`sms2/h0 breaks ${name}`));
  }
  for (const relative of [consoleNeverGoesBack, reportsAreTrue])
    t.notThrows(() => {
      fc.assert(relative(toyStudy, { variant: 'edge' }));
    });
});

test('every-record - it shrinks to the edge of the first finding', (t) => {
  const details = fc.check(everyRecord(toyStudy, { variant: 'edge' }), { seed: 1, numRuns: 500 });
  const [minimal] = details.counterexample ?? [];
  const text = shown(details);
  t.regex(text, /destroyed|stranded/);
  if (text.includes('destroyed')) t.is(minimal?.offsetMs, 38);
  else t.is(minimal?.strandFrom, 1);
  t.is(minimal?.uses, 1);
  t.deepEqual(minimal?.noise, []);
});

test('every-record - a second assertion does not depend on the first finding', (t) => {
  // The two assertions meet two different ways to lose a record.
  let scenario = toy('edge', { offsetMs: 99 });
  const study = toyWith({ spaces: { everything: () => fc.constant(0).map(() => scenario) } });
  const property = everyRecord(study, { variant: 'edge' });
  const found = (): string => shown(fc.check(property, { seed: 1 }));
  t.regex(found(), /destroyed/);
  scenario = toy('edge', { strandFrom: 1 });
  t.regex(found(), /stranded/);
});

test('every-record - only the requested properties are checked', (t) => {
  t.notThrows(() => {
    fc.assert(everyRecord(toyStudy, { variant: 'edge', properties: ['dates', 'no-duplicates'] }));
  });
});

test('every-record - a run without proof does not pass', (t) => {
  for (const [variant, expected] of [
    ['endless', /^out-of-budget: /],
    ['nobody-looks', /^unknown: the console was not looked at/],
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
