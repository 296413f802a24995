/** Metering and billing services. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import type { CollectorRow } from '../row.js';
import { A, future, naming, past, silent, started } from './parts.js';

const family = 'billing';
const STRIPE_BOUNDS = [
  past(35 * DAY_MS, 'open', 'refuse-one', {
    code: 'timestamp_too_far_in_past',
    kind: 'calendar-days',
  }),
  future(5 * MINUTE_MS, 'open', 'refuse-one', { code: 'timestamp_in_future' }),
] as const;
const STRIPE_KEYS = {
  key: ['id'],
  windowMs: DAY_MS,
  same: ['refuse', 'ignore'],
  differing: 'refuse',
} as const;
const LAGO = 'getlago/lago-api@1b1c24a6a';
const AWS = 'npm @aws-sdk/client-marketplace-metering@3.1138.0';
const AZURE = 'MicrosoftDocs/azure-docs@0c4fd4710';
const AZURE_PAGE = 'articles/marketplace/marketplace-metering-service-apis.md';
const OPENMETER = 'openmeterio/openmeter@7e57a394a';
const OUT_OF_BOUNDS = 'TimestampOutOfBoundsException';
/** No one slot of an hour is taken twice, whatever the second one states. */
const HOURLY = { key: ['hour'], same: 'refuse', differing: 'refuse' } as const;

