/** JSON schema of a saved result. */
import { objectOf } from '../../../properties/json/schema-object.js';
import type { Schema } from '@cfworker/json-schema';

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text };
const count: Schema = { type: 'integer', minimum: 0 };
const hash: Schema = { type: 'string', pattern: '^[0-9a-f]{16}$' };
const flag: Schema = { type: 'boolean' };
const side: Schema = { type: ['number', 'string'] };

const loss = objectOf(
  {
    property: text,
    fate: text,
    foundAtRun: count,
    isClocks: flag,
    scenario: texts,
    minimal: flag,
    token: { type: 'string', pattern: '^sk1\\.' },
    hash,
    said: texts,
  },
  {
    threshold: objectOf({ field: text, losing: side, passing: side, unit: text }),
    line: objectOf(
      {
        ...{ file: text, line: count, source: text },
        ...{ losing: text, passing: text, confirmed: flag },
      },
      { reads: texts },
    ),
    undecided: text,
    otherDraws: objectOf({ losing: count, of: count }),
  },
);

export const RESULT_SCHEMA: Schema = objectOf(
  { study: text, file: text, packages: texts, adapterLines: count, bundle: hash },
  {
    diagnosis: text,
    equal: objectOf({
      ...{ runs: count, first: { type: 'array', items: hash }, digest: hash },
      nodes: { type: 'array', items: objectOf({ version: text }, { differsAt: count }) },
    }),
    search: objectOf({
      ...{ seed: count, runs: count, seconds: count },
      violating: { type: 'object', additionalProperties: count },
    }),
    clocks: loss,
    other: loss,
    documented: objectOf({ file: text, quote: text }),
    searched: objectOf({ files: texts, words: texts }),
    reading: objectOf({ agrees: flag }, { file: text, text, by: text, because: text }),
  },
);
