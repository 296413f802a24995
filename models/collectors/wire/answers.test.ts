/** Bodies of answers: what they count and name, and their headers. */
import test from 'ava';
import type { BatchJudged, ItemJudged } from '../item.js';
import { collectorNamed, settled } from '../index.js';
import { wireAnswer } from './answers.js';

const rowOf = (name: string) => {
  const row = collectorNamed(name);
  if (row === undefined) throw new Error(name);
  return settled(row, {});
};

const item = (id: string, fate: ItemJudged['fate'], code?: string): ItemJudged => ({
  ...{ item: { at: 0, id, records: [] }, fate, stored: { at: 0 } },
  ...(code === undefined ? {} : { code }),
});

const MIXED = [item('a', 'kept'), item('b', 'refused', 'tooOld'), item('c', 'dropped')];

const answered = (
  name: string,
  items: readonly ItemJudged[],
  isOk: boolean,
  more: Partial<BatchJudged> = {},
) => {
  const row = rowOf(name);
  const { ok, refused } = row.answer;
  const { status, headers, body } = wireAnswer(row, {
    items,
    status: isOk ? ok : refused,
    ...more,
  });
  return {
    status,
    headers,
    body: body === '' ? '' : ((/^[[{]/.test(body) ? JSON.parse(body) : body) as unknown),
  };
};

test('answers - mixpanel counts what it imported, and names what failed', (t) => {
  const { body, headers } = answered('mixpanel-import', MIXED, false);
  t.deepEqual(body, {
    ...{ code: rowOf('mixpanel-import').answer.refused, status: 'Bad Request' },
    num_records_imported: 2,
    failed_records: [{ index: 1, insert_id: 'b', field: 'properties.time', message: 'tooOld' }],
  });
  t.deepEqual(headers, [['content-type', 'application/json']]);
  t.like(answered('mixpanel-import', [item('a', 'kept')], true).body, { status: 'OK' });
});

test('answers - the code of a refusal is that of the first refused record, or of the whole', (t) => {
  const name = 'stripe-meter-events';
  t.deepEqual(answered(name, MIXED, false).body, {
    error: { type: 'invalid_request_error', code: 'tooOld', message: 'tooOld' },
  });
  t.like(answered(name, [item('a', 'refused')], false).body, { error: { code: 'invalid' } });
  t.like(answered(name, MIXED, false, { refusedWhole: 'all' }).body, { error: { code: 'all' } });
  t.deepEqual(answered(name, [item('a', 'kept')], true).body, { object: 'billing.meter_event' });
});

test('answers - services of AWS have their own type, and texts are plain', (t) => {
  const aws = answered('cloudwatch-logs', MIXED, true);
  t.deepEqual(aws.headers, [['content-type', 'application/x-amz-json-1.1']]);
  t.deepEqual(aws.body, { nextSequenceToken: '2' });
  const loki = answered('loki', MIXED, false);
  t.deepEqual(loki.headers, [['content-type', 'text/plain']]);
  t.is(loki.body, 'entry has a timestamp out of range: tooOld');
  t.is(answered('loki', [item('a', 'kept')], true).body, '');
});

test('answers - rejected events are named by their first and last place', (t) => {
  const items = [
    item('a', 'refused', 'expiredLogEventEndIndex'),
    item('b', 'refused', 'tooOldLogEventEndIndex'),
    item('c', 'refused', 'tooOldLogEventEndIndex'),
    item('d', 'kept'),
    item('e', 'refused', 'tooNewLogEventStartIndex'),
    item('f', 'refused', 'tooNewLogEventStartIndex'),
    item('g', 'kept', 'tooNewLogEventStartIndex'),
  ];
  t.deepEqual(answered('cloudwatch-logs', items, true).body, {
    nextSequenceToken: '2',
    rejectedLogEventsInfo: {
      tooNewLogEventStartIndex: 4,
      tooOldLogEventEndIndex: 3,
      expiredLogEventEndIndex: 1,
    },
  });
});

test('answers - a duplicate at Azure is a conflict, and each record of a batch has its word', (t) => {
  const one = 'azure-marketplace-usage-event';
  t.is(answered(one, [item('a', 'refused', 'duplicate')], false).status, 409);
  t.not(answered(one, [item('a', 'refused', 'expired')], false).status, 409);
  const batch = answered(
    'azure-marketplace-batch',
    [
      ...[item('a', 'kept'), item('b', 'refused', 'duplicate'), item('c', 'refused', 'Expired')],
      item('d', 'repeated'),
    ],
    true,
  );
  t.deepEqual(batch.body, {
    count: 4,
    result: ['Accepted', 'Duplicate', 'Expired', 'repeated'].map((status) => ({ status })),
  });
});
