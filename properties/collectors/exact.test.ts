/**
 * Every bound of every collector is bisected, and compared with its clause. The clauses are written here
 * a second time, from the sources, in seconds.
 */
import test from 'ava';
import { choicesOf, COLLECTORS, reactionsOf, UNIT_NS } from '../../models/collectors/index.js';
import type { CollectorRow } from '../../models/collectors/index.js';
import { foundEdge } from './found-edge.js';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

type Clause = readonly [bound: string, seconds: number, edge: 'in' | 'out' | 'open'];

const STRIPE: readonly Clause[] = [
  ['past', 35 * DAY, 'open'],
  ['future', 5 * MINUTE, 'open'],
];
const HEAD: readonly Clause[] = [
  ['future', 10 * MINUTE, 'in'],
  ['behind', HOUR, 'in'],
  ['order', 0, 'in'],
];

const CLAUSES: Readonly<Record<string, readonly Clause[]>> = {
  'stripe-meter-events': STRIPE,
  'stripe-meter-events-v2': STRIPE,
  'orb-ingest': [
    ['past', 12 * HOUR, 'in'],
    ['future', 5 * MINUTE, 'open'],
  ],
  'metronome-ingest': [['past', 34 * DAY, 'open']],
  'lago-postgresql': [['started', 0, 'in']],
  'lago-clickhouse': [['started', 0, 'in']],
  openmeter: [],
  'openmeter-lru': [],
  'openmeter-redis': [],
  'openmeter-entitlements': [['past', DAY, 'open']],
  'aws-marketplace-meter-usage': [
    ['past', 6 * HOUR, 'open'],
    ['started', 0, 'in'],
  ],
  'aws-marketplace-agentcore': [
    ['past', 6 * HOUR, 'open'],
    ['started', 0, 'in'],
  ],
  'aws-marketplace-batch-meter-usage': [
    ['past', 24 * HOUR, 'out'],
    // Half a day into a month, its beginning is half a day back.
    ['month', 12 * HOUR, 'in'],
  ],
  'azure-marketplace-usage-event': [
    ['past', 24 * HOUR, 'open'],
    ['future', 0, 'open'],
  ],
  'azure-marketplace-batch': [
    ['past', 24 * HOUR, 'open'],
    ['future', 0, 'open'],
  ],
  'gcp-service-control': [],
  'cloudwatch-logs': [
    ['past', 14 * DAY, 'in'],
    ['retention', 7 * DAY, 'in'],
    ['future', 2 * HOUR, 'open'],
  ],
  'cloudwatch-logs-2024': [
    ['past', 14 * DAY, 'in'],
    ['future', 2 * HOUR, 'open'],
  ],
  'azure-monitor-logs': [
    ['past', 2 * DAY, 'in'],
    ['future', DAY, 'in'],
  ],
  'gcp-logging': [
    ['past', 30 * DAY, 'open'],
    ['future', 24 * HOUR, 'open'],
  ],
  'gcp-logging-partial': [
    ['past', 30 * DAY, 'open'],
    ['future', 24 * HOUR, 'open'],
  ],
  loki: [
    ['past', 7 * DAY, 'in'],
    ['future', 10 * MINUTE, 'in'],
    ['behind', HOUR, 'in'],
  ],
  'datadog-logs': [['past', 18 * HOUR, 'open']],
  'datadog-events': [
    ['past', 18 * HOUR, 'open'],
    ['future', 2 * HOUR, 'open'],
  ],
  'dynatrace-logs': [['past', 24 * HOUR, 'open']],
  'sumo-logic': [
    ['past', 365 * DAY, 'open'],
    ['future', 2 * DAY, 'open'],
  ],
  splunk: [
    ['past', 2_000 * DAY, 'open'],
    ['future', 2 * DAY, 'open'],
  ],
  'sentry-relay': [
    ['past', 30 * DAY, 'open'],
    ['future', 60, 'open'],
  ],
  seq: [['future', 57 * MINUTE, 'in']],
  'openobserve-logs': [
    ['past', 5 * HOUR, 'open'],
    ['future', HOUR, 'open'],
  ],
  'cloudwatch-metrics': [
    ['past', 14 * DAY, 'open'],
    ['future', 2 * HOUR, 'open'],
  ],
  'timestream-write': [['past', 6 * HOUR, 'open']],
  'iot-sitewise': [
    ['past', 604_800, 'in'],
    ['future', 600, 'in'],
  ],
  'azure-custom-metrics': [
    ['past', 20 * MINUTE, 'open'],
    ['future', 5 * MINUTE, 'open'],
  ],
  'gcp-monitoring': [
    ['past', 25 * HOUR, 'in'],
    ['future', 5 * MINUTE, 'in'],
    ['order', 0, 'out'],
  ],
  'prometheus-remote-write-1': HEAD,
  'prometheus-remote-write-2': HEAD,
  'prometheus-scrape': HEAD,
  cortex: [
    ['future', 10 * MINUTE, 'open'],
    ['order', 0, 'in'],
  ],
  'victoria-metrics': [
    ['past', 31 * DAY, 'in'],
    ['future', 2 * DAY, 'in'],
  ],
  'kafka-4': [['future', 3_600, 'in']],
  'elasticsearch-tsds': [
    ['start', 2 * HOUR, 'in'],
    ['future', 30 * MINUTE, 'out'],
  ],
  'influxdb-1': [['past', 7 * DAY, 'open']],
  'whisper-update': [
    ['future', 0, 'in'],
    ['past', 31 * DAY, 'out'],
  ],
  'whisper-update-many': [['past', 31 * DAY, 'in']],
  'datadog-metrics': [
    ['past', HOUR, 'open'],
    ['future', 10 * MINUTE, 'open'],
  ],
  'new-relic-metrics': [
    ['past', 48 * HOUR, 'open'],
    ['future', 24 * HOUR, 'open'],
  ],
  segment: [],
  rudderstack: [],
  posthog: [['future', 23 * HOUR, 'in']],
  amplitude: [],
  'mixpanel-track': [['past', 5 * DAY, 'open']],
  'mixpanel-import': [['future', HOUR, 'open']],
  'ga4-measurement-protocol': [['past', 72 * HOUR, 'open']],
  'meta-conversions': [['past', 7 * DAY, 'open']],
  'algolia-insights': [['past', 4 * DAY, 'open']],
  'apollo-usage-reporting': [['past', 50 * MINUTE, 'open']],
};

