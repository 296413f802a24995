/** Verdict tables, statistics, predictions, the article and the workaround: what they say, and in colour too. */
import test from 'ava';
import { noStatistics } from '../../properties/campaign/statistics.js';
import type { Exploration } from '../../properties/campaign/finding.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { Fit } from '../../properties/sms2/article/article.js';
import type { Discrimination } from '../../properties/sms2/article/discriminate.js';
import type { PredictionCell } from '../../properties/sms2/article/predictions.js';
import type { WorkaroundOutcome } from '../../properties/sms2/article/workaround.js';
import type { Simulation, UsageTotals } from '../../properties/sms2/simulation.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import { discriminationReport, fitReport } from '../sms2/article.js';
import { predictionReport } from '../sms2/predictions.js';
import { simulationReport } from '../sms2/simulation.js';
import { statisticsReport } from './statistics.js';
import { asExpected, cellsOf } from './cells.js';
import { verificationReport } from './verification.js';
import type { VerifiedVariant } from './cells.js';
import { workaroundAnswer, workaroundReport } from '../sms2/workaround.js';

const PLAIN = { colour: false };
const COLOUR = { colour: true };

function explored(
  variant: string,
  violated: readonly PropertyName[],
  found: readonly PropertyName[],
  verdict: VerdictKind = found.length > 0 ? 'violation' : 'pass',
): VerifiedVariant {
  const findings = found.map((property) => ({
    explanation: { violation: { property }, alsoBreaks: [] },
  }));
  const exploration = {
    verdict,
    ...(verdict === 'vacuous' ? { reason: 'never reached: x' } : {}),
    findings,
    statistics: { ...noStatistics(), runs: 1_000 },
  } as unknown as Exploration<ScenarioBase>;
  return { variant, stated: { title: `the ${variant}`, violated }, exploration };
}

test('verification - expected and found, cell by cell', (t) => {
  const loses = explored('h1', ['dates'], ['dates']);
  const keeps = explored('fixed', [], []);
  t.true(asExpected([loses, keeps]));
  t.deepEqual(
    cellsOf(loses)
      .filter((cell) => cell.found === 'violated')
      .map((cell) => cell.property),
    ['dates'],
  );
  const text = verificationReport([loses, keeps], PLAIN);
  t.regex(text, /h1 +the h1 +1,000 +holds ✓ +holds ✓ +violated ✓/);
  t.regex(
    text,
    /All as expected: the shipped variants lose records, the fixed ones do not \(✓\)\.$/,
  );
  t.regex(verificationReport([loses], PLAIN), /As expected: records are lost \(✓\)\.$/);
  t.regex(verificationReport([keeps], PLAIN), /As expected: no property is broken/);
  t.true(verificationReport([keeps], COLOUR).includes('\u001B[32mholds ✓'));
});

test('verification - what is not as expected, and what says nothing at all', (t) => {
  const worse = explored('fixed', [], ['conservation']);
  t.false(asExpected([worse]));
  const text = verificationReport([worse], PLAIN);
  t.regex(text, /violated ✗ expected: holds/);
  t.regex(text, /NOT as expected \(✗\)\.$/);
  t.true(verificationReport([worse], COLOUR).includes('\u001B[31mviolated ✗'));
  t.regex(verificationReport([explored('h1', ['dates'], [])], PLAIN), /may need more runs/);
  const vacuous = explored('fixed', [], [], 'vacuous');
  t.false(asExpected([vacuous]));
  t.regex(verificationReport([vacuous], PLAIN), /vacuous: never reached: x/);
});

test('statistics - bands by share, the commonest first', (t) => {
  const statistics = {
    ...noStatistics(),
    runs: 4,
    events: 1_234,
    records: 5,
    violating: 1,
    repeated: 2,
    bands: { clock: { right: { runs: 1, violating: 0 }, wrong: { runs: 3, violating: 1 } } },
  };
  t.is(
    statisticsReport(statistics, PLAIN),
    `4 runs, 1,234 events, 5 records metered; 1 runs broke a property; 2 runs repeated, hashes equal.

explored  band   runs  share   with a violation
clock     wrong  3     75.0 %  1
          right  1     25.0 %  0`,
  );
});

test('predictions - a mark where a run agrees, what came where it does not', (t) => {
  const cell = (mechanism: string, agrees: boolean): PredictionCell =>
    ({
      row: 'ten days',
      mechanism,
      says: 'none',
      agrees,
      ...(agrees ? {} : { disagreement: '3 of 9' }),
    }) as unknown as PredictionCell;
  const good = predictionReport([cell('h0', true), cell('h1', true)], PLAIN);
  t.regex(good, /situation +H0 +H1/);
  t.regex(good, /All 2 predictions hold \(✓\)\.\n$/);
  const bad = predictionReport(
    [cell('h0', true), cell('h1', false), { ...cell('h1', true), row: 'other' }],
    COLOUR,
  );
  t.regex(bad, /✗ 3 of 9/);
  t.regex(bad, /1 of 3 predictions do not hold \(✗\)\.\n$/);
});

