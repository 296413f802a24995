/** Bodies in each form, read by routes that are made here: what a record is, and its fields. */
import test from 'ava';
import { instantOf } from './dates.js';
import { readBatch } from './read.js';
import { ROUTES } from './routes.js';
import type { Route } from './wire.js';

const WALL = 5_000;
const ROUTE: Route = { path: /x$/, body: 'json', items: 'all.*', time: 'at', form: 'ms', id: 'id' };

const read = (parts: Partial<Route>, body: unknown, url = '/x') => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = { method: 'POST', url, headers: [], body: text };
  return readBatch({ ...ROUTE, ...parts }, request, WALL, () => []);
};

test('read - a record has its date, its identity, its amount and its stream', (t) => {
  const item = { at: 7, id: 'a', records: [], quantity: 1 };
  t.deepEqual(read({}, { all: [{ at: 7, id: 'a' }] }), { items: [item] });
  t.deepEqual(
    read(
      { quantity: 'n', stream: 'of.s', sentAt: 'now' },
      { now: 2_000_000_000_000, all: [{ at: 7, id: 3, n: '4', of: { s: 'x' } }] },
    ),
    { items: [{ ...item, id: '3', quantity: 4, stream: 'x' }], sentAt: 2_000_000_000_000 },
  );
  const [many] = read({ quantity: 'n' }, { all: [{ at: 7, id: 'a', n: 'many' }] })?.items ?? [];
  t.deepEqual(many, { at: 7, id: 'a', records: [] });
});

test('read - nothing and text on the way to a field are no field', (t) => {
  for (const of of [null, 'length', 3]) {
    const items = read({ time: 'of.length' }, { all: [{ of, id: 'a' }] })?.items;
    t.deepEqual(items, [{ at: WALL, id: 'a', records: [], quantity: 1 }], String(of));
  }
  t.deepEqual(read({}, { all: [null, 'text', { at: 1, id: 'a' }] })?.items.length, 1);
  t.is(read({}, { all: [{ at: 'noon', id: 'a' }] }), undefined);
  t.is(read({}, '{'), undefined);
  t.deepEqual(read({}, { all: 3 }), { items: [] });
});

test('read - without an identity the text of a record is its identity', (t) => {
  const { id: _, ...nameless } = ROUTE;
  const request = { method: 'POST', url: '/x', headers: [], body: '{"all":[{"at":1}]}' };
  t.is(readBatch(nameless, request, WALL, () => [])?.items[0]?.id, '{"at":1}');
});

test('read - a form has its fields decoded, and no field between two separators', (t) => {
  const { id: _, ...nameless } = ROUTE;
  const form = (body: string, url = '/x'): string | undefined =>
    readBatch(
      { ...nameless, body: 'form', items: '' },
      { method: 'POST', url, headers: [], body },
      WALL,
      () => [],
    )?.items[0]?.id;
  t.is(form('at=1&&b=x+y%21&'), '{"at":"1","b":"x y!"}');
  t.is(form('at=1&flag'), '{"at":"1","flag":""}');
  t.is(form('', '/x?at=1'), '{"at":"1"}');
  t.is(form('{"at":1}'), '{"at":1}');
  t.is(form(`data=${encodeURIComponent('{"at":1}')}`), '{"at":1}');
  t.is(form(`data=${encodeURIComponent(btoa('{"at":1}'))}`), '{"at":1}');
});

test('read - lines are documents, and empty ones are none', (t) => {
  const parts = { body: 'lines', items: '' } as const;
  t.is(read(parts, '{"at":1,"id":"a"}\n\n  \n{"at":2,"id":"b"}\n')?.items.length, 2);
  t.is(read(parts, '{"at":1}\n{'), undefined);
});

test('read - a point has its date as its last word, if it has one', (t) => {
  const parts = { body: 'line-protocol', items: '', time: 'time', form: 'ns', id: 'line' } as const;
  const { items = [] } =
    read({ ...parts, stream: 'series' }, 'cpu,a=1 v=2 7000001\n  cpu v=3  ') ?? {};
  t.deepEqual(
    items.map(({ at, ns, stream }) => [at, ns, stream]),
    [
      [7, 1, 'cpu,a=1'],
      [WALL, undefined, 'cpu'],
    ],
  );
});

test('dates - whole units alone, seconds by size, and no text without a number', (t) => {
  t.deepEqual(instantOf('1500000', 'ns'), { at: 1, ns: 500_000 });
  t.deepEqual(instantOf('-1', 'us'), { at: -1, ns: 999_000 });
  t.deepEqual(instantOf(1_500.7, 'us'), { at: 1, ns: 500_000 });
  for (const text of ['1.5', '1e3', '', ' ', 'x']) t.is(instantOf(text, 'ns'), undefined, text);
  t.is(instantOf('', 'ms'), undefined);
  t.is(instantOf(null, 'ms'), undefined);
  t.deepEqual(instantOf(99_999_999_999, 'auto'), { at: 99_999_999_999_000 });
  t.deepEqual(instantOf(100_000_000_000, 'auto'), { at: 100_000_000_000 });
  t.deepEqual(instantOf(-100_000_000_000, 'auto'), { at: -100_000_000_000 });
  t.deepEqual(instantOf(1.0019, 's'), { at: 1_001 });
});

test('routes - every service that has routes has one at least, and each is a whole description', (t) => {
  for (const [name, routes] of Object.entries(ROUTES)) {
    t.true(routes.length > 0, name);
    for (const { path, body, time, form } of routes) {
      t.true(path.source.endsWith('$'), name);
      for (const part of [body, time, form]) t.not(part, '', name);
    }
  }
});
