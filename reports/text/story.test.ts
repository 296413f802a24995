import test from 'ava';
import type {
  Story,
  StoryDecision,
  StoryMoment,
  StorySide,
} from '../../properties/explain/story-types.js';
import { paragraphOf } from '../../properties/explain/words/paragraph.js';
import { storyReport } from './story.js';

const PLAIN = { colour: false };
const STUDY = { epochMs: 0 };

const moment = (step: number, what: string): StoryMoment => ({
  step,
  atMs: step * 1_000,
  node: 'client-1',
  localMs: 7_000,
  what,
});

const story = (more: Partial<Story>): Story => ({
  scenario: {},
  fingerprint: 'conservation | stranded',
  property: 'conservation',
  fate: 'stranded',
  alsoBreaks: [],
  faults: [],
  chain: [],
  paragraph: 'word '.repeat(40).trim(),
  ...more,
});

const decision = (left: StorySide, right: StorySide): StoryDecision => ({
  moment: moment(4, 'timer due'),
  name: 'upload-due',
  comparison: '>=',
  left,
  right,
  held: false,
  outcome: 'it waits',
});

const CLOCK: StorySide = {
  name: 'clock',
  value: 7_000,
  quantity: 'date',
  clock: 'client-1',
  trueMs: 4_000,
  localMs: 7_000,
};

test('story report - a paragraph that fits, then the two sides as blocks, then the path', (t) => {
  const text = storyReport(
    STUDY,
    story({
      decision: decision(CLOCK, {
        name: 'next',
        value: 9_000,
        quantity: 'date',
        clock: 'site-server',
        latchedBy: 'install',
        latched: moment(2, 'configuration from site-server'),
      }),
      chain: [moment(3, 'use-end, record 0; appends to log'), moment(5, 'the run ends')],
    }),
    PLAIN,
  );
  const lines = text.split('\n');
  t.is(lines[0], 'VIOLATION of conservation: stranded');
  t.true(lines.slice(1, 3).every((line) => line.length <= 100 && line.startsWith('word')));
  t.true(
    text.includes(
      [
        'client-1, step 4: clock >= next did not hold',
        'clock',
        '  value:                  1970-01-01 00:00:07.000',
        '  set by:                 read by client-1 in that step',
        '  on the clock of:        client-1',
        '  clock of client-1 then: 1970-01-01 00:00:07.000',
        '  true time:              1970-01-01 00:00:04.000',
        'next',
        '  value:           1970-01-01 00:00:09.000',
        '  set by:          client-1, step 2: configuration from site-server',
        '  on the clock of: site-server',
        // The text states that a clock never reads the value.
        '  true time:       never',
      ].join('\n'),
    ),
    text,
  );
  t.true(
    text.endsWith(`
step  true time                node      its clock     effect on the record
3     1970-01-01 00:00:03.000  client-1  00:00:07.000  use-end, record 0;
                                                       appends to log
5     00:00:05.000             client-1  00:00:07.000  the run ends`),
    text,
  );
});

test('story report - counts that nothing set need no block', (t) => {
  const side: StorySide = { name: 'records in the log', value: 1, quantity: 'count' };
  const text = storyReport(
    STUDY,
    story({ decision: decision(side, { ...side, name: 'log capacity' }) }),
    PLAIN,
  );
  t.notRegex(text, /set by/);
});

test('story report - durations are durations, and sides of one name are distinguished', (t) => {
  const age: StorySide = {
    name: 'age',
    value: 7_200_001,
    quantity: 'duration',
    clock: 'client-1',
    latched: moment(2, 'use'),
  };
  const text = storyReport(
    STUDY,
    story({ decision: decision(age, { ...age, value: 1, latched: moment(3, 'ack') }) }),
    PLAIN,
  );
  t.regex(text, /age \(client-1, step 2: use\) >= age \(client-1, step 3: ack\) did\s+not hold/);
  t.regex(text, /value: +2 h 0\.001 s\n/);
  t.notRegex(text, /1970-01-01 02/);
});

test('story report - further properties that the same loss breaks are one line', (t) => {
  const text = storyReport(STUDY, story({ alsoBreaks: ['eventual-delivery'] }), PLAIN);
  t.regex(text, /^VIOLATION of conservation: stranded\nalso breaks eventual-delivery\nword/);
});

test('story report - of a long path, both ends', (t) => {
  const chain = Array.from({ length: 30 }, (_, i) => moment(i + 1, `step ${String(i + 1)}`));
  const text = storyReport(STUDY, story({ chain, property: 'eventual-delivery' }), PLAIN);
  t.regex(text, /^NOT LIVE of eventual-delivery/);
  t.regex(text, /step 6\n.*18 more +\(--json has them\)\n.*step 25\n/);
  t.notRegex(text, /step 7\b/);
});

test('story report - what the block says is not said in the paragraph', (t) => {
  const facts = story({
    record: { tracer: 3, key: 'client-1/ann', startMs: 1_000, endMs: 2_000 },
    decision: decision(CLOCK, {
      name: 'next',
      value: 9_000,
      quantity: 'date',
      clock: 'site-server',
      latched: moment(2, 'configuration from site-server'),
    }),
  });
  const violation = {
    property: 'conservation',
    kind: 'violation',
    fate: 'stranded',
    records: [3],
    count: 1,
    detail: 'a node holds it',
  } as const;
  const paragraph = paragraphOf(facts, violation, STUDY.epochMs, { runs: 7 });
  t.regex(paragraph, /client-1 compared: clock .* >= next .*The next was set by/);
  const text = storyReport(STUDY, { ...facts, paragraph }, PLAIN);
  const [prose = '', ...blocks] = text.split('\n\n');
  t.is(
    prose,
    `VIOLATION of conservation: stranded
Record 3 (client-1/ann), used 1970-01-01 00:00:01.000 to 1970-01-01 00:00:02.000
true time, is stranded: a node holds it. At 1970-01-01 00:00:04.000 true time,
when its own clock read 1970-01-01 00:00:07.000, client-1 decided: it waits. No
scenario that differs in one field only was found in which it is not stranded (7
runs).`,
  );
  t.regex(blocks[0] ?? '', /^client-1, step 4: clock >= next did not hold\n/);
  t.regex(blocks[0] ?? '', /set at: +1970-01-01 00:00:02\.000 true time$/);
});
