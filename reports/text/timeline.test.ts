/** Timeline, ledger and finding of one run: every kind of line, every end of a record. */
import test from 'ava';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { judgedRun, runScenario } from '../../properties/oracle/judged-run.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { eraseStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import * as sms2 from '../../models/sms2/index.js';
import { DAY_MS, HOUR_MS } from '../../sim/model/time.js';
import { minimalReport } from './finding.js';
import { ledgerReport } from './ledger.js';
import { storyReport } from './story.js';
import { timelineReport } from './timeline.js';

const PLAIN = { colour: false };
const STUDY = eraseStudy(sms2Study);
const EPOCH = { epochMs: 0 };
const WIDE = { ...PLAIN, width: 400 };

const entry = (what: unknown, node: string | undefined, step = 1, localMs = 1_000): TraceEntry =>
  ({ step, atMs: 0, node, localMs: node === undefined ? undefined : localMs, what }) as TraceEntry;
const event = (value: unknown): TraceEntry => entry({ kind: 'event', event: value }, 'a');
const effect = (value: unknown): TraceEntry => entry({ kind: 'effect', effect: value }, 'a');
const incident = (value: unknown): TraceEntry =>
  entry({ kind: 'incident', incident: value }, undefined);

const bodyOf = (entries: readonly TraceEntry[]): readonly string[] =>
  timelineReport(EPOCH, entries, {}, WIDE)
    .split('\n')
    .slice(1)
    .map((line) => line.slice(25).trim().replace('[1970-01-01 00:00:01.000] ', ''));

test('timeline - each kind of event, effect and incident in words', (t) => {
  t.deepEqual(
    bodyOf(
      [
        { kind: 'start' },
        { kind: 'timer', timer: 'due' },
        { kind: 'message', from: 'b', message: { kind: 'hello', n: 1, log: [1, 2] } },
        { kind: 'input', input: { kind: 'use', deep: { x: null } } },
        { kind: 'synced', file: 'log' },
        { kind: 'disk-full', file: 'log', entry: 1 },
      ].map(event),
    ),
    [
      'a #1 process starts',
      'a #1 timer due',
      'a #1 from b: hello, n 1, log 2 items',
      'a #1 use, deep x null',
      'a #1 log is on disk',
      'a #1 disk full: log not written',
    ],
  );
  const decision = {
    name: 'd',
    left: { name: 'l', value: 5, clock: 'a' },
    comparison: '>=',
    right: { name: 'r', value: 7 },
    held: false,
    outcome: 'it waits',
  };
  t.deepEqual(
    bodyOf(
      [
        { kind: 'send', to: 'b', message: 'hi' },
        { kind: 'wall-timer', timer: 'w', at: 3_000 },
        { kind: 'elapsed-timer', timer: 'e', afterMs: 1 },
        { kind: 'decide', decision },
        { kind: 'decide', decision: { ...decision, held: true } },
        { kind: 'report', report: { name: 'gap', details: { count: 2 } } },
        { kind: 'show', view: { rows: [] } },
        { kind: 'mark', mark: 'm' },
        { kind: 'append', file: 'f' },
        { kind: 'remove', file: 'f' },
        // Too small to be shown.
        { kind: 'sync', file: 'f' },
      ].map(effect),
    ),
    [
      '→ b: hi',
      'wall timer w for 1970-01-01 00:00:03.000 (in 2 s)',
      'elapsed timer e in 0.001 s',
      'decides d: l 1970-01-01 00:00:00.005 >= r 7 is false: it waits',
      'decides d: l 1970-01-01 00:00:00.005 >= r 7 is true',
      'REPORTS to the operator: gap count 2',
      'shows rows 0 items',
      '(m)',
      'appends to f',
      'removes f',
    ],
  );
  t.deepEqual(
    bodyOf(
      [
        { kind: 'fault', fault: { kind: 'wipe', node: 'a' } },
        { kind: 'down', node: 'a', why: 'crash' },
        { kind: 'up', node: 'a', why: 'boot' },
        { kind: 'lost-message', from: 'a', to: 'b', message: 'x' },
        { kind: 'missed-input', node: 'a', input: 'y' },
        { kind: 'healed' },
      ].map(incident),
    ),
    [
      'fault: disk of a wiped',
      'a is down (crash)',
      'a is up (boot)',
      'lost in flight from a to b: x',
      'a missed the input y',
      'faults end; everything but the clocks is repaired',
    ],
  );
});

test('timeline - the reading of a clock stands only where it is not true time; long lines are indented', (t) => {
  const start = { kind: 'event', event: { kind: 'start' } };
  const message = { kind: 'hello', list: 'a list of words that is far too long for one line' };
  t.is(
    timelineReport(
      EPOCH,
      [
        entry(start, 'a', 1, 0),
        entry(start, 'b', 2, -1),
        entry({ kind: 'effect', effect: { kind: 'send', to: 'a', message } }, 'b', 2, -1),
      ],
      {},
      { ...PLAIN, width: 70 },
    ),
    `true time                node, step [its clock, if not right], event
1970-01-01 00:00:00.000  a #1 process starts
1970-01-01 00:00:00.000  b #2 [1969-12-31 23:59:59.999] process starts
                           → a: hello, list a list of words that is
                             far too long for one line`,
  );
});

