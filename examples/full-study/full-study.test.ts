import test from 'ava';
import * as fc from 'fast-check';
import { decodeToken, encodeToken, everyRecord, explore, reproduce } from 'skewproof';
import type { ScenarioBase } from 'skewproof';
import { bufferStudy } from './study.js';
import type { BufferScenario } from './study.js';

const SEED = 20_261_018;

const found = explore(bufferStudy, 'naive', { seed: SEED, runs: 300 });

/** The first finding, as short as it gets; the README shows it. */
function smallest(): BufferScenario {
  const [finding] = found.findings;
  if (finding?.minimal === undefined) throw new Error('nothing was found');
  return finding.minimal.scenario;
}

test('full-study - a wall-clock cursor loses records, and one step back is enough', (t) => {
  t.is(found.verdict, 'violation');
  t.deepEqual(
    found.findings.map((finding) => finding.fingerprint),
    ['conservation | destroyed | still-to-send: stamp (set by use) > watermark (set by ack)'],
  );
  const minimal = found.findings[0]?.minimal;
  t.true(minimal?.minimal);
  const { uses, faults, clock, link } = smallest();
  t.is(uses, 2);
  t.deepEqual(clock, { offsetMs: 0, driftPpm: 0 });
  t.deepEqual(link, bufferStudy.simplest('naive').link);
  t.is(faults.length, 1);
  const [fault] = faults;
  // Uses are a minute apart, so a step of 59,999 ms back would lose nothing: `minimal` has tried
  // it.
  t.deepEqual(fault?.kind === 'clock' ? fault.adjustment : fault?.kind, {
    kind: 'step',
    byMs: -60_000,
  });
});

test('full-study - a sequence number loses none', (t) => {
  const fixed = explore(bufferStudy, 'sequenced', { seed: SEED, runs: 600 });
  t.is(fixed.verdict, 'pass', fixed.reason);
  t.deepEqual(fixed.findings, []);
  t.true(fixed.statistics.records > 5_000);
});

test('full-study - a token restores the same run', (t) => {
  const minimal = smallest();
  const token = encodeToken(bufferStudy, minimal);
  const { scenario } = decodeToken(token, () => bufferStudy);
  t.deepEqual(scenario, minimal);
  const again = reproduce(bufferStudy, scenario as BufferScenario).result;
  t.is(again.summary.hash, reproduce(bufferStudy, minimal).result.summary.hash);
  t.is(again.verdict, 'violation');
});

test('full-study - as a property in a test suite', (t) => {
  fc.assert(everyRecord(bufferStudy, { variant: 'sequenced' }), { numRuns: 100, seed: SEED });
  const failed = t.throws(() => {
    fc.assert(everyRecord(bufferStudy, { variant: 'naive' }), { numRuns: 300, seed: SEED });
  });
  t.regex(failed.message, /full-study\/naive breaks conservation: \d+ record\(s\) destroyed/);
  const token = /(sk1\.[\w.-]+)/.exec(failed.message)?.[1] ?? '';
  const { scenario } = decodeToken(token, () => bufferStudy);
  t.is((scenario as ScenarioBase).study, 'full-study');
});
