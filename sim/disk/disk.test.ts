import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { Disk } from './disk.js';
import { TORN } from '../model/node.js';
import { Stream } from '../model/random.js';
import { Seq } from '../model/seq.js';

const stream = (seed = 1): Stream => new Stream(seed, 'disk');
const read = (disk: Disk, file = 'f'): unknown[] => disk.contents()[file]?.toArray() ?? [];
const appendAll = (disk: Disk, entries: readonly unknown[]): void => {
  for (const entry of entries) disk.append('f', entry);
};
/** Performs a sync of zero latency. */
const sync = (disk: Disk, file = 'f'): void => {
  disk.synced(file, disk.contentOf(file));
};

/** A disk with one synced entry and two unsynced ones. */
function halfSynced(): Disk {
  const disk = new Disk();
  appendAll(disk, [1]);
  sync(disk);
  appendAll(disk, [2, 3]);
  return disk;
}

test('disk - a process crash loses nothing that was written', (t) => {
  const disk = halfSynced();
  disk.crash('process', stream());
  t.deepEqual(read(disk), [1, 2, 3]);
  // The entries are durable: the page cache has been written out before the next power failure.
  disk.crash('power', stream());
  t.deepEqual(read(disk), [1, 2, 3]);
});

test('disk - a power failure keeps only what was synced', (t) => {
  const disk = halfSynced();
  disk.crash('power', stream());
  t.deepEqual(read(disk), [1]);
});

test('disk - a torn crash keeps what was synced, a part of the rest, and half an entry', (t) => {
  const outcomes = new Set<string>();
  for (let seed = 0; seed < 30; seed += 1) {
    const disk = halfSynced();
    disk.crash('torn', stream(seed));
    outcomes.add(JSON.stringify(read(disk)));
  }
  const torn = JSON.stringify(TORN);
  t.deepEqual([...outcomes].sort(), [`[1,2,${torn}]`, `[1,${torn}]`]);
});

test('disk - a torn crash tears nothing when everything was synced', (t) => {
  const disk = halfSynced();
  sync(disk);
  disk.crash('torn', stream());
  t.deepEqual(read(disk), [1, 2, 3]);
});

test('disk - a crash is final: lost and torn entries do not come back at the next crash', (t) => {
  const disk = halfSynced();
  disk.crash('torn', stream());
  const left = read(disk);
  disk.crash('torn', stream(2));
  disk.crash('power', stream());
  t.deepEqual(read(disk), left);
});

test('disk - a sync makes the content durable that the file held when it began', (t) => {
  const disk = new Disk();
  appendAll(disk, [1]);
  const begun = disk.contentOf('f');
  appendAll(disk, [2]);
  disk.synced('f', begun);
  t.deepEqual(read(disk), [1, 2]);
  disk.crash('power', stream());
  t.deepEqual(read(disk), [1]);
});

test('disk - an entry appended while a sync was pending can still be torn', (t) => {
  const disk = new Disk();
  appendAll(disk, [1]);
  const begun = disk.contentOf('f');
  appendAll(disk, [2]);
  disk.synced('f', begun);
  disk.crash('torn', stream());
  t.deepEqual(read(disk), [1, TORN]);
});

test('disk - a file rewritten and not synced goes back whole: replacing is atomic', (t) => {
  for (const severity of ['power', 'torn'] as const) {
    const disk = new Disk();
    appendAll(disk, [1, 2]);
    sync(disk);
    disk.write('f', Seq.of([9]));
    appendAll(disk, [10]);
    t.deepEqual(read(disk), [9, 10]);
    disk.crash(severity, stream());
    t.deepEqual(read(disk), [1, 2]);
  }
});

test('disk - truncation drops the front, and is undone by a crash before it is synced', (t) => {
  const disk = new Disk();
  appendAll(disk, [1, 2, 3]);
  sync(disk);
  disk.truncate('f', 2);
  t.deepEqual(read(disk), [3]);
  disk.crash('power', stream());
  t.deepEqual(read(disk), [1, 2, 3]);
  disk.truncate('f', 2);
  sync(disk);
  disk.crash('power', stream());
  t.deepEqual(read(disk), [3]);
});

test('disk - a removed file comes back after a power failure unless the removal was synced', (t) => {
  const disk = new Disk();
  appendAll(disk, [1]);
  sync(disk);
  disk.remove('f');
  t.deepEqual(read(disk), []);
  disk.crash('power', stream());
  t.deepEqual(read(disk), [1]);
  disk.remove('f');
  sync(disk);
  disk.crash('power', stream());
  t.deepEqual(read(disk), []);
});

