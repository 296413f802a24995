/** The fixed agent step by step: what it reads from its disk, when it uploads, and which answers count. */
import test from 'ava';
import { Seq } from '../../../../sim/model/seq.js';
import { HOUR_MS, localMs, MINUTE_MS } from '../../../../sim/model/time.js';
import type { Input, Message } from '../../protocol.js';
import type { RecordId } from '../protocol.js';
import {
  DISK,
  Driven,
  HELLO_BASE,
  id,
  kept,
  lost,
  reading,
  registry,
  SETTINGS,
} from './_driven.test.js';
import type { Event } from './_driven.test.js';

test('agent - what its base names is not uploaded again, and torn entries are dropped', (t) => {
  const { state, effects } = new Driven().start(DISK);
  t.deepEqual(state.log.toArray(), [kept(8)]);
  t.deepEqual(state.losses.toArray(), [lost(6, 7)]);
  t.deepEqual(state.base, id(5));
  t.deepEqual(state.last, id(8));
  t.deepEqual(state.durable, { log: 8, losses: 7 });
  t.is(state.anchors.length, 1);
  t.deepEqual(state.boot, { number: 5, sleeps: 0 });
  t.is(state.server, 's');
  t.is(state.incarnation, 9);
  t.deepEqual(effects.slice(-3), [
    { kind: 'elapsed-timer', timer: 'upload', afterMs: MINUTE_MS },
    { kind: 'send', to: 'site-server', message: { kind: 'get-configuration' } },
    { kind: 'elapsed-timer', timer: 'configuration', afterMs: 23 * HOUR_MS },
  ]);
  const emptied = new Driven().start({ ...DISK, log: Seq.empty(), losses: Seq.empty() });
  t.deepEqual(emptied.state.last, id(5));
  t.deepEqual(emptied.state.durable, { log: 0, losses: 0 });
  t.deepEqual(
    new Driven().start({ ...DISK, losses: Seq.of<unknown>([lost(9, 9)]) }).state.last,
    id(9),
  );
});

test('agent - it asks its home, and asks sooner for a configuration that it does not have', (t) => {
  const home = new Driven().start({ registry: registry('running', { home: 'h' }) });
  t.is(home.state.server, 'h');
  const fresh = new Driven().start({ registry: registry('running', { received: false }) });
  t.deepEqual(fresh.effects.at(-1), {
    ...{ kind: 'elapsed-timer', timer: 'configuration', afterMs: 15 * MINUTE_MS },
  });
});

test('agent - without a registry there is none, and nothing makes it act', (t) => {
  const none = new Driven().start({ log: Seq.of<unknown>([kept(1)]) });
  t.is(none.state.phase, 'absent');
  const events: readonly Event[] = [
    ...['upload', 'answer', 'configuration'].map((timer) => ({ kind: 'timer', timer }) as const),
    { kind: 'input', input: { kind: 'delete-log' }, entropy: 0 },
    { kind: 'input', input: { kind: 'remove', clean: true }, entropy: 0 },
    { kind: 'disk-full', file: 'log', entry: kept(1) },
    { kind: 'disk-full', file: 'anchors', entry: 0 },
    {
      kind: 'message',
      from: 's',
      message: { kind: 'configuration', configuration: SETTINGS as never },
    },
  ];
  const before = none.state;
  for (const event of events) {
    none.on(event, 5);
    t.deepEqual([none.state, none.effects], [before, []], event.kind);
  }
});

