/**
 * Checks the frontier of the shipped variants and of the fix against runs made apart from the
 * search.
 */
import test from 'ava';
import { MINUTE_MS, HOUR_MS } from '../../sim/model/time.js';
import { Stream } from '../../sim/model/random.js';
import type * as sms2 from '../../models/sms2/index.js';
import { frontier, scenarioAt } from '../frontier/frontier.js';
import type { FrontierOptions } from '../frontier/frontier.js';
import type { FrontierMap, PlaneClass } from '../frontier/types.js';
import { judgedRun } from '../oracle/judged-run.js';
import { sms2Study } from './study.js';

/** A one-day run settles for two polls, the wait of an installation, two time-outs and a retry. */
const RUN_MS = 24 * HOUR_MS + (2 * 240 + 15 + 2 + 15) * MINUTE_MS;
const CAPACITY = 16;

const mapOf = (variant: string, options: FrontierOptions<sms2.Sms2Scenario> = {}): FrontierMap =>
  frontier(sms2Study, variant, {
    resolution: 24,
    yRange: { from: 0, to: 40 },
    set: { logCapacity: CAPACITY },
    ...options,
  });

const maps = new Map<string, FrontierMap>();
function mapped(variant: string): FrontierMap {
  const known = maps.get(variant);
  if (known !== undefined) return known;
  const map = mapOf(variant);
  maps.set(variant, map);
  return map;
}

/** Classifies by violations, not by the totals that the map reads. */
function judged(map: FrontierMap, x: number, y: number): PlaneClass {
  const { violations } = judgedRun(sms2Study, scenarioAt(sms2Study, map, x, y)).result;
  const worst = (['destroyed', 'stranded', 'duplicated', 'misdated'] as const).find((fate) =>
    violations.some((violation) => violation.fate === fate),
  );
  return worst ?? 'safe';
}

const rowEdges = (map: FrontierMap, y: number): FrontierMap['edges'] =>
  map.edges.filter(({ along, low }) => along === 'x' && low.y === y);

const edgeAt = (map: FrontierMap, y: number, from: PlaneClass, to: PlaneClass): number[] =>
  rowEdges(map, y)
    .filter(({ low, high }) => low.class === from && high.class === to)
    .map(({ low }) => low.x);

/** Class that the map gives to a point on one of its rows. */
function drawn(map: FrontierMap, x: number, y: number): PlaneClass | undefined {
  const before = rowEdges(map, y).filter(({ low }) => low.x < x);
  return before.at(-1)?.high.class ?? map.classes[map.ys.indexOf(y)]?.[0];
}

const NEAR_MS = 6;
const BROKEN = ['h1', 'h2', 'h3', 'h4', 'h5'] as const;

for (const variant of BROKEN) {
  test(`frontier ${variant} - every millisecond around each edge of the offset is as the map says`, (t) => {
    const map = mapped(variant);
    for (const y of [1, 5, 40]) {
      const row = map.ys.find((one) => one >= y) ?? 0;
      t.true(rowEdges(map, row).length > 0);
      for (const { low } of rowEdges(map, row))
        for (let x = low.x - NEAR_MS; x <= low.x + NEAR_MS; x += 1)
          t.is(
            judged(map, x, row),
            drawn(map, x, row) as PlaneClass,
            `${String(x)}, ${String(row)}`,
          );
    }
  });

  test(`frontier ${variant} - points drawn apart from the search are as the map says`, (t) => {
    const map = mapped(variant);
    const stream = new Stream(4, 'points to check');
    for (let point = 0; point < 150; point += 1) {
      const row = stream.pick(map.ys);
      const scale = 10 ** stream.integer(2, 11);
      const x = stream.integer(-scale, scale);
      t.is(judged(map, x, row), drawn(map, x, row) as PlaneClass, `${String(x)}, ${String(row)}`);
    }
  });
}

test('frontier - where each mechanism begins to lose, worked out by hand', (t) => {
  // H1 waits for the site's clock plus a poll; what is due after the run is stranded.
  t.deepEqual(edgeAt(mapped('h1'), 1, 'stranded', 'misdated'), [-(RUN_MS - 4 * HOUR_MS) - 1]);
  // H3 and H4 lose once the offset exceeds their tolerance of an hour.
  for (const variant of ['h3', 'h4'])
    t.deepEqual(edgeAt(mapped(variant), 1, 'stranded', 'misdated'), [-HOUR_MS - 1]);
  // H2 uploads every P + D: the last upload within the run must come after the last use.
  const full =
    mapped('h2')
      .ys.filter((y) => y <= CAPACITY)
      .at(-1) ?? 0;
  const periods = edgeAt(mapped('h2'), full, 'stranded', 'misdated');
  t.is(periods.at(-1), -(RUN_MS / 3 - 4 * HOUR_MS) - 1);
  // H5 drops what was used before the clock reached the server's time at installation.
  const map = mapped('h5');
  const { ledger } = judgedRun(sms2Study, scenarioAt(sms2Study, map, 0, 1));
  const [first] = ledger.metered.values();
  t.deepEqual(edgeAt(map, 1, 'destroyed', 'misdated'), [-(first?.startMs ?? 0) - 1]);
});

