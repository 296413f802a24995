/** Faults of machines: crashes, sleep, disks, the network, and their repair. */
import test from 'ava';
import { append, diskText, elapsedTimer, play, send, sync, wallNow } from './_puppets.test.js';
import { TORN } from '../model/node.js';
import type { Fault } from './fault.js';

const on = (node: string) =>
  ({
    crash: (at: number, severity: 'process' | 'power' | 'torn', downMs: number): Fault => ({
      at,
      node,
      kind: 'crash',
      severity,
      downMs,
    }),
    restart: (at: number): Fault => ({ at, node, kind: 'restart' }),
    suspend: (at: number, forMs: number): Fault => ({ at, node, kind: 'suspend', forMs }),
    full: (at: number, forMs: number): Fault => ({ at, node, kind: 'disk-full', forMs }),
    wipe: (at: number): Fault => ({ at, node, kind: 'wipe' }),
    snapshot: (at: number): Fault => ({ at, node, kind: 'snapshot' }),
    restore: (at: number): Fault => ({ at, node, kind: 'restore' }),
    cut: (at: number, to: string, both: boolean, forMs: number): Fault => ({
      at,
      node,
      kind: 'partition',
      to,
      both,
      forMs,
    }),
  }) as const;
const a = on('a');
const b = on('b');
const PAIR = [{ name: 'a' }, { name: 'b' }];

/** Entry 1 synced, entries 2 and 3 not. */
const HALF_SYNCED = [
  [0, 'a', append(1), sync()],
  [10, 'a', append(2), append(3)],
] as const;

test('world - after a process crash everything written is still there', (t) => {
  const played = play({ script: HALF_SYNCED, faults: [a.crash(50, 'process', 20)] });
  t.deepEqual(played.events, ['0 a synced f', '70 a start f:1,2,3']);
  t.deepEqual(played.incidents, ['50 down a crash', '70 up a boot']);
});

test('world - after a power failure the synced entries are still there', (t) => {
  const played = play({ script: HALF_SYNCED, faults: [a.crash(50, 'power', 20)] });
  t.is(played.events.at(-1), '70 a start f:1');
});

test('world - a crash that waits for a sync comes the stated time after its start, and only once', (t) => {
  const script = [
    [0, 'a', append(1), sync()],
    [100, 'a', append(2), sync()],
    [300, 'a', append(3), sync()],
  ] as const;
  const nodes = [{ name: 'a', syncLatencyMs: 20 }];
  const crash = (at: number, intoSyncMs: number): Fault => ({
    at,
    node: 'a',
    kind: 'crash',
    severity: 'power',
    downMs: 5,
    intoSyncMs,
  });
  const played = (...faults: Fault[]) => play({ nodes, script, faults });
  t.deepEqual(played(crash(10, 7)).incidents, ['107 down a crash', '112 up a boot']);
  t.deepEqual(played(crash(10, 7)).events, ['20 a synced f', '112 a start f:1', '320 a synced f']);
  // The sync, which takes 20 ms, has ended by then.
  t.true(played(crash(10, 21)).events.includes('126 a start f:1,2'));
  t.deepEqual(played(crash(301, 0)).incidents, []);
  // The crash also waits while the machine is down.
  t.deepEqual(played(a.crash(50, 'process', 20), crash(60, 0)).incidents, [
    '50 down a crash',
    '70 up a boot',
    '100 down a crash',
    '105 up a boot',
  ]);
});

test('world - a crash into a sync of zero latency comes before it ends, and never after healing', (t) => {
  const crash = { kind: 'crash', severity: 'power', downMs: 3, intoSyncMs: 0 } as const;
  const faults: Fault[] = [{ ...crash, at: 5, node: 'a' }];
  const script = [[10, 'a', append(1), sync()]] as const;
  t.deepEqual(play({ script, faults }).events, ['13 a start f:']);
  t.deepEqual(play({ script, faults, healAt: 9 }).incidents, ['9 healed']);
});

test('world - a torn crash may end the file in half an entry', (t) => {
  const starts = new Set<string | undefined>();
  for (let seed = 0; seed < 20; seed += 1)
    starts.add(
      play({ script: HALF_SYNCED, faults: [a.crash(50, 'torn', 20)], seed }).events.at(-1),
    );
  t.deepEqual([...starts].sort(), ['70 a start f:1,2,~', '70 a start f:1,~']);
  t.true(Object.isFrozen(TORN));
});

test('world - a crash discards the state, voids a pending sync, and boots the elapsed clock', (t) => {
  const nodes = [{ name: 'a', syncLatencyMs: 100 }];
  const orders = { effects: [append(1), sync()], onTimer: [append('x')] };
  const played = play({
    nodes,
    orders: [{ at: 0, node: 'a', input: orders }],
    faults: [a.crash(50, 'power', 20)],
  });
  t.deepEqual(played.events, ['70 a start f:']);
  t.deepEqual(played.clocks, [[70, 0]]);
  t.deepEqual(played.world.stateOf('a'), { onTimer: [] });
});

