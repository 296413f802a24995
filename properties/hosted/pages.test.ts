/** Agents of pages under the whole harness: the right one holds, each planted defect is found. */
import test from 'ava';
import { explore } from '../campaign/explore.js';
import { breaks } from '../campaign/finding.js';
import type { PropertyName } from '../study/contract.js';
import type { Fate } from '../oracle/verdict.js';
import { hosted, pageStudy } from './_agents.test.js';
import type { AGENTS } from './_agents.test.js';
import { beyondPages, pageInputs } from './pages.js';

for (const agent of ['right', 'a database, all kept'] as const)
  test(`pages - the gate passes and nothing is found: ${agent}`, async (t) => {
    const { verdict, statistics, findings } = await hosted(() => {
      const study = pageStudy(agent);
      study.gate?.('shipped');
      return explore(study, 'shipped', { seed: 11, runs: 40, shrink: false });
    });
    t.deepEqual(
      findings.map(({ explanation }) => explanation.violation.property),
      [],
    );
    t.is(verdict, 'pass');
    t.true(statistics.records > 100);
  });

const DEFECTS: Readonly<
  Partial<
    Record<
      keyof typeof AGENTS,
      { readonly property: PropertyName; readonly fate: Fate; readonly space?: string }
    >
  >
> = {
  'drops by age from local storage': { property: 'clock-innocent', fate: 'destroyed' },
  'drops by age from a database': { property: 'clock-innocent', fate: 'destroyed' },
  'clears its queue when the page is left': {
    property: 'conservation',
    fate: 'destroyed',
    space: 'machines',
  },
  'keeps all in memory, and sends beacons': {
    property: 'conservation',
    fate: 'destroyed',
    space: 'machines',
  },
};

for (const [agent, planted] of Object.entries(DEFECTS))
  test(`pages - found: ${agent}`, async (t) => {
    const { property, fate, space } = planted;
    const { findings } = await hosted(() => {
      const study = pageStudy(agent as keyof typeof AGENTS);
      study.gate?.('shipped');
      const where = space === undefined ? {} : { space };
      return explore(study, 'shipped', { seed: 7, runs: 40, shrink: false, ...where });
    });
    const found = findings.find((one) => breaks(one, property));
    t.is(found?.explanation.violation.fate, fate);
  });

test('pages - a restart is a reload, a cut is no network, and a boot asks again', (t) => {
  const faults = [
    { kind: 'restart', node: 'agent-1', at: 5 },
    { kind: 'partition', node: 'agent-1', to: 'server', both: true, forMs: 10, at: 20 },
    { kind: 'crash', node: 'agent-1', severity: 'process', downMs: 3, at: 22 },
    { kind: 'partition', node: 'server', to: 'agent-1', both: false, forMs: 10, at: 40 },
  ] as const;
  t.deepEqual(
    pageInputs('agent-1', faults, 1_000).map(({ at, input }) => [at, input]),
    [
      [5, { kind: 'call', name: 'reload' }],
      [20, { kind: 'machine', online: false }],
      [30, { kind: 'machine', online: true }],
      [26, { kind: 'machine', online: false }],
    ],
  );
  t.deepEqual(pageInputs('agent-2', faults, 1_000), []);
  t.deepEqual(
    beyondPages(faults).map(({ kind }) => kind),
    ['partition', 'crash', 'partition'],
  );
});