test('article - which agree, and what tells them apart', (t) => {
  const fit = (mechanism: string, strictly: boolean): Fit =>
    ({
      mechanism,
      title: mechanism,
      install: 'yes',
      threshold: 'hard',
      offlineOnly: 'yes',
      strict: 'yes',
      weak: 'yes',
      agreesStrictly: strictly,
      agreesWeakly: true,
    }) as unknown as Fit;
  t.regex(
    fitReport([fit('h1', true), fit('h2', false)], PLAIN),
    /read strictly: H1; read weakly: H1, H2\.\n$/,
  );
  t.regex(fitReport([fit('h2', false)], COLOUR), /read strictly: none/);
  const pairs = [
    { a: 'h1', b: 'h2', moves: ['wait', 'look'], aSees: '1', bSees: '2', depth: 2 },
    { a: 'h1', b: 'h3', moves: undefined, aSees: '', bSees: '', depth: 3 },
  ] as unknown as readonly Discrimination[];
  const text = discriminationReport(pairs, PLAIN);
  t.regex(text, /H1 \/ H2 +wait, then look +1 +2/);
  t.regex(text, /H1 \/ H3 +no difference within 3 moves$/);
});

test('workaround - ends in words, like ones together', (t) => {
  const none = { uses: 4, shown: 0, misdated: 0, lostReported: 0, stranded: 0, destroyed: 0 };
  const outcome = (variant: string, before: object): WorkaroundOutcome => ({
    variant,
    steps: 'remove cleanly, synchronise, reinstall',
    before: { ...none, ...before },
    after: { ...none, shown: 4 },
  });
  const outcomes = [
    outcome('h1', { destroyed: 4 }),
    outcome('h2', { destroyed: 4 }),
    outcome('h3', { shown: 2, misdated: 1, stranded: 1, lostReported: 1 }),
    outcome('fixed', {}),
  ];
  t.is(
    workaroundAnswer(outcomes),
    'remove cleanly, synchronise, reinstall: all destroyed, not reported (H1, H2); 1 shown; 1 shown, misdated; 1 lost, and reported; 1 still held, not reported (H3); none (the fix).',
  );
  t.regex(
    workaroundReport(outcomes, PLAIN),
    /the 4 uses logged before the removal +the 4 uses after/,
  );
  t.regex(workaroundReport(outcomes, PLAIN), /\n +H2 +all destroyed, not reported +all shown\n/);
  t.regex(workaroundReport([], PLAIN), /the 0 uses/);
});

const NO_USE: UsageTotals = {
  used: 0,
  shown: 0,
  misdated: 0,
  duplicated: 0,
  lostSilently: 0,
  stranded: 0,
  destroyed: 0,
  lostReported: 0,
  notMetered: 0,
  worstOffMs: 0,
};

function simulation(totals: Partial<UsageTotals>, clients = 1): Simulation {
  const all = { ...NO_USE, used: 10, ...totals };
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

test('simulation - every ending in words', (t) => {
  const said = (totals: Partial<UsageTotals>): string =>
    simulationReport(simulation(totals), { all: false, notes: [] }, PLAIN);
  t.regex(said({ shown: 10 }), /All 10 uses would be shown\.$/);
  t.regex(
    said({ lostReported: 1 }),
    /No use would be lost silently\.\n1 would be lost and reported/,
  );
  const bad = said({
    lostSilently: 3,
    stranded: 2,
    destroyed: 1,
    notMetered: 1,
    duplicated: 1,
    misdated: 1,
    worstOffMs: 5_000,
  });
  t.regex(bad, /4 of 10 uses \(40\.0 %\) would be lost silently\./);
  t.regex(
    bad,
    /2 would still be on a machine[^]*1 would have no copy left[^]*1 began before the agent/,
  );
  t.regex(bad, /1 would be shown more than once\.$/);
  t.regex(bad, /PC-0\\u\{1b\} +1\.000 s behind/);
});

test('simulation - the worst clients first, the rest counted, or all; notes; colour', (t) => {
  const many = simulation({ lostSilently: 1, stranded: 1 }, 42);
  const few = simulationReport(many, { all: false, notes: ['a row'] }, PLAIN);
  t.regex(few, /2 more clients, none worse \(--all lists them\)\./);
  t.regex(few, /About the input\n\n- a row\n/);
  t.false(simulationReport(many, { all: true, notes: [] }, PLAIN).includes('more clients'));
  t.true(
    simulationReport(many, { all: true, notes: [] }, COLOUR).includes('\u001B[31m1\u001B[39m'),
  );
  t.regex(few, /right[^]*1\.000 s ahead/);
});