test('world - a sync takes its latency, and covers the content at its beginning', (t) => {
  const nodes = [{ name: 'a', syncLatencyMs: 100 }];
  const script = [
    [0, 'a', append(1), sync()],
    [50, 'a', append(2)],
  ] as const;
  const played = play({ nodes, script, faults: [a.crash(150, 'power', 0)] });
  t.deepEqual(played.events, ['100 a synced f', '150 a start f:1']);
});

test('world - an orderly restart keeps everything written and starts the elapsed clock again', (t) => {
  const played = play({ script: HALF_SYNCED, faults: [a.restart(50)] });
  t.is(played.events.at(-1), '50 a start f:1,2,3');
  t.deepEqual(played.clocks.at(-1), [50, 0]);
});

test('world - a wiped machine starts with an empty disk', (t) => {
  const played = play({ script: HALF_SYNCED, faults: [a.wipe(50)] });
  t.is(played.events.at(-1), '50 a start ');
});

test('world - a restored machine starts with what was durable at the latest snapshot', (t) => {
  const script = [...HALF_SYNCED, [60, 'a', append(4), sync()]] as const;
  const faults = [a.restore(5), a.snapshot(20), a.restore(100), a.snapshot(200), a.restore(300)];
  t.deepEqual(play({ script, faults }).events, [
    '0 a synced f',
    '60 a synced f',
    '100 a start f:1',
    '300 a start f:1',
  ]);
});

test('world - every fault of a machine that is down has a defined effect', (t) => {
  const faults = [
    a.crash(10, 'process', 100),
    a.crash(20, 'power', 10),
    a.restart(30),
    a.suspend(40, 10),
    a.snapshot(50),
    a.wipe(60),
    a.restore(70),
  ];
  const played = play({ script: [[0, 'a', append(1)]], faults });
  // A machine that is wiped, or restored from a copy, comes up at once.
  t.deepEqual(played.events, ['60 a start ', '70 a start f:1']);
});

test('world - a crash ends by its own end, not by that of a crash before it', (t) => {
  const faults = [a.crash(100, 'power', 1_000), a.wipe(200), a.crash(300, 'power', 5_000)];
  t.deepEqual(play({ faults }).incidents, [
    '100 down a crash',
    '200 up a boot',
    '300 down a crash',
    '5300 up a boot',
  ]);
});

test('world - sleep ends by its own end, not by that of a sleep before it', (t) => {
  const faults = [a.suspend(100, 1_000), a.restart(200), a.suspend(300, 5_000)];
  t.is(play({ faults }).incidents.at(-1), '5300 up a resume');
});

test('world - a sleeping machine receives nothing, and nothing is delivered later', (t) => {
  const script = [
    [50, 'b', send('a', 'hello')],
    [60, 'a', append(1)],
  ] as const;
  const played = play({ nodes: PAIR, script, faults: [a.suspend(40, 100)] });
  t.deepEqual(played.events, ['140 a wake']);
  t.deepEqual(played.incidents, [
    '40 down a suspend',
    '50 lost-message b→a hello',
    '60 missed-input a',
    '140 up a resume',
  ]);
});

test('world - a sync that ends during sleep is answered at resumption, and durable only then', (t) => {
  const nodes = [{ name: 'a', syncLatencyMs: 100 }];
  const script = [[0, 'a', append(1), sync()]] as const;
  const awake = play({ nodes, script, faults: [a.suspend(50, 500)] });
  t.deepEqual(awake.events, ['550 a wake', '550 a synced f']);
  const never = play({ nodes, script, faults: [a.suspend(50, 500), a.crash(300, 'power', 0)] });
  t.deepEqual(never.events, ['300 a start f:']);
});

test('world - a machine that is down misses its inputs and its messages', (t) => {
  const script = [
    [50, 'b', send('a', 'hello')],
    [60, 'a', append(1)],
    [200, 'a', append(2)],
  ] as const;
  const played = play({ nodes: PAIR, script, faults: [a.crash(40, 'process', 100)] });
  t.deepEqual(played.incidents.slice(1, 3), ['50 lost-message b→a hello', '60 missed-input a']);
  t.is(diskText(played.world.diskOf('a')), 'f:2');
});

test('world - a message in flight to a machine that crashes and returns arrives', (t) => {
  const played = play({
    nodes: PAIR,
    link: { latencyMsMin: 100 },
    script: [[0, 'b', send('a', 'hello')]],
    faults: [a.crash(40, 'process', 20)],
  });
  t.deepEqual(played.events, ['60 a start ', '100 a message hello from b']);
});

