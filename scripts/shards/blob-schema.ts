/** JSON schema of a shard's file: its bounds refuse what no shard writes. */
import { objectOf } from '../../properties/json/schema-object.js';

const COUNT = { type: 'integer', minimum: 0, maximum: 9_007_199_254_740_991 };
const RUNS = { type: 'integer', minimum: 0, maximum: 1_000_000_000 };
const TEXT = { type: 'string', maxLength: 4_000 };
const NAME = { type: 'string', minLength: 1, maxLength: 400 };
const DIGEST = { type: 'string', pattern: '^[0-9a-f]{32}$' };

/** Fields that every object has already: as names they would reach its prototype. */
const KEY = { not: { enum: Object.getOwnPropertyNames(Object.prototype) }, maxLength: 400 };

type Schema = Readonly<Record<string, unknown>>;

const recordOf = (value: Schema): Schema => ({
  type: 'object',
  propertyNames: KEY,
  additionalProperties: value,
  maxProperties: 10_000,
});

const listOf = (items: Schema, maxItems = 10_000): Schema => ({ type: 'array', items, maxItems });

const statistics = objectOf({
  ...{ runs: RUNS, violating: RUNS, events: COUNT, records: COUNT, repeated: RUNS },
  bands: recordOf(recordOf(objectOf({ runs: RUNS, violating: RUNS }))),
  marks: recordOf(COUNT),
});

const finding = objectOf({
  ...{ fingerprint: TEXT, foundAtRun: RUNS, smallestAtRun: RUNS },
  found: { type: 'object' },
});

const outcome = objectOf({
  campaign: TEXT,
  ranges: listOf(objectOf({ from: RUNS, to: RUNS, statistics })),
  verdicts: listOf(objectOf({ verdict: NAME, run: RUNS }, { reason: TEXT })),
  findings: listOf(finding),
  copies: { enum: ['seen', 'unseen', 'unknown'] },
});

export const BLOB_FORMAT = 'skewproof-shard';
export const BLOB_VERSION = 1;

export const BLOB_SCHEMA: Schema = objectOf(
  {
    format: { const: BLOB_FORMAT },
    version: { const: BLOB_VERSION },
    ...{ program: NAME, engine: DIGEST, code: DIGEST },
    command: { enum: ['explore', 'verify'] },
    ...{ study: NAME, argument: TEXT },
    seed: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
    runs: { ...RUNS, minimum: 1 },
    bail: { type: 'boolean' },
    campaigns: listOf(objectOf({ variant: NAME, space: NAME })),
    shard: objectOf({
      index: { type: 'integer', minimum: 1, maximum: 10_000 },
      count: { type: 'integer', minimum: 1, maximum: 10_000 },
    }),
    ended: { enum: ['whole', 'interrupted', 'lost', 'late'] },
    outcomes: listOf(outcome),
  },
  {
    variant: NAME,
    shrinkRuns: { ...RUNS, minimum: 1 },
    runSeconds: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    canary: objectOf({ variant: NAME, runs: RUNS }, { caughtAtRun: RUNS }),
    bailed: RUNS,
  },
);
