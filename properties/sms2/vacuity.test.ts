/** A campaign that never reached the branches in which the fix could fail is no pass. */
import test from 'ava';
import { explore } from '../campaign/explore.js';
import { sms2Study } from './study.js';

const SEED = 213_261;
const quick = { seed: SEED, shrink: false, explanationsMax: 0, repeatOneIn: 0 } as const;

test('vacuity - a campaign over the whole space reaches every branch that the fix must have taken', (t) => {
  const { verdict, reason } = explore(sms2Study, 'fixed', { ...quick, runs: 400 });
  t.is(verdict, 'pass');
  t.is(reason, undefined);
});

test('vacuity - a study cut down to a space without removals and full logs passes nothing', (t) => {
  const { install } = sms2Study.spaces;
  if (install === undefined) throw new Error('no such space');
  const blind = { ...sms2Study, spaces: { everything: install } };
  const { verdict, reason, findings } = explore(blind, 'fixed', { ...quick, runs: 50 });
  t.is(verdict, 'vacuous');
  t.is(reason, 'never reached: removed-drained, record-not-kept');
  t.deepEqual(findings, []);
  // A campaign over a part need not reach what that part leaves out, but it must reach an upload.
  t.is(explore(sms2Study, 'fixed', { ...quick, space: 'install', runs: 50 }).verdict, 'pass');
  const none = explore(sms2Study, 'fixed', { ...quick, space: 'install', runs: 0 });
  t.is(none.reason, 'never reached: exchange-finished');
});

test('vacuity - a campaign without runs reaches nothing, as shipped too', (t) => {
  t.is(
    explore(sms2Study, 'fixed', { ...quick, runs: 0 }).reason,
    'never reached: exchange-finished, removed-drained, record-not-kept',
  );
  t.is(
    explore(sms2Study, 'h4', { ...quick, runs: 0 }).reason,
    'never reached: retries-exhausted, log-full',
  );
});

test('vacuity - a run that breaks a property and reaches no mark is a violation', (t) => {
  const { verdict } = explore(sms2Study, 'fixed+dates-not-corrected', {
    ...quick,
    space: 'install',
    runs: 50,
  });
  t.is(verdict, 'violation');
});
