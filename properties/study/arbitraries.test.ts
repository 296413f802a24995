/** Tests of drawn faults: every requested kind occurs, and crashes inside and outside of syncs. */
import test from 'ava';
import * as fc from 'fast-check';
import { DAY_MS } from '../../sim/model/time.js';
import { FAULT_KINDS, faults } from './arbitraries.js';

const SYNC_MS = 2_000;
const drawn = fc
  .sample(
    faults({
      nodes: ['client-1', 'client-2'],
      peer: 'server',
      durationMs: DAY_MS,
      syncLatencyMs: SYNC_MS,
    }),
    { seed: 1, numRuns: 1_000 },
  )
  .flat();

test('arbitraries - faults of every kind, of every node, within the run', (t) => {
  const kinds = new Set(
    drawn.map((fault) => (fault.kind === 'clock' ? fault.adjustment.kind : fault.kind)),
  );
  t.deepEqual([...kinds].sort(), [...FAULT_KINDS].sort());
  t.deepEqual([...new Set(drawn.map(({ node }) => node))].sort(), ['client-1', 'client-2']);
  t.true(drawn.every(({ at }) => at >= 0 && at < DAY_MS));
});

test('arbitraries - about half of all crashes wait for a sync, and come within one', (t) => {
  const crashes = drawn.flatMap((fault) => (fault.kind === 'crash' ? [fault] : []));
  const waits = crashes.flatMap(({ intoSyncMs }) => (intoSyncMs === undefined ? [] : [intoSyncMs]));
  const share = waits.length / crashes.length;
  t.true(share > 0.4 && share < 0.6, String(share));
  t.true(waits.every((ms) => ms >= 0 && ms <= SYNC_MS));
  t.true(new Set(waits).size > 20, 'at different times within the sync');
});