test('world - a full disk answers each entry, after the step that wrote it', (t) => {
  const script = [
    [50, 'a', append(1), append(2), elapsedTimer('now', 0)],
    [200, 'a', append(3)],
  ] as const;
  const played = play({ script, faults: [a.full(40, 100)] });
  t.deepEqual(played.events, ['50 a disk-full f 1', '50 a disk-full f 2', '50 a timer now']);
  t.is(diskText(played.world.diskOf('a')), 'f:3');
});

test('world - a disk full for two reasons is full until the last is gone', (t) => {
  const script = [
    [120, 'a', append(1)],
    [260, 'a', append(2)],
  ] as const;
  const played = play({ script, faults: [a.full(0, 100), a.full(50, 200)] });
  t.deepEqual(played.events, ['120 a disk-full f 1']);
});

test('world - a partition loses messages one way or both, and ends', (t) => {
  const script = [
    [10, 'a', send('b', 'out')],
    [10, 'b', send('a', 'back')],
    [100, 'a', send('b', 'again')],
  ] as const;
  const oneWay = play({ nodes: PAIR, script, faults: [a.cut(0, 'b', false, 50)] });
  t.deepEqual(oneWay.events, ['10 a message back from b', '100 b message again from a']);
  const both = play({ nodes: PAIR, script, faults: [b.cut(0, 'a', true, 50)] });
  t.deepEqual(both.events, ['100 b message again from a']);
  t.deepEqual(both.incidents, ['10 lost-message a→b out', '10 lost-message b→a back']);
});

test('world - messages on one link keep their order, duplicated ones come twice', (t) => {
  const names = Array.from({ length: 30 }, (_, i) => `m${String(i)}`);
  const script = names.map((name, i) => [i, 'a', send('b', name)] as const);
  const link = { latencyMsMax: 200, duplicate: { of: 1, in: 1 } };
  const arrived = (ordered: boolean): string[] =>
    play({ nodes: PAIR, script, link: { ...link, ordered } }).events.map(
      (e) => e.split(' ')[3] ?? '',
    );
  const ordered = arrived(true);
  t.is(ordered.length, 60);
  t.deepEqual([...new Set(ordered)], names);
  const unordered = arrived(false);
  t.deepEqual([...unordered].sort(), [...ordered].sort());
  t.notDeepEqual([...new Set(unordered)], names);
});

test("world - a message's size counts on a link with a limit", (t) => {
  const script = [[0, 'a', send('b', 'four'), send('b', 'twelve chars')]] as const;
  const link = { sizeUnitsMax: 10, msPerUnit: 5 };
  const played = play({ nodes: PAIR, script, link, sizeOf: (message) => message.length });
  t.deepEqual(played.events, ['20 b message four from a']);
  t.deepEqual(played.incidents, ['0 lost-message a→b twelve chars']);
});

test('world - messages in flight can be seen from outside', (t) => {
  const played = play({
    nodes: PAIR,
    link: { latencyMsMin: 100 },
    script: [[0, 'a', send('b', 'late')]],
    endAt: 50,
  });
  t.deepEqual([...played.world.inFlight()], [{ from: 'a', to: 'b', message: 'late' }]);
});

test('world - healing repairs everything except clocks, and ends all faults', (t) => {
  const nodes = [...PAIR, { name: 'c' }];
  const script = [
    [1_500, 'a', send('b', 'x'), append(1)],
    [1_500, 'c', send('a', 'y')],
  ] as const;
  const faults: Fault[] = [
    { at: 0, node: 'a', kind: 'clock', adjustment: { kind: 'step', byMs: 777 } },
    a.full(0, 9_000),
    a.cut(0, 'b', true, 9_000),
    b.crash(0, 'power', 9_000),
    on('c').suspend(0, 9_000),
    a.crash(1_200, 'power', 10),
  ];
  const link = { loss: { of: 1, in: 1 } };
  const played = play({ nodes, script, faults, link, healAt: 1_000, endAt: 20_000 });
  t.deepEqual(played.events, [
    '1000 b start ',
    '1000 c wake',
    '1500 b message x from a',
    '1500 a message y from c',
  ]);
  t.deepEqual(played.incidents.slice(2), ['1000 up b boot', '1000 up c resume', '1000 healed']);
  t.is(wallNow(played, 'a'), played.summary.lastEventAt + 777);
  t.is(diskText(played.world.diskOf('a')), 'f:1');
});

test('world - a fault at the moment of healing no longer happens', (t) => {
  const played = play({ faults: [a.crash(1_000, 'power', 10)], healAt: 1_000 });
  t.deepEqual(played.incidents, ['1000 healed']);
});