test('frontier - destroyed rather than stranded past the capacity of the log', (t) => {
  const map = mapped('h4');
  const rule = map.rules.find((one) => one.from === 'stranded' && one.to === 'destroyed');
  t.like(rule, { kind: 'straight', at: CAPACITY });
  t.regex(rule?.text ?? '', /^destroyed rather than stranded when more than 16 records are logged/);
  t.is(judged(map, -2 * HOUR_MS, CAPACITY), 'stranded');
  t.is(judged(map, -2 * HOUR_MS, CAPACITY + 1), 'destroyed');
});

test('frontier - the control misdates, and loses nothing at any offset', (t) => {
  const map = mapped('h0');
  const classes = new Set(map.classes.flat());
  t.deepEqual([...classes].sort(), ['misdated', 'safe']);
});

test('frontier - the fix is safe everywhere: any offset, log size, drift, poll and capacity', (t) => {
  const planes: FrontierOptions<sms2.Sms2Scenario>[] = [
    {},
    { x: 'drift', y: 'days', yRange: { from: 1, to: 20 } },
    { y: 'pollInterval', yRange: { from: 30, to: 1_440 } },
    { x: 'logCapacity', y: 'logSize', xRange: { from: 1, to: 64 }, set: { clockOffset: -HOUR_MS } },
  ];
  for (const plane of planes) {
    const map = mapOf('fixed', plane);
    t.deepEqual([...new Set(map.classes.flat())], ['safe']);
    t.deepEqual(map.edges, []);
    t.deepEqual(map.rules, []);
  }
});

test('frontier - a shipped agent that is not monotone in the offset is said to be so', (t) => {
  const failed = mapped('h2').checks.filter((check) => !check.held);
  t.true(failed.length > 0);
  t.regex(failed[0]?.detail ?? '', /between .* both (misdated|stranded|destroyed)/);
  t.true(mapped('h4').checks.every((check) => check.held));
});

test('frontier - the number of runs counts each point once, few are run again, and a grid takes 1,000 times as many', (t) => {
  const points = new Set<string>();
  let built = 0;
  const counting = {
    ...sms2Study,
    build: (scenario: sms2.Sms2Scenario) => {
      built += 1;
      points.add(JSON.stringify(scenario));
      return sms2Study.build(scenario);
    },
  };
  const map = frontier(counting, 'h4', { resolution: 8, yRange: { from: 0, to: 20 } });
  t.is(map.runs, points.size);
  t.true(
    built > map.runs * 1.05 && built < map.runs * 1.1,
    `${String(built)} of ${String(map.runs)}`,
  );
  t.is(map.gridRuns, (map.x.to - map.x.from + 1) * 21);
  t.true(map.runs * 1_000 <= map.gridRuns);
});

test('frontier - two searches give the same map', (t) => {
  const once = mapOf('h4', { resolution: 12 });
  t.is(JSON.stringify(once), JSON.stringify(mapOf('h4', { resolution: 12 })));
});

test("frontier - an axis's fields make the scenario of a point without the study", (t) => {
  const map = mapped('h4');
  t.deepEqual(map.x.fields, [{ path: 'clients.0.offsetMs', factor: 1, plus: 0 }]);
  t.deepEqual(map.y.fields, [{ path: 'clients.0.sessions', factor: 1, plus: 0 }]);
  const days = mapOf('h4', { x: 'drift', y: 'days', yRange: { from: 1, to: 3 }, resolution: 8 });
  t.deepEqual(days.y.fields, [{ path: 'durationMs', factor: 86_400_000, plus: 0 }]);
});

test('frontier - unknown parameters and bad ranges are refused, with what is known', (t) => {
  const refused = (options: FrontierOptions<sms2.Sms2Scenario>, message: RegExp): void => {
    t.throws(() => frontier(sms2Study, 'h4', options), { code: 'SKEW-101', message });
  };
  refused(
    { x: 'speed' },
    /--x: expected a parameter of the study \(clockOffset, logSize,.*"speed"/,
  );
  refused({ y: 'clockOffset', x: 'clockOffset' }, /another parameter than --x/);
  refused({ xRange: { from: 5, to: 5 } }, /--x-range: expected two integers/);
  refused({ yRange: { from: -1, to: 5 } }, /field clients\.0\.sessions/);
  refused({ set: { nothing: 1 } }, /--set: expected a parameter/);
  refused({ runsMax: 100 }, /100 runs/);
});
