/** The reducer: cases with exact edges in their parts, one unit inside and one outside. */
import test from 'ava';
import { utcOf } from '../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { monthOf } from './bounds.js';
import { collected, collectorNamed, COLLECTORS, EMPTY_MEMORY, settled } from './index.js';
import type {
  BatchJudged,
  CollectedItem,
  CollectorChoice,
  CollectorMemory,
  CollectorRow,
} from './index.js';

const N = utcOf({ year: 2028, month: 3, day: 15, hour: 13, minute: 37, second: 42, ms: 0 });

function rowOf(name: string): CollectorRow {
  const row = collectorNamed(name);
  if (row === undefined) throw new Error(name);
  return row;
}

/** Requests to one collector, one after another. */
class Service {
  readonly #row;
  memory: CollectorMemory = EMPTY_MEMORY;

  constructor(name: string, choice: Omit<CollectorChoice, 'name'> = {}) {
    this.#row = settled(rowOf(name), choice);
  }

  send(items: readonly CollectedItem[], wall = N, sentAt?: number): BatchJudged {
    const batch = sentAt === undefined ? { items } : { items, sentAt };
    const [memory, judged] = collected(this.#row, this.memory, batch, { wall, startedAt: 0 });
    this.memory = memory;
    return judged;
  }
}

const one = (at: number, id = 'a', more: Partial<CollectedItem> = {}): CollectedItem => ({
  ...{ at, id, records: [] },
  ...more,
});

const fates = ({ items }: BatchJudged): readonly string[] => items.map(({ fate }) => fate);

test('collector - the tables name 30 services and more, each once, with its source', (t) => {
  const names = COLLECTORS.map(({ name }) => name);
  t.true(names.length >= 50, String(names.length));
  t.is(new Set(names).size, names.length);
  for (const { name, source, window } of COLLECTORS) {
    t.regex(name, /^[a-z0-9-]+$/);
    t.regex(source.read, /^\d{4}-\d\d-\d\d$/);
    t.is(new Set(window.map((bound) => bound.name)).size, window.length, name);
  }
});

test('collector - Loki: one nanosecond decides, and neighbours are kept under a status of 400', (t) => {
  const edge = N - 7 * DAY_MS;
  const loki = new Service('loki');
  const streams = [
    one(edge, 'a', { stream: 'x' }),
    one(edge - 1, 'b', { ns: 999_999, stream: 'y' }),
    one(N, 'c', { stream: 'z' }),
  ];
  const judged = loki.send(streams);
  t.deepEqual(fates(judged), ['kept', 'refused', 'kept']);
  t.is(judged.status, 400);
  t.is(judged.items[1]?.code, 'greater_than_max_sample_age');
});

test('collector - Loki: an agent ahead by an hour shuts a right clock out of its stream', (t) => {
  const newest = N + 10 * MINUTE_MS;
  const within = new Service('loki');
  within.send([one(newest)]);
  t.deepEqual(fates(within.send([one(newest - HOUR_MS)])), ['kept']);
  t.deepEqual(fates(within.send([one(newest - HOUR_MS - 1)])), ['refused']);
});

test('collector - Kafka 4 and Prometheus 1.0: the neighbours are refused too', (t) => {
  const kafka = new Service('kafka-4');
  t.deepEqual(fates(kafka.send([one(N), one(N + HOUR_MS)])), ['kept', 'kept']);
  const judged = kafka.send([one(N), one(N + HOUR_MS + 1), one(N)]);
  t.deepEqual(fates(judged), ['refused', 'refused', 'refused']);
  t.deepEqual(
    judged.items.map(({ withBatch = false }) => withBatch),
    [true, false, true],
  );
  const prometheus = new Service('prometheus-remote-write-1');
  const rolledBack = prometheus.send([one(N), one(N + 600_001, 'b')]);
  t.is(rolledBack.status, 400);
  // The sample that was rolled back is no newest one: an older one is in order.
  t.deepEqual(fates(prometheus.send([one(N - 1)])), ['kept']);
});

test('collector - MeterUsage: one hour is one slot', (t) => {
  const hour = Math.floor(N / HOUR_MS) * HOUR_MS;
  const usage = new Service('aws-marketplace-meter-usage');
  t.deepEqual(fates(usage.send([one(hour, 'a')])), ['kept']);
  t.deepEqual(fates(usage.send([one(hour + HOUR_MS - 1, 'b')])), ['repeated']);
  t.deepEqual(fates(usage.send([one(hour + 1, 'c', { quantity: 2 })])), ['refused']);
  const [kept] = usage.send([one(hour - 1, 'd')]).items;
  t.deepEqual([kept?.fate, kept?.stored.at], ['kept', hour - HOUR_MS]);
  const azure = new Service('azure-marketplace-usage-event');
  azure.send([one(hour, 'a')]);
  t.deepEqual(fates(azure.send([one(hour, 'a')])), ['refused']);
});

test('collector - Stripe: an identifier is known for a day, and accepted for 35', (t) => {
  for (const repetition of ['refuse', 'ignore'] as const) {
    const stripe = new Service('stripe-meter-events', { repetition });
    stripe.send([one(N)]);
    const again = fates(stripe.send([one(N)], N + DAY_MS - 1));
    t.deepEqual(again, [repetition === 'ignore' ? 'repeated' : 'refused']);
    t.deepEqual(fates(stripe.send([one(N)], N + DAY_MS)), ['kept']);
  }
});

test('collector - BatchMeterUsage: the last month closes at six, and a day is a day', (t) => {
  const first = utcOf({ year: 2028, month: 3, day: 1, hour: 0, minute: 0, second: 0, ms: 0 });
  const six = first + 6 * HOUR_MS;
  const at = (wall: number, date: number, edges = {}): readonly string[] =>
    fates(new Service('aws-marketplace-batch-meter-usage', { edges }).send([one(date)], wall));
  t.deepEqual(at(six - 1, first - 1_000), ['kept']);
  t.deepEqual(at(six, first - 1_000, { month: 'in' }), ['kept']);
  t.deepEqual(at(six, first - 1_000, { month: 'out' }), ['refused']);
  t.deepEqual(at(six + 1, first - 1_000, { month: 'in' }), ['refused']);
  t.deepEqual(at(six + 1, first), ['kept']);
  t.deepEqual(at(N, N - DAY_MS + 1_000), ['kept']);
  t.deepEqual(at(N, N - DAY_MS), ['refused']);
  const good = Array.from({ length: 26 }, (_, index) => one(N - index * 1_000, String(index)));
  const many = new Service('aws-marketplace-batch-meter-usage');
  t.is(many.send(good.slice(0, 25)).status, 200);
  t.is(many.send(good).refusedWhole, 'too many records');
});

test('collector - the first day of every month of four centuries', (t) => {
  for (let year = 1970; year < 2370; year += 1)
    for (let month = 1; month <= 12; month += 1) {
      const first = utcOf({ year, month, day: 1, hour: 0, minute: 0, second: 0, ms: 0 });
      if (monthOf(first) !== first || (first > 0 && monthOf(first - 1) === first))
        t.fail(`${String(year)}-${String(month)}`);
    }
  t.pass();
});

test('collector - Azure, Splunk, PostHog: a date outside is replaced', (t) => {
  const dates = (judged: BatchJudged): readonly number[] =>
    judged.items.map(({ stored }) => stored.at);
  const azure = new Service('azure-monitor-logs');
  t.deepEqual(dates(azure.send([one(N - 2 * DAY_MS), one(N - 2 * DAY_MS - 1)])), [
    N - 2 * DAY_MS,
    N,
  ]);
  t.deepEqual(dates(azure.send([one(N + DAY_MS), one(N + DAY_MS + 1)])), [N + DAY_MS, N]);
  const splunk = new Service('splunk');
  t.deepEqual(dates(splunk.send([one(N + 3 * DAY_MS)])), [N], 'no neighbour yet');
  t.deepEqual(dates(splunk.send([one(N - 5), one(N + 3 * DAY_MS)])), [N - 5, N - 5]);
  const posthog = new Service('posthog');
  // The sender's clock is a day ahead of the date: corrected it is 24 hours ahead.
  t.deepEqual(dates(posthog.send([one(N + DAY_MS)], N, N)), [N]);
});

test('collector - Segment: queueing counts as an error of the clock', (t) => {
  const segment = new Service('segment');
  const stored = (at: number, sentAt: number): number | undefined =>
    segment.send([one(at, String(at))], N, sentAt).items[0]?.stored.at;
  t.is(stored(N - 5_000 + 77, N + 77), N - 5_000, 'a constant offset is taken out');
  t.is(stored(N - 5_001, N - 1_000), N - 4_001, 'a second in transit makes it a second late');
  t.is(stored(N - 5_002, N - DAY_MS), N + DAY_MS - 5_002, 'set back by a day in between');
});

test('collector - Sentry: a drift of 55 minutes is corrected, in whole seconds', (t) => {
  const sentry = new Service('sentry-relay');
  const stored = (drift: number): number | undefined =>
    sentry.send([one(N - drift - 1_000, String(drift))], N, N - drift).items[0]?.stored.at;
  t.is(stored(3_299_999), N - 3_299_999 - 1_000);
  t.is(stored(3_300_000), N - 1_000);
});

test('collector - SiteWise overwrites an equal time; Lago refuses a batch with a duplicate', (t) => {
  const sitewise = new Service('iot-sitewise');
  sitewise.send([one(N, 'a')]);
  t.true(sitewise.send([one(N, 'b')]).items[0]?.replaces);
  const lago = new Service('lago-postgresql');
  lago.send([one(N, 'a')]);
  const judged = lago.send([one(N, 'b'), one(N, 'a')]);
  t.deepEqual([judged.status, ...fates(judged)], [422, 'refused', 'refused']);
  t.deepEqual(fates(lago.send([one(N, 'b')])), ['kept'], 'rolled back');
  t.deepEqual(fates(new Service('lago-postgresql').send([one(-1)])), ['unseen']);
});

test('collector - the date in the key: another date is another record', (t) => {
  const lago = new Service('lago-clickhouse');
  lago.send([one(N)]);
  t.deepEqual(fates(lago.send([one(N)])), ['repeated']);
  t.deepEqual(fates(lago.send([one(N + 1)])), ['kept']);
});

test('collector - OpenMeter: the last 128 identities are known', (t) => {
  const openmeter = new Service('openmeter-lru');
  const ids = Array.from({ length: 128 }, (_, index) => one(N, `id ${String(index)}`));
  openmeter.send(ids);
  t.deepEqual(fates(openmeter.send([one(N, 'id 0')])), ['repeated']);
  openmeter.send([one(N, 'one more')]);
  t.deepEqual(fates(openmeter.send([one(N, 'id 0')])), ['kept']);
});

test('collector - CloudWatch Logs: order, span of the dates inside, and named refusals', (t) => {
  const logs = new Service('cloudwatch-logs');
  const old = one(N - 14 * DAY_MS - 1, 'old');
  const judged = logs.send([old, one(N - DAY_MS, 'a'), one(N, 'b')]);
  t.deepEqual([judged.status, ...fates(judged)], [200, 'refused', 'kept', 'kept']);
  t.is(logs.send([one(N - DAY_MS - 1, 'a'), one(N, 'b')]).refusedWhole, 'span');
  t.is(logs.send([one(N, 'a'), one(N - 1, 'b')]).refusedWhole, 'order');
});

test('collector - pure: the memory that it is given stays as it is', (t) => {
  const row = settled(rowOf('loki'), {});
  const frozen = Object.freeze({ ...EMPTY_MEMORY, newest: Object.freeze({}) });
  const [next] = collected(row, frozen, { items: [one(N)] }, { wall: N, startedAt: 0 });
  t.deepEqual(frozen.newest, {});
  t.deepEqual(next.newest, { '': { at: N } });
  t.deepEqual(JSON.parse(JSON.stringify(next)), next, 'plain data');
});

test('collector - the newest record of all counts within a request too, and a date that is kept is not moved', (t) => {
  const prometheus = new Service('prometheus-remote-write-2');
  const series = ['x', 'y', 'z'].map((stream) => ({ stream }));
  const [x = {}, y = {}, z = {}] = series;
  const judged = prometheus.send([
    one(N - 2 * HOUR_MS, 'a', x),
    one(N, 'b', y),
    one(N - HOUR_MS - 1, 'c', z),
  ]);
  t.deepEqual(fates(judged), ['kept', 'kept', 'refused']);
  t.is(judged.items[2]?.code, 'out of bounds');
  t.is(judged.items[0]?.redated, undefined);
  t.deepEqual(fates(prometheus.send([one(N - HOUR_MS, 'd', { stream: 'v' })])), ['kept']);
});
