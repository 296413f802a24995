/**
 * Two small packages, installed with the tests, are what the saved results say: bundle, gate, trace
 * hashes, both sides of the threshold, the deciding line; and a short search finds a loss again.
 */
import { join } from 'node:path';
import test from 'ava';
import { outsideMicrotasks } from '../../../hosting/realm/node/drain.js';
import { explore } from '../../../properties/campaign/explore.js';
import { loadedModule } from '../../config/module-file.js';
import { playedAgain } from './loss.js';
import type { ProgramStudy } from './loss.js';
import { diagnosisOf, played, SEED } from './measure.js';
import { ROOT } from './roster.js';
import { savedResult } from './saved.js';

/** Runs of the short search, and whether a loss by a clock is among them. */
const SUBSET = [
  { name: 'influxdb-client', runs: 60, finds: false },
  { name: 'pino-loki', runs: 20, finds: true },
] as const;

for (const { name, runs, finds } of SUBSET)
  test(`released - ${name} is what its saved result says`, async (t) => {
    const { default: study } = (await loadedModule(join(ROOT, 'studies/node', `${name}.ts`))) as {
      readonly default: ProgramStudy;
    };
    const saved = savedResult(name);
    if (saved?.equal === undefined || saved.clocks === undefined)
      return t.fail('no result is saved');
    const { equal, clocks } = saved;
    t.is(study.simplest('shipped').program, saved.bundle, 'the bundle');
    t.is(await outsideMicrotasks(() => diagnosisOf(study)), undefined, 'the gate');
    const hashes = await outsideMicrotasks(() => played(study, equal.first.length));
    t.deepEqual(hashes, equal.first, 'the trace hashes');
    const again = await outsideMicrotasks(() => playedAgain(study, clocks));
    t.deepEqual(again, clocks, 'the loss');
    const violated = new Set<string>();
    await outsideMicrotasks(() =>
      explore(study, 'shipped', {
        ...{ seed: SEED, runs, shrink: false },
        explains: () => false,
        onRun: (_scenario, violations) => {
          for (const { property } of violations) violated.add(property);
        },
      }),
    );
    t.is(violated.has('clock-innocent'), finds, 'the search');
  });
