/** Services for logs, events and errors. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import type { CollectorRow } from '../row.js';
import { A, B, C, future, naming, past, silent } from './parts.js';

const family = 'logs';
const LOKI = 'grafana/loki@65e30f848';
const GOOGLE = 'googleapis/googleapis@f8291d2b8';
const DATADOG = 'npm @datadog/datadog-api-client@1.64.0';
const GCP_RETENTION = "the bucket's retention, 30 days by default";
const GROUP_RETENTION = "the log group's retention; the default, never, is 14 days here";
const CLOUDWATCH_BATCH = { itemsMax: 10_000, ascending: true, spanMs: DAY_MS } as const;

export const LOGS: readonly CollectorRow[] = [
  {
    ...{ name: 'cloudwatch-logs', title: 'CloudWatch Logs PutLogEvents', family, unit: 'ms' },
    window: [
      past(14 * DAY_MS, 'in', 'refuse-one-in-success', { code: 'tooOldLogEventEndIndex' }),
      past(14 * DAY_MS, 'in', 'refuse-one-in-success', {
        ...{ name: 'retention', code: 'expiredLogEventEndIndex', setting: GROUP_RETENTION },
      }),
      future(2 * HOUR_MS, 'open', 'refuse-one-in-success', { code: 'tooNewLogEventStartIndex' }),
    ],
    batch: CLOUDWATCH_BATCH,
    answer: naming(200, 400),
    notice: 'caller',
    source: A('npm @aws-sdk/client-cloudwatch-logs@3.1169.0', 'commands/PutLogEventsCommand.d.ts'),
  },
  {
    ...{
      name: 'cloudwatch-logs-2024',
      title: 'CloudWatch Logs, the clause of 2024',
      family,
      unit: 'ms',
    },
    window: [
      past(14 * DAY_MS, 'in', 'refuse-batch', { code: 'InvalidParameterException' }),
      future(2 * HOUR_MS, 'open', 'refuse-batch', { code: 'InvalidParameterException' }),
    ],
    batch: CLOUDWATCH_BATCH,
    answer: silent(200),
    notice: 'caller',
    source: B('botocore 1.34', 'logs, PutLogEvents'),
    note: 'None of the events may be outside; the clause has changed since.',
  },
  {
    ...{ name: 'azure-monitor-logs', title: 'Azure Monitor Logs', family, unit: 'ms' },
    window: [
      past(2 * DAY_MS, 'in', 'redate-to-receipt'),
      future(DAY_MS, 'in', 'redate-to-receipt'),
    ],
    answer: silent(204),
    notice: 'none',
    source: A('MicrosoftDocs/azure-monitor-docs@04f72d4a9', 'logs/log-standard-columns.md'),
  },
  {
    ...{ name: 'gcp-logging', title: 'Google Cloud Logging', family, unit: 'ns' },
    window: [
      past(30 * DAY_MS, 'open', ['drop-after-success', 'refuse-batch'], { setting: GCP_RETENTION }),
      future(DAY_MS, 'open', ['drop-after-success', 'refuse-batch']),
    ],
    deduplication: { key: ['time', 'id'], same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: A(GOOGLE, 'google/logging/v2/{log_entry,logging}.proto'),
    note: 'Not ingested; whether an error says so is not stated. Without partial_success.',
  },
  {
    ...{
      name: 'gcp-logging-partial',
      title: 'Google Cloud Logging, partial_success',
      family,
      unit: 'ns',
    },
    window: [
      past(30 * DAY_MS, 'open', ['refuse-one', 'drop-after-success'], { setting: GCP_RETENTION }),
      future(DAY_MS, 'open', ['refuse-one', 'drop-after-success']),
    ],
    deduplication: { key: ['time', 'id'], same: 'ignore', differing: 'ignore' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A(GOOGLE, 'google/logging/v2/logging.proto'),
  },
  {
    ...{ name: 'loki', title: 'Grafana Loki push', family, unit: 'ns' },
    window: [
      past(7 * DAY_MS, 'in', 'refuse-one', { code: 'greater_than_max_sample_age' }),
      future(10 * MINUTE_MS, 'in', 'refuse-one', { code: 'too_far_in_future' }),
      past(HOUR_MS, 'in', 'refuse-one', {
        ...{ name: 'behind', by: 'newest-of-stream', code: 'too_far_behind' },
      }),
    ],
    answer: naming(204, 400),
    notice: 'caller',
    source: A(LOKI, 'pkg/distributor/validator.go, pkg/ingester/stream.go'),
    note: 'The status is 400 although the acceptable entries are kept.',
  },
  {
    ...{ name: 'datadog-logs', title: 'Datadog logs', family, unit: 'ms' },
    window: [past(18 * HOUR_MS, 'open', 'drop-after-success')],
    answer: silent(202),
    notice: 'none',
    source: A(DATADOG, 'v2/apis/LogsApi.d.ts'),
    note: 'That an older log is dropped was read in a page (B).',
  },
  {
    ...{ name: 'datadog-events', title: 'Datadog events', family, unit: 's' },
    window: [
      past(18 * HOUR_MS, 'open', 'drop-after-success'),
      future(2 * HOUR_MS, 'open', 'drop-after-success'),
    ],
    answer: silent(202),
    notice: 'none',
    source: A(DATADOG, 'v1/models/Event.d.ts'),
  },
  {
    ...{ name: 'dynatrace-logs', title: 'Dynatrace log ingest', family, unit: 'ms' },
    window: [past(DAY_MS, 'open', 'refuse-batch', { code: 'timestamps_out_of_range' })],
    answer: silent(204),
    notice: 'caller',
    source: B('docs.dynatrace.com, 2026-06', 'lma-ingest-drop-reasons'),
    note: 'That the whole batch is refused is inferred.',
  },
  {
    ...{ name: 'sumo-logic', title: 'Sumo Logic', family, unit: 'ms' },
    window: [
      past(365 * DAY_MS, 'open', 'redate-to-receipt'),
      future(2 * DAY_MS, 'open', 'redate-to-receipt'),
    ],
    answer: silent(200),
    notice: 'none',
    source: B('SumoLogic/sumologic-documentation#5256'),
  },
  {
    ...{ name: 'splunk', title: 'Splunk timestamp recognition', family, unit: 'ms' },
    window: [
      past(2_000 * DAY_MS, 'open', 'redate-to-neighbour', { setting: 'MAX_DAYS_AGO' }),
      future(2 * DAY_MS, 'open', 'redate-to-neighbour', { setting: 'MAX_DAYS_HENCE' }),
    ],
    answer: silent(200),
    notice: 'none',
    source: B('props.conf.spec'),
    note: 'MAX_DAYS_HENCE of 2 is to be verified.',
  },
  {
    ...{ name: 'sentry-relay', title: 'Sentry Relay', family, unit: 'ms' },
    window: [
      past(30 * DAY_MS, 'open', 'redate-to-receipt', { setting: "the project's event retention" }),
      future(MINUTE_MS, 'open', 'redate-to-receipt', { setting: 'max_secs_in_future' }),
    ],
    correction: { kind: 'drift', fromMs: 55 * 60 * SECOND_MS, first: 'bounds' },
    answer: silent(200),
    notice: 'event',
    source: A('getsentry/relay@1601802d6', 'relay-event-normalization/src/clock_drift.rs'),
  },
  {
    ...{ name: 'seq', title: 'Seq', family, unit: 'ms' },
    window: [future(57 * MINUTE_MS, 'in', 'redate-to-receipt')],
    answer: silent(201),
    notice: 'log',
    source: C('datalust/seq-tickets#1570'),
  },
  {
    ...{ name: 'openobserve-logs', title: 'OpenObserve logs', family, unit: 'us' },
    window: [
      past(5 * HOUR_MS, 'open', ['refuse-one-in-success', 'drop-after-success'], {
        setting: 'ZO_INGEST_ALLOWED_UPTO',
      }),
      future(HOUR_MS, 'open', ['refuse-one-in-success', 'drop-after-success'], {
        setting: 'ZO_INGEST_ALLOWED_IN_FUTURE',
      }),
    ],
    answer: naming(200, 400),
    notice: 'log',
    source: C('openobserve/openobserve#14638'),
  },
];
