/**
 * A site with several metering servers: agents find one that answers, and the console reads them
 * all. The fix loses and doubles nothing when the server that keeps a history is retired.
 */
import test from 'ava';
import { DAY_MS, HOUR_MS } from '../../sim/model/time.js';
import { World } from '../../sim/world/world.js';
import * as sms2 from '../../models/sms2/index.js';
import { runScenario } from '../oracle/judged-run.js';
import { observe } from './article/observed.js';
import { sms2Study } from './study.js';

const CLIENTS = 6;

/** One day of use on some clients of a site with this number of servers. */
function site(variant: string, meteringServers: number): sms2.Sms2Scenario {
  const simplest = sms2.simplestScenario(variant);
  return {
    ...simplest,
    clients: Array.from({ length: CLIENTS }, () => ({
      ...(simplest.clients[0] as sms2.ClientScenario),
      sessions: 12,
    })),
    meteringServers,
  };
}

/** Rows by the server that first loaded them, as the last look shows them before collation. */
function loadedBy(scenario: sms2.Sms2Scenario): ReadonlyMap<string, number> {
  const rows = observe({ ...scenario, collationMinutes: 10_080 }).looks.at(-1)?.view.rows ?? [];
  const counts = new Map<string, number>();
  for (const { server } of rows) counts.set(server, (counts.get(server) ?? 0) + 1);
  return counts;
}

for (const variant of ['h0', 'fixed'])
  test(`several servers ${variant} - clients spread over them, and the console shows every row once`, (t) => {
    const scenario = site(variant, 3);
    t.deepEqual([...loadedBy(scenario).keys()].sort(), [
      'metering-server',
      'metering-server-2',
      'metering-server-3',
    ]);
    const { violations, fates } = runScenario(sms2Study, scenario);
    t.deepEqual(violations, []);
    t.is(fates.totals.counted, CLIENTS * 12);
  });

for (const variant of ['h0', 'fixed'])
  test(`several servers ${variant} - when the first is retired, its clients go to another`, (t) => {
    const scenario = { ...site(variant, 2), retiredAtMs: 12 * HOUR_MS };
    const before = loadedBy({ ...scenario, retiredAtMs: scenario.durationMs - 1 });
    const after = loadedBy(scenario);
    t.true((after.get('metering-server') ?? 0) > 0);
    t.true((after.get('metering-server') ?? 0) < (before.get('metering-server') ?? 0));
    t.deepEqual(runScenario(sms2Study, scenario).violations, []);
  });

test('several servers - the only server is not retired', (t) => {
  const scenario = { ...site('h0', 1), retiredAtMs: 0 };
  t.deepEqual(runScenario(sms2Study, scenario).violations, []);
});

test('several servers - an absent list means one server: the same trace', (t) => {
  const { meteringServers, ...absent } = site('fixed', 1);
  t.is(meteringServers, 1);
  const hashes = [absent, { ...absent, meteringServers: 1 }].map(
    (scenario) => runScenario(sms2Study, scenario).summary.hash,
  );
  t.is(hashes[0], hashes[1]);
});

test('several servers fixed - a retirement moves histories while the machines crash', (t) => {
  const scenario: sms2.Sms2Scenario = {
    ...site('fixed', 2),
    retiredAtMs: 6 * HOUR_MS,
    syncLatencyMs: 5_000,
    durationMs: DAY_MS,
    faults: [
      {
        kind: 'crash',
        at: 6 * HOUR_MS + 6_000,
        severity: 'power',
        downMs: HOUR_MS,
        node: sms2.SITE,
      },
      { kind: 'crash', at: 7 * HOUR_MS + 9_000, severity: 'torn', downMs: 0, node: sms2.SERVER },
    ],
  };
  let adopted = 0;
  new World(sms2.worldOf(scenario), {
    observers: [
      {
        onEvent(_at, _node, event) {
          if (event.kind === 'message' && event.message.kind === 'adopted') adopted += 1;
        },
      },
    ],
  }).run();
  t.is(adopted, 1);
  t.deepEqual(runScenario(sms2Study, scenario).violations, []);
});

test('several servers fixed - a site server that forgets a retirement has not begun it', (t) => {
  const { violations, fates } = runScenario(sms2Study, {
    ...site('fixed', 2),
    retiredAtMs: 6 * HOUR_MS,
    syncLatencyMs: 5_000,
    faults: [
      {
        kind: 'crash',
        at: 6 * HOUR_MS + 1_000,
        severity: 'power',
        downMs: HOUR_MS,
        node: sms2.SITE,
      },
    ],
  });
  t.deepEqual(violations, []);
  t.is(fates.totals.counted, CLIENTS * 12);
});
