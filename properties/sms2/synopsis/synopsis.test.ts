/** The study in brief: every part of it is the result of runs. */
import test from 'ava';
import { planeClassOf } from '../../frontier/frontier.js';
import { runScenario } from '../../oracle/judged-run.js';
import { searchCanary } from '../../campaign/canary.js';
import { workaroundOutcomes } from '../article/workaround.js';
import { PARAMETERS } from '../parameters/parameters.js';
import { sms2Study } from '../study.js';
import type * as sms2 from '../../../models/sms2/index.js';
import { boundaryOf, problemsOf } from './expected.js';
import { fixShares, mergeFixShares, runFixShare } from './fix.js';
import { searchLoss, segmentsOf } from './loss.js';
import type { Synopsis, SynopsisLoss } from './types.js';

const SEED = 213_261;
const { loss: found } = searchLoss('h4', SEED, 100);
const loss = found as SynopsisLoss;
const classAt = (offsetMs: number) =>
  planeClassOf(
    runScenario(
      sms2Study,
      (PARAMETERS['clockOffset'] as NonNullable<(typeof PARAMETERS)[string]>).set(
        loss.scenario as sms2.Sms2Scenario,
        offsetMs,
      ),
    ),
  );

const campaign = { variant: 'fixed', shipped: 'h4', seed: SEED };
const merged = (variant: string, runs: number, shareRuns: number) =>
  mergeFixShares(variant, fixShares({ ...campaign, variant, runs }, shareRuns).map(runFixShare));

const shares = fixShares({ ...campaign, runs: 200 }, 100).map(runFixShare);
const whole = mergeFixShares('fixed', shares);
const synopsis: Synopsis = {
  ...{ seed: SEED, shipped: 'h4', title: 'H4', loss },
  remedy: workaroundOutcomes(['h4', 'fixed']),
  fix: whole.fix,
  canary: searchCanary(sms2Study, SEED) as Synopsis['canary'],
};

test('synopsis - the loss begins at an exact millisecond: both sides were run', (t) => {
  const { lostMs, kept } = boundaryOf(loss);
  t.is(lostMs, loss.offsetMs);
  t.is(kept?.offsetMs, lostMs + 1);
  t.is(classAt(lostMs), 'stranded');
  t.is(kept?.class, classAt(lostMs + 1));
  t.not(kept?.class, 'stranded');
});

test('synopsis - stretches cover the axis without a gap, and points between their ends are of their class', (t) => {
  const { segments, axis } = loss;
  t.is(segments[0]?.from, axis.from);
  t.is(segments.at(-1)?.to, axis.to);
  for (const [place, segment] of segments.entries()) {
    if (place > 0) t.is(segment.from, (segments[place - 1]?.to ?? 0) + 1);
    t.is(classAt(Math.floor((segment.from + segment.to) / 2)), segment.class);
  }
});

test('synopsis - the deciding comparison is of the two readings that the article names', (t) => {
  const { decision } = loss;
  t.is(decision?.left.clock, 'client-1');
  t.is(decision?.right.clock, 'site-server');
  // The values differ by one millisecond: this is why the boundary is where it is.
  t.is((decision?.right.value ?? 0) - (decision?.left.value ?? 0), 1);
});

test('synopsis - points of one class are one stretch', (t) => {
  const point = (position: number, name: 'safe' | 'stranded') => ({ position, class: name });
  t.deepEqual(segmentsOf([point(-2, 'stranded'), point(-1, 'stranded'), point(0, 'safe')]), [
    { from: -2, to: -1, class: 'stranded' },
    { from: 0, to: 0, class: 'safe' },
  ]);
});

test('synopsis - a campaign in shares is the campaign in one piece', (t) => {
  t.deepEqual(merged('fixed', 100, 30), merged('fixed', 100, 100));
  const { fix } = whole;
  t.is(fix.runs, 200);
  t.is(fix.comparedAsShipped, 20);
  t.true(fix.lostAsShipped > 0);
});

test('synopsis - the shares of a campaign hold each of its runs once', (t) => {
  const planned = fixShares({ ...campaign, runs: 250 }, 100);
  t.deepEqual(
    planned.map(({ share: { from, runs } }) => [from, runs]),
    [
      [0, 100],
      [100, 100],
      [200, 50],
    ],
  );
});

