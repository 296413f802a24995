/** Tracers in values: in which fields they count, and in which lists. */
import test from 'ava';
import { Seq } from '../../sim/model/seq.js';
import { eachTracer, holdsTracer, isUseOf } from './tracers.js';

const FIELDS = { record: ['id'], records: ['ids'], accounts: ['gone'] };

test('tracers - a copy has its tracer in a field of its own, or in a list', (t) => {
  const holds = (value: unknown): boolean => holdsTracer(value, 7, FIELDS);
  for (const value of [
    { id: 7 },
    { deep: [{ id: 7 }] },
    { ids: [6, 7] },
    { ids: Seq.of([6, 7]) },
    Seq.of([{ id: 7 }]),
    { ids: [{ id: 7 }] },
  ])
    t.true(holds(value), JSON.stringify(value));
  for (const value of [
    ...[7, null, undefined, '7', {}],
    ...[{ id: 8 }, { other: 7 }, { other: [7] }, { ids: [6, 8] }, { ids: Seq.of([8]) }],
    ...[{ id: [7] }, { ids: 7 }, [7], Seq.of([7])],
  ])
    t.false(holds(value), JSON.stringify(value));
});

test('tracers - all of a value are visited, those of lists among them', (t) => {
  const seen: number[] = [];
  const value = { id: 1, a: { ids: [2, 3], b: Seq.of([{ id: 4 }]) }, other: 5, ids: Seq.of([6]) };
  eachTracer(value, (tracer) => seen.push(tracer), FIELDS);
  t.deepEqual([...seen].sort(), [1, 2, 3, 4, 6]);
});

test('tracers - an input is the use of the record in one of its own fields', (t) => {
  t.true(isUseOf({ id: 7 }, 7, FIELDS));
  t.false(isUseOf({ id: 8 }, 7, FIELDS));
  t.false(isUseOf({ other: 7 }, 7, FIELDS));
  t.false(isUseOf({ deep: { id: 7 } }, 7, FIELDS));
  for (const input of [7, null, undefined, 'id']) t.false(isUseOf(input, 7, FIELDS));
  t.true(isUseOf({ b: 7 }, 7, { ...FIELDS, record: ['a', 'b'] }));
});
