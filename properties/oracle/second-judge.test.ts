import test from 'ava';
import { look, puppetStudy, rowOf, scripted, toy, toyStudy, used } from '../_toy.test.js';
import type { Order } from '../_toy.test.js';
import { explore } from '../campaign/explore.js';
import { balanceByKeys, disagreement } from './second-judge.js';
import { judgedRun, runScenario } from './judged-run.js';

const judged = (...orders: Order[]): ReturnType<typeof judgedRun> =>
  judgedRun(puppetStudy, scripted(orders));
const use = (record: number, parts: Parameters<typeof used>[1] = {}): Order => ({
  at: 20,
  use: used(record, parts),
});

test('judge - the balance by keys is uses shown minus uses expected', (t) => {
  const { ledger } = judged(
    use(1),
    use(2),
    use(3, { key: 'x' }),
    look([rowOf(1), rowOf(9, { key: 'y' })]),
  );
  t.deepEqual([...balanceByKeys(ledger)].sort(), [
    ['k', -1],
    ['x', -1],
    ['y', 1],
  ]);
});

const AGREED: Readonly<Record<string, readonly Order[]>> = {
  'every record is counted': [use(1), look([rowOf(1)])],
  'one is lost': [use(1), look([])],
  'one is there twice': [use(1), look([rowOf(1), rowOf(1)])],
  'one is a phantom': [use(1), look([rowOf(1), rowOf(2, { key: 'other' })])],
  'one is misdated': [use(1), look([rowOf(1, { startMs: 0 })])],
  'one is optional, and not shown': [use(1, { optional: 'alone' }), look([])],
  'one is optional, and shown': [use(1, { optional: 'alone' }), look([rowOf(1)])],
  'one is optional, and shown twice': [use(1, { optional: 'alone' }), look([rowOf(1), rowOf(1)])],
  'a summary': [use(1), use(2), look([{ key: 'k', records: [1, 2], uses: 2 }])],
};

for (const [title, orders] of Object.entries(AGREED))
  test(`judge - both agree when ${title}`, (t) => {
    const { ledger, result } = judged(...orders);
    t.is(disagreement(ledger, result.fates), undefined);
    t.not(result.verdict, 'harness-error');
  });

test('judge - a row under a key that was not used is a harness error, and breaks no property', (t) => {
  const { result } = judged(use(1), look([rowOf(1, { key: 'other' })]));
  t.is(result.verdict, 'harness-error');
  t.regex(result.reason ?? '', /the two judges disagree: for "other" .* off by 1, .* say 0/);
  t.deepEqual(result.violations, []);
});

test('judge - a row that claims more uses than it names records is a harness error', (t) => {
  const { result } = judged(use(1), look([rowOf(1, { uses: 2 })]));
  t.is(result.verdict, 'harness-error');
});

test('judge - a study whose judges disagree does not pass a campaign', (t) => {
  t.is(runScenario(toyStudy, toy('two-faced')).verdict, 'harness-error');
  const found = explore(toyStudy, 'two-faced', { seed: 1, runs: 20, space: 'right' });
  t.is(found.verdict, 'harness-error');
  t.regex(found.reason ?? '', /the two judges disagree/);
});
