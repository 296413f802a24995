import test from 'ava';
import type { Exploration, Finding } from '../../properties/campaign/finding.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { explore } from '../../properties/campaign/explore.js';
import { storyOf } from '../../properties/explain/story.js';
import { eraseStudy } from '../../properties/study/erase.js';
import { sms2Study } from '../../properties/sms2/study.js';
import {
  explorationSummary,
  findingAnnotations,
  verificationAnnotations,
  verificationSummary,
} from './github.js';

const STORY: Story = {
  scenario: {},
  fingerprint: 'conservation | stranded',
  property: 'conservation',
  fate: 'stranded, 100%: held',
  alsoBreaks: [],
  faults: [],
  chain: [{ step: 7, atMs: 5, node: 'client_1', localMs: 6, what: 'use | `end`' }],
  paragraph: 'It is 100% lost:\r\nfirst, second; a|b.',
};
const finding = { story: STORY, foundAtRun: 3, token: 'sk1.v1-1.0' };

test('github - an annotation is one line, escaped as the runner unescapes it', (t) => {
  t.deepEqual(findingAnnotations('sms2/h4', [finding]), [
    '::error title=sms2/h4 breaks conservation%3A stranded%2C 100%25%3A held::' +
      'It is 100%25 lost:%0D%0Afirst, second; a|b.%0Anpx skewproof reproduce sk1.v1-1.0',
  ]);
  t.deepEqual(findingAnnotations('sms2/h4', []), []);
});

test('github - a summary escapes its text, and gives the command', (t) => {
  const text = explorationSummary({ epochMs: 0 }, 'sms2/h4', 1_000, [finding]);
  t.regex(text, /^## skewproof: sms2\/h4\n\n1,000 runs, 1 kind\(s\) of failure\.\n/);
  t.true(text.includes('```\nnpx skewproof reproduce sk1.v1-1.0\n```'));
  // Bars and backticks of the trace do not end a cell or begin code.
  t.true(
    text.includes(
      '| 7 | 1970-01-01 00:00:00.005 | client\\_1 | 1970-01-01 00:00:00.006 | use \\| \\`end\\` |',
    ),
  );
  const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  t.deepEqual(new Set(rows.map(cells)), new Set([7]));
  t.regex(explorationSummary({ epochMs: 0 }, 'x', 5, []), /5 runs, no violation\./);
});

test('github - a real finding fits one line, and the summary fits the limit of a step', (t) => {
  const study = eraseStudy(sms2Study);
  const [first] = explore(study, 'h4', { seed: 1, runs: 40, space: 'install' }).findings;
  if (first?.minimal === undefined) throw new Error('nothing was found');
  const story = storyOf(study, first.minimal.scenario, first.minimal.explanation);
  const found = [{ story, foundAtRun: first.foundAtRun, token: 'sk1' }];
  const [line, ...more] = findingAnnotations('sms2/h4', found);
  t.deepEqual(more, []);
  t.false(line?.includes('\n'));
  t.true(explorationSummary(study, 'sms2/h4', 40, found).length < 1_048_576);
});

const explored = (
  violated: readonly string[],
  verdict: Exploration<ScenarioBase>['verdict'],
  reason?: string,
): Exploration<ScenarioBase> => ({
  verdict,
  ...(reason === undefined ? {} : { reason }),
  findings: violated.map(
    (property) =>
      ({
        fingerprint: `${property} | stranded`,
        explanation: { violation: { property }, alsoBreaks: [] },
      }) as unknown as Finding<ScenarioBase>,
  ),
  statistics: { runs: 1_200 } as unknown as Exploration<ScenarioBase>['statistics'],
});

test('github - a verification annotates only what is not as expected', (t) => {
  const shipped = { title: 'as shipped', violated: ['conservation'] as const };
  const fixed = { title: 'the fix', violated: [] };
  const good = {
    variant: 'h4',
    stated: shipped,
    exploration: explored(['conservation'], 'violation'),
  };
  const missed = { variant: 'h4', stated: shipped, exploration: explored([], 'pass') };
  const broken = { variant: 'fixed', stated: fixed, exploration: explored(['dates'], 'violation') };
  const odd = {
    variant: 'fixed',
    stated: fixed,
    exploration: explored([], 'vacuous', 'never reached: x'),
  };
  t.deepEqual(verificationAnnotations('sms2', [good]), []);
  t.deepEqual(verificationAnnotations('sms2', [good, missed, broken, odd]), [
    '::error title=sms2/h4%3A conservation holds%2C expected%3A violated::nothing that breaks it was found in 1,200 runs',
    '::error title=sms2/fixed%3A dates violated%2C expected%3A holds::dates | stranded',
    '::error title=sms2/fixed%3A vacuous::never reached: x',
  ]);
  const summary = verificationSummary('sms2', [good, broken]);
  t.regex(summary, /\*\*Not as expected\.\*\*/);
  t.regex(summary, /\| `h4` \| 1,200 \| violated ✓ \|/);
  t.regex(summary, /\*\*violated ✗\*\* expected: holds/);
  t.regex(verificationSummary('sms2', [good]), /\n\nAll as expected\.\n/);
});

test('github - a cell stands under its property, though variants are judged by different ones', (t) => {
  const exploration = explored(['no-hot-loop'], 'violation');
  const stated = { title: 'spins', violated: ['no-hot-loop'] as const };
  const summary = verificationSummary('sms2', [
    { variant: 'a', stated: { ...stated, also: ['no-hot-loop'] }, exploration },
    {
      variant: 'b',
      stated: { title: 'b', violated: [], also: ['clock-innocent'] },
      exploration: explored([], 'pass'),
    },
  ]);
  t.regex(summary, /\| clock-innocent \| no-hot-loop \| verdict \|/);
  t.regex(summary, /\| `a` .*\| – \| violated ✓ \| violation \|/);
  t.regex(summary, /\| `b` .*\| holds ✓ \| – \| pass \|/);
});
