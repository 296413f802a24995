/** The explorer's content without a page: numbers, tracks, messages, parts, the sealing moment. */
import test from 'ava';
import { checkedScenario } from '../../../properties/corpus/scenario-file.js';
import { explain } from '../../../properties/explain/explain.js';
import { storyOf } from '../../../properties/explain/story.js';
import { frontier } from '../../../properties/frontier/frontier.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import { eraseStudy } from '../../../properties/study/erase.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { sms2Study } from '../../../properties/sms2/study.js';
import { DAY_MS, HOUR_MS } from '../../../sim/model/time.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';
import { STUDIES } from '../../studies.js';
import { startScenario } from '../start.js';
import { stillOf } from '../still.js';
import { amountWords, parsedAmount } from './amounts.js';
import { addableParts, removableParts } from './changes.js';
import { collectorIn, withCollector } from './collectors.js';
import { comparisonOf } from './comparison.js';
import { frameOf, outcomeOf } from './frame.js';
import { knobsOf } from './knobs.js';
import { lanesOf } from './lanes.js';
import { scheduledDelays, withDelays } from './messages.js';
import { cellValue, placeIn, valueAt, zoomed } from './plane.js';
import { Session } from './session.js';
import { segmentsOf } from './track.js';
import { fittedAxis } from '../../../reports/spacetime/fitted-axis.js';

const sms2 = eraseStudy(sms2Study);
const OFFSET = { unit: 'ms', isOffset: true } as const;
const LOSING = startScenario(sms2, 'h4');

test('explorer - an amount is read as it is written, and as people write it', (t) => {
  for (const value of [0, 1, -1, -HOUR_MS - 1, 30 * DAY_MS, 36_525 * DAY_MS])
    t.is(parsedAmount('ms', amountWords(OFFSET, value)), value);
  t.is(amountWords(OFFSET, -HOUR_MS - 1), '1 h 0.001 s behind');
  t.is(amountWords({ unit: 'records', isOffset: false }, 1), '1 record');
  t.is(parsedAmount('ms', '-90s'), -90_000);
  t.is(parsedAmount('ms', '1h 30min'), 90 * 60_000);
  t.is(parsedAmount('ms', '3,600,001'), 3_600_001);
  t.is(parsedAmount('records', '24 records'), 24);
  for (const text of ['', 'soon', '1 parsec', '--1', '1.5', 'h'])
    t.is(parsedAmount('records', text), undefined, text);
});

test('explorer - it begins at the exact unit of a loss, and says so', (t) => {
  const session = new Session(sms2, LOSING);
  t.is(session.knob('clockOffset')?.valueIn(LOSING), -HOUR_MS - 1);
  t.is(session.frame?.outcome, 'stranded');
  const { words, svg } = stillOf(sms2, LOSING);
  t.is(
    words,
    'The clock offset of client-1 is 1 h 0.001 s behind. The record is stranded, and nothing reports it.',
  );
  t.regex(svg, /1 h 0\.001 s behind/);
  const decision = session.frame?.decision;
  t.is(decision && comparisonOf(decision).difference, '0.001 s short');
});

test('explorer - tracks find the edges that the frontier finds, and the neighbour lies beyond the nearest', (t) => {
  const session = new Session(sms2, LOSING);
  for (let runs = 0; runs < 2_000 && session.work(); runs += 1);
  const outcomes = session.track('clockOffset');
  t.true(outcomes?.settled);
  const map = frontier(sms2, 'h4', {
    x: 'clockOffset',
    y: 'logSize',
    base: LOSING,
    resolution: 16,
  });
  const edges = map.edges
    .filter(({ along, low }) => along === 'x' && low.y === 1)
    .map(({ low }) => low.x);
  t.deepEqual(
    outcomes?.edges.map(({ low }) => low.position),
    edges,
  );
  t.is(session.neighbour?.value, -HOUR_MS);
  t.is(outcomes?.nextChange(-HOUR_MS - 1, 1), -HOUR_MS);
  t.is(outcomes?.nextChange(-HOUR_MS, -1), -HOUR_MS - 1);
  // The configuration is stamped at installation: after it the clock is set right in vain.
  t.is(session.sealed, 1);
  const plane = session.plane;
  t.true(plane?.classes.every((one) => one !== undefined));
  t.true(plane?.classes.includes('stranded'));
});

