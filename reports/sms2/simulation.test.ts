/** A simulation as text: every fate of a use, and the number of clients shown. */
import test from 'ava';
import { noUsage } from '../../properties/study/usage.js';
import type { Simulation, UsageTotals } from '../../properties/study/usage.js';
import { simulationReport } from './simulation.js';

const PLAIN = { colour: false };

function simulation(totals: Partial<UsageTotals>, clients = 1): Simulation {
  const all = { ...noUsage(), used: 10, ...totals };
  return {
    variant: 'h1',
    verdict: 'violation',
    clients: Array.from({ length: clients }, (_, at) => ({
      ...all,
      name: `PC-${String(at)}\u001B`,
      offsetMs: (at - 1) * 1_000,
    })),
    totals: all,
    installedAtMs: 0,
    firstUseMs: 0,
    lastUseMs: 0,
    lastLookMs: 0,
    events: 0,
  };
}

const text = (totals: Partial<UsageTotals>): string =>
  simulationReport(simulation(totals), { all: false, notes: [] }, PLAIN);

/** The lines above everything else. */
const conclusion = (totals: Partial<UsageTotals>): readonly string[] =>
  text(totals).split('\n\n')[0]?.split('\n') ?? [];

test('simulation - the whole text', (t) => {
  t.is(
    text({ shown: 10 }),
    `All 10 uses would be shown.

Usage played through sms2/h1

Agents installed 1970-01-01 00:00:00.000 UTC; first use 1970-01-01 00:00:00.000, last 1970-01-01 00:00:00.000; last look at the console 1970-01-01 00:00:00.000.
Only the clocks of the clients differ: no fault, default settings, last changed when the agents were installed.

client      its clock   used  shown  lost        lost,        misdated  most off
                                     silently    reported
PC-0\\u{1b}  1 s behind  10    10     0           0            0
all 1                   10    10     0           0            0`,
  );
});

test('simulation - each fate of a use has its sentence', (t) => {
  t.deepEqual(conclusion({ lostReported: 1 }), [
    'No use would be lost silently.',
    '1 would be lost and reported as lost.',
  ]);
  t.deepEqual(
    conclusion({
      lostSilently: 3,
      stranded: 2,
      destroyed: 1,
      notMetered: 1,
      duplicated: 1,
      misdated: 1,
      worstOffMs: 5_000,
    }),
    [
      '4 of 10 uses (40.0 %) would be lost silently.',
      '2 would still be on a machine, unsent, at the last look.',
      '1 would have no copy left anywhere.',
      '1 began before the agent ran (--installed-before).',
      '1 would be shown more than once.',
    ],
  );
});

test('simulation - the worst clients first, the rest counted, or all; notes; colour', (t) => {
  const many = simulation({ lostSilently: 1, stranded: 1 }, 42);
  const few = simulationReport(many, { all: false, notes: ['a row'] }, PLAIN);
  t.true(few.includes('\n2 more clients, none worse (--all lists them).\n'));
  t.true(few.endsWith('\nAbout the input\n\n- a row'));
  const all = simulationReport(many, { all: true, notes: [] }, { colour: true });
  t.false(all.includes('more clients'));
  t.true(all.includes('\u001B[31m1\u001B[39m'));
});
