/** The contract of models and studies with a world: the refusals, each with node and place. */
import test from 'ava';
import { append, elapsedTimer, play, puppet, sceneSpec, send, step } from './_puppets.test.js';
import type { Orders, Scene } from './_puppets.test.js';
import { Checkpoints } from '../hash/checkpoints.js';
import type { Effect, Model } from '../model/node.js';
import { World } from './world.js';
import type { WorldOptions } from './spec.js';

const PAIR = [{ name: 'a' }, { name: 'b' }];

// ---- order of time ------------------------------------------------------------------------

test('contract - faults are played in order of time, those of one instant in the given order', (t) => {
  const faults = [
    step(300, 5),
    step(100, 7),
    { at: 300, node: 'a', kind: 'restart' } as const,
    step(300, -5),
  ];
  const sorted = [faults[1], faults[0], faults[2], faults[3]].flatMap((fault) => fault ?? []);
  const script = [[50, 'a', append(1), elapsedTimer('t', 400)] as const];
  const played = play({ script, faults });
  t.deepEqual(played.events, ['300 a start f:1']);
  // The restarting node reads 7 + 5 ms ahead; the last fault takes that back.
  t.deepEqual(played.clocks, [[312, 0]]);
  t.is(play({ script, faults: sorted }).summary.hash, played.summary.hash);
});

test('contract - an input that is earlier than the one before it is refused, not played late', (t) => {
  const script = [
    [100, 'a', append(1)],
    [100, 'a', append(2)],
    [50, 'a', append(3)],
  ] as const;
  t.throws(() => play({ script }), {
    message:
      /^SKEW-402 at inputs of source 0, for node a: .* none before 100 ms, .* got one at 50 ms/,
  });
  t.notThrows(() => play({ script: script.slice(0, 2) }));
});

test('contract - a negative or missing time is refused', (t) => {
  for (const at of [NaN, -1]) {
    t.throws(() => play({ faults: [step(at, 1)] }), { message: /^SKEW-402 at fault 0 \(clock\)/ });
    t.throws(() => play({ script: [[at, 'a']] }), { message: /^SKEW-402/ });
  }
});

// ---- plain data ---------------------------------------------------------------------------

const stating = (state: unknown): Model<unknown, string, Orders> => ({
  name: 'stating',
  initial: 0,
  step: (_before, event) => [event.kind === 'input' ? state : 0, []],
});

const MAP = new Map([[1, { record: 1 }]]);

for (const [where, scene, place] of [
  ['an entry', { script: [[5, 'a', append({ kept: [MAP] })]] }, 'effect append.entry.kept[0]'],
  [
    'what a console shows',
    { script: [[5, 'a', { kind: 'show', view: { rows: MAP } }]] },
    'effect show.view.rows',
  ],
  ['an input', { script: [[5, 'a', append({ at: MAP })]] }, 'input.effects[0].entry.at'],
] as const satisfies readonly (readonly [string, Scene, string])[])
  test(`contract - ${where} that is not plain is refused at once, with node and path`, (t) => {
    const loose = { strict: false };
    const model: Model<unknown, string, Orders> =
      where === 'an input'
        ? puppet
        : {
            ...puppet,
            // Passed on by the model and not by the input, which would be refused first.
            step: (state, event, now) =>
              event.kind === 'input'
                ? [state, scene.script[0].slice(2) as Effect<string>[]]
                : puppet.step(state, event, now),
          };
    const script = where === 'an input' ? scene.script : ([[5, 'a']] as const);
    const error = t.throws(() => play({ nodes: [{ name: 'a', model }], script }, loose));
    t.true(
      error.message.startsWith(`SKEW-403 at true time 5 ms, node a, ${place}: expected plain data`),
      error.message,
    );
  });

test('contract - a message that is not plain is refused where it arrives, with its sender', (t) => {
  const message = { usage: { at: () => 1 } } as unknown as string;
  const model: Model<unknown, string, Orders> = {
    ...puppet,
    step: (state, event) => [state, event.kind === 'input' ? [send('b', message)] : []],
  };
  const nodes = PAIR.map((node) => ({ ...node, model }));
  t.throws(() => play({ nodes, script: [[7, 'a']] }, { strict: false }), {
    message: /^SKEW-403 at true time 7 ms, node b, message from a\.usage\.at: .* a function\./,
  });
});

test('contract - data inside itself is refused before the stack overflows', (t) => {
  const entry: { self?: unknown } = {};
  entry.self = entry;
  const model: Model<unknown, string, Orders> = {
    ...puppet,
    step: (state, event) => [state, event.kind === 'input' ? [append(entry)] : []],
  };
  t.throws(() => play({ nodes: [{ name: 'a', model }], script: [[7, 'a']] }, { strict: false }), {
    message: /^SKEW-403 .*effect append\.entry\.self: .* data inside itself/,
  });
});

