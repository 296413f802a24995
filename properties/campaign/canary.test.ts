import test from 'ava';
import { toyStudy, toyWith } from '../_toy.test.js';
import { searchCanary } from './canary.js';
import { eraseStudy } from '../study/erase.js';
import { sms2Study } from '../sms2/study.js';
import { storeForwardStudy } from '../store-forward/study.js';

test('canary - a planted defect is caught', (t) => {
  t.deepEqual(searchCanary(toyWith({ canary: 'broken' }), 1), {
    variant: 'broken',
    caughtAtRun: 1,
    runs: 1,
  });
});

test('canary - a blind harness is noticed', (t) => {
  // The oracle is blind: it meters no record.
  const blind = toyWith({
    canary: 'broken',
    metering: () => ({ event: () => undefined, incident: () => undefined }),
  });
  t.deepEqual(searchCanary(blind, 1), { variant: 'broken', caughtAtRun: undefined, runs: 50 });
});

test('canary - a study without one has none', (t) => {
  t.is(searchCanary(toyStudy, 1), undefined);
});

for (const study of [eraseStudy(sms2Study), eraseStudy(storeForwardStudy)])
  test(`canary - the one of ${study.name} is caught with every seed`, (t) => {
    for (let seed = 0; seed < 10; seed += 1)
      t.true((searchCanary(study, seed)?.caughtAtRun ?? 0) > 0, String(seed));
  });
