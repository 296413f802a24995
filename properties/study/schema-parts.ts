/** Pieces of the JSON Schema of a scenario file that studies have in common: times, clocks, links, faults. */

export const integer = (minimum: number, maximum: number): object => ({
  type: 'integer',
  minimum,
  maximum,
});
/** Safe for sums of several in 53 bits. */
export const MS_MAX = 10 ** 14;
export const ms = integer(0, MS_MAX);
export const signedMs = integer(-MS_MAX, MS_MAX);
export const ppm = integer(-500_000, 500_000);
export const text = { type: 'string', minLength: 1, maxLength: 200 };

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
/** The network between all machines. */
export const network = object({
  latencyMsMin: ms,
  latencyMsMax: ms,
  loss: chance,
  duplicate: chance,
  ordered: { type: 'boolean' },
});
export const clock = object({ offsetMs: signedMs, driftPpm: ppm });
const severity = { enum: ['process', 'power', 'torn'] };

export const kinded = (
  kind: string,
  properties: Record<string, object>,
  optional: readonly string[] = [],
): object => object({ kind: { const: kind }, at: ms, ...properties }, optional);

const adjustment = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [
    object({ kind: { const: 'step' }, byMs: signedMs }),
    object({ kind: { const: 'set' }, toMs: signedMs }),
    object({ kind: { const: 'slew' }, byMs: signedMs, ratePpm: integer(1, 500_000) }),
    object({ kind: { const: 'drift' }, driftPpm: ppm }),
  ],
};

/** A choice by `kind`, so that an error is about the kind that was meant. */
export const choice = (options: readonly object[]): object => ({
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: options,
});

export const fault = choice([
  kinded('crash', { node: text, severity, downMs: ms, intoSyncMs: ms }, ['intoSyncMs']),
  kinded('restart', { node: text }),
  kinded('partition', { node: text, to: text, both: { type: 'boolean' }, forMs: ms }),
  kinded('disk-full', { node: text, forMs: ms }),
  kinded('suspend', { node: text, forMs: ms }),
  kinded('wipe', { node: text }),
  kinded('snapshot', { node: text }),
  kinded('restore', { node: text }),
  kinded('clock', { node: text, adjustment }),
  kinded('synchronise', { node: text, to: text }),
]);
