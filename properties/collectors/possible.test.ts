/** The reasoning about what is possible at a collector, compared with runs on both sides of its limits. */
import test from 'ava';
import { collectorNamed, COLLECTORS } from '../../models/collectors/index.js';
import type { CollectorRow } from '../../models/collectors/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { PipelineScenario } from '../pipeline/scenario/scenario.js';
import { outcomeOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import { obstaclesOf } from './possible.js';
import { meteringAgentStudy as study } from './reference/study.js';

const LONG_MS = 45 * DAY_MS;
/** Uploads are up to an hour apart while none is answered. */
const SLACK_MS = 3 * HOUR_MS;

function outcome(row: CollectorRow, variant: string, change: Partial<PipelineScenario>): Outcome {
  const base = study.plane?.base(variant) ?? study.simplest(variant);
  const scenario = { ...base, collector: { name: row.name }, ...change };
  return outcomeOf(judgedRun(study, scenario).result);
}

/** The designed form asks for the time first: the answer to its data is the second one. */
const FIRST_ANSWER_MS = 10 * MINUTE_MS + 500;

/** Requests arrive, and no answer does from some time on. */
const answersLost = (forMs: number, at = 0): Partial<PipelineScenario> => ({
  faults: [{ kind: 'partition', at, node: 'server', to: 'agent-1', both: false, forMs }],
  healAtMs: at + forMs,
});

const obstacle = (row: CollectorRow, name: string): number | undefined => {
  const found = obstaclesOf(row).find((one) => one.name === name);
  return found === undefined ? undefined : (found.ms ?? 0);
};

test('possible - offline for longer than the window: no form keeps date and silence, and before it all do', (t) => {
  for (const row of COLLECTORS) {
    const ms = obstacle(row, 'offline longer than the window');
    if (ms === undefined || ms > LONG_MS || obstacle(row, 'one slot an hour') !== undefined)
      continue;
    // A window of calendar days ends with a day.
    const isCalendar = row.window.some(({ kind }) => kind === 'calendar-days');
    const awayMs = ms + SLACK_MS + (isCalendar ? DAY_MS : 0);
    if (row.window.some(({ by }) => by === 'first-request')) continue;
    t.not(outcome(row, 'naive', { awayMs }), 'kept', row.name);
    t.not(outcome(row, 'documented', { awayMs }), 'kept', row.name);
    // Records of a month close with the month, which no length of time says.
    if (ms > SLACK_MS)
      t.is(outcome(row, 'documented', { awayMs: ms - SLACK_MS }), 'kept', row.name);
  }
});

test('possible - where no window ends, the designed form keeps every date after 45 days', (t) => {
  const endless = COLLECTORS.filter(
    (row) => obstaclesOf(row).filter(({ demand }) => demand === 'rightly dated').length === 0,
  );
  t.true(endless.length >= 5, String(endless.length));
  for (const row of endless) t.is(outcome(row, 'designed', { awayMs: LONG_MS }), 'kept', row.name);
});

test("possible - judged by the newest of all: another agent's record shuts an offline agent out", (t) => {
  const away = { node: 'agent-1', to: 'server', both: true } as const;
  const two: Partial<PipelineScenario> = {
    agents: [
      { offsetMs: 0, driftPpm: 0, uses: 2 },
      { offsetMs: 0, driftPpm: 0, uses: 30 },
    ],
    everyMs: 10 * MINUTE_MS,
    faults: [{ kind: 'partition', at: 0, ...away, forMs: SLACK_MS }],
  };
  const shut = COLLECTORS.filter(
    (row) => obstacle(row, 'judged by the newest of all') !== undefined,
  );
  t.deepEqual(
    shut.map(({ name }) => name),
    ['prometheus-remote-write-1', 'prometheus-remote-write-2', 'prometheus-scrape'],
  );
  for (const row of shut) {
    t.not(outcome(row, 'naive', two), 'kept', row.name);
    t.is(outcome(row, 'naive', { ...two, faults: [] }), 'kept', row.name);
  }
});

test('possible - an answer lost: counted again once the identity is forgotten, and not before', (t) => {
  for (const name of ['openmeter', 'posthog', 'ga4-measurement-protocol', 'kafka-4']) {
    const row = collectorNamed(name);
    if (row === undefined) throw new Error(name);
    t.is(obstacle(row, 'an answer lost'), 0, name);
    for (const form of ['naive', 'documented'])
      t.is(outcome(row, form, answersLost(SLACK_MS)), 'duplicated', `${name} ${form}`);
    const second = answersLost(30 * MINUTE_MS, FIRST_ANSWER_MS);
    t.is(outcome(row, 'designed', second), 'duplicated', `${name} designed`);
  }
  for (const name of ['openmeter-redis', 'stripe-meter-events-v2', 'meta-conversions']) {
    const row = collectorNamed(name);
    if (row === undefined) throw new Error(name);
    const ms = obstacle(row, 'an answer lost') ?? 0;
    t.true(ms >= DAY_MS, name);
    t.is(outcome(row, 'documented', answersLost(ms + SLACK_MS)), 'duplicated', name);
    t.not(outcome(row, 'documented', answersLost(ms - SLACK_MS)), 'duplicated', name);
  }
});

test('possible - where identities are known without a limit, nothing counts twice after 45 days', (t) => {
  const lasting = COLLECTORS.filter((row) => obstacle(row, 'an answer lost') === undefined);
  t.true(lasting.length >= 5, String(lasting.length));
  for (const row of lasting)
    t.not(outcome(row, 'documented', answersLost(LONG_MS)), 'duplicated', row.name);
});
