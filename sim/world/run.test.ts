/** A run as a whole: the same every time, within its budget, and closed to impure models. */
import test from 'ava';
import { append, elapsedTimer, play, puppet, sceneSpec, send, step } from './_puppets.test.js';
import type { Orders, Scene } from './_puppets.test.js';
import type { Effect, Model } from '../model/node.js';
import { Seq } from '../model/seq.js';
import { msOf, trueMs } from '../model/time.js';
import type { WorldObserver } from './spec.js';
import type { WorldView } from './view.js';
import { World } from './world.js';

const PAIR = [{ name: 'a' }, { name: 'b' }];
const NOISY: Scene = {
  nodes: PAIR,
  link: { latencyMsMax: 500, loss: { of: 1, in: 4 }, duplicate: { of: 1, in: 4 }, ordered: false },
  script: Array.from({ length: 60 }, (_, i) => [i * 10, 'a', send('b', `m${String(i)}`)] as const),
  faults: [step(300, -50), { at: 400, node: 'b', kind: 'crash', severity: 'torn', downMs: 30 }],
};

test('world - the same scenario gives the same run', (t) => {
  const first = play(NOISY);
  const second = play(NOISY);
  t.deepEqual(second.summary, first.summary);
  t.deepEqual(second.events, first.events);
});

test('world - the trace hash is the same on every machine', (t) => {
  // Pinned: a change here changes the hash of every run ever saved.
  t.is(play(NOISY).summary.hash, '57d87ed055916ea7');
});

test('world - another seed gives another run', (t) => {
  const hashes = new Set(
    Array.from({ length: 20 }, (_, seed) => play({ ...NOISY, seed }).summary.hash),
  );
  t.is(hashes.size, 20);
});

test('world - everything that happens changes the hash', (t) => {
  const script = [
    [10, 'a', append(1), elapsedTimer('t', 5)],
    [20, 'a', send('b', 'x')],
  ] as const;
  const base: Scene = { nodes: PAIR, script };
  const report: Effect<string> = { kind: 'report', report: { name: 'r', details: {} } };
  const decide = (held: boolean): Effect<string> => ({
    kind: 'decide',
    decision: {
      name: 'd',
      left: { name: 'l', value: 1 },
      comparison: '<',
      right: { name: 'r', value: 2 },
      held,
      outcome: '',
    },
  });
  const one = (effect: Effect<string>): Scene => ({
    ...base,
    script: [...script, [30, 'a', effect]],
  });
  const scenes: Scene[] = [
    base,
    { ...base, script: [] },
    { ...base, script: [[10, 'a', append(2), elapsedTimer('t', 5)], script[1]] },
    { ...base, script: [[10, 'a', append(1), elapsedTimer('t', 6)], script[1]] },
    { ...base, script: [[10, 'a', append(1), elapsedTimer('u', 5)], script[1]] },
    { ...base, script: [script[0], [20, 'a', send('b', 'y')]] },
    { ...base, script: [script[0], [20, 'b', send('a', 'x')]] },
    { ...base, script: [script[0], [21, 'a', send('b', 'x')]] },
    { ...base, nodes: [{ name: 'a', clock: { offsetMs: 1 } }, { name: 'b' }] },
    { ...base, faults: [step(9_000, 1)] },
    { ...base, healAt: 9_000 },
    { ...base, link: { loss: { of: 1, in: 1 } } },
    one(report),
    one({ kind: 'report', report: { name: 's', details: {} } }),
    one({ kind: 'report', report: { name: 'r', details: { x: 1 } } }),
    one(decide(true)),
    one(decide(false)),
    one({ kind: 'mark', mark: 'm' }),
    one({ kind: 'mark', mark: 'n' }),
    one({ kind: 'show', view: [1] }),
    one({ kind: 'show', view: [2] }),
    one({ kind: 'write', file: 'f', entries: Seq.of([1]) }),
    one({ kind: 'write', file: 'f', entries: Seq.of([2]) }),
    one({ kind: 'truncate', file: 'f', count: 1 }),
    one({ kind: 'remove', file: 'f' }),
  ];
  t.is(new Set(scenes.map((scene) => play(scene).summary.hash)).size, scenes.length);
});

test('world - observers watch and change nothing', (t) => {
  let seen = 0;
  const count = (): void => {
    seen += 1;
  };
  const observer = { onEvent: count, onEffect: count, onStepped: count, onIncident: count };
  const watched = new World(sceneSpec(NOISY), { observers: [observer] }).run();
  const alone = new World(sceneSpec(NOISY)).run();
  t.deepEqual(watched, alone);
  t.true(seen > 200);
});

test('world - an observer receives a live view of its world once, before the first event', (t) => {
  const seen: string[] = [];
  let view: WorldView<string> | undefined;
  const observer: WorldObserver<string, Orders> = {
    onStart(given) {
      view = given;
      seen.push(`start of ${given.nodeNames.join()} at ${String(msOf(given.now))}`);
    },
    onEvent: (at, node, event) => seen.push(`${String(msOf(at))} ${node} ${event.kind}`),
    onStepped: (at, node) => seen.push(`${String(msOf(at))} ${JSON.stringify(view?.diskOf(node))}`),
  };
  play({ script: [[7, 'a', append(1)]] }, { observers: [observer] });
  t.deepEqual(seen, ['start of a at 0', '0 a start', '0 {}', '7 a input', '7 {"f":[1]}']);
});