test('synopsis - a campaign that has not tried the fix is no pass; a share of one may be', (t) => {
  const [share, other] = shares;
  if (share === undefined || other === undefined) throw new Error('no share');
  const { outcome } = share;
  const untried = {
    ...share,
    outcome: {
      ...outcome,
      ranges: outcome.ranges.map((range) => ({
        ...range,
        statistics: { ...range.statistics, marks: {} },
      })),
    },
  };
  const { fix } = mergeFixShares('fixed', [untried]);
  t.is(fix.verdict, 'vacuous');
  t.regex(fix.reason ?? '', /^never reached: exchange-finished, /);
  t.is(mergeFixShares('fixed', [untried, other]).fix.verdict, 'pass');
});

test('synopsis - all is as expected', (t) => {
  t.deepEqual(problemsOf(synopsis), []);
});

test('synopsis - a planted defect in the fix is reported, with the run that shows it', (t) => {
  const variant = 'fixed+dates-not-corrected';
  const { fix } = merged(variant, 100, 50);
  t.is(fix.verdict, 'violation');
  const problems = problemsOf({ ...synopsis, fix, remedy: workaroundOutcomes(['h4', variant]) });
  t.regex(problems[0] ?? '', /^fixed\+dates-not-corrected does not hold: run \d+ breaks dates/);
});

const remedy = (variant: string, lost: number): Synopsis['remedy'] =>
  synopsis.remedy.map((outcome) =>
    outcome.variant === variant
      ? { ...outcome, after: { ...outcome.after, shown: outcome.after.shown - lost } }
      : outcome,
  );

const UNEXPECTED: readonly (readonly [what: string, changed: Partial<Synopsis>, RegExp])[] = [
  [
    'a blind canary',
    { canary: { variant: 'x', caughtAtRun: undefined, runs: 50 } },
    /planted defect x was not caught in 50 runs/,
  ],
  [
    'a fix that was not tried',
    { fix: { ...whole.fix, verdict: 'vacuous', reason: 'never reached: y' } },
    /fixed did not pass: vacuous, never reached: y/,
  ],
  ['scenarios that lose nothing', { fix: { ...whole.fix, lostAsShipped: 0 } }, /prove nothing/],
  [
    'a minimum beside the boundary',
    { loss: { ...loss, offsetMs: loss.offsetMs - 5 } },
    /came to an offset of -3600006 ms, and the loss begins at -3600001 ms/,
  ],
  [
    'no boundary at all',
    { loss: { ...loss, segments: [{ ...loss.axis, class: 'stranded' }] } },
    /lost at every offset/,
  ],
  ['a remedy that does not help', { remedy: remedy('h4', 1) }, /remedy does not mend h4/],
  ['a fix that the remedy breaks', { remedy: remedy('fixed', 1) }, /fixed loses usage when/],
];

for (const [what, changed, message] of UNEXPECTED)
  test(`synopsis - not as expected: ${what}`, (t) => {
    t.true(
      problemsOf({ ...synopsis, ...changed }).some((problem) => message.test(problem)),
      problemsOf({ ...synopsis, ...changed }).join('\n'),
    );
  });

test('synopsis - not as expected: nothing lost, or no comparison found', (t) => {
  const { loss: _, ...nothing } = synopsis;
  t.regex(problemsOf(nothing).join(), /h4 lost no record/);
  const { decision: __, ...undecided } = loss;
  t.regex(problemsOf({ ...synopsis, loss: undecided }).join(), /no comparison was found/);
});

test('synopsis - two losses side by side are one stretch of loss', (t) => {
  const segments = [
    { from: -100, to: -51, class: 'destroyed' },
    { from: -50, to: -11, class: 'stranded' },
    { from: -10, to: 100, class: 'safe' },
  ] as const;
  const of = (offsetMs: number) => boundaryOf({ ...loss, segments, offsetMs });
  t.deepEqual(of(-60), { lostMs: -11, kept: { offsetMs: -10, class: 'safe' } });
  t.deepEqual(of(-11).lostMs, -11);
});
