/**
 * The names of models/collectors that other layers may import: today's ingestion services as rows of
 * data, and the reducer that they run by.
 */
import { ANALYTICS } from './rows/analytics.js';
import { BILLING } from './rows/billing.js';
import { LOGS } from './rows/logs.js';
import { METRICS } from './rows/metrics.js';
import type { CollectorRow } from './row.js';

export * from './choice.js';
export * from './collector.js';
export * from './item.js';
export * from './row.js';

/**
 * Every named collector, by family.
 * @since 0.1.0
 */
export const COLLECTORS: readonly CollectorRow[] = [...BILLING, ...LOGS, ...METRICS, ...ANALYTICS];

const BY_NAME: ReadonlyMap<string, CollectorRow> = new Map(
  COLLECTORS.map((row) => [row.name, row]),
);

/**
 * Returns the collector of a name; undefined: there is none.
 * @since 0.1.0
 */
export const collectorNamed = (name: string): CollectorRow | undefined => BY_NAME.get(name);