test('world - one more consumer of randomness disturbs no other', (t) => {
  const heard = (scene: Scene): string[] =>
    play(scene).events.filter((event) => event.includes(' b message'));
  const nodes = [...PAIR, { name: 'c' }];
  const script = (NOISY.script ?? []).flatMap((order) => [
    order,
    [order[0], 'c', send('a', 'noise'), send('c', 'self')] as const,
  ]);
  t.deepEqual(heard({ ...NOISY, nodes, script }), heard(NOISY));
});

test('world - entropy of one node does not depend on the draws of another', (t) => {
  const entropies = (others: number): number[] => {
    const drawn: number[] = [];
    const script = Array.from({ length: 20 }, (_, i) => [
      [i, 'a'] as const,
      ...Array.from({ length: others }, () => [i, 'b'] as const),
    ]).flat();
    play(
      { nodes: PAIR, script },
      {
        observers: [
          {
            onEvent(_at, node, event) {
              if (node === 'a' && 'entropy' in event) drawn.push(event.entropy);
            },
          },
        ],
      },
    );
    return drawn;
  };
  t.is(new Set(entropies(0)).size, 21);
  t.deepEqual(entropies(3), entropies(0));
});

test('world - a run that does not end by itself runs out of budget', (t) => {
  const again = elapsedTimer('again', 0);
  const input: Orders = { effects: [again], onTimer: [again] };
  const played = play({ orders: [{ at: 5, node: 'a', input }], eventsMax: 100 });
  t.is(played.summary.outcome, 'out-of-budget');
  t.is(played.summary.events, 101);
  t.is(played.summary.lastEventAt, 5);
  t.is(play(NOISY).summary.outcome, 'ended');
});

test('world - a run in which time stands still ends long before its budget', (t) => {
  const again = elapsedTimer('again', 0);
  const input: Orders = { effects: [again], onTimer: [again] };
  const { summary } = play({ orders: [{ at: 5, node: 'a', input }] });
  t.is(summary.outcome, 'endless-instant');
  t.is(summary.lastEventAt, 5);
  t.true(summary.events < 200_000, String(summary.events));
  const later = elapsedTimer('again', 1);
  const slow: Orders = { effects: [later], onTimer: [later] };
  t.is(play({ orders: [{ at: 5, node: 'a', input: slow }] }).summary.outcome, 'ended');
});

test('world - a model that always retries a full disk runs out of budget, not of stack', (t) => {
  const stubborn: Model<unknown, string, Orders> = {
    name: 'stubborn',
    initial: 0,
    step: (state, event) => [
      state,
      event.kind === 'disk-full' || event.kind === 'input' ? [append(1)] : [],
    ],
  };
  const played = play({
    nodes: [{ name: 'a', model: stubborn }],
    script: [[5, 'a']],
    faults: [{ at: 0, node: 'a', kind: 'disk-full', forMs: 100 }],
    eventsMax: 50_000,
  });
  t.is(played.summary.outcome, 'out-of-budget');
});

test('world - a run can be ended before the end of its scenario', (t) => {
  const world = new World(
    sceneSpec({
      script: [
        [10, 'a'],
        [500, 'a'],
      ],
    }),
  );
  t.is(world.run(trueMs(499)).events, 2);
});

/** A model that changes its state or its event, which a pure function may not. */
const impure = (
  spoil: (state: { log: number[] }, event: object) => void,
): Model<unknown, string, Orders> => ({
  ...puppet,
  name: 'impure',
  initial: { log: [], onTimer: [] },
  step(state, event) {
    if (event.kind === 'input') spoil(state as { log: number[] }, event);
    return [state, []];
  },
});

for (const [what, spoil] of [
  [
    'its state',
    (state: { log: number[] }) => {
      state.log.push(1);
    },
  ],
  [
    'its event',
    (_state: unknown, event: object) => {
      Object.assign(event, { kind: 'x' });
    },
  ],
  [
    'data deep in its event',
    (_state: unknown, event: object) => {
      (event as { input: { effects: unknown[] } }).input.effects.push(1);
    },
  ],
] as const)
  test(`world - strict mode catches a model that changes ${what}`, (t) => {
    // A separate model for each run: a frozen value stays frozen.
    const scene = (): Scene => ({
      nodes: [{ name: 'a', model: impure(spoil) }],
      script: [[5, 'a']],
    });
    t.throws(() => play(scene()), { message: /^SKEW-402 .*node a, input: .*TypeError: Cannot / });
    t.notThrows(() => play(scene(), { strict: false }));
  });

test('world - an unknown node is named in the error, with the time and the existing nodes', (t) => {
  const message = /^SKEW-402 at world at 30 ms: expected a node of this world \(a, b\), got nobody/;
  t.throws(() => play({ nodes: PAIR, script: [[30, 'a', send('nobody', 'x')]] }), { message });
  t.throws(() => play({ nodes: PAIR, faults: [step(30, 1, 'nobody')] }), { message });
});

test('world - two nodes of one name are refused', (t) => {
  t.throws(() => new World(sceneSpec({ nodes: [{ name: 'a' }, { name: 'a' }] })), {
    message: /SKEW-401.*distinct node names/,
  });
});
