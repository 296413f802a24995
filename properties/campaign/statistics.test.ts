import assert from 'node:assert/strict';
import test from 'ava';
import * as fc from 'fast-check';
import { toy, toyStudy } from '../_toy.test.js';
import { runScenario } from '../oracle/judged-run.js';
import { addRun, mergeStatistics, noStatistics } from './statistics.js';
import type { Statistics } from './statistics.js';

const of = (...offsets: readonly number[]): Statistics => {
  const statistics = noStatistics();
  for (const offsetMs of offsets) {
    const scenario = toy('edge', { offsetMs, uses: 2 });
    addRun(statistics, runScenario(toyStudy, scenario), {
      clock: offsetMs === 0 ? ['right'] : ['wrong', offsetMs < 0 ? 'behind' : 'ahead'],
    });
  }
  return statistics;
};

test('statistics - of runs', (t) => {
  t.deepEqual(of(0, -99, 99), {
    runs: 3,
    violating: 1,
    events: 12,
    records: 6,
    repeated: 0,
    bands: {
      clock: {
        right: { runs: 1, violating: 0 },
        wrong: { runs: 2, violating: 1 },
        behind: { runs: 1, violating: 0 },
        ahead: { runs: 1, violating: 1 },
      },
    },
    marks: { looked: 3 },
  });
});

test('statistics - merging in any order gives those of all runs', (t) => {
  const offsets = fc.array(fc.integer({ min: -99, max: 99 }), { maxLength: 4 });
  fc.assert(
    fc.property(offsets, offsets, (a, b) => {
      const merged = noStatistics();
      for (const part of [b, a]) mergeStatistics(merged, of(...part));
      assert.deepEqual(merged, of(...a, ...b));
    }),
    { seed: 1, numRuns: 50 },
  );
  const repeated = { ...noStatistics(), repeated: 2 };
  mergeStatistics(repeated, { ...noStatistics(), repeated: 3 });
  t.is(repeated.repeated, 5);
});
