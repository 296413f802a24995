/** A run and an exhaustive check judge by the same options: both excuse the same records. */
import test from 'ava';
import { HOUR_MS } from '../../sim/model/time.js';
import { check } from '../check/check.js';
import { sms2Study } from '../sms2/study.js';
import { puppetStudy, scripted, toy, toyStudy } from '../_toy.test.js';
import { fateOptions } from './fate-options.js';
import { judgedRun } from './judged-run.js';

const SCOPE = { clients: 1, records: 1, faults: 0, actions: 0, offsetsMs: [0] } as const;

/** The corrected variant with a console that is an hour fast and states an error of two hours. */
const fastConsole = (toleranceMs: number, statedErrorMsMax: number): typeof sms2Study => ({
  ...sms2Study,
  shown: (view) =>
    sms2Study.shown(view).map((row) => {
      const boundMs = 2 * HOUR_MS;
      return row.startMs === undefined
        ? { ...row, boundMs }
        : { ...row, startMs: row.startMs + HOUR_MS, endMs: row.endMs + HOUR_MS, boundMs };
    }),
  dateToleranceMs: () => toleranceMs,
  statedErrorMsMax: () => statedErrorMsMax,
});

const CASES = [
  { toleranceMs: 0, statedErrorMsMax: 0, broken: true },
  { toleranceMs: 2 * HOUR_MS, statedErrorMsMax: 0, broken: false },
  { toleranceMs: 0, statedErrorMsMax: 2 * HOUR_MS, broken: false },
];

for (const { toleranceMs, statedErrorMsMax, broken } of CASES)
  test(`judges - a row an hour off, ${String(toleranceMs)} ms tolerated, ${String(statedErrorMsMax)} ms excused`, (t) => {
    const study = fastConsole(toleranceMs, statedErrorMsMax);
    const checked = check(study, { ...SCOPE, variant: 'fixed', properties: ['dates'] });
    t.is(checked.counterexample !== undefined, broken, 'the check');
    const { counterexample } = check(fastConsole(0, 0), {
      ...SCOPE,
      variant: 'fixed',
      properties: ['dates'],
    });
    if (counterexample === undefined) {
      t.fail('no row is off');
      return;
    }
    const { violations } = judgedRun(study, counterexample.scenario).result;
    t.is(
      violations.some(({ property }) => property === 'dates'),
      broken,
      'the run',
    );
  });

test('fate options - each disk has its own latency, and without a bound every stated error is excused', (t) => {
  const scenario = scripted([], { toleranceMs: 3, statedErrorMsMax: 7 });
  const { nodes } = puppetStudy.build(scenario);
  const [first] = nodes;
  if (first === undefined) {
    t.fail('the puppets have nodes');
    return;
  }
  const two = [
    { ...first, name: 'slow', syncLatencyMs: 40 },
    { name: 'at once', model: first.model },
  ];
  const options = fateOptions(puppetStudy, scenario, { nodes: two }, true);
  t.deepEqual(
    ['slow', 'at once', 'elsewhere'].map((node) => options.syncLatencyMs(node)),
    [40, 0, 0],
  );
  t.like(options, { dateToleranceMs: 3, statedErrorMsMax: 7, complete: true });
  const plain = toy('edge');
  const unbounded = fateOptions(toyStudy, plain, toyStudy.build(plain), false);
  t.like(unbounded, { statedErrorMsMax: Infinity, complete: false });
});
