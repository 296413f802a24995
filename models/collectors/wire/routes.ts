/** Routes of the collectors that take JSON, forms or lines over HTTP. */
import type { Route } from './wire.js';

const json = (
  path: RegExp,
  items: string,
  time: string,
  form: Route['form'],
  more: Partial<Route> = {},
): Route => ({
  ...{ path, body: 'json', items, time, form },
  ...more,
});

const AWS_ROOT = /^\/?$/;
const STRIPE_V1: Route = {
  ...{ path: /\/v1\/billing\/meter_events$/, body: 'form', items: '' },
  ...{ time: 'timestamp', form: 's', id: 'identifier', stream: 'event_name' },
};
const LAGO = { id: 'transaction_id', stream: 'external_subscription_id' } as const;
const LAGO_ROUTES = [
  json(/\/api\/v1\/events\/batch$/, 'events', 'timestamp', 's', LAGO),
  json(/\/api\/v1\/events$/, 'event', 'timestamp', 's', LAGO),
] as const;
const OPENMETER = [
  json(/\/api\/v1\/events$/, '', 'time', 'iso', { id: 'id', stream: 'subject' }),
] as const;
const AZURE = { id: 'dimension', quantity: 'quantity', stream: 'dimension' } as const;
const SEGMENT = { id: 'messageId', sentAt: 'sentAt' } as const;
const SEGMENT_ROUTES = [
  json(/\/v1\/b(atch)?$/, 'batch', 'timestamp', 'iso', SEGMENT),
  json(
    /\/v1\/(t(rack)?|i(dentify)?|p(age)?|s(creen)?|g(roup)?|a(lias)?)$/,
    '',
    'timestamp',
    'iso',
    SEGMENT,
  ),
] as const;
const METER_USAGE = json(AWS_ROOT, '', 'Timestamp', 's', {
  ...{ target: 'MeterUsage', quantity: 'UsageQuantity', stream: 'UsageDimension' },
});
const PUT_LOGS = json(AWS_ROOT, 'logEvents', 'timestamp', 'ms', { target: 'PutLogEvents' });
const GCP_LOGGING = json(/\/v2\/entries:write$/, 'entries', 'timestamp', 'iso', { id: 'insertId' });

