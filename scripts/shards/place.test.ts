/** The shard that a process is, by its option and by the variables of each service. */
import test from 'ava';
import { SkewproofError } from '../../sim/model/errors.js';
import { shardPlace } from './place.js';

test('place - is what the option says', (t) => {
  t.deepEqual(shardPlace('2/3', {}), { index: 2, count: 3 });
  t.deepEqual(shardPlace('1/1', { CI_NODE_INDEX: '4' }), { index: 1, count: 1 });
  for (const [text, message] of [
    ['0/3', /a shard from 1 to 3/],
    ['4/3', /a shard from 1 to 3/],
    ['1/0', /a count of shards from 1 to 10000/],
    ['1/99999', /a count of shards/],
    ['1/x', /a count of shards/],
    ['-1/3', /expected 2\/3, auto or auto\/3/],
    ['1', /expected 2\/3, auto or auto\/3/],
    ['1/2/3', /expected 2\/3, auto or auto\/3/],
    ['sms2', /expected 2\/3, auto or auto\/3/],
  ] as const) {
    const { code, message: said } = t.throws(() => shardPlace(text, {}), {
      instanceOf: SkewproofError,
    });
    t.is(code, 'SKEW-101');
    t.regex(said, message, text);
  }
});

test('place - is what each service says, counted as that service counts', (t) => {
  for (const [index, count, first] of [
    ['SKEWPROOF_SHARD_INDEX', 'SKEWPROOF_SHARD_COUNT', 0],
    ['CI_NODE_INDEX', 'CI_NODE_TOTAL', 1],
    ['CIRCLE_NODE_INDEX', 'CIRCLE_NODE_TOTAL', 0],
    ['BUILDKITE_PARALLEL_JOB', 'BUILDKITE_PARALLEL_JOB_COUNT', 0],
    ['AWS_BATCH_JOB_ARRAY_INDEX', 'AWS_BATCH_JOB_ARRAY_SIZE', 0],
  ] as const) {
    const at = (number: number): object =>
      shardPlace('auto', { [index]: String(number), [count]: '4' });
    t.deepEqual(at(first), { index: 1, count: 4 }, index);
    t.deepEqual(at(first + 3), { index: 4, count: 4 }, index);
    t.throws(() => at(first + 4), { message: /a shard from 1 to 4/ });
    t.throws(() => shardPlace('auto/5', { [index]: '1', [count]: '4' }), {
      message: /4 shards, as .* says/,
    });
  }
  t.deepEqual(shardPlace('auto/8', { JOB_COMPLETION_INDEX: '7' }), { index: 8, count: 8 });
});

test('place - without a number or a count says which variable or text to give', (t) => {
  t.throws(() => shardPlace('auto', {}), { message: /CI_NODE_INDEX, .*--shard 2\/3/ });
  t.throws(() => shardPlace('auto', { CI_NODE_TOTAL: '1' }), { message: /none of/ });
  t.throws(() => shardPlace('auto', { JOB_COMPLETION_INDEX: '0' }), {
    message: /a count beside JOB_COMPLETION_INDEX.*--shard auto\/8/,
  });
  t.throws(() => shardPlace('auto', { CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '4' }), {
    message: /a shard from 1 to 4/,
  });
});
