/** Services for metrics and time series. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import type { Bound, CollectorRow } from '../row.js';
import { A, B, future, naming, past, silent } from './parts.js';

const family = 'metrics';
const PROMETHEUS = 'prometheus/prometheus@d15adb9ad';
const WHISPER = 'graphite-project/whisper@94c3a61';

/** Bounds of the head block: ten minutes ahead, an hour behind the newest of all, in order. */
const head = (does: Bound['does']): readonly Bound[] => [
  future(10 * MINUTE_MS, 'in', does, { code: 'too far in the future' }),
  past(HOUR_MS, 'in', does, {
    ...{ name: 'behind', by: 'newest-of-all', code: 'out of bounds' },
    setting: 'half of a chunk range; one hour with blocks of two hours',
  }),
  past(0, 'in', does, {
    ...{ name: 'order', by: 'newest-of-stream', code: 'out of order sample' },
    setting: 'out_of_order_time_window, 0 by default',
  }),
];

export const METRICS: readonly CollectorRow[] = [
  {
    ...{ name: 'cloudwatch-metrics', title: 'CloudWatch PutMetricData', family, unit: 'ms' },
    window: [
      past(14 * DAY_MS, 'open', ['refuse-batch', 'refuse-one']),
      future(2 * HOUR_MS, 'open', ['refuse-batch', 'refuse-one']),
    ],
    answer: silent(200),
    notice: 'caller',
    source: A('npm @aws-sdk/client-cloudwatch@3.1164.0'),
    note: 'Refused; the source does not say whether with its neighbours.',
  },
  {
    ...{ name: 'timestream-write', title: 'Timestream WriteRecords', family, unit: 'ms' },
    window: [
      past(6 * HOUR_MS, 'open', 'refuse-one', {
        ...{ code: 'RejectedRecordsException', setting: "the memory store's retention, 6 hours" },
      }),
    ],
    deduplication: { key: ['stream', 'time'], same: 'ignore', differing: 'refuse' },
    answer: naming(200, 419),
    notice: 'caller',
    source: A('npm @aws-sdk/client-timestream-write@3.1138.0'),
  },
  {
    ...{ name: 'iot-sitewise', title: 'AWS IoT SiteWise BatchPut', family, unit: 'ns' },
    window: [
      past(7 * DAY_MS, 'in', 'refuse-one-in-success', { code: 'TimestampOutOfRangeException' }),
      future(10 * MINUTE_MS, 'in', 'refuse-one-in-success', {
        code: 'TimestampOutOfRangeException',
      }),
    ],
    deduplication: { key: ['stream', 'time'], same: 'overwrite', differing: 'overwrite' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A('npm @aws-sdk/client-iotsitewise@3.1169.0'),
    note: 'A value of the same time and quality overwrites the earlier one.',
  },
  {
    ...{ name: 'azure-custom-metrics', title: 'Azure Monitor custom metrics', family, unit: 'ms' },
    window: [
      past(20 * MINUTE_MS, 'open', 'refuse-one'),
      future(5 * MINUTE_MS, 'open', 'refuse-one'),
    ],
    batch: { itemsMax: 1 },
    answer: naming(200, 400),
    notice: 'caller',
    source: A('MicrosoftDocs/azure-monitor-docs@4d60ca231', 'metrics-store-custom-rest-api.md'),
  },
  {
    ...{ name: 'gcp-monitoring', title: 'Google Cloud Monitoring', family, unit: 'ns' },
    window: [
      past(25 * HOUR_MS, 'in', 'refuse-one'),
      future(5 * MINUTE_MS, 'in', 'refuse-one'),
      past(0, 'out', 'refuse-one', { name: 'order', by: 'newest-of-stream' }),
    ],
    answer: naming(200, 400),
    notice: 'caller',
    source: A('googleapis/googleapis@f8291d2b8', 'google/monitoring/v3/common.proto'),
  },
  {
    ...{
      name: 'prometheus-remote-write-1',
      title: 'Prometheus remote write 1.0',
      family,
      unit: 'ms',
    },
    window: head('refuse-batch'),
    deduplication: { key: ['stream', 'time'], same: 'ignore', differing: 'refuse-batch' },
    answer: silent(204),
    notice: 'log',
    source: A(PROMETHEUS, 'storage/remote/write_handler.go, tsdb/head.go, tsdb/head_append.go'),
    note: 'The first bad sample rolls the request back; a status of 400 is not tried again.',
  },
  {
    ...{
      name: 'prometheus-remote-write-2',
      title: 'Prometheus remote write 2.0',
      family,
      unit: 'ms',
    },
    window: head('refuse-one'),
    deduplication: { key: ['stream', 'time'], same: 'ignore', differing: 'refuse' },
    answer: silent(204),
    notice: 'log',
    source: A(PROMETHEUS, 'storage/remote/write_handler.go'),
    note: 'What was fine is kept, and counted in headers of the answer.',
  },
  {
    ...{ name: 'prometheus-scrape', title: 'Prometheus scrape', family, unit: 'ms' },
    window: head('drop-after-success'),
    deduplication: { key: ['stream', 'time'], same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'counter',
    source: A(PROMETHEUS, 'scrape/scrape.go'),
  },
  {
    ...{ name: 'cortex', title: 'Cortex', family, unit: 'ms' },
    window: [
      future(10 * MINUTE_MS, 'open', 'refuse-one'),
      past(0, 'in', 'refuse-one', {
        ...{ name: 'order', by: 'newest-of-stream', setting: 'out_of_order_time_window' },
      }),
    ],
    deduplication: { key: ['stream', 'time'], same: 'ignore', differing: 'refuse' },
    answer: silent(200),
    notice: 'caller',
    source: A('cortexproject/cortex@a8c6358a1', 'docs/configuration/config-file-reference.md'),
  },
  {
    ...{ name: 'victoria-metrics', title: 'VictoriaMetrics', family, unit: 'ms' },
    window: [
      past(31 * DAY_MS, 'in', 'drop-after-success', { setting: 'retentionPeriod, 1 month' }),
      future(2 * DAY_MS, 'in', 'drop-after-success', {
        setting: 'futureRetention, at least 2 days',
      }),
    ],
    answer: silent(204),
    notice: 'counter',
    source: A('VictoriaMetrics/VictoriaMetrics@b7ef6cc3e', 'lib/storage/storage.go'),
  },
  {
    ...{ name: 'kafka-4', title: 'Apache Kafka 4.0 broker', family, unit: 'ms' },
    window: [
      future(HOUR_MS, 'in', 'refuse-batch', {
        ...{ code: 'INVALID_TIMESTAMP', setting: 'message.timestamp.after.max.ms' },
      }),
    ],
    answer: silent(200),
    notice: 'caller',
    source: A('apache/kafka@1eb764434', 'LogValidator.java'),
    note: 'Before 4.0 the bound was off. Retention deletes by the time of the record too.',
  },
  {
    ...{
      name: 'elasticsearch-tsds',
      title: 'Elasticsearch time series stream',
      family,
      unit: 'ms',
    },
    window: [
      past(2 * HOUR_MS, 'in', 'refuse-one-in-success', {
        ...{ name: 'start', by: 'first-request', code: 'timestamp_error' },
        setting: 'index.look_back_time',
      }),
      future(30 * MINUTE_MS, 'out', 'refuse-one-in-success', {
        ...{ code: 'timestamp_error', setting: 'index.look_ahead_time' },
      }),
    ],
    deduplication: { key: ['stream', 'time'], same: 'refuse', differing: 'refuse' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A('elastic/elasticsearch@0f8c9b9c8', 'index-settings/time-series.md'),
    note: 'The end of the newest index is moved on with the clock; that takes no time here.',
  },
  {
    ...{ name: 'influxdb-1', title: 'InfluxDB 1.x write', family, unit: 'ns' },
    window: [
      past(7 * DAY_MS, 'open', 'refuse-one', {
        ...{ code: 'points beyond retention policy dropped', setting: 'retention; 7 days assumed' },
      }),
    ],
    deduplication: { key: ['stream', 'time'], same: 'overwrite', differing: 'overwrite' },
    answer: silent(204),
    notice: 'caller',
    source: A('influxdata/docs-v2@793320062', 'content/influxdb/v1/troubleshooting/errors.md'),
  },
  {
    ...{ name: 'whisper-update', title: 'Graphite whisper update', family, unit: 's' },
    window: [
      future(0, 'in', 'refuse-one', { code: 'TimestampNotCovered' }),
      past(31 * DAY_MS, 'out', 'refuse-one', {
        ...{ code: 'TimestampNotCovered', setting: 'the longest retention of the archive' },
      }),
    ],
    batch: { itemsMax: 1 },
    deduplication: { key: ['stream', 'time'], same: 'overwrite', differing: 'overwrite' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A(WHISPER, 'whisper.py file_update'),
  },
  {
    ...{ name: 'whisper-update-many', title: 'Graphite whisper update_many', family, unit: 's' },
    window: [
      past(31 * DAY_MS, 'in', 'drop-after-success', {
        setting: 'the longest retention of the archive',
      }),
    ],
    deduplication: { key: ['stream', 'time'], same: 'overwrite', differing: 'overwrite' },
    answer: silent(200),
    notice: 'none',
    source: A(WHISPER, 'whisper.py file_update_many'),
  },
  {
    ...{ name: 'datadog-metrics', title: 'Datadog metrics', family, unit: 's' },
    window: [
      past(HOUR_MS, 'open', 'drop-after-success'),
      future(10 * MINUTE_MS, 'open', 'drop-after-success'),
    ],
    answer: silent(202),
    notice: 'none',
    source: A('npm @datadog/datadog-api-client@1.64.0', 'v1/models/Series.d.ts'),
    note: 'Historical metrics, if they are switched on, lift the bound of the past.',
  },
  {
    ...{ name: 'new-relic-metrics', title: 'New Relic metrics', family, unit: 'ms' },
    window: [
      past(48 * HOUR_MS, 'open', 'drop-after-success', { code: 'NrIntegrationError' }),
      future(24 * HOUR_MS, 'open', 'drop-after-success', { code: 'NrIntegrationError' }),
    ],
    answer: silent(202),
    notice: 'event',
    source: B('docs.newrelic.com', 'metric-api-limits'),
  },
];