/** Routes by the name of their collector; a collector without one is not served over HTTP here. */
export const ROUTES: Readonly<Record<string, readonly Route[]>> = {
  'stripe-meter-events': [STRIPE_V1],
  'stripe-meter-events-v2': [
    json(/\/v2\/billing\/meter_events$/, '', 'timestamp', 'iso', { id: 'identifier' }),
    json(/\/v2\/billing\/meter_event_stream$/, 'events', 'timestamp', 'iso', { id: 'identifier' }),
  ],
  'orb-ingest': [json(/\/v1\/ingest$/, 'events', 'timestamp', 'iso', { id: 'idempotency_key' })],
  'metronome-ingest': [json(/\/v1\/ingest$/, '', 'timestamp', 'iso', { id: 'transaction_id' })],
  'lago-postgresql': LAGO_ROUTES,
  'lago-clickhouse': LAGO_ROUTES,
  openmeter: OPENMETER,
  'openmeter-lru': OPENMETER,
  'openmeter-redis': OPENMETER,
  'openmeter-entitlements': OPENMETER,
  'aws-marketplace-meter-usage': [METER_USAGE],
  'aws-marketplace-agentcore': [{ ...METER_USAGE, id: 'ClientToken' }],
  'aws-marketplace-batch-meter-usage': [
    json(AWS_ROOT, 'UsageRecords', 'Timestamp', 's', {
      ...{ target: 'BatchMeterUsage', quantity: 'Quantity', stream: 'Dimension' },
    }),
  ],
  'azure-marketplace-usage-event': [
    json(/\/api\/usageEvent$/, '', 'effectiveStartTime', 'iso', AZURE),
  ],
  'azure-marketplace-batch': [
    json(/\/api\/batchUsageEvent$/, 'request', 'effectiveStartTime', 'iso', AZURE),
  ],
  'gcp-service-control': [
    json(/\/v1\/services\/[^/]+:report$/, 'operations', 'endTime', 'iso', { id: 'operationId' }),
  ],
  'cloudwatch-logs': [PUT_LOGS],
  'cloudwatch-logs-2024': [PUT_LOGS],
  'azure-monitor-logs': [
    json(/\/dataCollectionRules\/[^/]+\/streams\/[^/]+$/, '', 'TimeGenerated', 'iso'),
  ],
  'gcp-logging': [GCP_LOGGING],
  'gcp-logging-partial': [GCP_LOGGING],
  loki: [json(/\/loki\/api\/v1\/push$/, 'streams.*.values.*', '0', 'ns')],
  'datadog-logs': [json(/\/(api\/v2\/logs|v1\/input\/[^/]+)$/, '', 'timestamp', 'auto')],
  'datadog-events': [json(/\/api\/v1\/events$/, '', 'date_happened', 's')],
  'dynatrace-logs': [json(/\/api\/v2\/logs\/ingest$/, '', 'timestamp', 'auto')],
  splunk: [
    { path: /\/services\/collector(\/event)?$/, body: 'lines', items: '', time: 'time', form: 's' },
  ],
  seq: [
    {
      path: /\/(api\/events\/raw|ingest\/clef)$/,
      body: 'lines',
      items: '',
      time: '@t',
      form: 'iso',
    },
  ],
  'openobserve-logs': [json(/\/api\/[^/]+\/[^/]+\/_json$/, '', '_timestamp', 'us')],
  'cloudwatch-metrics': [
    json(AWS_ROOT, 'MetricData', 'Timestamp', 's', { target: 'PutMetricData' }),
  ],
  'timestream-write': [json(AWS_ROOT, 'Records', 'Time', 'ms', { target: 'WriteRecords' })],
  'azure-custom-metrics': [json(/\/metrics$/, '', 'time', 'iso')],
  'gcp-monitoring': [
    json(/\/v3\/projects\/[^/]+\/timeSeries$/, 'timeSeries', 'points.0.interval.endTime', 'iso', {
      stream: 'metric.type',
    }),
  ],
  'influxdb-1': [
    {
      ...{ path: /\/write$/, body: 'line-protocol', items: '', time: 'time', form: 'ns' },
      stream: 'series',
    },
  ],
  'datadog-metrics': [
    json(/\/api\/v1\/series$/, 'series', 'points.0.0', 's', { stream: 'metric' }),
  ],
  'new-relic-metrics': [json(/\/metric\/v1$/, '*.metrics.*', 'timestamp', 'auto')],
  segment: SEGMENT_ROUTES,
  rudderstack: SEGMENT_ROUTES,
  posthog: [
    json(/\/(batch|capture|i\/v0\/e)\/?$/, 'batch', 'timestamp', 'iso', {
      ...{ id: 'uuid', sentAt: 'sent_at' },
    }),
  ],
  amplitude: [
    json(/\/2\/httpapi$/, 'events', 'time', 'ms', {
      ...{ id: 'insert_id', sentAt: 'client_upload_time' },
    }),
  ],
  'mixpanel-track': [
    {
      ...{ path: /\/track\/?$/, body: 'form', items: '', time: 'properties.time', form: 'auto' },
      id: 'properties.$insert_id',
    },
  ],
  'mixpanel-import': [
    json(/\/import$/, '', 'properties.time', 'auto', { id: 'properties.$insert_id' }),
  ],
  'ga4-measurement-protocol': [json(/\/mp\/collect$/, 'events', '/timestamp_micros', 'us')],
  'meta-conversions': [
    json(/\/v[\d.]+\/[^/]+\/events$/, 'data', 'event_time', 's', { id: 'event_id' }),
  ],
  'algolia-insights': [json(/\/1\/events$/, 'events', 'timestamp', 'ms')],
};
