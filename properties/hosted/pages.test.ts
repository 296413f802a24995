/** Agents of pages under the whole harness: the right one holds, each planted defect is found. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { bundleProgram } from '../../hosting/bundler/bundle.js';
import { explore } from '../campaign/explore.js';
import { breaks } from '../campaign/finding.js';
import type { PropertyName } from '../study/contract.js';
import type { Fate } from '../oracle/verdict.js';
import { hosted, pageStudy } from './_agents.test.js';
import type { AGENTS } from './_agents.test.js';
import { beyondPages, pageInputs } from './pages.js';
import { programStudy } from './program.js';

/** Sends at once, and again with the next use. */
const AGENT = `
interface Entry { readonly marker: string; readonly page: string }
let queue: Entry[] = [];
export async function track(marker: string): Promise<void> {
  queue.push({ marker, page: document.location.pathname });
  await flush();
}
export async function flush(): Promise<void> {
  const sent = queue;
  queue = [];
  const answer = await fetch('https://in.example/', { method: 'POST', body: JSON.stringify(sent) })
    .catch(() => ({ ok: false }));
  if (!answer.ok) queue = [...sent, ...queue];
}`;

for (const agent of ['right', 'a database, all kept'] as const)
  test(`pages - the gate passes and nothing is found: ${agent}`, async (t) => {
    const { verdict, statistics, findings } = await hosted(() => {
      const study = pageStudy(agent);
      study.gate?.('shipped');
      return explore(study, 'shipped', { seed: 11, runs: 25, shrink: false });
    });
    t.deepEqual(
      findings.map(({ explanation }) => explanation.violation.property),
      [],
    );
    t.is(verdict, 'pass');
    t.true(statistics.records > 60);
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
      return explore(study, 'shipped', {
        seed: 7,
        runs: space === undefined ? 16 : 40,
        shrink: false,
        ...where,
      });
    });
    const found = findings.find((one) => breaks(one, property));
    t.is(found?.explanation.violation.fate, fate);
  });

test('pages - the script of a page, from a file, in two tabs', async (t) => {
  const folder = mkdtempSync(join(import.meta.dirname, 'page-'));
  writeFileSync(join(folder, 'page.ts'), AGENT);
  const study = await programStudy(bundleProgram, {
    ...{ name: 'page', agent: './page.ts', from: folder, collector: 'json' },
    ...{ platform: 'browser', pages: { url: 'https://shop.example/list', tabs: 2 } },
  });
  rmSync(folder, { recursive: true });
  await hosted(() => {
    t.notThrows(() => study.gate?.('shipped'));
  });
  for (const [field, value] of [
    ['platform', 'deno'],
    ['pages', { tabs: 0 }],
    ['pages', { url: 'shop.example' }],
    ['pages', { kind: 'worker' }],
    ['pages', { windows: 1 }],
  ] as const)
    await t.throwsAsync(
      programStudy(bundleProgram, { name: 'page', agent: './page.ts', [field]: value }),
      { code: 'SKEW-101', message: new RegExp(`field ${field}: expected`) },
    );
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
