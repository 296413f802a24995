/** Verdicts of variants as cells and as text, wide and narrow, to the letter. */
import test from 'ava';
import { noStatistics } from '../../properties/campaign/statistics.js';
import type { Exploration, Finding } from '../../properties/campaign/finding.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import { asExpected, cellsOf, columnsOf, inColumns } from './cells.js';
import type { VerifiedVariant } from './cells.js';
import { verificationReport } from './verification.js';

const NARROW = { colour: false };
const WIDE = { colour: false, width: 200 };

/** A finding, as far as a table looks at it. */
const finding = (
  property: PropertyName,
  alsoBreaks: readonly PropertyName[] = [],
): Finding<ScenarioBase> =>
  ({ explanation: { violation: { property }, alsoBreaks } }) as unknown as Finding<ScenarioBase>;

function explored(
  variant: string,
  violated: readonly PropertyName[],
  findings: readonly Finding<ScenarioBase>[],
  verdict: VerdictKind = findings.length > 0 ? 'violation' : 'pass',
): VerifiedVariant {
  const exploration: Exploration<ScenarioBase> = {
    verdict,
    ...(verdict === 'vacuous' ? { reason: 'never reached: x' } : {}),
    findings,
    statistics: { ...noStatistics(), runs: 1_000 },
  };
  return { variant, stated: { title: `the ${variant}`, violated }, exploration };
}

const LOSES = explored('h1', ['dates'], [finding('dates')]);
const KEEPS = explored('fixed', [], []);
const BREAKS_TWO = explored(
  'h2',
  ['conservation', 'eventual-delivery'],
  [finding('conservation', ['eventual-delivery'])],
);

const violatedBy = (one: VerifiedVariant): readonly PropertyName[] =>
  cellsOf(one)
    .filter((cell) => cell.found === 'violated')
    .map((cell) => cell.property);

test('cells - a finding that breaks two properties marks both', (t) => {
  t.deepEqual(violatedBy(LOSES), ['dates']);
  t.deepEqual(violatedBy(BREAKS_TWO), ['conservation', 'eventual-delivery']);
  t.true(asExpected([LOSES, KEEPS, BREAKS_TWO]));
});

test('verification - a table at a wide terminal', (t) => {
  t.is(
    verificationReport([LOSES, KEEPS, BREAKS_TWO], WIDE),
    `All as expected: the shipped variants lose records, the fixed ones do not (✓).

variant  title      runs   conservation  no-duplicates  dates       eventual-delivery  console-monotone  reports-true
h1       the h1     1,000  holds ✓       holds ✓        violated ✓  holds ✓            holds ✓           holds ✓
fixed    the fixed  1,000  holds ✓       holds ✓        holds ✓     holds ✓            holds ✓           holds ✓
h2       the h2     1,000  violated ✓    holds ✓        holds ✓     violated ✓         holds ✓           holds ✓`,
  );
});

test('verification - properties by outcome at a narrow terminal', (t) => {
  t.is(
    verificationReport([LOSES, KEEPS, BREAKS_TWO], NARROW),
    `All as expected: the shipped variants lose records, the fixed ones do not (✓).

h1  the h1, 1,000 runs
  violated ✓  dates
  holds ✓     conservation, no-duplicates, eventual-delivery, console-monotone,
              reports-true
fixed  the fixed, 1,000 runs
  holds ✓  conservation, no-duplicates, dates, eventual-delivery,
           console-monotone, reports-true
h2  the h2, 1,000 runs
  violated ✓  conservation, eventual-delivery
  holds ✓     no-duplicates, dates, console-monotone, reports-true`,
  );
});

test('verification - a verdict over one kind of variant claims nothing of the other', (t) => {
  const first = (variants: readonly VerifiedVariant[]): string | undefined =>
    verificationReport(variants, NARROW).split('\n')[0];
  t.is(first([LOSES]), 'As expected: records are lost (✓).');
  t.is(first([KEEPS]), 'As expected: no property is broken (✓).');
});

test('verification - a deviation, and a campaign without a conclusion', (t) => {
  const worse = explored('fixed', [], [finding('conservation')]);
  const vacuous = explored('fixed', [], [], 'vacuous');
  t.false(asExpected([worse]));
  t.false(asExpected([vacuous]));
  t.is(
    verificationReport([worse, vacuous, explored('h1', ['dates'], [])], NARROW),
    `NOT as expected (✗). A violation that was not found may need more runs (--runs).

fixed  the fixed, 1,000 runs
  violated ✗ expected: holds  conservation
  holds ✓                     no-duplicates, dates, eventual-delivery,
                              console-monotone, reports-true
fixed  the fixed, 1,000 runs
  vacuous  never reached: x
h1  the h1, 1,000 runs
  holds ✓                     conservation, no-duplicates, eventual-delivery,
                              console-monotone, reports-true
  holds ✗ expected: violated  dates`,
  );
});

test('verification - colour marks the outcome', (t) => {
  const colour = { colour: true };
  t.true(verificationReport([KEEPS], colour).includes('\u001B[32mholds ✓\u001B[39m'));
  t.true(
    verificationReport([explored('fixed', [], [finding('dates')])], colour).includes(
      '\u001B[31mviolated ✗ expected: holds\u001B[39m',
    ),
  );
});

const judgedBy = (
  variant: string,
  also: readonly PropertyName[],
  broken: readonly PropertyName[] = [],
): VerifiedVariant => {
  const one = explored(
    variant,
    broken,
    broken.map((property) => finding(property)),
  );
  return { ...one, stated: { ...one.stated, also } };
};

test('cells - a column has the cell of its property, in whatever order the cells are', (t) => {
  const cells = [...cellsOf(judgedBy('a', ['no-hot-loop'], ['no-hot-loop']))].reverse();
  const columns = columnsOf([{ cells }, { cells: cellsOf(judgedBy('b', ['clock-innocent'])) }]);
  t.deepEqual(columns.slice(-2), ['clock-innocent', 'no-hot-loop']);
  t.deepEqual(
    inColumns(columns, cells).map((cell) => cell?.property),
    columns.map((name) => (name === 'clock-innocent' ? undefined : name)),
  );
});

test('verification - variants that are judged by different properties share a table', (t) => {
  const [head = '', ...rows] = verificationReport(
    [judgedBy('a', ['no-hot-loop'], ['no-hot-loop']), judgedBy('b', ['clock-innocent']), KEEPS],
    WIDE,
  )
    .split('\n')
    .slice(2, 6)
    .map((line) => line.split(/ {2,}/));
  const last = rows.map((row) => row.slice(head.indexOf('clock-innocent')));
  t.deepEqual(head.slice(-2), ['clock-innocent', 'no-hot-loop']);
  t.deepEqual(last, [
    ['–', 'violated ✓'],
    ['holds ✓', '–'],
    ['–', '–'],
  ]);
});
