/** The same workload through the public door: the reference study with its ledger and judges. */
import * as sms2 from '../models/sms2/index.js';
import { judgedRun } from '../properties/oracle/judged-run.js';
import { sms2Study } from '../properties/sms2/study.js';
import { outcomeOf, scenarioOf, sessionsOf } from './workload.js';
import type { Outcome, Workload } from './workload.js';

/** Fates under which a record has not reached the console. */
const NOT_KEPT: ReadonlySet<string> = new Set([
  'stranded',
  'destroyed',
  'lost-reported',
  'pending',
]);

export function playOurs(workload: Workload): Outcome {
  const scenario = scenarioOf(workload);
  const { result, ledger } = judgedRun(sms2Study, scenario);
  if (result.verdict === 'harness-error') throw new Error(result.reason);
  const lost = new Set(
    result.fates.uncounted.filter(({ fate }) => NOT_KEPT.has(fate)).map(({ record }) => record),
  );
  // Played uses are numbered in their order, from the first tracer of their block on.
  const sessions = sessionsOf(workload);
  const first = sms2.TRACERS_PER_SOURCE;
  const kept = new Set<number>();
  sessions.forEach(({ session }, place) => {
    const record = first + place;
    if (ledger.metered.has(record) && !lost.has(record)) kept.add(session);
  });
  return outcomeOf(workload, (session) => kept.has(session));
}
