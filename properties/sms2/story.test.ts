/** Explains each shipped variant's loss by the right decision; see also story-defects.test.ts. */
import test from 'ava';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';
import { explanationWith } from '../shrink/minimise.js';
import { runScenario } from '../oracle/judged-run.js';
import { sideWords, explainedLoss } from './_explained.test.js';
import type { Patch } from './_explained.test.js';
import { sms2Study } from './study.js';

const P_MS = 240 * MINUTE_MS;

interface Told {
  readonly variant: string;
  readonly patch: Patch;
  readonly fingerprint: RegExp;
  readonly decision: string;
  readonly left: string;
  readonly right: string;
  /** Field, its value, and the twin's value. */
  readonly twin: readonly [string, number, number];
}

const SHIPPED: readonly Told[] = [
  {
    variant: 'h1',
    patch: { client: { offsetMs: -102_720_001 } },
    fingerprint: /^conservation/,
    decision: 'upload-due',
    left: "client's clock on client-1",
    right:
      'NextOfflineSyncTime on site-server, set by configuration from site-server at 0 on client-1',
    twin: ['clients.0.offsetMs', -102_720_001, -102_720_000],
  },
  {
    variant: 'h2',
    patch: { client: { offsetMs: -102_720_001 } },
    fingerprint: /^conservation/,
    decision: 'upload-due',
    left: "client's clock on client-1",
    right:
      'NextOfflineSyncTime on client-1, set by configuration from site-server at 0 on client-1',
    twin: ['clients.0.offsetMs', -102_720_001, -102_720_000],
  },
  {
    variant: 'h3',
    patch: { client: { offsetMs: -HOUR_MS - 1 } },
    fingerprint: /^conservation/,
    decision: 'log-header-accepted',
    left: "log header's stamp on client-1, set by configuration from site-server at 0 on client-1",
    right:
      'server reference - tolerance on site-server, set by configuration from site-server at 0 on client-1',
    twin: ['clients.0.offsetMs', -3_600_001, -3_600_000],
  },
  {
    variant: 'h4',
    patch: { client: { offsetMs: -HOUR_MS - 1 } },
    fingerprint: /^conservation/,
    decision: 'configuration-in-effect',
    left: "client's clock when the configuration was read + tolerance on client-1, set by configuration from site-server at 0 on client-1",
    right: 'LastUpdate on site-server, set by process starts at 0 on site-server',
    twin: ['clients.0.offsetMs', -3_600_001, -3_600_000],
  },
  {
    variant: 'h5',
    patch: { client: { offsetMs: -37_796_180 } },
    fingerprint: /^conservation/,
    decision: 'record-not-yet-sent',
    left: "record's stamp on client-1, set by use-start, record 0 at 37796179 on client-1",
    right: 'watermark on site-server, set by configuration from site-server at 0 on client-1',
    twin: ['clients.0.offsetMs', -37_796_180, -37_796_179],
  },
];

for (const { variant, patch, fingerprint, decision, left, right, twin } of SHIPPED)
  test(`story ${variant} - names the decision, what was compared, and what set each side`, (t) => {
    const story = explainedLoss(variant, patch, fingerprint);
    t.is(story.decision?.name, decision);
    t.is(story.decision?.held, false);
    t.is(sideWords(story.decision?.left), left);
    t.is(sideWords(story.decision?.right), right);
    t.deepEqual([story.twin?.field, story.twin?.value, story.twin?.twinValue], [...twin]);
    // The twin is run again here: the same use, and it is not lost.
    const again = runScenario(sms2Study, story.twin?.scenario as sms2.Sms2Scenario);
    t.is(again.metered, 1);
    t.false(again.violations.some(({ property }) => property === 'conservation'));
    // The runs diverge at the decision, or where only the twin's clock reaches it.
    t.is(story.divergence?.lost.node, 'client-1');
    if (story.divergence?.lost.what === 'nothing happens')
      t.is(story.divergence.twin?.what, 'timer due');
    else t.is(story.divergence?.lost.step, story.decision?.moment.step);
    t.is(story.chain.at(-1)?.node, 'client-1');
    t.regex(
      story.chain.at(-1)?.what ?? '',
      variant === 'h5' ? /the last copy is gone$/ : /stranded$/,
    );
  });

/** Q226832: the clock is set forward, an upload happens, the clock is put back. */
const FORWARD_MS = 30 * DAY_MS;
const EXCURSION: Patch = {
  client: { sessions: 24 },
  actions: [
    { kind: 'set-clock', at: 10 * HOUR_MS, client: 0, byMs: FORWARD_MS },
    { kind: 'set-clock', at: 13 * HOUR_MS, client: 0, byMs: -FORWARD_MS },
  ],
};

test('story Q226832 - the next-sync time was latched from a clock set forward, by an upload', (t) => {
  const { decision, twin, paragraph } = explainedLoss('h0', EXCURSION, /^conservation \| stranded/);
  t.is(decision?.name, 'upload-due');
  t.is(decision?.moment.node, 'client-1');
  const { right } = decision ?? {};
  t.is(right?.name, 'NextOfflineSyncTime');
  t.is(right?.clock, 'client-1');
  t.is(right?.latchedBy, 'upload');
  const latched = right?.latched;
  t.is(latched?.node, 'client-1');
  t.is(latched?.what, 'uploaded from metering-server');
  // In the excursion, by the false date; the value is that date plus the polling interval.
  const { atMs = 0, localMs = 0 } = latched ?? {};
  t.true(atMs >= 10 * HOUR_MS && atMs < 13 * HOUR_MS);
  t.is(localMs - sms2.EPOCH_MS - atMs, FORWARD_MS);
  t.is(right?.value, localMs + P_MS);
  // Set right again, the clock reads that value only when the false date has come.
  t.is(right?.trueMs, atMs + P_MS + FORWARD_MS);
  t.regex(twin?.field ?? '', /^actions\./);
  t.regex(
    paragraph,
    /NextOfflineSyncTime was set by client-1 in step \d+ \(uploaded from metering-server\), at /,
  );
});

test('story - a record that is still lost one unit away has the nearest field bisected', (t) => {
  // Far beyond the edge no single unit helps, so the offset is bisected towards the simplest's.
  const { twin } = explainedLoss('h3', { client: { offsetMs: -30 * DAY_MS } }, /^conservation/);
  t.deepEqual([twin?.field, twin?.twinValue, twin?.unit], ['clients.0.offsetMs', -HOUR_MS, 'ms']);
  t.true((twin?.runs ?? 0) > 10);
});

test('story - states that no field alone saves the record', (t) => {
  const { twin, divergence, paragraph } = explainedLoss('fixed+tail-stranded', {}, /^conservation/);
  t.is(twin, undefined);
  t.is(divergence, undefined);
  t.regex(paragraph, /No scenario that differs in one field only was found/);
});

test('story - is plain data, equal in every computation', (t) => {
  const first = explainedLoss('h5', { client: { offsetMs: -HOUR_MS * 12 } }, /^conservation/);
  t.deepEqual(JSON.parse(JSON.stringify(first)), first);
  t.deepEqual(explainedLoss('h5', { client: { offsetMs: -HOUR_MS * 12 } }, /^conservation/), first);
  t.truthy(explanationWith(sms2Study, first.scenario as sms2.Sms2Scenario, first.fingerprint));
});
