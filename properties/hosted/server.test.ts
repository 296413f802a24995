/** The server of a program: its collectors, its dates and its weather, one request at a time. */
import test from 'ava';
import type { HttpMessage } from '../../hosting/network/http.js';
import { utcOf } from '../../sim/clock/zone.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { elapsedMs, localMs } from '../../sim/model/time.js';
import { handlerOf } from './collectors.js';
import type { CollectorHandler, CollectorRequest } from './collectors.js';
import { httpDate } from './http-date.js';
import { Progress } from './progress.js';
import { serverModel } from './server.js';
import { coverageOf } from './told.js';
import { changesOf } from './scenario/weather.js';
import type { Weather } from './scenario/weather.js';

const civil = (year: number, month: number, day: number): number =>
  utcOf({ year, month, day, hour: 12, minute: 0, second: 7, ms: 999 });
const WALL = civil(2028, 2, 29);

const DATES: readonly (readonly [number, string])[] = [
  [0, 'Thu, 01 Jan 1970 00:00:00 GMT'],
  [784_111_777_000, 'Sun, 06 Nov 1994 08:49:37 GMT'],
  [WALL, 'Tue, 29 Feb 2028 12:00:07 GMT'],
  [civil(1969, 12, 31), 'Wed, 31 Dec 1969 12:00:07 GMT'],
];

for (const [ms, date] of DATES)
  test(`http date - ${date}`, (t) => {
    t.is(httpDate(ms), date);
  });

const request = (body: string, headers: CollectorRequest['headers'] = []): CollectorRequest => ({
  method: 'POST',
  url: 'http://collector/',
  headers,
  body,
  records: [1],
});

const ANSWERS: readonly (readonly [string, string, number])[] = [
  ['accept-all', 'anything', 204],
  ['json', '[1]', 200],
  ['json', '[1', 400],
  ['json-lines', '{"a":1}\n{"a":2}\n', 200],
  ['json-lines', '{"a":1}\n{', 400],
];

for (const [name, body, status] of ANSWERS)
  test(`collector - ${name} answers ${String(status)} to ${JSON.stringify(body)}`, (t) => {
    const handler = handlerOf(name as 'json', 'here');
    t.is(handler(request(body), { wall: WALL }).status, status);
    const packed = handler(request(body, [['Content-Encoding', 'gzip']]), { wall: WALL });
    t.true(packed.status < 300);
  });

test('collector - an unknown name is refused, with the nearest', (t) => {
  const error = t.throws(() => handlerOf('jason' as 'json', 'program acme, field collector'), {
    instanceOf: SkewproofError,
  });
  t.is(error.code, 'SKEW-101');
  t.is(error.advice, 'Did you mean "json"?');
});

/** The client's answer under a weather, and the number of records that the server then shows. */
function under(
  weather: Weather | undefined,
  handler: CollectorHandler = () => ({ status: 200, refused: [2] }),
): readonly [HttpMessage | undefined, number] {
  const model = serverModel({
    handler,
    progress: new Progress(),
  });
  const now = { wall: localMs(WALL), elapsed: elapsedMs(0) };
  const input = { kind: 'weather', ...(weather === undefined ? {} : { weather }) } as const;
  const [windy] = model.step(model.initial, { kind: 'input', input, entropy: 0 }, now);
  const message: HttpMessage = {
    ...{ kind: 'request', id: 7, method: 'POST', url: 'http://collector/', headers: [], body: '' },
    records: [1, 2],
  };
  const [after, effects] = model.step(windy, { kind: 'message', from: 'agent-1', message }, now);
  const look = { kind: 'input', input: { kind: 'look' }, entropy: 0 } as const;
  const [, [shown]] = model.step(after, look, now);
  const [sent] = effects;
  return [
    sent?.kind === 'send' ? sent.message : undefined,
    shown?.kind === 'show' ? (shown.view as readonly unknown[]).length : NaN,
  ];
}

test('collector - an error keeps nothing, but for what the collector accepts all the same', (t) => {
  t.is(under(undefined, () => ({ status: 400 }))[1], 0);
  t.is(under(undefined, () => ({ status: 400, accepted: [2, 9] }))[1], 1);
});

const window = { at: 0, forMs: 1 };
const FATES: readonly (readonly [Weather['kind'] | 'calm', string | undefined, number])[] = [
  ['calm', 'response', 1],
  ['refused', 'reset', 0],
  ['reset-before', 'reset', 0],
  ['black-hole', undefined, 0],
  ['reset-after', 'reset', 1],
  ['answer-lost', undefined, 1],
];

for (const [kind, answer, kept] of FATES)
  test(`weather - ${kind}: ${answer ?? 'no answer'}, ${String(kept)} kept`, (t) => {
    const [message, shown] = under(kind === 'calm' ? undefined : ({ kind, ...window } as Weather));
    t.is(message?.kind, answer as HttpMessage['kind'] | undefined);
    // A program sees that nothing listens there, as opposed to a connection that was reset.
    t.is(message?.kind === 'reset' && message.refused === true, kind === 'refused');
    t.is(shown, kept);
  });

test('weather - a status keeps nothing, and says by the server’s clock when to come again', (t) => {
  const status = { kind: 'status', status: 429, ...window } as const;
  const headerOf = (retryAfter?: {
    kind: 'seconds' | 'date';
    seconds: number;
  }): string | undefined => {
    const [message, kept] = under({ ...status, ...(retryAfter && { retryAfter }) });
    t.is(kept, 0);
    if (message?.kind !== 'response') return t.fail();
    t.is(message.status, 429);
    return message.headers.find(([name]) => name === 'retry-after')?.[1];
  };
  t.is(headerOf(), undefined);
  t.is(headerOf({ kind: 'seconds', seconds: 60 }), '60');
  t.is(headerOf({ kind: 'date', seconds: 60 }), 'Tue, 29 Feb 2028 12:01:07 GMT');
});

test('weather - the window that began last counts, until everything is healed', (t) => {
  const first = { kind: 'refused', at: 10, forMs: 100 } as const;
  const second = { kind: 'black-hole', at: 30, forMs: 20 } as const;
  const late = { kind: 'refused', at: 300, forMs: 10 } as const;
  t.deepEqual(changesOf([first, second, late], 90), [
    { at: 10, weather: first },
    { at: 30, weather: second },
    { at: 50, weather: first },
    { at: 90 },
  ]);
});

const report = (text: string, records: readonly number[] = []) => ({
  name: 'console.error',
  ...(records.length === 0 ? {} : { records }),
  details: { program: 'acme', text, node: 'agent-1' },
});

test('told - a text reports a loss by its words, a failed attempt does not', (t) => {
  for (const text of ['dropping 3 events: queue full', 'giving up after 5 tries', 'event too old'])
    t.is(coverageOf(report(text), {})?.by, 'unknown', text);
  for (const text of ['fetch failed, retrying', 'status 503', 'connection lost its way?'])
    t.is(coverageOf(report(text), {})?.by === 'unknown', text.includes('lost'), text);
  t.deepEqual(coverageOf(report('discarded sk~4~', [4]), {}), {
    by: 'mention',
    node: 'agent-1',
    records: [4],
  });
  t.is(coverageOf(report('discarded sk~4~', [4]), { loss: /expired/ }), undefined);
});
