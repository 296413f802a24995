import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { UNQUEUED } from './queued-event.js';
import type { TimerEvent } from './queued-event.js';
import { TimerSet } from './timer-set.js';

const entryOf = (timer: string, armed: number): TimerEvent => ({
  kind: 'timer',
  node: 0,
  timer,
  nameHash: 0,
  on: 'wall',
  due: 0,
  armed,
  status: UNQUEUED,
  dead: false,
});

test('timer-set - behaves as a map by name, at every number of names', (t) => {
  const name = fc.integer({ min: 0, max: 19 }).map((number) => `timer-${String(number)}`);
  const acts = fc.array(
    fc.oneof(
      { weight: 30, arbitrary: fc.record({ act: fc.constant('set'), name }) },
      { weight: 6, arbitrary: fc.record({ act: fc.constant('delete'), name }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('clear', 'look'), name }) },
    ),
    { minLength: 20, maxLength: 100 },
  );
  let largest = 0;
  holds(
    t,
    500,
    fc.property(acts, (list) => {
      const set = new TimerSet();
      const map = new Map<string, TimerEvent>();
      list.forEach(({ act, name: timer }, armed) => {
        if (act === 'set') {
          const entry = entryOf(timer, armed);
          set.set(entry);
          map.set(timer, entry);
        } else if (act === 'delete') {
          set.delete(timer);
          map.delete(timer);
        } else if (act === 'clear') {
          set.clear();
          map.clear();
        }
        largest = Math.max(largest, map.size);
        assert.equal(set.size, map.size);
        assert.equal(set.get(timer), map.get(timer));
        assert.deepEqual(set.all(), [...map.values()]);
      });
    }),
  );
  t.true(largest > 12, 'list and map were both used');
});
