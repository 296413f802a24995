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
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { positionAt, slotAt } from './axis.js';
import { axisOf, DEFAULT_VIEW, layoutOf, offsetAt } from './layout.js';
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
  t.true(spaceTimeSvg(run).includes('−2 h'));
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
  t.is((wide.xs[5] ?? 0) - (wide.xs[4] ?? 0), 2 * ((even.xs[5] ?? 0) - (even.xs[4] ?? 0)));
  const { xs } = layoutOf(run, { ...DEFAULT_VIEW, spacing: 'time' });
  t.deepEqual(
    [...xs].sort((a, b) => a - b),
    [...xs],
  );
  t.is(xs[0], xs[1]);
});

test('space-time layout - one true time has one x in a run and in its twin', (t) => {
  const { run, twin } = spaceTimePair(STUDY, {
    run: recordedRun(STUDY, behind('h4', -HOUR_MS - 1)),
    twin: recordedRun(STUDY, behind('h4', -HOUR_MS)),
  });
  const axis = axisOf([run, twin], DEFAULT_VIEW);
  const of = (one: SpaceTime): ReadonlyMap<string, number> => {
    const { xs } = layoutOf(one, { ...DEFAULT_VIEW, axis });
    return new Map(
      one.steps.map(({ atMs }, at) => [`${String(atMs)} ${String(slotAt(one, at))}`, xs[at] ?? 0]),
    );
  };
  const [here, there] = [of(run), of(twin)];
  const shared = [...here].filter(([key]) => there.has(key));
  t.true(shared.length > 20);
  t.not(run.steps.length, twin.steps.length);
  for (const [key, x] of shared) t.is(there.get(key), x, key);
  // The cursor pairs times: never a later step of the twin, whatever its number.
  for (const { atMs } of run.steps) {
    const at = positionAt(twin, atMs);
    t.true((twin.steps[at]?.atMs ?? 0) <= atMs);
    t.true((twin.steps[at + 1]?.atMs ?? Infinity) > atMs);
  }
});

test('space-time svg - a clock that is whole days wrong is seen: its offset, its own dates, a plot', (t) => {
  const svg = spaceTimeSvg(played(behind('h2', -30 * 24 * HOUR_MS)));
  t.true(svg.includes('>30 d behind</text>'));
  t.regex(svg, /class="st-own-word"[^>]*>22 Sep/);
  t.regex(svg, /class="st-true-word"[^>]*>22 Oct/);
  t.is(svg.match(/class="st-skew"/g)?.length, 1);
  t.true(svg.includes('−30 d') && svg.includes('>30 d</text>'));
  const right = spaceTimeSvg(played(scenarioOf('h0')));
  t.false(right.includes('class="st-skew"'));
  t.is(right.match(/>clock right</g)?.length, 5);
});

test('space-time svg - the decision is on its lane, with what it had and needed; the twin is green', (t) => {
  const scenario = behind('h4', -HOUR_MS - 1);
  const [violation] = runScenario(STUDY, scenario).violations;
  if (violation === undefined) throw new Error('this scenario strands its record');
  const story = storyOf(STUDY, scenario, explain(STUDY, scenario, violation));
  const { run, twin } = spaceTimePair(
    STUDY,
    { run: recordedRun(STUDY, scenario), twin: recordedRun(STUDY, behind('h4', -HOUR_MS)) },
    { story },
  );
  t.like(run.decision, {
    has: '21 Oct 23:59:59.999',
    needs: '>= 22 Oct 00:00:00.000',
    margin: '0.001 s short',
    bad: true,
  });
  t.like(twin.decision, { has: '22 Oct 00:00:00.000', margin: '', bad: false });
  t.is(run.sealedMs, 1);
  const svg = spaceTimeSvg(run);
  t.true(svg.includes('needs &gt;= 22 Oct 00:00:00.000 (0.001 s short)'));
  t.true(svg.includes('class="st-sealed"') && svg.includes('>sealed from 22 Oct 00:00:00.001<'));
  t.false(svg.includes('class="st-hold st-kept"'));
  const green = spaceTimeSvg(twin, { ...DEFAULT_VIEW, twin: true });
  t.true(green.includes('class="st-hold st-kept"') && green.includes('>not lost: '));
  t.false(green.includes('class="st-sealed"'));
});

test('space-time svg - only what is in the window is drawn, and all of that', (t) => {
  const run = played(scenarioOf('h0'));
  const steps = (svg: string): readonly string[] =>
    [...svg.matchAll(/data-step="(\d+)"/g)].map(([, at = '']) => at);
  const { xs } = layoutOf(run, DEFAULT_VIEW);
  const some = steps(spaceTimeSvg(run, { ...DEFAULT_VIEW, window: [400, 600] }));
  t.true(some.length > 0 && some.length < run.steps.length);
  for (const [at, x] of xs.entries())
    if (x >= 400 && x <= 600) t.true(some.includes(String(at)), String(at));
});
