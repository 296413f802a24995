/** Collectors over HTTP: requests as the services document them, statuses, and bodies. */
import test from 'ava';
import { formatUtc, utcOf } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import { collectorNamed, EMPTY_MEMORY, settled } from '../index.js';
import type { CollectorMemory } from '../index.js';
import { isoInstant, instantOf } from './dates.js';
import { ROUTES } from './routes.js';
import { hasRoute, servedOverHttp } from './serve.js';
import type { Served } from './serve.js';

const N = utcOf({ year: 2028, month: 3, day: 15, hour: 13, minute: 37, second: 42, ms: 0 });
const MARK = /#(\d+)/g;
const recordsIn = (text: string): readonly number[] =>
  [...text.matchAll(MARK)].map(([, digits]) => Number(digits));
const iso = (ms: number): string => formatUtc(ms).replace(' ', 'T');

/** A service that is asked over HTTP. */
class Asked {
  readonly #row;
  memory: CollectorMemory = EMPTY_MEMORY;

  constructor(name: string) {
    const row = collectorNamed(name);
    if (row === undefined) throw new Error(name);
    this.#row = settled(row, {});
  }

  post(url: string, body: unknown, target?: string): Served {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = target === undefined ? [] : ([['X-Amz-Target', target]] as const);
    const request = { method: 'POST', url, headers, body: text };
    const server = { wall: N, startedAt: 0 };
    const [memory, served] = servedOverHttp(this.#row, this.memory, request, server, recordsIn);
    this.memory = memory;
    return served;
  }
}

/** A request with record 1 at one date and record 2 at another, in the form of each service. */
const PAIRS: Readonly<
  Record<string, (a: number, b: number) => readonly [url: string, body: unknown, target?: string]>
> = {
  'orb-ingest': (a, b) => [
    '/v1/ingest',
    {
      events: [
        { idempotency_key: '#1', timestamp: iso(a) },
        { idempotency_key: '#2', timestamp: iso(b) },
      ],
    },
  ],
  'metronome-ingest': (a, b) => [
    '/v1/ingest',
    [
      { transaction_id: '#1', timestamp: iso(a) },
      { transaction_id: '#2', timestamp: iso(b) },
    ],
  ],
  'aws-marketplace-batch-meter-usage': (a, b) => [
    '/',
    {
      UsageRecords: [
        { Timestamp: a / 1_000, Dimension: '#1', Quantity: 1 },
        { Timestamp: b / 1_000, Dimension: '#2', Quantity: 1 },
      ],
    },
    'AWSMPMeteringService.BatchMeterUsage',
  ],
  'azure-marketplace-batch': (a, b) => [
    'https://marketplaceapi.microsoft.com/api/batchUsageEvent?api-version=2018-08-31',
    {
      request: [
        { dimension: '#1', quantity: 1, effectiveStartTime: iso(a) },
        { dimension: '#2', quantity: 1, effectiveStartTime: iso(b) },
      ],
    },
  ],
  'cloudwatch-logs': (a, b) => [
    '/',
    {
      logEvents: [
        { timestamp: b, message: '#2' },
        { timestamp: a, message: '#1' },
      ],
    },
    'Logs_20140328.PutLogEvents',
  ],
  loki: (a, b) => [
    '/loki/api/v1/push',
    {
      streams: [
        { stream: { app: 'x' }, values: [[`${String(a)}000000`, 'line #1']] },
        { stream: { app: 'x' }, values: [[`${String(b)}000000`, 'line #2']] },
      ],
    },
  ],
  'datadog-logs': (a, b) => [
    '/api/v2/logs',
    [
      { message: '#1', timestamp: a },
      { message: '#2', timestamp: iso(b) },
    ],
  ],
  'mixpanel-track': (a, b) => [
    '/track?verbose=1',
    `data=${encodeURIComponent(
      btoa(
        JSON.stringify([
          { event: 'a', properties: { time: a / 1_000, $insert_id: '#1' } },
          { event: 'a', properties: { time: b, $insert_id: '#2' } },
        ]),
      ),
    )}`,
  ],
  'influxdb-1': (a, b) => [
    '/write?db=x',
    `m,host=h text="#1" ${String(a)}000000\nm,host=h text="#2" ${String(b)}000000\n`,
  ],
  'meta-conversions': (a, b) => [
    '/v21.0/123/events',
    {
      data: [
        { event_id: '#1', event_time: a / 1_000 },
        { event_id: '#2', event_time: b / 1_000 },
      ],
    },
  ],
};

/** Kept records, and the status, with the second record one unit outside the bound of the past. */
const WANTED: Readonly<
  Record<string, readonly [pastMs: number, unitMs: number, status: number, kept: readonly number[]]>
> = {
  'orb-ingest': [12 * HOUR_MS, 1, 400, [1]],
  'metronome-ingest': [34 * DAY_MS, 1, 200, [1]],
  'aws-marketplace-batch-meter-usage': [DAY_MS - 1_000, 1_000, 400, []],
  'azure-marketplace-batch': [DAY_MS, 1, 200, [1]],
  'cloudwatch-logs': [14 * DAY_MS, 1, 200, [1]],
  loki: [HOUR_MS, 1, 400, [1]],
  'datadog-logs': [18 * HOUR_MS, 1, 202, [1]],
  'mixpanel-track': [5 * DAY_MS, 1, 200, [1]],
  'influxdb-1': [7 * DAY_MS, 1, 400, [1]],
  'meta-conversions': [7 * DAY_MS, 1_000, 400, []],
};

test('http - one unit inside all is kept, one unit outside the service reacts as documented', (t) => {
  t.deepEqual(Object.keys(WANTED).sort(), Object.keys(PAIRS).sort());
  for (const [name, [pastMs, unitMs, status, kept]] of Object.entries(WANTED)) {
    const request = PAIRS[name];
    if (request === undefined) continue;
    const inside = new Asked(name).post(...request(N, N - pastMs));
    // A span of more than a day is refused for itself.
    if (name !== 'cloudwatch-logs') t.deepEqual([...inside.kept].sort(), [1, 2], `${name} inside`);
    const outside = new Asked(name).post(...request(N, N - pastMs - unitMs));
    t.is(outside.status, status, name);
    t.deepEqual([...outside.kept], [...kept], `${name} outside`);
  }
});

test('http - bodies say what was refused, in the form of the service', (t) => {
  const post = (name: string, back: number): Served => {
    const request = PAIRS[name];
    if (request === undefined) throw new Error(name);
    return new Asked(name).post(...request(N, N - back));
  };
  t.deepEqual(JSON.parse(post('orb-ingest', DAY_MS).body), {
    validation_failed: [{ idempotency_key: '#2', validation_errors: ['past'] }],
  });
  const { rejectedLogEventsInfo } = JSON.parse(post('cloudwatch-logs', 15 * DAY_MS).body) as {
    rejectedLogEventsInfo: object;
  };
  t.deepEqual(rejectedLogEventsInfo, { tooOldLogEventEndIndex: 1 });
  const { __type: type } = JSON.parse(post('aws-marketplace-batch-meter-usage', DAY_MS).body) as {
    __type: string;
  };
  t.is(type, 'TimestampOutOfBoundsException');
  const { result } = JSON.parse(post('azure-marketplace-batch', 2 * DAY_MS).body) as {
    result: { status: string }[];
  };
  t.deepEqual(
    result.map(({ status }) => status),
    ['Accepted', 'Expired'],
  );
  t.regex(post('influxdb-1', 8 * DAY_MS).body, /beyond retention policy dropped=1/);
  t.is(post('mixpanel-track', 6 * DAY_MS).body, '1');
});

test('http - Stripe v1 is a form, in seconds, and an identifier is refused again', (t) => {
  const stripe = new Asked('stripe-meter-events');
  const event = (at: number, id: string): string =>
    `event_name=use&timestamp=${String(at / 1_000)}&identifier=${id}&payload[note]=%231`;
  t.deepEqual(stripe.post('/v1/billing/meter_events', event(N, 'a')).kept, [1]);
  const again = stripe.post('/v1/billing/meter_events', event(N, 'a'));
  t.deepEqual([again.status, again.kept], [400, []]);
  const ahead = stripe.post('/v1/billing/meter_events', event(N + 5 * MINUTE_MS + 1_000, 'b'));
  t.is(ahead.status, 400);
  t.is((JSON.parse(ahead.body) as { error: { code: string } }).error.code, 'timestamp_in_future');
});

test('http - Azure answers the second event of an hour with a conflict', (t) => {
  const azure = new Asked('azure-marketplace-usage-event');
  const event = { dimension: 'd', quantity: 1, effectiveStartTime: iso(N - 1) };
  t.is(azure.post('/api/usageEvent', event).status, 200);
  t.is(azure.post('/api/usageEvent', { ...event, quantity: 9 }).status, 409);
});

test('http - another route is 404, another body 400, and nothing is kept', (t) => {
  const loki = new Asked('loki');
  t.is(loki.post('/api/v1/push', { streams: [] }).status, 404);
  t.is(loki.post('/loki/api/v1/push', 'no JSON').status, 400);
  t.is(loki.memory, EMPTY_MEMORY);
  t.is(new Asked('cloudwatch-logs').post('/', {}).status, 404);
  t.is(new Asked('cloudwatch-logs').post('/', {}, 'Logs_20140328.CreateLogGroup').status, 200);
  t.is(loki.post('/other', {}, 'Logs_20140328.CreateLogGroup').status, 404);
});

test('http - every route belongs to a collector, and 30 and more have one', (t) => {
  const names = Object.keys(ROUTES);
  t.true(names.length >= 30, String(names.length));
  t.deepEqual(
    names.filter((name) => collectorNamed(name) === undefined),
    [],
  );
  t.false(hasRoute('whisper-update'));
});

test('http - dates in every form, to the nanosecond', (t) => {
  t.deepEqual(isoInstant('1970-01-02T00:00:00.123456789Z'), { at: DAY_MS + 123, ns: 456_789 });
  t.deepEqual(isoInstant('1970-01-02T02:00:00+02:00'), { at: DAY_MS, ns: 0 });
  t.is(isoInstant('yesterday'), undefined);
  t.deepEqual(instantOf('1835352600000000001', 'ns'), { at: 1_835_352_600_000, ns: 1 });
  t.deepEqual(instantOf('-1', 'ns'), { at: -1, ns: 999_999 });
  t.deepEqual(instantOf(1_835_352_600, 'auto'), { at: 1_835_352_600_000 });
  t.deepEqual(instantOf(1_835_352_600_000, 'auto'), { at: 1_835_352_600_000 });
  t.is(instantOf('', 'ms'), undefined);
  t.is(instantOf({}, 'ms'), undefined);
});