test('agent - a hello, its answer, a batch, its answer, and the end of an exchange', (t) => {
  const agent = new Driven().start(DISK).timer('upload', MINUTE_MS);
  t.deepEqual(agent.sent, [{ kind: 'fixed-hello', hello: HELLO_BASE + 1 }]);
  t.true(
    agent.effects.some(
      (one) => one.kind === 'elapsed-timer' && one.timer === 'upload' && one.afterMs === HOUR_MS,
    ),
  );
  agent.timer('upload', MINUTE_MS + 1);
  t.deepEqual(agent.sent, []);
  const welcome = {
    kind: 'fixed-welcome',
    ticket: 77,
    serverTime: localMs(500),
    tip: id(5),
  } as const;
  agent.hears({ ...welcome, hello: HELLO_BASE + 2 }, MINUTE_MS + 2);
  t.deepEqual(agent.sent, []);
  agent.hears({ ...welcome, hello: HELLO_BASE + 1 }, MINUTE_MS + 101);
  t.deepEqual(agent.state.anchors.last(), {
    at: reading(MINUTE_MS + 101, 5),
    serverTime: localMs(550),
    errorMs: 51 + 3,
  });
  const [batch] = agent.sent;
  t.like(batch, { kind: 'fixed-batch', ticket: 77, index: 0, base: id(5), goodbye: false });
  t.deepEqual(
    batch?.kind === 'fixed-batch' ? batch.elements.map(({ sequence }) => sequence) : [],
    [7, 8],
  );
  const accepted = { kind: 'fixed-accepted', ticket: 77, index: 0, tip: id(8) } as const;
  for (const other of [{ ticket: 78 }, { index: 1 }]) {
    const before = agent.state;
    agent.hears({ ...accepted, ...other }, MINUTE_MS + 200);
    t.is(agent.state, before);
  }
  agent.hears(accepted, MINUTE_MS + 201);
  t.deepEqual(agent.state.log.toArray(), []);
  t.deepEqual(agent.state.losses.toArray(), []);
  t.deepEqual(agent.state.base, id(8));
  t.is(agent.state.exchange, undefined);
  t.is(agent.state.failures, 0);
  t.deepEqual(agent.kinds, [
    ...['write base', 'sync base', 'write losses', 'sync losses', 'truncate log', 'sync log'],
    ...['truncate anchors', 'sync anchors'],
    ...['cancel-timer', 'mark'],
  ]);
});

test('agent - an answer that is late counts until the next try, and doubles the wait', (t) => {
  const agent = new Driven().start(DISK).timer('upload', 0).timer('answer', MINUTE_MS);
  t.is(agent.state.failures, 1);
  t.deepEqual(agent.effects, [{ kind: 'elapsed-timer', timer: 'upload', afterMs: MINUTE_MS }]);
  const late = { kind: 'fixed-welcome', hello: HELLO_BASE + 1, ticket: 1, tip: id(5) } as const;
  agent.hears({ ...late, serverTime: localMs(0) }, 2 * MINUTE_MS);
  t.is(agent.sent.length, 1);
  t.is(agent.state.answerMs, 2 * MINUTE_MS);
  // The answer to an outdated hello opens nothing, and is counted once.
  const again = new Driven().start(DISK).timer('upload', 0).timer('answer', 1).timer('upload', 2);
  t.deepEqual(again.sent, [{ kind: 'fixed-hello', hello: HELLO_BASE + 2 }]);
  for (const wait of [2, 2]) {
    again.hears({ ...late, serverTime: localMs(0) }, 3);
    t.deepEqual(again.sent, []);
    t.is(again.state.answerMs, wait * MINUTE_MS);
  }
  again.hears({ ...late, hello: HELLO_BASE + 3, serverTime: localMs(0) }, 3);
  again.hears({ ...late, hello: HELLO_BASE, serverTime: localMs(0) }, 3);
  t.is(again.state.answerMs, 2 * MINUTE_MS);
  // The last hello counts too, if its exchange was dropped.
  again.input({ kind: 'delete-log' }, 4);
  again.hears({ ...late, hello: HELLO_BASE + 2, serverTime: localMs(0) }, 5);
  t.is(again.state.answerMs, 4 * MINUTE_MS);
  t.is(again.state.hellos, 2);
});

test('agent - with a home it asks for its configuration after a missed answer', (t) => {
  const agent = new Driven().start({ registry: registry('running', { home: 'h' }) });
  agent.timer('upload', 0).timer('answer', 1);
  t.deepEqual(agent.sent, [{ kind: 'get-configuration' }]);
});

