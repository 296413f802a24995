/** A report is judged by what happened, and not by the time at which a scenario asked for it. */
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { runScenario } from '../oracle/judged-run.js';
import { sms2Study } from './study.js';

/** Two uses wait in the log; an operator deletes it. */
const deletedAt = (at: number): sms2.Sms2Scenario => {
  const simplest = sms2.simplestScenario('fixed');
  return {
    ...simplest,
    clients: simplest.clients.map((client) => ({ ...client, sessions: 2 })),
    actions: [{ kind: 'delete-log', at, client: 0 }],
  };
};

test('coverage - an operator action planned after the end of a run takes place at its last moment and is reported truly', (t) => {
  const { durationMs } = sms2.simplestScenario('fixed');
  const last = runScenario(sms2Study, deletedAt(durationMs - 1));
  const later = runScenario(sms2Study, deletedAt(10 * durationMs));
  t.deepEqual(last.violations, []);
  t.true(last.reports > 0);
  t.is(later.summary.hash, last.summary.hash);
  t.deepEqual(later.violations, []);
});
