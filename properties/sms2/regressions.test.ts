/**
 * Defects that exploration found in the fix and in the oracle, each kept as its minimal scenario.
 */
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { runScenario } from '../oracle/judged-run.js';
import { sms2Study } from './study.js';

const simplest = sms2.simplestScenario('fixed');
const clients = (sessions: number): sms2.Sms2Scenario['clients'] =>
  simplest.clients.map((client) => ({ ...client, sessions }));

test('report - a server that ends between storing a loss and reporting it reports it when it starts', (t) => {
  const result = runScenario(sms2Study, {
    ...simplest,
    clients: clients(6),
    pollMinutes: 1_230,
    syncLatencyMs: 1,
    faults: [
      { kind: 'crash', at: 73_860_001, severity: 'process', downMs: 0, node: 'metering-server' },
    ],
    actions: [{ kind: 'delete-log', at: 8_445_681, client: 0 }],
  });
  t.deepEqual(result.violations, []);
  t.true(result.fates.totals['lost-reported'] > 0);
  t.is(result.reports, 1);
});

test('history - a disk replaced twice in one moment is the later one: nothing was heard in between', (t) => {
  const result = runScenario(sms2Study, {
    ...simplest,
    seed: 1,
    clients: clients(3),
    faults: [
      { kind: 'wipe', at: 38_333_475, node: 'client-1' },
      { kind: 'snapshot', at: 19_736_990, node: 'client-1' },
      { kind: 'restore', at: 38_333_475, node: 'client-1' },
    ],
  });
  t.deepEqual(result.violations, []);
  t.is(result.fates.totals.excused, 1);
});

test('history - an installation is not on disk while the machine sleeps', (t) => {
  const result = runScenario(sms2Study, {
    ...simplest,
    faults: [
      { kind: 'crash', at: 1, severity: 'torn', downMs: 0, node: 'client-1' },
      { kind: 'suspend', at: 0, node: 'client-1', forMs: 1 },
    ],
    actions: [{ kind: 'restart', at: 0, client: 0 }],
  });
  t.deepEqual(result.violations, []);
});

test('clock - a clock set back by as much as the machine then slept hides no sleep', (t) => {
  const result = runScenario(sms2Study, {
    ...simplest,
    seed: 2_987_247_686,
    durationMs: 72_000_000,
    clients: clients(5),
    pollMinutes: 240,
    faults: [{ kind: 'suspend', at: 71_995_163, node: 'client-1', forMs: 10_000 }],
    actions: [{ kind: 'set-clock', at: 71_420_456, client: 0, byMs: -5_000 }],
  });
  t.deepEqual(result.violations, []);
  t.is(result.fates.totals.counted, 5);
});

test('clock - what was read before a sleep is before what was read after it, though no time elapsed', (t) => {
  // A record of online mode ends in the millisecond in which the machine is suspended. Its upload,
  // on resuming, measures the server's clock at the same elapsed time; the server forgets that
  // upload.
  const result = runScenario(sms2Study, {
    ...simplest,
    seed: 3_550_050_129,
    durationMs: 23_520_023,
    clients: simplest.clients.map((client) => ({
      ...client,
      sessions: 4,
      mode: 'online' as const,
    })),
    faults: [
      { kind: 'suspend', at: 6_559_516, node: 'client-1', forMs: 976 },
      {
        kind: 'crash',
        at: 349_096,
        severity: 'power',
        downMs: 0,
        node: 'metering-server',
        intoSyncMs: 0,
      },
    ],
  });
  t.deepEqual(result.violations, []);
  t.is(result.fates.totals.counted, 4);
});
