/** JSON Schema of a scenario file of the store-and-forward study. */
import * as storeForward from '../../models/store-forward/index.js';
import {
  faults,
  integer,
  moment,
  network,
  object,
  ppm,
  signedMs,
  syncLatency,
  text,
} from '../study/schema-parts.js';

export const STORE_FORWARD_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A scenario of the store-and-forward study',
  ...object({
    study: { const: 'store-forward' },
    variant: text(),
    seed: integer(0, 4_294_967_295),
    agents: {
      type: 'array',
      minItems: 1,
      maxItems: 1_000,
      items: object({ offsetMs: signedMs, driftPpm: ppm, records: integer(0, 1_000) }),
    },
    cloned: { type: 'boolean' },
    server: object({ offsetMs: signedMs, driftPpm: ppm }),
    zone: object({
      standardMinutes: integer(-storeForward.ZONE_MINUTES_MAX, storeForward.ZONE_MINUTES_MAX),
      changeAtMs: moment,
      byMinutes: integer(-1_440, 1_440),
    }),
    everyMs: integer(1, storeForward.EVERY_MS_MAX),
    burst: integer(1, 1_000),
    uploadMs: integer(1, 10 ** 9),
    batchRecords: integer(1, 1_000_000),
    takeRecords: integer(1, 1_000_000),
    segmentRecords: integer(1, 1_000_000),
    logCapacity: integer(0, 1_000_000),
    batchesPerMinute: integer(0, 1_000_000),
    network,
    syncLatencyMs: syncLatency,
    looks: integer(0, 10_000),
    faults: faults(['agent-1', 'agent-2', 'agent-3', storeForward.SERVER]),
  }),
} as const;
