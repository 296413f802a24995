import test from 'ava';
import type { Story, StoryMoment } from '../../properties/explain/story-types.js';
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
  chain: [],
  paragraph: 'word '.repeat(40).trim(),
  ...more,
});

test('story report - a paragraph that fits, then the two sides, then the way', (t) => {
  const text = storyReport(
    STUDY,
    story({
      decision: {
        moment: moment(4, 'timer due'),
        name: 'upload-due',
        comparison: '>=',
        left: { name: 'clock', value: 4_000, clock: 'client-1', trueMs: 4_000, localMs: 7_000 },
        right: {
          name: 'next',
          value: 9_000,
          clock: 'site-server',
          latchedBy: 'install',
          latched: moment(2, 'configuration from site-server'),
        },
        held: false,
        outcome: 'it waits',
      },
      chain: [moment(3, 'use-end, record 0; appends to log'), moment(5, 'the run ends')],
    }),
    PLAIN,
  );
  const lines = text.split('\n');
  t.is(lines[0], 'VIOLATION of conservation: stranded');
  t.true(lines.slice(1, 3).every((line) => line.length <= 100 && line.startsWith('word')));
  const next = lines.find((line) => line.startsWith('next'));
  // A clock that never reads the value is said so; what set it comes with its step and node.
  t.regex(next ?? '', /site-server +never +step 2, client-1: configuration from site-server$/);
  t.regex(text, /\n3 {5}1970-01-01 00:00:03.000 {2}client-1 {2}1970-01-01 00:00:07.000 {2}use-end/);
});

test('story report - counts need no table of clocks', (t) => {
  const side = { name: 'records in the log', value: 1 };
  const decision = {
    moment: moment(4, 'use-end'),
    name: 'log-has-room',
    comparison: '<',
    left: side,
    right: { name: 'log capacity', value: 1 },
    held: false,
    outcome: 'it is not kept',
  };
  t.notRegex(storyReport(STUDY, story({ decision }), PLAIN), /on the clock of/);
});

test('story report - of a long way, the ends', (t) => {
  const chain = Array.from({ length: 30 }, (_, i) => moment(i + 1, `step ${String(i + 1)}`));
  const text = storyReport(STUDY, story({ chain, property: 'eventual-delivery' }), PLAIN);
  t.regex(text, /^NOT LIVE of eventual-delivery/);
  t.regex(text, /step 6\n.*18 more \(--json has them\)\n.*step 25\n/);
  t.notRegex(text, /step 7\b/);
});
