/** The data of space-time diagrams, and the drawing of them, byte for byte. */
import { HOUR_MS } from '../../sim/model/time.js';
import { readFileSync } from 'node:fs';
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { GOLDEN } from '../golden/scenarios.js';
import { STUDY } from '../document/_report.test.js';
import { recordedRun } from '../../properties/trace/recorded.js';
import type { SpaceTime } from './types.js';
import { spaceTimeOf, spaceTimePair } from './spacetime.js';
import { DEFAULT_VIEW, layoutOf, offsetAt } from './layout.js';
import { spaceTimeSvg } from './svg.js';

type Scenario = sms2.Sms2Scenario;
const scenarioOf = (variant: string, change: Partial<Scenario> = {}): Scenario => ({
  ...sms2.simplestScenario(variant),
  ...change,
});

const behind = (variant: string, offsetMs: number): Scenario => {
  const simplest = sms2.simplestScenario(variant);
  return { ...simplest, clients: simplest.clients.map((client) => ({ ...client, offsetMs })) };
};

const played = (scenario: Scenario): SpaceTime => spaceTimeOf(STUDY, recordedRun(STUDY, scenario));

for (const [name, draw] of Object.entries(GOLDEN))
  test(`space-time svg - ${name} is drawn byte for byte as in the repository`, (t) => {
    const golden = new URL(`../../../reports/golden/${name}.svg`, import.meta.url);
    t.is(draw(), readFileSync(golden, 'utf8'));
    t.is(draw(), draw());
  });

test('space-time - a counted record goes from its use through every machine to the console', (t) => {
  const run = played(scenarioOf('h0'));
  const { record } = run;
  t.is(record?.fate, 'counted');
  t.is(run.steps[record?.usedFrom ?? -1]?.label, 'use-start');
  t.is(run.steps[record?.usedTo ?? -1]?.label, 'use-end');
  const lanes = record?.holds.map(({ lane }) => run.lanes[lane]?.node);
  t.deepEqual(lanes?.slice(0, 3), ['client-1', 'metering-server', 'database-server']);
  const carrying = run.messages.filter(({ carries }) => carries).map(({ label }) => label);
  t.true(carrying.includes('upload'));
  t.true(carrying.includes('insert'));
});

test('space-time - a stranded record stays where it is to the end, and no message carries it', (t) => {
  const run = played(behind('h2', -30 * 24 * HOUR_MS));
  t.is(run.record?.fate, 'stranded');
  t.is(run.record?.end.position, run.steps.length - 1);
  t.is(run.lanes[run.record?.end.lane ?? -1]?.node, 'client-1');
  t.false(run.messages.some(({ carries }) => carries));
  t.is(offsetAt(run, 0, 3), -30 * 24 * HOUR_MS);
  t.is(offsetAt(run, 1, 3), 0);
});

test('space-time - every message ends where it arrived or was lost, and never before it was sent', (t) => {
  const network = {
    latencyMsMin: 5,
    latencyMsMax: 50,
    loss: { of: 1, in: 4 },
    duplicate: { of: 1, in: 4 },
    ordered: false,
  };
  const run = played(scenarioOf('h0', { network, seed: 7 }));
  const arrivals = run.steps.filter(({ kind }) => kind === 'message').length;
  const losses = run.steps.filter(({ kind }) => kind === 'lost').length;
  t.true(losses > 0);
  t.is(run.messages.filter(({ ended, lost }) => ended !== undefined && !lost).length, arrivals);
  t.is(run.messages.filter(({ lost }) => lost).length, losses);
  for (const { sent, ended, to, lost } of run.messages)
    if (ended !== undefined) {
      t.true(ended > sent);
      if (!lost) t.is(run.steps[ended]?.lane, to);
    }
});

test('space-time - timers of both clocks end where they came due; a clock step is seen on its lane', (t) => {
  const run = played(
    scenarioOf('h0', {
      actions: [{ kind: 'set-clock', at: HOUR_MS, client: 0, byMs: -2 * HOUR_MS }],
    }),
  );
  t.deepEqual([...new Set(run.timers.map(({ on }) => on))].sort(), ['elapsed', 'wall']);
  for (const timer of run.timers)
    if (timer.how === 'due') t.is(run.steps[timer.ended ?? -1]?.kind, 'timer');
  const place = run.steps.findIndex(({ kind }) => kind === 'clock');
  t.is(run.steps[place]?.atMs, HOUR_MS);
  t.is(offsetAt(run, 0, place - 1), 0);
  t.is(offsetAt(run, 0, place), -2 * HOUR_MS);
  t.true(spaceTimeSvg(run).includes('−2 h 0 min 0.000 s'));
});

test('space-time - a crash breaks its lane and voids its timers', (t) => {
  const fault = {
    kind: 'crash',
    at: 2 * HOUR_MS,
    node: 'client-1',
    severity: 'process',
    downMs: HOUR_MS,
  } as unknown as Scenario['faults'][number];
  const run = played(scenarioOf('h0', { faults: [fault] }));
  const down = run.steps.findIndex(({ kind }) => kind === 'down');
  t.true(run.steps.some(({ kind }) => kind === 'up'));
  t.true(run.timers.some(({ how, ended }) => how === 'void' && ended === down));
  t.true(spaceTimeSvg(run).includes('class="st-down"'));
});

test('space-time - a run and its twin diverge at one place, and are equal up to there', (t) => {
  const edge = -102_720_001;
  const { run, twin } = spaceTimePair(STUDY, {
    run: recordedRun(STUDY, behind('h2', edge)),
    twin: recordedRun(STUDY, behind('h2', edge + 1)),
  });
  t.is(run.record?.fate, 'stranded');
  t.not(twin.record?.fate, 'stranded');
  const at = run.partsAt ?? -1;
  t.is(at, twin.partsAt ?? -2);
  t.deepEqual(run.steps.slice(0, at), twin.steps.slice(0, at));
  t.notDeepEqual(run.steps[at], twin.steps[at]);
});

test('space-time - a long run is cut to its size around the record, and states what is left out', (t) => {
  const simplest = sms2.simplestScenario('h0');
  const clients = simplest.clients.map((client) => ({ ...client, sessions: 400 }));
  const scenario: Scenario = { ...simplest, clients };
  const run = spaceTimeOf(STUDY, recordedRun(STUDY, scenario, 200), { stepsMax: 60 });
  t.true(run.steps.length < 150);
  const left = run.steps.filter(({ kind }) => kind === 'left-out');
  t.regex(left[0]?.text ?? '', /^\d+ steps that do not touch the record are left out$/);
  t.is(run.record?.tracer, 200);
  t.is(run.steps[run.record?.usedFrom ?? -1]?.label, 'use-start');
  for (const { sent, ended } of run.messages) t.true((ended ?? sent) < run.steps.length);
});

test('space-time layout - zoom and true time move steps, never out of order', (t) => {
  const run = played(scenarioOf('h0'));
  const even = layoutOf(run, DEFAULT_VIEW);
  const wide = layoutOf(run, { ...DEFAULT_VIEW, zoom: 2 });
  t.is((wide.ys[5] ?? 0) - (wide.ys[4] ?? 0), 2 * ((even.ys[5] ?? 0) - (even.ys[4] ?? 0)));
  const { ys } = layoutOf(run, { ...DEFAULT_VIEW, spacing: 'time' });
  t.deepEqual(
    [...ys].sort((a, b) => a - b),
    [...ys],
  );
  t.is(ys[0], ys[1]);
});
