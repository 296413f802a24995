/** The table says reached where the figures reach the goal, and nowhere else. */
import test from 'ava';
import type { HostingMeasures } from './hosting-measures.js';
import { measuresTable } from './measures-table.js';
import type { Loss, PackageResult } from './result.js';

const LOSS: Loss = {
  property: 'clock-innocent',
  fate: 'destroyed',
  foundAtRun: 1,
  isClocks: true,
  scenario: [],
  minimal: true,
  token: 'sk1.token',
  hash: '0123456789abcdef',
  threshold: { field: 'agents.0.offsetMs', losing: 2, passing: 1, unit: 'ms' },
  said: [],
};

const NODES = ['v20.20.2', 'v20.20.2', 'v22.23.3', 'v24.21.0'].map((version) => ({ version }));

const RESULT: PackageResult = {
  study: 'acme',
  file: 'studies/node/acme.ts',
  packages: ['acme@1.2.3'],
  adapterLines: 15,
  bundle: 'fedcba9876543210',
  equal: { runs: 200, first: [], digest: '0123456789abcdef', nodes: NODES },
  clocks: LOSS,
  reading: { by: 'timers', because: 'two timers race', agrees: true },
};

const MEASURES: HostingMeasures = {
  node: 'v20.20.2',
  speeds: [
    { kB: 1_002, runsPerSecond: 60 },
    { kB: 52, runsPerSecond: 300 },
  ],
  starts: [{ study: 'acme', ms: 3_000 }],
  alarms: [
    { study: 'a', runs: 60_000, violating: {} },
    { study: 'b', runs: 40_000, violating: {} },
  ],
};

/** Words `yes` or `no` of each row. */
const reached = (results: readonly PackageResult[], measures?: HostingMeasures): string =>
  measuresTable(results, measures)
    .slice(2)
    .map((line) => line.split('|').at(-2)?.trim())
    .join(' ');

const TWENTY = Array.from({ length: 20 }, () => RESULT);

test('measures - at each goal, it is reached', (t) => {
  t.is(reached(TWENTY, MEASURES), 'yes yes yes yes yes yes yes yes');
});

test('measures - just beyond each goal, it is not', (t) => {
  const alike = TWENTY.slice(1);
  const differs = { ...RESULT, equal: { ...RESULT.equal, nodes: [{ version: 'v20' }] } };
  const results = [
    ...alike,
    { ...RESULT, adapterLines: 16 },
    { ...differs, reading: { by: 'timers', because: 'it', agrees: false } },
    { ...RESULT, reading: { by: 'timers', because: 'it', agrees: false } },
    { ...RESULT, reading: { by: 'timers', because: 'it', agrees: false } },
  ] as readonly PackageResult[];
  t.is(
    reached(results, {
      ...MEASURES,
      speeds: [
        { kB: 1_002, runsPerSecond: 59 },
        { kB: 52, runsPerSecond: 299 },
      ],
      starts: [{ study: 'acme', ms: 3_001 }],
      alarms: [{ study: 'a', runs: 100_000, violating: { conservation: 1 } }],
    }),
    'no no no no no yes no no',
  );
  t.is(reached(alike), 'yes yes no no no no yes no');
});

test('measures - a release that plays otherwise is no equality, nor are two releases', (t) => {
  const of = (nodes: readonly object[]): string | undefined =>
    reached([{ ...RESULT, equal: { ...RESULT.equal, nodes } } as PackageResult]).split(' ')[1];
  t.is(of(NODES), 'yes');
  t.is(of(NODES.slice(0, 3)), 'no');
  t.is(of([...NODES.slice(1), { version: 'v20.20.2', differsAt: 3 }]), 'no');
});
