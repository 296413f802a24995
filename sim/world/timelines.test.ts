/**
 * Random worlds run the same on both timelines: each event, each effect, and all pending events.
 */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import type { Fault } from './fault.js';
import type { LinkSpec } from './network.js';
import type { Effect, Model } from '../model/node.js';
import { READ_AHEAD_NODES_MIN } from './read-ahead.js';
import { Seq } from '../model/seq.js';
import { DAY_MS, localMs, msOf, plus, YEAR_MS } from '../model/time.js';
import { fakeTimers } from '../queue/fake-timers.js';
import { heapTimeline } from '../queue/timeline.js';
import type { TimelineMaker } from '../queue/timeline.js';
import { World } from './world.js';
import type { NodeSpec, WorldSpec } from './spec.js';

interface Ball {
  /** Number of times that the ball is still returned. */
  readonly bounces: number;
}

interface Knobs {
  readonly tickMs: number;
  readonly beatMs: number;
  readonly peer: string;
}

interface Chatter {
  readonly ticks: number;
  readonly log: Seq<number>;
}

const append = (entry: number): Effect<Ball> => ({ kind: 'append', file: 'log', entry });

/** Uses every kind of effect, many at one instant. */
const chatter = ({ tickMs, beatMs, peer }: Knobs): Model<unknown, Ball, number> => ({
  name: 'chatter',
  initial: { ticks: 0, log: Seq.empty() } satisfies Chatter,
  step(given, event, now) {
    const state = given as Chatter;
    const tick: Effect<Ball> = { kind: 'wall-timer', timer: 'tick', at: plus(now.wall, tickMs) };
    const beat: Effect<Ball> = { kind: 'elapsed-timer', timer: 'beat', afterMs: beatMs };
    switch (event.kind) {
      case 'start':
        return [{ ...state, log: (event.disk['log'] ?? Seq.empty()) as Seq<number> }, [tick, beat]];
      case 'timer': {
        const ticks = state.ticks + 1;
        const log = state.log.push(ticks);
        const ball: Effect<Ball> = { kind: 'send', to: peer, message: { bounces: ticks % 4 } };
        if (event.timer === 'tick')
          return [{ ticks, log }, [append(ticks), tick, ball, { kind: 'sync', file: 'log' }]];
        if (event.timer === 'beat')
          return [{ ticks, log }, [beat, ...(ticks % 3 === 0 ? [tick] : []), append(-ticks)]];
        return [{ ticks, log }, [{ kind: 'mark', mark: event.timer }]];
      }
      case 'message': {
        const { bounces } = event.message;
        if (bounces === 0) return [state, [{ kind: 'show', view: state.log }]];
        return [state, [{ kind: 'send', to: event.from, message: { bounces: bounces - 1 } }]];
      }
      case 'input':
        return [state, onInput(event.input, event.entropy, state, msOf(now.wall))];
      case 'wake':
        return [state, [append(0), { kind: 'mark', mark: 'woke' }]];
      case 'synced':
        return [state, [{ kind: 'mark', mark: 'synced' }]];
      case 'disk-full':
        return [
          state,
          [{ kind: 'report', report: { name: 'full', details: { ticks: state.ticks } } }],
        ];
    }
  },
});

function onInput(input: number, entropy: number, state: Chatter, wall: number): Effect<Ball>[] {
  const acts: Effect<Ball>[] = [
    { kind: 'elapsed-timer', timer: 'at once', afterMs: 0 },
    { kind: 'wall-timer', timer: 'past', at: localMs(wall - 5) },
    { kind: 'wall-timer', timer: 'far', at: localMs(wall + 2 ** 31 + (entropy % 1_000)) },
    { kind: 'cancel-timer', timer: 'tick' },
    { kind: 'cancel-timer', timer: 'far' },
    { kind: 'truncate', file: 'log', count: entropy % 3 },
    { kind: 'write', file: 'log', entries: state.log.take(2) },
    { kind: 'remove', file: 'log' },
    { kind: 'sync', file: 'log' },
    append(entropy % 10),
  ];
  // Two of them, the second chosen at random.
  return [acts[input % acts.length] as Effect<Ball>, acts[entropy % acts.length] as Effect<Ball>];
}

// ---- random worlds -----------------------------------------------------------------------

const NAMES = ['n0', 'n1', 'n2', 'n3'];

