/** The JSON Schema of a scenario's collector: a name, and the points that its source leaves open. */
import { COLLECTORS } from '../../../models/collectors/index.js';
import type { Reaction, Repetition } from '../../../models/collectors/index.js';
import { DAY_MS } from '../../../sim/model/time.js';
import { integer, object } from '../../study/schema-parts.js';

const REACTIONS: Readonly<Record<Reaction, true>> = {
  'refuse-one': true,
  'refuse-one-in-success': true,
  'refuse-batch': true,
  'drop-after-success': true,
  'redate-to-receipt': true,
  'redate-to-neighbour': true,
  'store-unseen': true,
};
const REPETITIONS: Readonly<Record<Repetition, true>> = {
  ignore: true,
  refuse: true,
  'refuse-batch': true,
  overwrite: true,
};
/** Longest limit that a setting can have, ms. */
const LIMIT_MS_MAX = 36_525 * DAY_MS;

/** By the name of a bound. */
const byBound = (value: object): object => ({
  type: 'object',
  propertyNames: { pattern: '^[a-z]+$' },
  additionalProperties: value,
});

export const collectorSchema = (): object =>
  object(
    {
      name: { enum: COLLECTORS.map(({ name }) => name) },
      edges: byBound({ enum: ['in', 'out'] }),
      does: byBound({ enum: Object.keys(REACTIONS) }),
      limitsMs: byBound(integer(0, LIMIT_MS_MAX)),
      days: { enum: ['midnight', 'rolling'] },
      repetition: { enum: Object.keys(REPETITIONS) },
    },
    ['edges', 'does', 'limitsMs', 'days', 'repetition'],
  );