test('contract - a state is searched when the option is set, and in strict runs', (t) => {
  const run = (options: WorldOptions<string, Orders>): unknown =>
    play(
      {
        nodes: [{ name: 'a', model: stating({ seen: new Set() }) }],
        script: [
          [5, 'a'],
          [9, 'a'],
        ],
      },
      options,
    );
  t.notThrows(() => run({ strict: false }));
  for (const options of [{ strict: false, plain: true }, {}])
    t.throws(() => run(options), {
      message: /^SKEW-403 at true time 9 ms, node a, state\.seen: .* got a Set\./,
    });
});

// ---- steps ----------------------------------------------------------------------------------

test('contract - a model that throws is named with its node, its event and the time', (t) => {
  const model: Model<unknown, string, Orders> = {
    ...puppet,
    step: (state, event) => {
      if (event.kind === 'message') throw new RangeError('no such row');
      return [state, event.kind === 'input' ? [send('b', 'x')] : []];
    },
  };
  const error = t.throws(() =>
    play({ nodes: PAIR.map((node) => ({ ...node, model })), script: [[7, 'a']] }),
  );
  t.regex(error.message, /^SKEW-402 at true time 7 ms, node b, message from a: .* no such row/);
  t.true(error.cause instanceof RangeError);
});

test('contract - an answer that is not a step is refused', (t) => {
  for (const [answer, got] of [
    [undefined, 'undefined'],
    [{ state: 1 }, 'object'],
    [[1], 'effects of type undefined'],
  ] as const) {
    const model = { ...puppet, step: () => answer } as unknown as typeof puppet;
    t.throws(() => play({ nodes: [{ name: 'a', model }] }), {
      message: `SKEW-402 at true time 0 ms, node a, start: expected a step that returns [state, effects], got ${got}.`,
    });
  }
});

test('contract - an effect of unknown kind is refused, not skipped', (t) => {
  const effect = { kind: 'sned', to: 'a', message: 'x' } as unknown as Effect<string>;
  t.throws(() => play({ script: [[5, 'a', effect]] }), {
    message:
      /^SKEW-402 at true time 5 ms, node a: expected a kind of effect \(send, .*, got sned\.$/,
  });
});

// ---- real time ------------------------------------------------------------------------------

const ticking: Scene = {
  orders: [
    {
      at: 1,
      node: 'a',
      input: { effects: [elapsedTimer('t', 1)], onTimer: [elapsedTimer('t', 1)] },
    },
  ],
  endAt: 1_000_000,
};

test('contract - a run that takes too long of the host’s time ends, and says so', (t) => {
  let ms = 0;
  // Each reading of the host's clock finds 100 ms passed, so it is read after every event.
  const realTime = { now: () => (ms += 100), maxMs: 1_000 };
  const summary = new World({ ...sceneSpec(ticking), realTime }).run();
  t.is(summary.outcome, 'out-of-time');
  t.true(summary.events < 100, String(summary.events));
});

test('contract - the host’s clock is read rarely, and changes nothing in a run', (t) => {
  let looks = 0;
  const realTime = { now: () => (looks += 1) / 1_000, maxMs: 1_000 };
  const summary = new World({ ...sceneSpec(ticking), realTime }).run();
  t.deepEqual(summary, new World(sceneSpec(ticking)).run());
  t.true(summary.events > 900_000);
  t.true(looks < 300, String(looks));
});

// ---- the first difference of two runs -------------------------------------------------------------

test('contract - checkpoints locate the first event or effect that two runs do not share', (t) => {
  const noted = (script: Scene['script'] = []): Checkpoints => {
    const checkpoints = new Checkpoints();
    play({ nodes: [{ name: 'a' }], script }, { checkpoints });
    return checkpoints;
  };
  const first = noted([
    [5, 'a', append(1), append(2)],
    [9, 'a', append(3)],
  ]);
  // The start, two inputs, three effects.
  t.is(first.count, 6);
  t.is(
    first.firstDifference(
      noted([
        [5, 'a', append(1), append(2)],
        [9, 'a', append(3)],
      ]),
    ),
    undefined,
  );
  t.is(first.copy().firstDifference(noted([[6, 'a', append(1), append(2)]])), 1);
  t.is(
    first.firstDifference(
      noted([
        [5, 'a', append(1), append(4)],
        [9, 'a', append(3)],
      ]),
    ),
    1,
  );
});