/** Instants of a run: eighths are drawn often, so that many events share an instant. */
const instantIn = (endAt: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.nat({ max: 8 }).map((eighth) => Math.floor((endAt / 8) * eighth)),
    fc.nat({ max: endAt }),
  );

const ppms = fc.integer({ min: -500_000, max: 500_000 });

function faultsIn(endAt: number, names: readonly string[]): fc.Arbitrary<Fault[]> {
  const at = instantIn(endAt);
  const node = fc.constantFrom(...names);
  const to = node;
  const forMs = fc.nat({ max: Math.floor(endAt / 4) });
  const byMs = fc.integer({ min: -endAt, max: endAt });
  const is = <const K>(kind: K): fc.Arbitrary<K> => fc.constant(kind);
  const adjustment = fc.oneof(
    fc.record({ kind: is('step'), byMs }),
    fc.record({ kind: is('set'), toMs: byMs }),
    fc.record({ kind: is('drift'), driftPpm: ppms }),
    fc.record({ kind: is('slew'), byMs, ratePpm: fc.integer({ min: 1_000, max: 500_000 }) }),
  );
  const severity = fc.constantFrom('process' as const, 'power' as const, 'torn' as const);
  const fault = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: is('clock'), at, node, adjustment }) },
    fc.record({ kind: is('synchronise'), at, node, to }),
    fc.record({ kind: is('crash'), at, node, severity, downMs: forMs }),
    fc.record({ kind: is('crash'), at, node, severity, downMs: forMs, intoSyncMs: forMs }),
    fc.record({ kind: is('partition'), at, node, to, both: fc.boolean(), forMs }),
    fc.record({ kind: is('disk-full'), at, node, forMs }),
    fc.record({ kind: is('suspend'), at, node, forMs }),
    fc.record({
      kind: fc.constantFrom('restart' as const, 'wipe' as const, 'snapshot' as const),
      at,
      node,
    }),
    fc.record({ kind: is('restore'), at, node }),
  );
  return fc
    .array(fault, { maxLength: 10 })
    .map((faults) => faults.sort((one, other) => one.at - other.at));
}

function linksIn(endAt: number): fc.Arbitrary<LinkSpec> {
  const chance = fc.record({ of: fc.nat({ max: 2 }), in: fc.constant(4) });
  return fc.record({
    latencyMsMin: fc.nat({ max: 5 }),
    latencyMsMax: fc.nat({ max: Math.floor(endAt / 20) }),
    loss: chance,
    duplicate: chance,
    ordered: fc.boolean(),
    msPerUnit: fc.nat({ max: 2 }),
    sizeUnitsMax: fc.constantFrom(0, 2),
  });
}

function nodeIn(
  endAt: number,
  name: string,
  names: readonly string[],
): fc.Arbitrary<NodeSpec<Ball, number>> {
  const every = fc.integer({ min: Math.ceil(endAt / 30), max: Math.ceil(endAt / 5) });
  return fc
    .record({
      knobs: fc.record({ tickMs: every, beatMs: every, peer: fc.constantFrom(...names) }),
      offsetMs: fc.integer({ min: -endAt, max: endAt }),
      driftPpm: ppms,
      syncLatencyMs: fc.nat({ max: Math.floor(endAt / 40) }),
      overtaken: fc.constantFrom('skip' as const, 'fire-late' as const),
    })
    .map(({ knobs, offsetMs, driftPpm, syncLatencyMs, overtaken }) => ({
      name,
      model: chatter(knobs),
      clock: { offsetMs, driftPpm },
      syncLatencyMs,
      overtaken,
    }));
}

type Recipe = Omit<WorldSpec<Ball, number>, 'sources'> & {
  readonly inputs: readonly {
    readonly at: number;
    readonly node: string;
    readonly input: number;
  }[];
};

