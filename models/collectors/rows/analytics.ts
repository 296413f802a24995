/** Services for product analytics and for reports of usage. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import type { CollectorRow } from '../row.js';
import { A, B, C, future, naming, past, silent } from './parts.js';

const family = 'analytics';
const SENT_AT = { kind: 'sent-at', first: 'correction' } as const;

export const ANALYTICS: readonly CollectorRow[] = [
  {
    ...{ name: 'segment', title: 'Segment', family, unit: 'ms' },
    window: [],
    correction: SENT_AT,
    deduplication: { key: ['id'], same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: A('segmentio/segment-docs@747b35d8f', 'src/connections/spec/common.md'),
  },
  {
    ...{ name: 'rudderstack', title: 'RudderStack', family, unit: 'ms' },
    window: [],
    correction: SENT_AT,
    deduplication: { key: ['id'], windowMs: HOUR_MS, same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: A('rudderlabs/rudder-server@f2655fbbe', 'utils/misc/misc.go, processor/processor.go'),
  },
  {
    ...{ name: 'posthog', title: 'PostHog', family, unit: 'ms' },
    window: [future(23 * HOUR_MS, 'in', 'redate-to-receipt')],
    correction: SENT_AT,
    answer: silent(200),
    notice: 'event',
    source: A('PostHog/posthog', 'timestamps.ts'),
    note: 'Of the TypeScript ingestion; its present successor was not read.',
  },
  {
    ...{ name: 'amplitude', title: 'Amplitude', family, unit: 'ms' },
    window: [],
    correction: SENT_AT,
    deduplication: { key: ['id'], same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: B('amplitude.com', 'blog/dont-trust-client-data'),
  },
  {
    ...{ name: 'mixpanel-track', title: 'Mixpanel /track', family, unit: 'ms' },
    window: [past(5 * DAY_MS, 'open', 'drop-after-success')],
    deduplication: { key: ['time', 'id'], same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: B('docs.mixpanel.com', 'historical-events-not-appearing'),
  },
  {
    ...{ name: 'mixpanel-import', title: 'Mixpanel /import', family, unit: 'ms' },
    window: [future(HOUR_MS, 'open', ['refuse-one', 'redate-to-receipt'])],
    deduplication: { key: ['time', 'id'], same: 'ignore', differing: 'ignore' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A('mixpanel/docs@ba229069', 'reference/import-events.mdx'),
    note: 'The page says both that a future event fails and that its time is overwritten.',
  },
  {
    ...{ name: 'ga4-measurement-protocol', title: 'GA4 Measurement Protocol', family, unit: 'us' },
    window: [past(72 * HOUR_MS, 'open', 'drop-after-success')],
    batch: { itemsMax: 25 },
    answer: silent(204, 204),
    notice: 'none',
    source: B('developers.google.com', 'ga4/reference, sending-events'),
  },
  {
    ...{ name: 'meta-conversions', title: 'Meta Conversions API', family, unit: 's' },
    window: [past(7 * DAY_MS, 'open', 'refuse-batch')],
    deduplication: { key: ['id'], windowMs: 48 * HOUR_MS, same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'caller',
    source: B('developers.facebook.com, 2026-02-12', 'server-event'),
  },
  {
    ...{ name: 'algolia-insights', title: 'Algolia Insights', family, unit: 'ms' },
    window: [past(4 * DAY_MS, 'open', 'refuse-batch')],
    answer: silent(200, 422),
    notice: 'caller',
    source: C('algolia/instantsearch-ios#192'),
    note: 'About four days.',
  },
  {
    ...{ name: 'apollo-usage-reporting', title: 'Apollo usage reporting', family, unit: 'ms' },
    window: [past(50 * MINUTE_MS, 'open', 'refuse-batch', { code: 'skewed timestamp' })],
    answer: silent(200),
    notice: 'log',
    source: B('apollographql/docs#168'),
  },
];
