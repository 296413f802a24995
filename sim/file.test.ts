import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from './_holds.test.js';
import { File } from './file.js';
import { Seq } from './seq.js';

/** A file as it would be written with sequences and nothing else: what `File` has to be like. */
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
    if (this.current === content) this.appended = 0;
    else if (this.appended >= 0) this.appended = Math.max(0, this.current.length - content.length);
  }

  flush(): void {
    this.durable = this.current;
    this.appended = 0;
  }

  lose(): void {
    this.current = this.durable;
    this.appended = 0;
  }
}

type Act =
  | { readonly kind: 'append' | 'drop'; readonly count: number }
  | { readonly kind: 'read' | 'write-new' | 'write-back' | 'sync' | 'end' | 'flush' | 'lose' };

const acts = fc.array(
  fc.oneof<fc.WeightedArbitrary<Act>[]>(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('append'), count: fc.constant(1) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('drop'), count: fc.nat({ max: 3 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'end') }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('read', 'write-back') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('write-new', 'flush', 'lose') }) },
  ),
  { maxLength: 120 },
);

test('file - it is what sequences would make of it, and what was made for a sync may be forgotten', (t) => {
  holds(
    t,
    2_000,
    fc.property(acts, fc.boolean(), (list, forgets) => {
      const [file, plain] = [new File('log'), new Plain()];
      /** Syncs under way, and what a model has been shown: the sequence of each side. */
      let underWay: (readonly [Seq<unknown>, Seq<unknown>])[] = [];
      const shown: (readonly [Seq<unknown>, Seq<unknown>])[] = [];
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
            file.synced(first[0]);
            if (forgets) file.forgetSynced();
            plain.synced(first[1]);
            break;
          }
          case 'flush':
          case 'lose':
            // The machine went down: what was under way is void.
            underWay = [];
            file[act.kind]();
            plain[act.kind]();
        }
        assert.equal(file.appended, plain.appended);
        // Looking is showing, so it is done only now and then, and never where it could help.
        if (number % 7 !== 0) return;
        shown.push([file.current, plain.current]);
        assert.deepEqual(file.current.toArray(), plain.current.toArray());
        assert.deepEqual(file.durable.toArray(), plain.durable.toArray());
      });
      assert.deepEqual(file.current.toArray(), plain.current.toArray());
      assert.deepEqual(file.durable.toArray(), plain.durable.toArray());
    }),
  );
});

test('file - what a model has seen stays the same sequence after a sync', (t) => {
  const file = new File('log');
  file.append(1);
  const seen = file.current;
  file.synced(file.contentToSync());
  file.forgetSynced();
  // A second sync is under way when the model writes back what it has.
  const content = file.contentToSync();
  file.write(seen);
  file.synced(content);
  t.is(content, seen);
  t.is(file.appended, 0);
});

test('file - a short log that moves on for ever stays short', (t) => {
  const file = new File('log');
  file.append(0);
  for (let entry = 1; entry < 10_000; entry += 1) {
    file.append(entry);
    file.drop(1);
    const content = file.contentToSync();
    file.synced(content);
    file.forgetSynced();
    t.true(Seq.placeOf(content).backing.items.length < 30);
  }
  t.deepEqual(file.current.toArray(), [9_999]);
});