test('explorer - a collector is chosen and left, and each has its outcome of the scenario', (t) => {
  const study = STUDIES['metering-agent'] ?? sms2;
  const scenario = study.simplest('naive');
  const names = ['loki', 'kafka-4', 'no-such-collector'];
  const at = withCollector(study, scenario, 'loki');
  t.is(collectorIn(at), 'loki');
  t.is(collectorIn(scenario), undefined);
  t.deepEqual(withCollector(study, at, undefined), scenario);
  const session = new Session(study, at, names);
  t.is(session.outcomeAt('loki'), undefined, 'not run yet');
  for (
    let runs = 0;
    runs < 5_000 && session.outcomeAt('no-such-collector') === undefined;
    runs += 1
  )
    session.work();
  t.is(session.outcomeAt('loki'), session.frame?.outcome);
  t.is(session.outcomeAt('kafka-4'), outcomeOf(study, withCollector(study, at, 'kafka-4')));
  t.is(session.outcomeAt('no-such-collector'), 'unknown');
  // Another scenario has outcomes of its own.
  session.move('offset', -40 * DAY_MS);
  t.is(session.outcomeAt('kafka-4'), undefined);
});

test('explorer - the moment of sealing is the one that a report states', (t) => {
  const session = new Session(sms2, LOSING);
  while (session.sealed === undefined && session.work());
  const { frame } = session;
  const violation = frame?.violation;
  if (violation === undefined) {
    t.fail('nothing is lost');
    return;
  }
  const story = storyOf(sms2, LOSING, explain(sms2, LOSING, violation));
  t.is(session.sealed, story.sealed?.atMs);
  const { svg } = lanesOf(frame?.run ?? ({} as SpaceTime), {
    width: 900,
    messages: [],
    sealedMs: 3_600_000,
  });
  t.regex(svg, /class="st-sealed"/);
});

test('explorer - every number of every study can be read after it was set', (t) => {
  for (const study of Object.values(STUDIES)) {
    const [variant = ''] = Object.keys(study.variants);
    const scenario = study.simplest(variant);
    for (const knob of knobsOf(study, scenario)) {
      const value = knob.from + Math.floor((knob.to - knob.from) / 3);
      const next = knob.set(scenario, value);
      if (knob.valueIn(next) !== undefined) t.is(knob.valueIn(next), value, knob.id);
      t.notThrows(() => checkedScenario(study, next, knob.id), knob.id);
    }
  }
});

test('explorer - each part that can be added gives a scenario that runs, and can be taken out again', (t) => {
  for (const study of Object.values(STUDIES)) {
    const [variant = ''] = Object.keys(study.variants);
    const scenario = study.simplest(variant);
    const nodes = frameOf(study, scenario).run.lanes.map(({ node }) => node);
    const parts = addableParts(study, scenario, { momentMs: HOUR_MS, nodes });
    t.true(parts.length > 5, study.name);
    for (const { title, apply } of parts) {
      const more = checkedScenario<ScenarioBase, unknown, unknown>(study, apply(scenario), title);
      t.notThrows(() => runScenario(study, more), title);
      const left = removableParts(study, more).map((part) => part.apply(more));
      t.true(
        left.some((one) => JSON.stringify(one) === JSON.stringify(scenario)),
        `${study.name}: ${title}`,
      );
    }
  }
});

test('explorer - a message that is lost or delayed by hand is that message, and no other changes', (t) => {
  const study = STUDIES['store-forward'] ?? sms2;
  const scenario = study.simplest('correct');
  const { messages, result } = frameOf(study, scenario);
  const carrying = messages.find(({ carries }) => carries);
  if (carrying === undefined) {
    t.fail('no message carries the record');
    return;
  }
  const lost = frameOf(study, withDelays(scenario, carrying, []));
  const same = lost.messages.find(
    ({ from, to, number }) =>
      from === carrying.from && to === carrying.to && number === carrying.number,
  );
  t.true(same?.lost);
  t.is(same?.sentMs, carrying.sentMs);
  const late = withDelays(scenario, carrying, [1_234]);
  const delayed = frameOf(study, late).messages.find(({ carries }) => carries);
  t.is((delayed?.arrivedMs ?? 0) - (delayed?.sentMs ?? 0), 1_234);
  t.deepEqual(scheduledDelays(late, carrying), [1_234]);
  t.deepEqual(withDelays(late, carrying, undefined), scenario);
  t.is(runScenario(study, withDelays(late, carrying, undefined)).summary.hash, result.summary.hash);
});

