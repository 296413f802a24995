import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { File } from './file.js';
import { Seq } from '../model/seq.js';

/** Two sequences of one content; empty ones are all equal. */
function samePlace(a: Seq<unknown>, b: Seq<unknown>): boolean {
  const [one, other] = [Seq.placeOf(a), Seq.placeOf(b)];
  return one.backing === other.backing && one.from === other.from && one.to === other.to;
}

/** The reference for `File`: a file written with sequences and nothing else. */
class Plain {
  durable = Seq.empty<unknown>();
  current = this.durable;
  appended = 0;

  append(entry: unknown): void {
    this.current = this.current.push(entry);
    if (this.appended >= 0) this.appended += 1;
  }

  write(entries: Seq<unknown>): void {
    this.current = entries;
    this.appended = -1;
  }

  drop(count: number): void {
    this.write(this.current.drop(count));
  }

  synced(content: Seq<unknown>): void {
    this.durable = content;
    if (samePlace(this.current, content)) this.appended = 0;
    else if (this.appended >= 0) this.appended = Math.max(0, this.current.length - content.length);
  }

  flush(): void {
    this.durable = this.current;
    this.appended = 0;
  }

  revert(): void {
    this.current = this.durable;
    this.appended = 0;
  }
}

type Act =
  | { readonly kind: 'append' | 'drop'; readonly count: number }
  | { readonly kind: 'read' | 'write-new' | 'write-back' | 'sync' | 'end' | 'flush' | 'revert' };

const acts = fc.array(
  fc.oneof<fc.WeightedArbitrary<Act>[]>(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('append'), count: fc.constant(1) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('drop'), count: fc.nat({ max: 3 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'end') }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('read', 'write-back') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('write-new', 'flush', 'revert') }) },
  ),
  { maxLength: 120 },
);

/** A log that grows at its end, is dropped from its front, and is seldom read. */
const upkeep = fc.array(
  fc.oneof<fc.WeightedArbitrary<Act>[]>(
    { weight: 60, arbitrary: fc.record({ kind: fc.constant('append'), count: fc.constant(1) }) },
    {
      weight: 40,
      arbitrary: fc.record({ kind: fc.constant('drop'), count: fc.integer({ min: 1, max: 2 }) }),
    },
    { weight: 40, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'end') }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constantFrom('read', 'write-back', 'flush', 'revert') }),
    },
  ),
  { minLength: 60, maxLength: 250 },
);

type Both = readonly [own: Seq<unknown>, reference: Seq<unknown>];

function sameContent([own, reference]: Both): void {
  assert.deepEqual(own.toArray(), reference.toArray());
}

/**
 * Plays the acts on a `File` and on the reference.
 * @param lookEvery number of acts after which a model reads the content; 0: only where an act reads it
 */
function playedOnBoth(list: readonly Act[], settles: boolean, lookEvery: number): void {
  const [file, plain] = [new File('log'), new Plain()];
  /** Pending syncs, and the content read by the model: a pair of sequences each. */
  let underWay: Both[] = [];
  const shown: Both[] = [];
  list.forEach((act, number) => {
    switch (act.kind) {
      case 'append':
        file.append(number);
        plain.append(number);
        break;
      case 'drop':
        file.drop(act.count);
        plain.drop(act.count);
        break;
      case 'read':
        shown.push([file.current, plain.current]);
        break;
      case 'write-new': {
        const entries = Seq.of<unknown>([number, number]);
        file.write(entries);
        plain.write(entries);
        break;
      }
      case 'write-back': {
        const [own, reference] = shown.at(-1) ?? [];
        if (own === undefined || reference === undefined) return;
        file.write(own);
        plain.write(reference);
        break;
      }
      case 'sync':
        underWay.push([file.contentToSync(), plain.current]);
        break;
      case 'end': {
        const [first, ...others] = underWay;
        if (first === undefined) return;
        underWay = others;
        sameContent(first);
        file[settles ? 'settled' : 'synced'](first[0]);
        plain.synced(first[1]);
        break;
      }
      case 'flush':
      case 'revert':
        // The machine went down: pending syncs are void.
        underWay = [];
        file[act.kind]();
        plain[act.kind]();
    }
    assert.equal(file.appended, plain.appended);
    // Reading makes a sequence, so it is done only now and then, and never where it could help.
    if (lookEvery === 0 || number % lookEvery !== 0) return;
    shown.push([file.current, plain.current]);
    sameContent([file.current, plain.current]);
    sameContent([file.durable, plain.durable]);
  });
  sameContent([file.durable, plain.durable]);
  sameContent([file.current, plain.current]);
  // A sequence that was read never changes.
  shown.forEach(sameContent);
}

test('file - behaves as a file of sequences, also while a sync holds its content', (t) => {
  const settles = fc.boolean();
  holds(
    t,
    2_000,
    fc.property(acts, settles, (list, does) => {
      playedOnBoth(list, does, 7);
    }),
  );
});

test('file - a log that moves within its array reads the same', (t) => {
  const settles = fc.boolean();
  const looks = fc.constantFrom(0, 0, 41);
  holds(t, 1_000, fc.property(upkeep, settles, looks, playedOnBoth));
});

test('file - a sequence read by a model stays the same after a sync', (t) => {
  const file = new File('log');
  file.append(1);
  const seen = file.current;
  file.settled(file.contentToSync());
  // A second sync is pending when the model writes back its sequence.
  const content = file.contentToSync();
  file.write(seen);
  file.synced(content);
  t.is(content, seen);
  t.is(file.appended, 0);
});

test('file - a short log that moves on without end stays short, and in one array', (t) => {
  const file = new File('log');
  file.append(0);
  const arrays = new Set<unknown>();
  for (let entry = 1; entry < 10_000; entry += 1) {
    file.append(entry);
    file.drop(1);
    const content = file.contentToSync();
    const { items } = Seq.placeOf(content).backing;
    arrays.add(items);
    t.true(items.length < 30);
    file.settled(content);
  }
  t.is(arrays.size, 1);
  t.deepEqual(file.current.toArray(), [9_999]);
});