export const BILLING: readonly CollectorRow[] = [
  {
    ...{ name: 'stripe-meter-events', title: 'Stripe meter events, v1', family, unit: 's' },
    window: STRIPE_BOUNDS,
    batch: { itemsMax: 1 },
    deduplication: STRIPE_KEYS,
    answer: naming(200, 400),
    notice: 'caller',
    source: A('npm stripe@23.1.0', 'Billing/MeterEvents.d.ts'),
    note: 'An identifier is known for at least 24 hours; 24 hours is assumed.',
  },
  {
    ...{ name: 'stripe-meter-events-v2', title: 'Stripe meter events, v2', family, unit: 'ms' },
    window: STRIPE_BOUNDS,
    batch: { itemsMax: 1 },
    deduplication: STRIPE_KEYS,
    answer: naming(200, 400),
    notice: 'caller',
    source: A('npm stripe@23.1.0', 'resources/V2/Billing/MeterEvents.d.ts'),
    note: 'Validated at once and processed later: further errors are events of a webhook.',
  },
  {
    ...{ name: 'orb-ingest', title: 'Orb event ingestion', family, unit: 'ms' },
    window: [
      past(12 * HOUR_MS, 'in', 'refuse-one', {
        setting: "the account's grace period; the default of 12 hours is an assumption",
      }),
      future(5 * MINUTE_MS, 'open', 'refuse-one'),
    ],
    deduplication: { key: ['id'], same: 'ignore', differing: 'refuse-batch' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A('npm orb-billing@6.11.0', 'resources/events/events.d.ts'),
    note: 'The text says both that 5 minutes ahead is refused and that 5 minutes is the most.',
  },
  {
    ...{ name: 'metronome-ingest', title: 'Metronome ingest', family, unit: 'ms' },
    window: [past(34 * DAY_MS, 'open', ['drop-after-success', 'refuse-one'])],
    deduplication: { key: ['id'], windowMs: 34 * DAY_MS, same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: A('npm @metronome/sdk@3.10.0', 'resources/v1/usage.d.ts'),
    note: 'The source does not say what becomes of an older event.',
  },
  {
    ...{ name: 'lago-postgresql', title: 'Lago, PostgreSQL store', family, unit: 'ms' },
    window: [started('store-unseen')],
    deduplication: { key: ['id'], same: 'refuse-batch', differing: 'refuse-batch' },
    answer: silent(200, 422),
    notice: 'none',
    source: A(LAGO, 'app/services/events/{create_batch,post_process}_service.rb'),
  },
  {
    ...{ name: 'lago-clickhouse', title: 'Lago, ClickHouse store', family, unit: 'ms' },
    window: [started('store-unseen')],
    deduplication: { key: ['day', 'time', 'id'], same: 'ignore', differing: 'ignore' },
    answer: silent(200),
    notice: 'none',
    source: A(LAGO, 'db/clickhouse_migrate/20240705080709_create_events_enriched.rb'),
  },
  {
    ...{ name: 'openmeter', title: 'OpenMeter, as it is set by default', family, unit: 'ms' },
    window: [],
    answer: silent(204),
    notice: 'none',
    source: A(OPENMETER, 'openmeter/ingest/kafkaingest/collector.go'),
    note: 'Its topic deletes by the time of the event: retention there can come before the reader.',
  },
  {
    ...{
      name: 'openmeter-lru',
      title: 'OpenMeter with its memory deduplication',
      family,
      unit: 'ms',
    },
    window: [],
    deduplication: { key: ['id'], entriesMax: 128, same: 'ignore', differing: 'ignore' },
    answer: silent(204),
    notice: 'none',
    source: A(OPENMETER, 'app/config/dedupe.go'),
  },
  {
    ...{ name: 'openmeter-redis', title: 'OpenMeter with Redis deduplication', family, unit: 'ms' },
    window: [],
    deduplication: { key: ['id'], windowMs: DAY_MS, same: 'ignore', differing: 'ignore' },
    answer: silent(204),
    notice: 'none',
    source: A(OPENMETER, 'app/config/dedupe.go'),
  },
  {
    ...{
      name: 'openmeter-entitlements',
      title: 'OpenMeter entitlement balances',
      family,
      unit: 'ms',
    },
    window: [
      past(DAY_MS, 'open', 'store-unseen', { setting: 'grace of late events, P1D by default' }),
    ],
    answer: silent(204),
    notice: 'none',
    source: A(OPENMETER, 'app/config/entitlements.go'),
    note: 'A later event is in the usage, and in no balance of a snapshot that was taken.',
  },
  {
    ...{
      name: 'aws-marketplace-meter-usage',
      title: 'AWS Marketplace MeterUsage',
      family,
      unit: 's',
    },
    window: [
      past(6 * HOUR_MS, 'open', 'refuse-one', { code: OUT_OF_BOUNDS }),
      started('refuse-one', OUT_OF_BOUNDS),
    ],
    batch: { itemsMax: 1 },
    deduplication: { key: ['hour'], same: 'ignore', differing: 'refuse' },
    granularityMs: HOUR_MS,
    answer: naming(200, 400),
    notice: 'caller',
    source: A(AWS, 'commands/MeterUsageCommand.d.ts, models/models_0.d.ts'),
  },
  {
    ...{
      name: 'aws-marketplace-agentcore',
      title: 'AWS Marketplace MeterUsage, AgentCore',
      family,
      unit: 's',
    },
    window: [
      past(6 * HOUR_MS, 'open', 'refuse-one', { code: OUT_OF_BOUNDS }),
      started('refuse-one', OUT_OF_BOUNDS),
    ],
    batch: { itemsMax: 1 },
    deduplication: { key: ['id'], same: 'ignore', differing: 'refuse' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A(AWS, 'commands/MeterUsageCommand.d.ts'),
    note: 'Known by its ClientToken, and not floored to the hour.',
  },
  {
    ...{
      name: 'aws-marketplace-batch-meter-usage',
      title: 'AWS Marketplace BatchMeterUsage',
      family,
      unit: 's',
    },
    window: [
      past(DAY_MS, 'out', 'refuse-batch', { code: OUT_OF_BOUNDS }),
      past(6 * HOUR_MS, 'open', 'refuse-batch', {
        ...{ name: 'month', kind: 'month-closes', code: OUT_OF_BOUNDS },
      }),
    ],
    batch: { itemsMax: 25 },
    deduplication: { key: ['time'], same: 'ignore', differing: 'refuse' },
    answer: silent(200),
    notice: 'caller',
    source: A(AWS, 'commands/BatchMeterUsageCommand.d.ts, models/errors.d.ts'),
    note: 'The previous month is accepted until 06:00:00 UTC of the first day.',
  },
  {
    ...{
      name: 'azure-marketplace-usage-event',
      title: 'Azure Marketplace usageEvent',
      family,
      unit: 'ms',
    },
    window: [
      past(DAY_MS, 'open', 'refuse-one', { code: 'BadArgument' }),
      future(0, 'open', 'refuse-one', { code: 'BadArgument' }),
    ],
    batch: { itemsMax: 1 },
    deduplication: HOURLY,
    answer: naming(200, 400),
    notice: 'caller',
    source: A(AZURE, AZURE_PAGE),
    note: 'The second event of an hour is a conflict (409) even if its quantity differs.',
  },
  {
    ...{
      name: 'azure-marketplace-batch',
      title: 'Azure Marketplace batchUsageEvent',
      family,
      unit: 'ms',
    },
    window: [
      past(DAY_MS, 'open', 'refuse-one-in-success', { code: 'Expired' }),
      future(0, 'open', 'refuse-one-in-success', { code: 'BadArgument' }),
    ],
    batch: { itemsMax: 25 },
    deduplication: HOURLY,
    answer: naming(200, 400),
    notice: 'caller',
    source: A(AZURE, AZURE_PAGE),
  },
  {
    ...{ name: 'gcp-service-control', title: 'Google Service Control report', family, unit: 'ns' },
    window: [],
    deduplication: { key: ['id'], same: 'ignore', differing: 'ignore' },
    answer: naming(200, 400),
    notice: 'caller',
    source: A('googleapis/googleapis@f8291d2b8', 'google/api/servicecontrol/v1/operation.proto'),
  },
];
