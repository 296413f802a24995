import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { Network } from './network.js';
import type { LinkSpec } from './network.js';
import { Streams } from '../model/random.js';

const NAMES = ['a', 'b', 'c'];
const [A, B, C] = [0, 1, 2];

const network = (
  link: LinkSpec = {},
  overrides: Readonly<Record<string, LinkSpec>> = {},
  seed = 1,
): Network => new Network(new Streams(seed), NAMES, link, overrides);

/** Arrivals of `count` messages of one unit sent 1 ms apart. */
const sent = (net: Network, count: number, to = B): (readonly number[])[] =>
  Array.from({ length: count }, (_, at) => net.arrivals(A, to, at, 1));

test('network - a link without a spec delivers at once, at every size', (t) => {
  t.deepEqual(network().arrivals(A, B, 70, 1_000_000), [70]);
});

test('network - latency is within its range, and all of the range is used', (t) => {
  const net = network({ latencyMsMin: 3, latencyMsMax: 6, ordered: false });
  const delays = new Set(sent(net, 200).map(([arrival], at) => (arrival as number) - at));
  t.deepEqual([...delays].sort(), [3, 4, 5, 6]);
});

test('network - a maximum below the minimum means the minimum', (t) => {
  t.deepEqual(network({ latencyMsMin: 9, latencyMsMax: 2 }).arrivals(A, B, 0, 1), [9]);
});

test('network - an ordered link never lets a message overtake, an unordered one does', (t) => {
  const overtaken = (ordered: boolean): boolean => {
    const all = sent(network({ latencyMsMax: 50, ordered }), 200).map(([at]) => at as number);
    return all.some((arrival, i) => i > 0 && arrival < (all[i - 1] as number));
  };
  t.false(overtaken(true));
  t.true(overtaken(false));
});

test('network - loses about the stated share of messages', (t) => {
  const lost = sent(network({ loss: { of: 1, in: 4 } }), 4_000).filter((at) => at.length === 0);
  t.true(lost.length > 880 && lost.length < 1_120, String(lost.length));
  t.is(sent(network({ loss: { of: 1, in: 1 } }), 50).flat().length, 0);
});

test('network - duplicates about the stated share of messages, the copy never before the sending', (t) => {
  const net = network({ duplicate: { of: 1, in: 4 }, latencyMsMax: 30, ordered: false });
  const all = sent(net, 4_000);
  const doubled = all.filter((at) => at.length === 2).length;
  t.true(doubled > 880 && doubled < 1_120, String(doubled));
  all.forEach((arrivals, at) => {
    for (const arrival of arrivals) t.true(arrival >= at && arrival <= at + 30);
  });
});

test('network - a message takes time by its size, and one beyond the limit never arrives', (t) => {
  const net = network({ latencyMsMin: 5, msPerUnit: 2, sizeUnitsMax: 10 });
  t.deepEqual(net.arrivals(A, B, 100, 10), [125]);
  t.deepEqual(net.arrivals(A, B, 200, 11), []);
});

test('network - a partition cuts one direction of one link until it ends', (t) => {
  const net = network();
  net.partition(A, B, 1);
  t.deepEqual(net.arrivals(A, B, 0, 1), []);
  t.deepEqual(net.arrivals(B, A, 0, 1), [0]);
  t.deepEqual(net.arrivals(A, C, 0, 1), [0]);
  net.partition(A, B, -1);
  t.deepEqual(net.arrivals(A, B, 5, 1), [5]);
});

test('network - a link cut twice is whole again when both cuts have ended', (t) => {
  const net = network();
  net.partition(A, B, 1);
  net.partition(A, B, 1);
  net.partition(A, B, -1);
  t.deepEqual(net.arrivals(A, B, 0, 1), []);
  net.partition(A, B, -1);
  t.deepEqual(net.arrivals(A, B, 0, 1), [0]);
  net.partition(A, B, -1);
  net.partition(A, B, 1);
  t.deepEqual(net.arrivals(A, B, 0, 1), []);
});

test('network - once healed, it loses, duplicates, delays and refuses nothing', (t) => {
  const bad: LinkSpec = {
    latencyMsMin: 2,
    latencyMsMax: 90,
    loss: { of: 1, in: 1 },
    duplicate: { of: 1, in: 1 },
    msPerUnit: 100,
    sizeUnitsMax: 1,
  };
  const net = network(bad);
  net.partition(A, B, 1);
  net.heal();
  t.deepEqual(net.arrivals(A, B, 10, 50), [12]);
});

test('network - once healed, an ordered link still keeps its order', (t) => {
  const net = network({ latencyMsMin: 1, latencyMsMax: 80 }, {}, 3);
  const before = Math.max(...sent(net, 40).flat());
  net.heal();
  t.deepEqual(net.arrivals(A, B, 40, 1), [Math.max(before, 41)]);
});

test('network - a link can differ from the rest, by name and direction', (t) => {
  const net = network({ latencyMsMin: 1 }, { 'a→b': { latencyMsMin: 40 } });
  t.deepEqual(net.arrivals(A, B, 0, 1), [40]);
  t.deepEqual(net.arrivals(B, A, 0, 1), [1]);
});

test('network - traffic on one link disturbs no draw of another', (t) => {
  const link: LinkSpec = {
    latencyMsMax: 1_000,
    loss: { of: 1, in: 3 },
    duplicate: { of: 1, in: 3 },
    ordered: false,
  };
  holds(
    t,
    200,
    fc.property(fc.integer(), fc.array(fc.boolean(), { maxLength: 40 }), (seed, others) => {
      const alone = sent(network(link, {}, seed), others.length);
      const busy = network(link, {}, seed);
      const mingled = others.map((other, at) => {
        if (other) busy.arrivals(A, C, at, 1);
        if (other) busy.arrivals(B, A, at, 1);
        return busy.arrivals(A, B, at, 1);
      });
      assert.deepEqual(mingled, alone);
    }),
  );
});
