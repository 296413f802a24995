/** Properties that only some variants are judged by, on fates that are made here. */
import test from 'ava';
import type { Fates } from './fates.js';
import { HOT_LOOP } from '../../models/rules/hot-loop.js';
import { furtherViolations } from './further.js';
import type { Fate } from './verdict.js';

const fatesOf = (fates: Readonly<Record<number, Fate>>): Fates => ({
  uncounted: Object.entries(fates).map(([record, fate]) => ({ record: Number(record), fate })),
  totals: {} as Fates['totals'],
});

const meteredOf = (...records: readonly number[]): ReadonlyMap<number, true> =>
  new Map(records.map((record) => [record, true]));

const LOST = {
  1: 'destroyed',
  2: 'stranded',
  3: 'lost-reported',
  4: 'excused',
  5: 'pending',
} as const;

test('clocks - what right clocks deliver is lost to a clock, by its fate', (t) => {
  const violations = furtherViolations(
    ['clock-innocent'],
    { fates: fatesOf(LOST), marks: new Map() },
    () => ({ metered: meteredOf(1, 2, 3, 4, 5), fates: fatesOf({}) }),
  );
  t.deepEqual(
    violations.map(({ property, fate, records, kind }) => [property, fate, records, kind]),
    [
      ['clock-innocent', 'destroyed', [1], 'violation'],
      ['clock-innocent', 'stranded', [2], 'violation'],
      ['clock-innocent', 'lost-reported', [3], 'violation'],
    ],
  );
});

test('clocks - what right clocks lose too, or never meter, is no loss to a clock', (t) => {
  const lostBy = (metered: readonly number[], fates: Readonly<Record<number, Fate>>) =>
    furtherViolations(['clock-innocent'], { fates: fatesOf(LOST), marks: new Map() }, () => ({
      metered: meteredOf(...metered),
      fates: fatesOf(fates),
    })).flatMap(({ records }) => records);
  for (const fate of ['destroyed', 'stranded', 'lost-reported', 'excused', 'pending'] as const)
    t.deepEqual(lostBy([1, 2, 3], { 1: fate }), [2, 3], fate);
  for (const fate of ['misdated', 'duplicated', 'phantom'] as const)
    t.deepEqual(lostBy([1, 2, 3], { 1: fate }), [1, 2, 3], fate);
  t.deepEqual(lostBy([1, 3], {}), [1, 3]);
});

test('clocks - the other run is played only if something was lost, and clocks may be right already', (t) => {
  let played = 0;
  const rightRun = (): undefined => {
    played += 1;
    return undefined;
  };
  const judged = (fates: Readonly<Record<number, Fate>>) => ({
    fates: fatesOf(fates),
    marks: new Map(),
  });
  t.deepEqual(furtherViolations(['clock-innocent'], judged({ 4: 'excused' }), rightRun), []);
  t.is(played, 0);
  t.deepEqual(furtherViolations([], judged(LOST), rightRun), []);
  t.is(played, 0);
  t.deepEqual(furtherViolations(['clock-innocent'], judged(LOST), rightRun), []);
  t.is(played, 1);
});

test('hot loops - are judged where a variant says so, and then nothing else is', (t) => {
  const spinning = { fates: fatesOf(LOST), marks: new Map([[HOT_LOOP, 2]]) };
  const right = () => ({ metered: meteredOf(1), fates: fatesOf({}) });
  const [loop, ...others] = furtherViolations(['clock-innocent', 'no-hot-loop'], spinning, right);
  t.deepEqual(others, []);
  t.like(loop, { property: 'no-hot-loop', fate: 'pending', count: 0, kind: 'violation' });
  t.is(loop?.detail, '2 process(es) ran without a pause');
  const [clock] = furtherViolations(['clock-innocent'], spinning, right);
  t.is(clock?.property, 'clock-innocent');
  t.deepEqual(furtherViolations(['no-hot-loop'], { ...spinning, marks: new Map() }, right), []);
});