test('explorer - messages keep their numbers where the network makes copies', (t) => {
  const study = STUDIES['store-forward'] ?? sms2;
  const simplest = study.simplest('correct');
  const network = (simplest as ScenarioBase & { network?: object }).network ?? {};
  const doubled = { ...simplest, network: { ...network, duplicate: { of: 1, in: 1 } } };
  const { messages } = frameOf(study, doubled);
  t.true(messages.length > 1);
  for (const [place, { from, to, number }] of messages.entries()) {
    const before = messages.slice(0, place).filter((one) => one.from === from && one.to === to);
    t.is(number, before.length + 1);
  }
});

test('explorer - idle time is folded, and every place of the axis has its time', (t) => {
  const axis = fittedAxis([0, 1_000, 2_000, 90 * DAY_MS, 90 * DAY_MS + 5_000], 1_000);
  t.is(axis.folds.length, 1);
  t.true(axis.at(2_000) > 100);
  for (const atMs of [0, 500, 1_999, 90 * DAY_MS + 2_500])
    t.true(Math.abs(axis.msAt(axis.at(atMs)) - atMs) <= 5, String(atMs));
  t.is(axis.at(90 * DAY_MS + 5_000), 1_000);
  // Four hours between two polls of a day are no idle time.
  t.deepEqual(fittedAxis([0, 4, 8, 12, 16, 20, 24], 240).folds, []);
});

test('explorer - places on a scale, windows and segments', (t) => {
  const range = { from: -10, to: 1_000_000 };
  for (const value of [-10, -1, 0, 1, 7, 1_000_000])
    t.is(valueAt(range, placeIn(range, value)), value);
  t.is(valueAt(range, -3), -10);
  t.is(valueAt(range, 3), 1_000_000);
  const near = zoomed(range, range, 100, 0.4);
  t.true(near.from > range.from && near.to < range.to && near.from <= 100 && near.to >= 100);
  t.deepEqual(zoomed(near, range, 100, 1_000), range);
  t.true(cellValue(range, 0, 4) < cellValue(range, 3, 4));
  const segments = segmentsOf(
    [
      { position: 0, class: 'safe' },
      { position: 4, class: 'safe' },
      { position: 5, class: 'stranded' },
      { position: 10, class: 'stranded' },
    ],
    { from: 0, to: 10 },
  );
  t.deepEqual(segments, [
    { from: 0, to: 0.45, class: 'safe' },
    { from: 0.45, to: 1, class: 'stranded' },
  ]);
});

test('explorer - a scenario that the schema refuses changes nothing, and the page says why', (t) => {
  const session = new Session(sms2, LOSING);
  t.false(session.change({ ...LOSING, retries: -1 } as ScenarioBase));
  t.regex(session.error ?? '', /retries/);
  t.is(session.scenario, LOSING);
  t.true(session.move('clockOffset', 10 ** 15), 'a value out of range is moved to its bound');
  t.is(session.error, undefined);
});

test('explorer - the drawing escapes what a model names, and selects what is looked at', (t) => {
  const frame = frameOf(sms2, LOSING);
  const { run, messages } = frame;
  const lanes = run.lanes.map((lane) => ({ ...lane, node: `<${lane.node}>&"` }));
  const named = messages.map((one) => ({ ...one, from: `<${one.from}>&"`, to: `<${one.to}>&"` }));
  const { svg } = lanesOf({ ...run, lanes }, { width: 900, messages: named, selected: 0, step: 3 });
  t.false(svg.includes('<client-1>'));
  t.regex(svg, /ln-selected/);
  t.is(svg.match(/ln-chosen/g)?.length, 1);
});