test('disk - a flush makes every file durable', (t) => {
  const disk = new Disk();
  disk.append('f', 1);
  disk.append('g', 2);
  disk.flush();
  disk.crash('power', stream());
  t.deepEqual([read(disk, 'f'), read(disk, 'g')], [[1], [2]]);
});

test('disk - a sync of one file leaves the others as they are', (t) => {
  const disk = new Disk();
  disk.append('f', 1);
  disk.append('g', 2);
  sync(disk, 'f');
  disk.crash('power', stream());
  t.deepEqual([read(disk, 'f'), read(disk, 'g')], [[1], []]);
});

test('disk - a full disk accepts no entry, but replaces and truncates files', (t) => {
  const disk = halfSynced();
  disk.fill(1);
  t.false(disk.append('f', 4));
  t.deepEqual(read(disk), [1, 2, 3]);
  disk.truncate('f', 1);
  disk.write('g', Seq.of(['small']));
  t.deepEqual([read(disk), read(disk, 'g')], [[2, 3], ['small']]);
  disk.fill(-1);
  t.true(disk.append('f', 4));
});

test('disk - a disk filled twice is full until both causes are gone, or it is healed', (t) => {
  const disk = new Disk();
  disk.fill(1);
  disk.fill(1);
  disk.fill(-1);
  t.true(disk.full);
  disk.fill(-1);
  t.false(disk.full);
  disk.fill(-1);
  disk.fill(1);
  t.true(disk.full);
  disk.fill(1);
  disk.heal();
  t.false(disk.full);
});

test('disk - a snapshot holds the durable content, and is restored as durable', (t) => {
  const disk = halfSynced();
  const copy = disk.snapshot();
  disk.append('other', 1);
  sync(disk);
  disk.restore(copy);
  t.deepEqual(disk.contents(), { f: Seq.of([1]) });
  disk.crash('power', stream());
  t.deepEqual(read(disk), [1]);
  appendAll(disk, [5]);
  disk.restore(copy);
  t.deepEqual(read(disk), [1]);
});

test('disk - a wiped disk is empty', (t) => {
  const disk = halfSynced();
  disk.wipe();
  t.deepEqual(disk.contents(), {});
});

test('disk - a file never written reads as empty and can be synced', (t) => {
  const disk = new Disk();
  sync(disk, 'none');
  t.deepEqual(disk.contentOf('none').toArray(), []);
});

type Op =
  | { readonly kind: 'append' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'truncate'; readonly count: number }
  | { readonly kind: 'crash'; readonly severity: 'process' | 'power' | 'torn' };

const ops: fc.Arbitrary<Op[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('begin' as const, 'end' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('truncate' as const), count: fc.nat({ max: 4 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('crash' as const),
        severity: fc.constantFrom('process' as const, 'power' as const, 'torn' as const),
      }),
    },
  ),
  { maxLength: 40 },
);

test('disk - in every order of writes, syncs and crashes, a crash loses no synced entry', (t) => {
  holds(
    t,
    500,
    fc.property(ops, fc.integer(), (steps, seed) => {
      const disk = new Disk();
      const random = stream(seed);
      /** The model: the array that a process reads, and the array that would survive. */
      let current: unknown[] = [];
      let durable: unknown[] = [];
      let begun: { content: Seq<unknown>; copy: unknown[] } | undefined;
      steps.forEach((op, i) => {
        if (op.kind === 'append') {
          disk.append('f', i);
          current = [...current, i];
        } else if (op.kind === 'truncate') {
          disk.truncate('f', op.count);
          current = current.slice(op.count);
        } else if (op.kind === 'remove') {
          disk.remove('f');
          current = [];
        } else if (op.kind === 'begin') {
          begun = { content: disk.contentOf('f'), copy: current };
        } else if (op.kind === 'end') {
          if (begun === undefined) return;
          disk.synced('f', begun.content);
          durable = begun.copy;
          begun = undefined;
        } else {
          disk.crash(op.severity, random);
          const found = read(disk);
          if (op.severity === 'process') assert.deepEqual(found, current);
          else if (op.severity === 'power' || found.length === durable.length)
            assert.deepEqual(found, durable);
          else {
            // Torn: everything durable, then a part of the unsynced entries, then half an entry.
            assert.deepEqual(found.slice(0, durable.length), durable);
            assert.ok(found.length <= current.length);
            const whole = found.length > durable.length ? found.slice(0, -1) : found;
            assert.deepEqual(whole, current.slice(0, whole.length));
          }
          current = found;
          durable = found;
          begun = undefined;
        }
        assert.deepEqual(read(disk), current);
      });
    }),
  );
});
