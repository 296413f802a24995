/** Parts of the JSON Schema of scenario files that studies share: times, clocks, links, faults. */
import { DRIFT_PPM_MAX } from '../../sim/clock/clock.js';
import { DAY_MS, MINUTE_MS } from '../../sim/model/time.js';
import type { Unit } from '../json/units.js';

export const integer = (minimum: number, maximum: number): object => ({
  type: 'integer',
  minimum,
  maximum,
});

/** States the unit of a number, for explanations and guided search: see `unitAt`. */
export const inUnit = (unit: Unit, schema: object): object => ({ ...schema, 'x-unit': unit });

/** About three years: a longer run has more events than any budget. */
const RUN_MS_MAX = 10 ** 11;
/** A duration within a run, ms. */
export const ms = inUnit('ms', integer(0, RUN_MS_MAX));
/** A true time of a run, ms from its start. Drawn values are scaled into the run. */
export const moment = { ...ms, $comment: 'true time from the start of the run, ms' };

/**
 * A hundred years: the limit for clock errors and adjustments. The sum of all adjustments in a file
 * stays an exact integer.
 */
const CLOCK_MS_MAX = 36_525 * DAY_MS;
export const signedMs = inUnit('ms', integer(-CLOCK_MS_MAX, CLOCK_MS_MAX));
/** A reading that a clock is set to, ms since 1970: up to the year 2169. */
const reading = inUnit('ms', integer(-CLOCK_MS_MAX, 2 * CLOCK_MS_MAX));

/** Any drift that a clock of the kernel can have. */
export const ppm = inUnit('ppm', integer(-DRIFT_PPM_MAX, DRIFT_PPM_MAX));

/** Text; a search draws one of the `examples`. */
export const text = (...examples: readonly string[]): object => ({
  type: 'string',
  minLength: 1,
  maxLength: 200,
  ...(examples.length === 0 ? {} : { examples }),
});

export const object = (
  properties: Record<string, object>,
  optional: readonly string[] = [],
): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

const chance = object({ of: integer(0, 1_000_000), in: integer(1, 1_000_000) });
/**
 * A connection without an answer for a quarter of an hour is given up; longer delays are
 * partitions.
 */
const latency = inUnit('ms', integer(0, 15 * MINUTE_MS));
/** The network between all nodes. */
export const network = object({
  latencyMsMin: latency,
  latencyMsMax: latency,
  loss: chance,
  duplicate: chance,
  ordered: { type: 'boolean' },
});
/** Duration of a sync: a disk that needs more than a minute has failed. */
export const syncLatency = inUnit('ms', integer(0, MINUTE_MS));
/** Largest number of faults or actions in a list: see the sum above. */
export const INTERVENTIONS_MAX = 1_000;
const severity = { enum: ['process', 'power', 'torn'] };

export const kinded = (
  kind: string,
  properties: Record<string, object>,
  optional: readonly string[] = [],
): object => object({ kind: { const: kind }, at: moment, ...properties }, optional);

const adjustment = (drift: object): object => ({
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [
    object({ kind: { const: 'step' }, byMs: signedMs }),
    object({ kind: { const: 'set' }, toMs: reading }),
    object({
      kind: { const: 'slew' },
      byMs: signedMs,
      ratePpm: inUnit('ppm', integer(1, DRIFT_PPM_MAX)),
    }),
    object({ kind: { const: 'drift' }, driftPpm: drift }),
  ],
});

/** A choice by `kind`, so that an error concerns the kind that was meant. */
export const choice = (options: readonly object[]): object => ({
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: options,
});

/**
 * @param machines names of nodes, examples for the fields of a fault
 * @param drift schema of an oscillator's error, ppm
 */
export function faults(machines: readonly string[], drift: object = ppm): object {
  const node = text(...machines);
  const items = choice([
    kinded('crash', { node, severity, downMs: ms, intoSyncMs: syncLatency }, ['intoSyncMs']),
    kinded('restart', { node }),
    kinded('partition', { node, to: node, both: { type: 'boolean' }, forMs: ms }),
    kinded('disk-full', { node, forMs: ms }),
    kinded('suspend', { node, forMs: ms }),
    kinded('wipe', { node }),
    kinded('snapshot', { node }),
    kinded('restore', { node }),
    kinded('clock', { node, adjustment: adjustment(drift) }),
    kinded('synchronise', { node, to: node }),
  ]);
  return { type: 'array', maxItems: INTERVENTIONS_MAX, items };
}
