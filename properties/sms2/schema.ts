/** The JSON Schema of a scenario file of the reference study. Published as `skewproof list --schema sms2`. */

import {
  chance,
  choice,
  clock,
  fault,
  integer,
  kinded,
  MS_MAX,
  ms,
  object,
  ppm,
  signedMs,
  text,
} from '../schema-parts.js';

const client = integer(0, 10_000);

const action = choice([
  kinded('install', { client }),
  kinded('remove', { client, clean: { type: 'boolean' } }),
  kinded('synchronise', { client }),
  kinded('set-clock', { client, byMs: signedMs }),
  kinded('restart', { client }),
  kinded('delete-log', { client }),
  kinded('delete-next-sync-time', { client }),
  kinded('change-setting', { pollMinutes: integer(1, 10_080) }),
  kinded('correct-clock', { server: { enum: ['metering', 'site', 'database'] } }),
]);

export const SMS2_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A scenario of the SMS 2.0 software metering study',
  ...object(
    {
      study: { const: 'sms2' },
      variant: text,
      seed: integer(0, 4_294_967_295),
      clients: {
        type: 'array',
        minItems: 1,
        maxItems: 10_000,
        items: object({
          offsetMs: signedMs,
          driftPpm: ppm,
          sessions: integer(0, 1_000_000),
          installAtMs: ms,
          mode: { enum: ['offline', 'online'] },
        }),
      },
      meteringServer: clock,
      siteServer: clock,
      databaseServer: clock,
      pollMinutes: integer(1, 10_080),
      retries: integer(0, 100),
      retryDelayMinutes: integer(1, 10_080),
      collationMinutes: integer(1, 10_080),
      logCapacity: integer(0, 1_000_000),
      configurationAgeMs: ms,
      toleranceMs: ms,
      excludedListBytes: integer(0, 1_000_000_000),
      syncBlindMs: ms,
      localCheckMinutes: integer(0, 10_080),
      summariseAfterMinutes: integer(0, 1_000_000),
      durationMs: integer(1, MS_MAX),
      looks: integer(0, 10_000),
      network: object({
        latencyMsMin: ms,
        latencyMsMax: ms,
        loss: chance,
        duplicate: chance,
        ordered: { type: 'boolean' },
      }),
      syncLatencyMs: ms,
      faults: { type: 'array', maxItems: 10_000, items: fault },
      actions: { type: 'array', maxItems: 10_000, items: action },
      uses: {
        type: 'array',
        items: object({ client, user: text, program: text, startMs: ms, endMs: ms }),
      },
    },
    ['uses'],
  ),
} as const;
