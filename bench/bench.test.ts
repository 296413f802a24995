import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import * as fc from 'fast-check';
import { HOUR_MS } from '../sim/model/time.js';
import { playBaseline } from './baseline.js';
import { chase, followed, machineText } from './machine.js';
import type { Machine } from './machine.js';
import type { Row } from './rows.js';
import { holds, sessionsOf, workloads } from './workload.js';
import type { Workload } from './workload.js';
import { playOurs } from './ours.js';
import { playPairBaseline } from './pair-baseline.js';
import { playPair } from './pair-study.js';

const PLAIN: Workload = { seed: 1, sessions: 20, logCapacity: 100, offsetMs: 0 };

const bothOf = async (workload: Workload): Promise<ReturnType<typeof playOurs>> => {
  const ours = playOurs(workload);
  const theirs = await playBaseline(workload);
  if (JSON.stringify(ours) !== JSON.stringify(theirs))
    throw new Error(`${JSON.stringify(workload)}: ${JSON.stringify({ ours, theirs })}`);
  return ours;
};

test.serial(
  'comparison - both arms keep everything of a client whose clock is right',
  async (t) => {
    const { kept, lost } = await bothOf(PLAIN);
    t.is(kept.length, 20);
    t.deepEqual(lost, []);
  },
);

test.serial(
  'comparison - both arms lose the records for which a full log has no room',
  async (t) => {
    const workload = { ...PLAIN, sessions: 200, logCapacity: 1 };
    const { kept, lost } = await bothOf(workload);
    t.true(kept.length > 100);
    t.true(lost.length > 0);
  },
);

test.serial('comparison - both arms lose everything of a client too far behind', async (t) => {
  const { kept } = await bothOf({ ...PLAIN, offsetMs: -HOUR_MS - 1 });
  t.deepEqual(kept, []);
  const edge = await bothOf({ ...PLAIN, offsetMs: -HOUR_MS });
  t.is(edge.kept.length, 20);
});

test.serial(
  'comparison - both arms agree on drawn workloads, and the property holds',
  async (t) => {
    const drawn = fc.sample(workloads, { seed: 7, numRuns: 12 });
    for (const workload of drawn) t.true(holds(workload, await bothOf(workload)));
  },
);

test.serial('equal scope - both arms agree on drawn workloads, event by event', async (t) => {
  const drawn = fc.sample(workloads, { seed: 11, numRuns: 12 });
  for (const workload of [PLAIN, { ...PLAIN, sessions: 200, logCapacity: 1 }, ...drawn]) {
    const ours = playPair(workload);
    t.deepEqual(await playPairBaseline(workload), ours);
    t.true(holds(workload, ours));
  }
});

test.serial('equal scope - the arms lose at exactly the tolerance', async (t) => {
  for (const offsetMs of [-HOUR_MS, -HOUR_MS - 1]) {
    const { kept } = playPair({ ...PLAIN, offsetMs });
    t.is(kept.length, offsetMs === -HOUR_MS ? 20 : 0);
    t.deepEqual((await playPairBaseline({ ...PLAIN, offsetMs })).kept, kept);
  }
});

test.serial('comparison - the property can fail', (t) => {
  const all = sessionsOf(PLAIN).map(({ session }) => session);
  t.true(holds(PLAIN, { kept: all, lost: [] }));
  t.false(holds(PLAIN, { kept: all.slice(1), lost: [] }));
  t.false(holds(PLAIN, { kept: all.slice(1), lost: all.slice(0, 1) }));
  t.false(holds({ ...PLAIN, offsetMs: -2 * HOUR_MS }, { kept: all, lost: [] }));
});

test.serial('machine - loads follow one cycle through all places', (t) => {
  const next = chase(1_000);
  const seen = new Set(Array.from({ length: 1_000 }, (_, loads) => followed(next, loads)));
  t.is(seen.size, 1_000);
  t.is(followed(next, 1_000), 0);
});

test.serial('bench - quick mode gives every row, each target with a verdict', (t) => {
  const bench = fileURLToPath(new URL('bench.js', import.meta.url));
  const run = spawnSync(process.execPath, ['--expose-gc', bench, '--quick', '--json'], {
    encoding: 'utf8',
  });
  t.is(run.status, 0, run.stderr);
  const { rows, machine } = JSON.parse(run.stdout) as { rows: Row[]; machine: Machine };
  t.regex(
    machineText(machine),
    /^Node v[\d.]+, \S+ \S+, \d+ × .+\nBare loop [\d.]+ ns; a load [\d.]+ ns in 1 MiB, /,
  );
  for (const ns of [machine.loopStepNs, machine.turnNs, ...machine.loadNs.map((one) => one.ns)])
    t.true(ns > 0);
  for (const { name, spread } of rows)
    t.true(spread.min > 0 && spread.min <= spread.median && spread.median <= spread.max, name);
  t.deepEqual(
    rows.filter(({ target }) => target !== undefined).map(({ name }) => name),
    [
      'heap timeline',
      'skewproof, the same job / straightforward harness, the same job',
      'cost of an event, many / one, worlds made and started left out',
      'memory, ten times longer / shorter',
    ],
  );
  t.is(rows.length, 29);
});
