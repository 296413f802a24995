/** The JSON Schema of a pipeline's scenario: it admits what a campaign draws, bounds included. */
import { SCHEDULE_SCHEMA } from '../../study/schedule.js';
import { choice, integer, kinded, object } from '../../study/schema-parts.js';
import type { FaultName } from './faults.js';
import { SERVER } from '../protocol.js';
import { collectorSchema } from './collector-schema.js';
import { AT_MS_MAX, LIMITS } from './scenario.js';

const signed = (max: number): object => integer(-max, max);
export const percent = (max: number): object => object({ of: integer(0, max), in: { const: 100 } });

type Properties = Record<string, object>;

const at = integer(0, AT_MS_MAX - 1);
const forMs = integer(0, LIMITS.forMs);
const latency = integer(0, LIMITS.latencyMs);
const syncLatencyMs = integer(0, LIMITS.syncLatencyMs);
const agentNode = { type: 'string', pattern: `^agent-[1-${String(LIMITS.agents)}]$` };
const serverNode = { const: SERVER };
const anyNode = { type: 'string', pattern: `^(server|agent-[1-${String(LIMITS.agents)}])$` };
const clock = { offsetMs: signed(LIMITS.offsetMs), driftPpm: signed(LIMITS.driftPpm) };

const step = object({ kind: { const: 'step' }, byMs: signed(LIMITS.offsetMs) });
const drift = object({ kind: { const: 'drift' }, driftPpm: signed(LIMITS.driftPpm) });
const serverAdjustment = choice([step, drift]);
const adjustment = choice([
  step,
  object({
    kind: { const: 'slew' },
    byMs: signed(LIMITS.slewMs),
    ratePpm: integer(1, LIMITS.ratePpm),
  }),
  drift,
]);

const crash = {
  severity: { enum: ['process', 'power', 'torn'] },
  downMs: forMs,
  intoSyncMs: syncLatencyMs,
};

/** The faults behind a name: their kinds, and their fields besides the time. */
const SCHEMAS: Readonly<Record<FaultName, readonly (readonly [string, Properties])[]>> = {
  crash: [['crash', { node: agentNode, ...crash }]],
  restart: [['restart', { node: agentNode }]],
  suspend: [['suspend', { node: agentNode, forMs }]],
  'disk-full': [['disk-full', { node: agentNode, forMs }]],
  wipe: [['wipe', { node: agentNode }]],
  rollback: [
    ['snapshot', { node: agentNode }],
    ['restore', { node: agentNode }],
  ],
  clock: [
    ['clock', { node: agentNode, adjustment }],
    ['synchronise', { node: agentNode, to: serverNode }],
  ],
  partition: [['partition', { node: anyNode, to: anyNode, both: { type: 'boolean' }, forMs }]],
  'server-crash': [['crash', { node: serverNode, ...crash }]],
  'server-suspend': [['suspend', { node: serverNode, forMs }]],
  'server-disk-full': [['disk-full', { node: serverNode, forMs }]],
  'server-clock': [['clock', { node: serverNode, adjustment: serverAdjustment }]],
};

/** A choice by kind; for a kind that exists for agents and for the server, by machine too. */
export function faultSchema(names: readonly FaultName[]): object {
  const byKind = new Map<string, Properties[]>();
  for (const [kind, properties] of names.flatMap((name) => SCHEMAS[name]))
    byKind.set(kind, [...(byKind.get(kind) ?? []), properties]);
  return choice(
    [...byKind].map(([kind, variants]) => {
      const [one = {}, other] = variants.map((properties) =>
        kinded(kind, { at, ...properties }, ['intoSyncMs']),
      );
      if (other === undefined) return one;
      return {
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: kind } },
        anyOf: [one, other],
      };
    }),
  );
}

/** The fields `agents` and `server`, for at most this number of agents and of uses on each. */
export const machinesSchema = (max: { readonly agents: number; readonly uses: number }) => ({
  agents: {
    type: 'array',
    minItems: 1,
    maxItems: max.agents,
    items: object({ ...clock, uses: integer(0, max.uses) }),
  },
  server: object(clock),
});

export const schemaOf = (
  study: string,
  variants: readonly string[],
  faults: readonly FaultName[],
  isServed = false,
): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: `A scenario of the study ${study}`,
  ...object(
    {
      study: { const: study },
      variant: { enum: variants },
      seed: integer(0, 0xffff_ffff),
      ...machinesSchema(LIMITS),
      everyMs: integer(LIMITS.everyMsMin, LIMITS.everyMsMax),
      link: object({
        latencyMsMin: latency,
        latencyMsMax: latency,
        loss: percent(LIMITS.lossPercent),
        duplicate: percent(LIMITS.duplicatePercent),
        ordered: { type: 'boolean' },
      }),
      syncLatencyMs,
      looks: integer(0, LIMITS.looks),
      faults: { type: 'array', maxItems: LIMITS.faults, items: faultSchema(faults) },
      healAtMs: integer(0, AT_MS_MAX),
      schedule: SCHEDULE_SCHEMA,
      ...(isServed ? { collector: collectorSchema(), awayMs: integer(0, LIMITS.awayMs) } : {}),
    },
    ['healAtMs', 'schedule', 'collector', 'awayMs'],
  ),
});
