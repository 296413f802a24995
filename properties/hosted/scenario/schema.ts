/** The JSON Schema of a program's scenario: it admits what a campaign draws, bounds included. */
import type { FaultName } from '../../pipeline/scenario/faults.js';
import { faultSchema, machinesSchema, percent } from '../../pipeline/scenario/schema.js';
import { collectorSchema } from '../../pipeline/scenario/collector-schema.js';
import { SCHEDULE_SCHEMA } from '../../study/schedule.js';
import { choice, integer, kinded, object } from '../../study/schema-parts.js';
import { AT_MS_MAX, LIMITS } from './scenario.js';
import { TURNS_SCHEMA } from './page-turns.js';
import { SIMPLE_FATES } from './weather.js';

const at = integer(0, AT_MS_MAX - 1);
const forMs = integer(0, LIMITS.forMs);
const latency = integer(LIMITS.latencyMsMin, LIMITS.latencyMs);

const retryAfter = choice(
  ['seconds', 'date'].map((kind) =>
    object({ kind: { const: kind }, seconds: integer(0, LIMITS.retryAfterSeconds) }),
  ),
);

const weather = (statuses: readonly number[]): object =>
  choice([
    ...SIMPLE_FATES.map((kind) => kinded(kind, { at, forMs })),
    kinded('status', { at, forMs, status: { enum: statuses }, retryAfter }, ['retryAfter']),
  ]);

export const schemaOf = (
  study: string,
  variants: readonly string[],
  faults: readonly FaultName[],
  statuses: readonly number[],
  isBrowser: boolean,
): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: `A scenario of the program ${study}`,
  ...object(
    {
      study: { const: study },
      variant: { enum: variants },
      seed: integer(0, 0xffff_ffff),
      program: { type: 'string', pattern: '^[0-9a-f]{16}$' },
      ...machinesSchema(LIMITS),
      everyMs: integer(LIMITS.everyMsMin, LIMITS.everyMsMax),
      link: object({
        latencyMsMin: integer(LIMITS.latencyMsMin, LIMITS.latencyMsHealed),
        latencyMsMax: latency,
        loss: percent(LIMITS.lossPercent),
        duplicate: percent(0),
        ordered: { type: 'boolean' },
      }),
      syncLatencyMs: integer(0, LIMITS.syncLatencyMs),
      later: integer(1, LIMITS.later),
      weather: { type: 'array', maxItems: LIMITS.weather, items: weather(statuses) },
      faults: { type: 'array', maxItems: LIMITS.faults, items: faultSchema(faults) },
      ...(isBrowser ? { pages: TURNS_SCHEMA } : {}),
      healAtMs: integer(0, AT_MS_MAX),
      schedule: SCHEDULE_SCHEMA,
      collector: collectorSchema(),
    },
    ['pages', 'healAtMs', 'schedule', 'collector'],
  ),
});
