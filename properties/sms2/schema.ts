/** JSON Schema of a scenario file of the reference study. Published as `skewproof schema sms2`. */

import { SCHEDULE_SCHEMA } from '../study/schedule.js';
import * as sms2 from '../../models/sms2/index.js';
import {
  choice,
  faults,
  INTERVENTIONS_MAX,
  integer,
  kinded,
  moment,
  ms,
  network,
  object,
  signedMs,
  syncLatency,
  text,
} from '../study/schema-parts.js';

/**
 * Limit of drift, ppm: what the fix allows for, and ten times what is sold. A worse oscillator is
 * broken.
 */
const ppm = integer(-1_000, 1_000);
const clock = object({ offsetMs: signedMs, driftPpm: ppm });
const machines = ['client-1', 'client-2', 'client-3', ...sms2.SERVER_MACHINES];
const user = text('ann', 'bob', 'carol');
const program = text('excel.exe', 'winword.exe', 'acad.exe', 'sol.exe');

const list = (items: object): object => ({ type: 'array', maxItems: 100, items });

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
      variant: text(),
      seed: integer(0, 4_294_967_295),
      clients: {
        type: 'array',
        minItems: 1,
        maxItems: 10_000,
        items: object(
          {
            offsetMs: signedMs,
            driftPpm: ppm,
            sessions: integer(0, 10_000),
            installAtMs: moment,
            mode: { enum: ['offline', 'online'] },
            windows9x: { type: 'boolean' },
            lockedOutAtMs: moment,
            startDelayMs: ms,
            nextLogonAtMs: moment,
            freeDisk: list(object({ atMs: moment, kilobytes: integer(0, 1_000_000_000) })),
            cannotWrite: list(user),
            renamed: list(object({ program, as: text('renamed.exe', 'excel.exe') })),
          },
          [
            'windows9x',
            'lockedOutAtMs',
            'startDelayMs',
            'nextLogonAtMs',
            'freeDisk',
            'cannotWrite',
            'renamed',
          ],
        ),
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
      durationMs: { ...ms, minimum: 1 },
      looks: integer(0, 10_000),
      network,
      syncLatencyMs: syncLatency,
      faults: faults(machines, ppm),
      actions: { type: 'array', maxItems: INTERVENTIONS_MAX, items: action },
      meteringServers: integer(1, 20),
      retiredAtMs: moment,
      summariseBy: { enum: ['minute', 'hour', 'day', 'week', 'year'] },
      passwordChange: object({ atMs: moment, newAccount: { type: 'boolean' } }),
      requestsPerRestart: integer(1, 1_000_000_000),
      collationAgeMinutes: integer(0, 1_000_000),
      report: choice([
        object({ kind: { const: 'period' }, earlierDays: integer(0, 10_000) }),
        object({ kind: { const: 'multiple-site' }, picked: list(program) }),
      ]),
      pipeRetries: integer(0, 1_000_000),
      serverSetUpAtMs: moment,
      namePolicy: { enum: ['original', 'standard'] },
      dosPrograms: list(program),
      retryDelaySetBefore: { type: 'boolean' },
      prompt: { type: 'boolean' },
      uses: {
        type: 'array',
        maxItems: 10_000,
        items: object({ client, user, program, startMs: moment, endMs: moment }),
      },
      schedule: SCHEDULE_SCHEMA,
    },
    [
      'uses',
      'schedule',
      'meteringServers',
      'retiredAtMs',
      'summariseBy',
      'passwordChange',
      'requestsPerRestart',
      'collationAgeMinutes',
      'report',
      'pipeRetries',
      'serverSetUpAtMs',
      'namePolicy',
      'dosPrograms',
      'retryDelaySetBefore',
      'prompt',
    ],
  ),
} as const;