test('agent - a machine that slept during the answer measures again', (t) => {
  const agent = new Driven().start({ ...DISK, anchors: Seq.empty() }).timer('upload', 0);
  agent.on({ kind: 'wake' }, 1);
  agent.hears(
    { kind: 'fixed-welcome', hello: HELLO_BASE + 1, ticket: 1, serverTime: localMs(0), tip: id(5) },
    2,
  );
  t.is(agent.state.anchors.length, 0);
  t.deepEqual(agent.sent, [{ kind: 'fixed-hello', hello: HELLO_BASE + 2 }]);
});

const use = (record: number): readonly [Input, Input] => [
  { kind: 'use-start', record, user: 'u', program: 'p', version: '1' },
  { kind: 'use-end', record },
];

/** Meters uses and syncs the log after each; returns the hellos of each sync. */
function hellosAt(agent: Driven, records: number): readonly number[] {
  return Array.from({ length: records }, (_, at) => {
    for (const input of use(at + 1)) agent.input(input, at);
    return agent.on({ kind: 'synced', file: 'log' }, at).sent.length;
  });
}

test('agent - a log that is half full does not wait, nor does online mode, except after a failure', (t) => {
  const fresh = { registry: registry() };
  t.deepEqual(hellosAt(new Driven({ logCapacity: 0 }).start(fresh), 3), [0, 0, 0]);
  t.deepEqual(hellosAt(new Driven({ logCapacity: 4 }).start(fresh), 3), [0, 1, 0]);
  t.deepEqual(hellosAt(new Driven({ logCapacity: 5 }).start(fresh), 3), [0, 0, 1]);
  t.deepEqual(hellosAt(new Driven({ mode: 'online' }).start(fresh), 1), [1]);
  const failed = new Driven({ mode: 'online' }).start(fresh).timer('upload', 0).timer('answer', 1);
  t.deepEqual(hellosAt(failed, 1), [0]);
  const empty = new Driven({ mode: 'online' }).start(fresh);
  t.deepEqual(empty.on({ kind: 'synced', file: 'log' }, 0).sent, []);
});

test('agent - what a full log or disk refuses is a loss with its number', (t) => {
  const agent = new Driven({ logCapacity: 2 }).start({ registry: registry() });
  for (const record of [11, 12, 13, 14]) for (const input of use(record)) agent.input(input, 0);
  t.deepEqual(
    agent.state.log.toArray().map(({ record }) => record),
    [11, 12],
  );
  t.deepEqual(
    agent.state.losses.toArray().map(({ from, sequence, tracers }) => [from, sequence, ...tracers]),
    [[3, 4, 13, 14]],
  );
  const [first] = agent.state.log.toArray();
  agent.on({ kind: 'disk-full', file: 'log', entry: first }, 1);
  t.deepEqual(
    agent.state.losses.toArray().map(({ from, sequence, tracers }) => [from, sequence, ...tracers]),
    [
      [1, 1, 11],
      [3, 4, 13, 14],
    ],
  );
  t.deepEqual(
    agent.state.log.toArray().map(({ record }) => record),
    [12],
  );
  // A deleted log is lost in the same way; nothing of an empty one is.
  agent.input({ kind: 'delete-log' }, 2);
  t.deepEqual(
    agent.state.losses.toArray().map(({ from, sequence, tracers }) => [from, sequence, ...tracers]),
    [
      [1, 1, 11],
      [2, 2, 12],
      [3, 4, 13, 14],
    ],
  );
  agent.input({ kind: 'delete-log' }, 3);
  t.deepEqual(agent.kinds, ['remove log', 'sync log']);
});

test('agent - a tip inside a loss confirms a part of it, and a tip of another history nothing', (t) => {
  const confirmedBy = (tip: RecordId): Driven => {
    const agent = new Driven().start(DISK).timer('upload', 0);
    const welcome = { kind: 'fixed-welcome', hello: HELLO_BASE + 1, ticket: 1 } as const;
    return agent.hears({ ...welcome, serverTime: localMs(0), tip }, 1);
  };
  const heldBy = ({ state }: Driven): readonly (readonly number[])[] => [
    state.losses.toArray().map(({ from }) => from),
    state.log.toArray().map(({ sequence }) => sequence),
  ];
  t.deepEqual(heldBy(confirmedBy(id(6))), [[7], [8]]);
  t.deepEqual(heldBy(confirmedBy(id(7))), [[], [8]]);
  t.deepEqual(heldBy(confirmedBy(id(8))), [[], []]);
  t.deepEqual(heldBy(confirmedBy(id(5))), [[6], [8]]);
  t.deepEqual(heldBy(confirmedBy(id(9))), [[6], [8]]);
  t.deepEqual(heldBy(confirmedBy(id(8, 2))), [[6], [8]]);
  t.deepEqual(confirmedBy(id(7)).state.base, id(7));
});

