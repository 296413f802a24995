/** The JSON Schema of a scenario file of the reference study. Published as `skewproof list --schema sms2`. */

const integer = (minimum: number, maximum: number): object => ({
  type: 'integer',
  minimum,
  maximum,
});
/** Safe for sums of several in 53 bits. */
const MS_MAX = 10 ** 14;
const ms = integer(0, MS_MAX);
const signedMs = integer(-MS_MAX, MS_MAX);
const ppm = integer(-500_000, 500_000);
const text = { type: 'string', minLength: 1, maxLength: 200 };

const object = (properties: Record<string, object>, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

const list = (items: object): object => ({ type: 'array', maxItems: 1_000, items });

const chance = object({ of: integer(0, 1_000_000), in: integer(1, 1_000_000) });
const clock = object({ offsetMs: signedMs, driftPpm: ppm });
const severity = { enum: ['process', 'power', 'torn'] };
const client = integer(0, 10_000);

const kinded = (kind: string, properties: Record<string, object>): object =>
  object({ kind: { const: kind }, at: ms, ...properties });

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
const choice = (options: readonly object[]): object => ({
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: options,
});

const fault = choice([
  kinded('crash', { node: text, severity, downMs: ms }),
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
        items: object(
          {
            offsetMs: signedMs,
            driftPpm: ppm,
            sessions: integer(0, 1_000_000),
            installAtMs: ms,
            mode: { enum: ['offline', 'online'] },
            windows9x: { type: 'boolean' },
            lockedOutAtMs: ms,
            startDelayMs: ms,
            nextLogonAtMs: ms,
            freeDisk: list(object({ atMs: ms, kilobytes: integer(0, MS_MAX) })),
            cannotWrite: list(text),
            renamed: list(object({ program: text, as: text })),
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
      meteringServers: integer(1, 20),
      retiredAtMs: ms,
      summariseBy: { enum: ['minute', 'hour', 'day', 'week', 'year'] },
      passwordChange: object({ atMs: ms, newAccount: { type: 'boolean' } }),
      requestsPerRestart: integer(1, 1_000_000_000),
      collationAgeMinutes: integer(0, 1_000_000),
      report: choice([
        object({ kind: { const: 'period' }, days: integer(1, 10_000) }),
        object({ kind: { const: 'multiple-site' }, picked: { type: 'array', items: text } }),
      ]),
      pipeRetries: integer(0, 1_000_000),
      serverSetUpAtMs: ms,
      namePolicy: { enum: ['original', 'standard'] },
      dosPrograms: list(text),
      retryDelaySetBefore: { type: 'boolean' },
      prompt: { type: 'boolean' },
      uses: {
        type: 'array',
        items: object({ client, user: text, program: text, startMs: ms, endMs: ms }),
      },
    },
    [
      'uses',
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
