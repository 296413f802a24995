/** The history of machines, each span at both of its edges. */
import test from 'ava';
import type { Fault } from '../../sim/world/fault.js';
import { isReplaced, MachineHistory, replacesDisk } from './machine-history.js';

const wipe = (node = 'a'): Fault => ({ kind: 'wipe', at: 0, node });
const snapshot = (node = 'a'): Fault => ({ kind: 'snapshot', at: 0, node });
const restore = (node = 'a'): Fault => ({ kind: 'restore', at: 0, node });

/** A history in which these faults happened at these times. */
function after(...faults: readonly (readonly [number, Fault])[]): MachineHistory {
  const machines = new MachineHistory();
  for (const [atMs, fault] of faults) machines.incident(atMs, { kind: 'fault', fault });
  return machines;
}

test('machines - a wipe and a restore replace a disk, of their node alone', (t) => {
  t.deepEqual([wipe(), snapshot(), restore()].map(replacesDisk), [true, false, true]);
  const some = isReplaced([wipe('a'), snapshot('b'), restore('c')]);
  t.deepEqual(['a', 'b', 'c', 'd'].map(some), [true, false, true, false]);
  t.true(isReplaced(undefined)('a'));
  t.false(isReplaced([])('a'));
});

test('machines - a replacement states its number, and from when its data may be', (t) => {
  const machines = new MachineHistory();
  const at = (ms: number, fault: Fault) => machines.incident(ms, { kind: 'fault', fault });
  t.is(at(5, restore()), undefined);
  t.is(at(6, snapshot()), undefined);
  const node = 'a';
  t.deepEqual(at(9, restore()), { node, number: 0, atMs: 9, imageMs: 6, restored: true });
  t.deepEqual(at(12, wipe()), { node, number: 1, atMs: 12, imageMs: 9, restored: false });
  t.deepEqual(at(15, restore()), { node, number: 2, atMs: 15, imageMs: 12, restored: true });
  const first = { node, number: 0, atMs: 9, imageMs: 6, restored: true };
  t.is(machines.nextReplacementMs(first), 12);
  t.is(machines.nextReplacementMs({ ...first, number: 1 }), 15);
  t.is(machines.nextReplacementMs({ ...first, number: 2 }), Infinity);
  t.is(machines.nextReplacementMs({ ...first, node: 'b' }), Infinity);
  t.true(machines.replacedAfter('a', 14));
  t.false(machines.replacedAfter('a', 15));
  t.false(machines.replacedAfter('b', 0));
});

test('machines - a disk may have refused what was written while it was full, both edges included', (t) => {
  const full = after([10, { kind: 'disk-full', at: 10, node: 'a', forMs: 5 }]);
  t.deepEqual(
    [9, 10, 15, 16].map((ms) => full.mayHaveRefused('a', ms)),
    [false, true, true, false],
  );
  t.false(full.mayHaveRefused('b', 12));
  t.false(after([10, wipe()]).mayHaveRefused('a', 10));
  const never = after([10, { kind: 'disk-full', at: 10, node: 'a', forMs: -5 }]);
  t.deepEqual(
    [9, 10, 11].map((ms) => never.mayHaveRefused('a', ms)),
    [false, true, false],
  );
});

test('machines - a sync ends when the machine resumes, if it sleeps at that moment', (t) => {
  const machines = new MachineHistory();
  machines.incident(10, { kind: 'down', node: 'a', why: 'suspend' });
  t.is(machines.durableAtMs('a', 5, 4), 9);
  t.is(machines.durableAtMs('a', 5, 5), Infinity);
  machines.incident(20, { kind: 'up', node: 'a', why: 'resume' });
  machines.incident(20, { kind: 'down', node: 'a', why: 'suspend' });
  machines.incident(30, { kind: 'up', node: 'a', why: 'resume' });
  machines.incident(40, { kind: 'down', node: 'a', why: 'crash' });
  t.is(machines.durableAtMs('a', 5, 4), 9);
  t.is(machines.durableAtMs('a', 5, 5), 30);
  t.is(machines.durableAtMs('a', 30, 0), 30);
  t.is(machines.durableAtMs('a', 30, 1), 31);
  t.is(machines.durableAtMs('a', 40, 7), 47);
  t.is(machines.durableAtMs('b', 15, 0), 15);
});