const recipes: fc.Arbitrary<Recipe> = fc
  .record({
    // From a few milliseconds, where events crowd, to decades, where timers wait past 2^31 ms.
    endAt: fc.constantFrom(40, 2_000, DAY_MS, 2 ** 33, 30 * YEAR_MS),
    count: fc.integer({ min: 1, max: NAMES.length }),
  })
  .chain(({ endAt, count }) => {
    const names = NAMES.slice(0, count);
    const inputs = fc.array(
      fc.record({
        at: instantIn(endAt),
        node: fc.constantFrom(...names),
        input: fc.nat({ max: 20 }),
      }),
      { maxLength: 25 },
    );
    return fc.record({
      seed: fc.nat(),
      nodes: fc.tuple(...names.map((name) => nodeIn(endAt, name, names))),
      defaultLink: linksIn(endAt),
      links: fc.dictionary(fc.constantFrom('n0→n1', 'n1→n0'), linksIn(endAt), { maxKeys: 2 }),
      faults: faultsIn(endAt, names),
      inputs: inputs.map((all) => all.sort((one, other) => one.at - other.at)),
      healAt: fc.oneof(instantIn(endAt), fc.constant(endAt + 1)),
      endAt: fc.constant(endAt),
      eventsMax: fc.constantFrom(60, 3_000),
    });
  });

/** Everything that can be observed of a run. */
function account(recipe: Recipe, timeline: TimelineMaker): { lines: string[]; hash: string } {
  const { inputs, ...rest } = recipe;
  let next = 0;
  const lines: string[] = [];
  const say = (at: Parameters<typeof msOf>[0], ...what: unknown[]): void => {
    lines.push(`${String(msOf(at))} ${what.map((part) => JSON.stringify(part)).join(' ')}`);
  };
  const waiting = (): string[] => [...world.inFlight()].map((m) => JSON.stringify(m)).sort();
  const world = new World<Ball, number>(
    { ...rest, sizeOf: ({ bounces }) => bounces, sources: [{ next: () => inputs[next++] }] },
    {
      timeline,
      observers: [
        {
          onEvent: (at, node, event, now) => {
            say(at, node, event, now);
          },
          onEffect: (at, node, effect) => {
            say(at, node, effect);
          },
          onStepped: (at, node) => {
            say(at, node, world.pendingEvents, waiting());
          },
          onIncident: (at, incident) => {
            say(at, incident);
          },
        },
      ],
    },
  );
  const summary = world.run();
  lines.push(JSON.stringify([summary, world.pendingEvents, waiting()]));
  for (const name of world.nodeNames)
    lines.push(JSON.stringify([world.stateOf(name), world.diskOf(name), world.isUp(name)]));
  return { lines, hash: summary.hash };
}

test('world - heap and fake timers give the same run, event by event', (t) => {
  const reached = new Set<string>();
  const expected = ['"crash"', '"past"', '"far"', '"full"', '"healed"', '{"torn":true}'];
  holds(
    t,
    300,
    fc.property(recipes, (recipe) => {
      const heap = account(recipe, heapTimeline);
      const fake = account(recipe, fakeTimers);
      assert.deepEqual(fake.lines, heap.lines);
      assert.equal(fake.hash, heap.hash);
      const text = heap.lines.join();
      for (const part of [...expected, 'out-of-budget', '"ended"', 'lost-message', 'missed-input'])
        if (text.includes(part)) reached.add(part);
    }),
  );
  // A comparison of empty runs would prove nothing.
  t.true(reached.size >= 10, [...reached].join());
});

test('world - the same recipe gives the same run twice, and strict mode changes nothing', (t) => {
  holds(
    t,
    100,
    fc.property(recipes, (recipe) => {
      const first = account(recipe, heapTimeline);
      assert.deepEqual(account(recipe, heapTimeline), first);
      const { inputs, ...rest } = recipe;
      let next = 0;
      const sources = [{ next: () => inputs[next++] }];
      const sizeOf = ({ bounces }: Ball): number => bounces;
      const strict = new World<Ball, number>({ ...rest, sizeOf, sources }, { strict: true }).run();
      assert.equal(strict.hash, first.hash);
    }),
  );
});

test('timelines - a world large enough for reading ahead runs the same without it', (t) => {
  const knobs = { tickMs: 7, beatMs: 50, peer: 'node-1' };
  const spec: WorldSpec<Ball, number> = {
    seed: 1,
    nodes: Array.from({ length: READ_AHEAD_NODES_MIN }, (_, index) => ({
      name: `node-${String(index)}`,
      model: chatter(knobs),
    })),
    defaultLink: { latencyMsMin: 0, latencyMsMax: 9 },
    sources: [],
    faults: [{ kind: 'wipe', at: 20, node: 'node-3' }],
    healAt: 30,
    endAt: 120,
    eventsMax: 1_000_000,
  };
  const heap = new World(spec).run();
  t.is(heap.outcome, 'ended');
  t.deepEqual(new World(spec, { timeline: fakeTimers }).run(), heap);
});