test('timeline - by node, by step, and with the middle left out; colour on request', (t) => {
  const entries = Array.from({ length: 20 }, (_, at) =>
    entry({ kind: 'event', event: { kind: 'start' } }, at % 2 === 0 ? 'a' : 'b', at + 1),
  );
  const steps = (options: object, style = PLAIN): readonly (string | undefined)[] =>
    [...timelineReport(EPOCH, entries, options, style).matchAll(/#(\d+)/g)].map(
      (found) => found[1],
    );
  t.deepEqual(steps({ step: 10 }), ['8', '9', '10', '11', '12']);
  t.deepEqual(steps({ step: 10, node: 'a' }), ['9', '11']);
  t.deepEqual(steps({ linesMax: 4 }), ['1', '2', '19', '20']);
  t.regex(timelineReport(EPOCH, entries, { linesMax: 4 }, PLAIN), /… 16 lines left out: --all/);
  t.is(steps({}).length, 20);
  t.true(timelineReport(EPOCH, entries, {}, { colour: true }).includes('\u001B[1ma\u001B[22m'));
});

const behind = (variant: string, parts: Partial<sms2.Sms2Scenario> = {}): sms2.Sms2Scenario => {
  const base = sms2.simplestScenario(variant);
  return {
    ...base,
    durationMs: 6 * DAY_MS,
    clients: base.clients.map((client) => ({ ...client, offsetMs: -30 * DAY_MS, sessions: 24 })),
    ...parts,
  };
};

test('ledger - fates, what they mean, the first records not counted, how many more', (t) => {
  const run = judgedRun(STUDY, behind('h4'));
  const text = ledgerReport(STUDY, run, PLAIN);
  t.regex(text, /^24 records metered\.\n\nfate +records +meaning\nstranded +24 +held/);
  t.regex(
    text,
    /\nrecord 0 of client-1\/\S+: stranded; copies on client-1\n {2}used 2000-10-22 \S+ to 2000-10-22 \S+ true time\nrecord 1 /,
  );
  t.regex(
    ledgerReport(STUDY, run, WIDE),
    /\n0 +client-1\/\S+ +2000-10-22 \S+ +2000-10-22 \S+ +stranded +client-1\n/,
  );
  t.regex(text, /\n4 more\.$/);
  const nothing = judgedRun(STUDY, { ...behind('h4'), clients: [] } as ScenarioBase);
  t.is(ledgerReport(STUDY, nothing, PLAIN), '0 records metered.');
});

test('ledger - the error of a misdated record, the reason of an excuse, a row that was never used', (t) => {
  const run = judgedRun(STUDY, behind('fixed'));
  const uncounted = [
    { record: 0, fate: 'misdated', offMs: 1_500 },
    { record: 1, fate: 'excused', excuse: 'disk-destroyed' },
    { record: 999_999, fate: 'phantom' },
  ];
  const result = { ...run.result, fates: { ...run.result.fates, uncounted } };
  const text = ledgerReport(STUDY, { ...run, result } as typeof run, PLAIN);
  t.regex(text, /misdated, 1\.500 s off/);
  t.regex(text, /excused: disk-destroyed/);
  t.regex(text, /\nrecord 999999: phantom$/);
});

function explained(scenario: sms2.Sms2Scenario): string {
  const [violation] = runScenario(sms2Study, scenario).violations;
  if (violation === undefined) throw new Error('nothing was lost');
  const explanation = explain(sms2Study, scenario, violation);
  return storyReport(STUDY, storyOf(sms2Study, scenario, explanation), PLAIN);
}

test('explanation - on a clock set back, a reading is that of the decision, and a due time is the next', (t) => {
  const at = 10 * 4 * HOUR_MS - HOUR_MS;
  const byMs = 20 * DAY_MS;
  const scenario = {
    ...behind('h0'),
    clients: sms2.simplestScenario('h0').clients.map((client) => ({ ...client, sessions: 24 })),
    actions: [
      { kind: 'set-clock', at, client: 0, byMs },
      { kind: 'set-clock', at: at + 1.5 * HOUR_MS, client: 0, byMs: -byMs },
    ],
  } as sms2.Sms2Scenario;
  const text = explained(scenario);
  const block = text.slice(text.indexOf("\nclient's clock\n"));
  const [left = '', right = ''] = block.split('\nNextOfflineSyncTime\n');
  const reading = /value: +(\S+ \S+)\n/.exec(left)?.[1];
  t.truthy(reading);
  t.is(/true time: +(\S+ \S+)/.exec(left)?.[1], reading);
  t.regex(right, /^ {2}value: +2000-11-12 \S+\n {2}set by: +client-1, step \d+: uploaded/);
  t.regex(right, /clock of client-1 then: 2000-11-12 \S+\n {2}true time: +2000-11-12 /);
});

test('finding - the minimal scenario by its differences, and the effect of one unit nearer', (t) => {
  const simplest = STUDY.simplest('h1') as unknown as sms2.Sms2Scenario;
  const minimal = (scenario: object, neighbours: readonly object[] = []): string =>
    minimalReport(STUDY, { scenario, neighbours, runs: 7, minimal: true } as never, PLAIN);
  t.regex(
    minimal(simplest),
    /the simplest one, except for\n {2}nothing\n {2}\(7 runs to shrink\)$/,
  );
  const [client] = simplest.clients;
  const text = minimal(
    {
      ...simplest,
      logCapacity: 3,
      clients: [{ ...client, offsetMs: -60_001 }],
      faults: [{ kind: 'wipe' }],
      uses: undefined,
    },
    [
      { field: 'logCapacity', neighbour: 2, passes: true },
      { field: 'x', neighbour: 1, passes: false },
    ],
  );
  t.regex(text, /\n {2}clients\.0\.offsetMs = -60001 \(-1 min 0\.001 s\)\n/);
  t.regex(text, /\n {2}faults\.0 = \{"kind":"wipe"\}\n/);
  t.regex(
    text,
    /logCapacity = 2, one unit nearer: passes \(run\)\n {2}x = 1, .* still fails \(run\)/,
  );
});