test('agent - measurements that no held reading needs are forgotten', (t) => {
  const anchors = [1, 3, 5, 7].map((at) => ({
    at: reading(at),
    serverTime: localMs(at),
    errorMs: 1,
  }));
  const agent = new Driven().start({
    ...{ registry: registry(), anchors: Seq.of<unknown>(anchors) },
    log: Seq.of<unknown>([kept(1, 2), kept(2, 6)]),
  });
  agent.timer('upload', 0).hears(
    {
      kind: 'fixed-welcome',
      hello: HELLO_BASE + 1,
      ticket: 1,
      serverTime: localMs(0),
      tip: id(1),
    },
    9,
  );
  t.deepEqual(
    agent.state.anchors.toArray().map(({ at }) => Number(at.elapsed)),
    [5, 7, 9],
  );
  t.true(
    agent.effects.some(
      (one) => one.kind === 'truncate' && one.file === 'anchors' && one.count === 2,
    ),
  );
});

test('agent - settings that differ are stored, and a new home begins again', (t) => {
  const settled = (): Driven => new Driven().start({ registry: registry() }).timer('upload', 0);
  const configuration = (parts: object): Message => ({
    kind: 'configuration',
    configuration: { pollMs: HOUR_MS, retryDelayMs: MINUTE_MS, ...parts } as never,
  });
  t.deepEqual(settled().hears(configuration({}), 1).effects, []);
  for (const parts of [{ pollMs: 30_000 }, { retryDelayMs: 7 }, { home: 'h' }]) {
    const agent = settled().hears(configuration(parts), 1);
    t.like(agent.state.settings, { ...SETTINGS, ...parts });
    const moved = 'home' in parts;
    t.is(agent.state.exchange === undefined, moved);
    t.is(agent.state.server, moved ? 'h' : 's');
    t.deepEqual(agent.kinds, [
      ...(moved ? ['cancel-timer'] : []),
      ...['write registry', 'sync registry', 'elapsed-timer', 'elapsed-timer'],
    ]);
    t.deepEqual(agent.effects.slice(-2), [
      { kind: 'elapsed-timer', timer: 'configuration', afterMs: 23 * HOUR_MS },
      { kind: 'elapsed-timer', timer: 'upload', afterMs: 'pollMs' in parts ? 30_000 : MINUTE_MS },
    ]);
  }
});

test('agent - a removed agent says goodbye when all is delivered, and erases itself then', (t) => {
  const agent = new Driven()
    .start({ registry: registry() })
    .input({ kind: 'remove', clean: false }, 0);
  t.is(agent.state.phase, 'leaving');
  agent.hears(
    {
      kind: 'fixed-welcome',
      hello: HELLO_BASE + 1,
      ticket: 1,
      serverTime: localMs(0),
      tip: undefined,
    },
    1,
  );
  t.like(agent.sent[0], { kind: 'fixed-batch', goodbye: true, elements: [] });
  agent.hears({ kind: 'fixed-accepted', ticket: 1, index: 0, tip: undefined }, 2);
  t.is(agent.state.phase, 'absent');
  // With an element that is not yet durable the history is not closed.
  const busy = new Driven().start({ registry: registry() });
  for (const input of use(1)) busy.input(input, 0);
  busy.input({ kind: 'remove', clean: false }, 1);
  busy.hears(
    {
      kind: 'fixed-welcome',
      hello: HELLO_BASE + 1,
      ticket: 1,
      serverTime: localMs(0),
      tip: undefined,
    },
    2,
  );
  t.deepEqual(busy.sent, []);
  t.is(busy.state.exchange, undefined);
});
