/** The watch for copies: what it looks at, how often, and what a campaign says of it. */
import test from 'ava';
import { trueMs } from '../../sim/model/time.js';
import { NO_DATA } from '../../sim/world/view.js';
import { CopiesSeen, warningsOf } from './copy-watch.js';

const FIELDS = { record: ['id'], records: ['ids'], accounts: [] };
const AT = trueMs(0);
const METERED = new Map([[7, true]]);

const watchOf = (): NonNullable<ReturnType<CopiesSeen['watch']>> => {
  const watch = new CopiesSeen(FIELDS).watch(0);
  if (watch === undefined) throw new Error('the first run is watched');
  return watch;
};

test('copies - are looked for in messages, files and states, and not in inputs', (t) => {
  const watch = watchOf();
  watch.onEvent(AT, 'a', { kind: 'input', input: { id: 1 }, entropy: 0 });
  watch.onEffect(AT, 'a', { kind: 'send', to: 'b', message: { id: 2 } });
  t.deepEqual([...watch.tracers], []);
  watch.onEvent(AT, 'a', { kind: 'message', from: 'b', message: { id: 3 } });
  watch.onEffect(AT, 'a', { kind: 'append', file: 'f', entry: { ids: [4, 5] } });
  t.deepEqual([...watch.tracers], [3, 4, 5]);
  watch.onStepped(AT, 'a');
  t.is(watch.tracers.size, 3);
  watch.onStart({ ...NO_DATA, stateOf: (node: string) => ({ id: node === 'a' ? 6 : 0 }) });
  watch.onStepped(AT, 'a');
  t.deepEqual([...watch.tracers], [3, 4, 5, 6]);
});

test('copies - ten runs of each hundred are watched, until one has shown a copy', (t) => {
  const copies = new CopiesSeen(FIELDS);
  const watched = (number: number): boolean => copies.watch(number) !== undefined;
  t.deepEqual(
    [0, 9, 10, 99, 100, 109, 110].filter((number) => watched(number)),
    [0, 9, 100, 109],
  );
  t.is(copies.result, 'unknown');
  copies.learn(METERED, undefined);
  copies.learn(new Map(), { tracers: new Set([7]) });
  t.is(copies.result, 'unknown');
  copies.learn(METERED, { tracers: new Set([8]) });
  t.is(copies.result, 'unseen');
  copies.learn(METERED, { tracers: new Set([8, 7]) });
  t.is(copies.result, 'seen');
  copies.learn(METERED, { tracers: new Set([8]) });
  t.is(copies.result, 'seen');
  t.false(watched(0));
});

test('copies - a campaign warns if nothing was metered, or no copy was seen', (t) => {
  t.deepEqual(warningsOf({ runs: 0, records: 0 }, 'unknown', FIELDS), []);
  t.deepEqual(warningsOf({ runs: 1, records: 0 }, 'unknown', FIELDS), [
    'no record was metered in any run: nothing could be lost, and nothing was tested',
  ]);
  t.deepEqual(warningsOf({ runs: 1, records: 1 }, 'unknown', FIELDS), []);
  t.deepEqual(warningsOf({ runs: 1, records: 1 }, 'seen', FIELDS), []);
  const [warning, ...others] = warningsOf({ runs: 1, records: 1 }, 'unseen', {
    ...FIELDS,
    record: ['id', 'key'],
  });
  t.deepEqual(others, []);
  t.regex(
    warning ?? '',
    /^no copy of any record .* in a field "id" or "key", or in a list "ids"\./,
  );
});
