/** The deciding line of a program on a terminal, with the operands of the worked examples. */
import test from 'ava';
import type {
  StoryDecision,
  StoryMoment,
  StorySide,
  StorySource,
} from '../../properties/explain/story-types.js';
import { codeText } from './code-line.js';

/** 2026-03-01 12:00:00 UTC. */
const EPOCH_MS = 1_772_366_400_000;

const at = (atMs: number): StoryMoment => ({
  ...{ step: 7, atMs, node: 'agent-1', localMs: EPOCH_MS + atMs, what: 'flush' },
});

const side = (name: string, value: number, more: Partial<StorySide> = {}): StorySide => ({
  ...{ name, value, quantity: 'duration' },
  ...more,
});

const SOURCE: StorySource = {
  ...{ file: 'workbox-background-sync/Queue.js', line: 276, column: 11, confirmed: true },
  ...{ program: 'workbox-background-sync@7.4.1', place: 'Queue.js:276' },
  text: 'now - entry.timestamp > maxRetentionTimeInMs',
};

const DAY = 86_400_000;

const decision = (more: Partial<StoryDecision> = {}): StoryDecision => ({
  ...{ moment: at(600_000), name: 'Queue.js:276  …', comparison: '>', held: true, outcome: '' },
  left: side('now - entry.timestamp', DAY + 1, {
    reads: [
      {
        ...{ name: 'entry.timestamp', place: 'Queue.js:221', clock: 'wall', moment: at(300_099) },
        ...{ value: EPOCH_MS + 300_099, passing: EPOCH_MS + 300_099 },
      },
    ],
  }),
  right: side('maxRetentionTimeInMs', DAY),
  passing: { left: { value: DAY }, right: { value: DAY }, held: false },
  source: SOURCE,
  ...more,
});

const linesOf = (one: StoryDecision, width = 80): readonly string[] =>
  codeText({ fate: 'destroyed', decision: one }, EPOCH_MS, { colour: false, width })?.split('\n') ??
  [];

test('code line - the line, both operands in both runs, and where the clock was read', (t) => {
  t.deepEqual(linesOf(decision()), [
    'LOST  destroyed, not reported                      workbox-background-sync@7.4.1',
    '  Queue.js:276   now - entry.timestamp > maxRetentionTimeInMs',
    '  losing   86,400,001 > 86,400,000 ms  (1 d 0.001 s > 1 d)',
    '  passing  86,400,000 > 86,400,000 ms  (1 d > 1 d)',
    '  entry.timestamp  read 2026-03-01 12:05:00.099 (its own clock) at Queue.js:221',
  ]);
});

test('code line - counts of both runs share a line; dates are dates; texts are quoted', (t) => {
  const counts = decision({
    left: side('attempts', 5, { quantity: 'count' }),
    right: side('4', 4, { quantity: 'count' }),
    passing: { left: { value: 4 }, right: { value: 4 }, held: false },
  });
  t.is(linesOf(counts)[2], '  losing  5 > 4      passing  4 > 4');
  const dates = decision({
    left: side('now', EPOCH_MS + 1, { quantity: 'date' }),
    right: side('until', EPOCH_MS, { quantity: 'date' }),
    passing: { left: { value: EPOCH_MS }, right: { value: EPOCH_MS }, held: false },
  });
  t.deepEqual(linesOf(dates).slice(2, 4), [
    '  losing   2026-03-01 12:00:00.001 > 2026-03-01 12:00:00.000',
    '  passing  2026-03-01 12:00:00.000 > 2026-03-01 12:00:00.000',
  ]);
  const texts = decision({
    left: side('today', 0, { quantity: 'count', text: '2026-03-02' }),
    right: side('day', 0, { quantity: 'count', text: '2026-03-01' }),
    passing: { left: { value: 0, text: '2026-03-01' }, right: { value: 0 }, held: false },
  });
  t.is(linesOf(texts)[2], '  losing  "2026-03-02" > "2026-03-01"      passing  "2026-03-01" > 0');
});

test('code line - a test without a comparison, not confirmed, with the last clock read', (t) => {
  const tested = decision({
    comparison: '=',
    left: side('open.has(hours)', 0, { quantity: 'count' }),
    right: side('true', 1, { quantity: 'count' }),
    passing: { left: { value: 1 }, right: { value: 1 }, held: true },
    source: {
      ...SOURCE,
      confirmed: false,
      lastRead: {
        ...{ words: 'wall clock at Queue.js:200', clock: 'wall', moment: at(600_000) },
        ...{ losing: EPOCH_MS, passing: EPOCH_MS - 1 },
      },
    },
  });
  t.deepEqual(linesOf(tested).slice(2), [
    '  losing  not true      passing  true',
    '  last clock read before: wall clock at Queue.js:200, 2026-03-01 12:00:00.000,',
    '                          true time 2026-03-01 12:10:00.000',
    '  not confirmed: with this comparison alone the other way the run still ends so',
  ]);
});

test('code line - every line fits a terminal of 80 columns', (t) => {
  const long = decision({
    source: {
      ...SOURCE,
      place: 'some/folder/of/a/package/with/a/long/name.ts:1234',
      text: 'this.clock.now() - this.queue.entries[index].createdAt > this.options.maximumAge',
    },
  });
  for (const line of linesOf(long)) t.true(line.length <= 80, line);
});

test('code line - no comparison decides', (t) => {
  const undecided = {
    ...{ program: 'acme', node: 'agent-1' },
    words: 'No comparison decides: tasks of the program come in another order.',
    ...{ losing: 'timer 1', passing: 'timer 2', selected: 'a.ts:6  Math.max(a, b)' },
  };
  t.deepEqual(codeText({ fate: 'stranded', undecided }, EPOCH_MS)?.split('\n'), [
    `LOST  stranded, not reported${' '.repeat(48)}acme`,
    '  No comparison decides: tasks of the program come in another order.',
    '  losing   next: timer 1',
    '  passing  next: timer 2',
    '  chosen before at a.ts:6  Math.max(a, b)',
  ]);
});

test('code line - the decision of a model has no line', (t) => {
  const { source: _, ...model } = decision();
  t.is(codeText({ fate: 'destroyed', decision: model }, EPOCH_MS), undefined);
});