/** Fate of a record outside, by reaction. */
const BECOMES: Readonly<Record<string, string>> = {
  'refuse-one': 'refused',
  'refuse-one-in-success': 'refused',
  'refuse-batch': 'refused',
  'drop-after-success': 'dropped',
  'redate-to-receipt': 'redated',
  'redate-to-neighbour': 'redated',
  'store-unseen': 'unseen',
};

const unitsOf = (row: CollectorRow, seconds: number): number =>
  (seconds * 1_000_000_000) / UNIT_NS[row.unit];

test('collectors - the clauses are those of every row and every bound', (t) => {
  t.deepEqual(Object.keys(CLAUSES).sort(), COLLECTORS.map(({ name }) => name).sort());
  for (const row of COLLECTORS)
    t.deepEqual(
      CLAUSES[row.name]?.map(([bound]) => bound),
      row.window.map(({ name }) => name),
      row.name,
    );
});

for (const row of COLLECTORS)
  for (const [at, [name, seconds, edge]] of (CLAUSES[row.name] ?? []).entries()) {
    const bound = row.window[at];
    if (bound === undefined) continue;

    test(`collectors - ${row.name}, ${name}: the bisected edge is the clause's`, (t) => {
      for (const choice of choicesOf(row)) {
        const found = foundEdge(row, bound, choice);
        const isIn = edge === 'open' ? (choice.edges?.[name] ?? 'in') === 'in' : edge === 'in';
        const limit = unitsOf(row, seconds);
        // The year's calendar days begin at midnight: the edge there is 13:37:42 further back.
        const isMidnight = bound.kind === 'calendar-days' && choice.days === 'midnight';
        const back = isMidnight ? unitsOf(row, 13 * HOUR + 37 * MINUTE + 42) : 0;
        const last = limit + back - (isIn || isMidnight ? 0 : 1);
        const sign = bound.side === 'past' ? -1 : 1;
        t.is(found.inside + 0, sign * last + 0, JSON.stringify(choice));
        t.is(found.outside, sign * (last + 1) + 0, JSON.stringify(choice));
        const does = choice.does?.[name] ?? reactionsOf(bound)[0] ?? '';
        t.is(found.becomes, BECOMES[does] ?? '');
      }
    });
  }
