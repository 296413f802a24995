/** The published JSON Schema (draft-07) of report.json. */
import { objectOf } from '../../properties/json/schema-object.js';
import { OUTCOMES } from '../../properties/collectors/outcome.js';
import { ALL_PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import { VERDICT_KINDS } from '../../properties/oracle/verdict.js';

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const integer = { type: 'integer' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const position = count;
const hash = { type: 'string', pattern: '^[0-9a-f]{16}$' } as const;
const token = { type: 'string', pattern: '^sk1\\.' } as const;
const listOf = <Items extends object>(items: Items) => ({ type: 'array', items }) as const;

const FATES = [
  'counted',
  'duplicated',
  'misdated',
  'pending',
  'lost-reported',
  'excused',
  'stranded',
  'destroyed',
  'phantom',
];
const CLASSES = ['safe', 'stranded', 'destroyed', 'misdated', 'duplicated', 'unknown'];

const counts = objectOf({ runs: count, violating: count });
const statistics = objectOf({
  runs: count,
  violating: count,
  events: count,
  records: count,
  repeated: count,
  bands: {
    type: 'object',
    description: 'Dimension, band, counts.',
    additionalProperties: { type: 'object', additionalProperties: counts },
  },
  marks: { type: 'object', additionalProperties: count },
});

const outcome = { enum: ['holds', 'violated'] };
const variant = objectOf(
  {
    variant: text,
    title: text,
    verdict: { enum: [...VERDICT_KINDS] },
    cells: listOf(
      objectOf({
        variant: text,
        property: { enum: [...ALL_PROPERTY_NAMES] },
        expected: outcome,
        found: outcome,
        asExpected: { type: 'boolean' },
      }),
    ),
    statistics,
  },
  // Optional, so that reports written before it existed are valid too.
  { reason: text, warnings: listOf(text) },
);

const point = { token, hash };

const compared = {
  type: 'object',
  required: ['value'],
  properties: { value: number, text },
};

/** `source`: the line of a program's code; a model has none. */
const decision = {
  type: 'object',
  required: ['moment', 'name', 'comparison', 'left', 'right', 'held', 'outcome'],
  properties: {
    moment: { type: 'object' },
    name: text,
    comparison: text,
    left: compared,
    right: compared,
    held: { type: 'boolean' },
    outcome: text,
    passing: {
      type: 'object',
      required: ['left', 'right', 'held'],
      properties: { left: compared, right: compared, held: { type: 'boolean' } },
    },
    source: {
      type: 'object',
      required: ['file', 'line', 'column', 'program', 'place', 'text', 'confirmed'],
      properties: {
        file: text,
        line: count,
        column: count,
        program: text,
        place: text,
        text,
        confirmed: { type: 'boolean' },
      },
    },
  },
};

/**
 * The fields of an explanation that a reader can rely on; the rest is in
 * properties/explain/story-types.ts.
 */
const story = {
  type: 'object',
  required: ['fingerprint', 'fate', 'alsoBreaks', 'faults', 'chain', 'paragraph'],
  properties: {
    fingerprint: text,
    fate: { enum: FATES },
    alsoBreaks: listOf({ enum: [...ALL_PROPERTY_NAMES] }),
    faults: listOf({
      type: 'object',
      required: ['kind', 'atMs', 'node', 'what'],
      properties: { kind: text, atMs: number, node: text, what: text },
    }),
    chain: listOf({ type: 'object' }),
    decision,
    undecided: {
      type: 'object',
      required: ['program', 'node', 'words', 'losing', 'passing'],
      properties: { program: text, node: text, words: text, losing: text, passing: text },
    },
    paragraph: text,
  },
};

const finding = objectOf(
  {
    token,
    id: text,
    variant: text,
    property: { enum: [...ALL_PROPERTY_NAMES] },
    kind: { enum: ['violation', 'not-live'] },
    fate: { enum: FATES },
    alsoBreaks: listOf({ enum: [...ALL_PROPERTY_NAMES] }),
    fingerprint: text,
    foundAtRun: count,
    records: count,
    detail: text,
    story,
    differences: listOf(text),
    neighbours: listOf(
      objectOf({ field: text, value: number, neighbour: number, passes: { type: 'boolean' } }),
    ),
    minimal: { type: 'boolean' },
    scenario: { type: 'object', description: "The study's own schema: skewproof schema." },
  },
  {
    run: text,
    hash,
    titles: { type: 'object', additionalProperties: objectOf({ title: text, unit: text }) },
  },
);

const planePoint = objectOf({ x: integer, y: integer, class: { enum: CLASSES } });
const axis = {
  type: 'object',
  required: ['name', 'title', 'unit', 'from', 'to'],
  properties: { name: text, title: text, unit: text, from: integer, to: integer },
};

const map = objectOf({
  title: text,
  points: listOf(listOf(objectOf(point))),
  map: {
    type: 'object',
    required: [
      'study',
      'variant',
      'x',
      'y',
      'xs',
      'ys',
      'classes',
      'edges',
      'rules',
      'runs',
      'gridRuns',
    ],
    properties: {
      study: text,
      variant: text,
      x: axis,
      y: axis,
      xs: listOf(integer),
      ys: listOf(integer),
      classes: listOf(listOf({ enum: CLASSES })),
      edges: listOf(objectOf({ along: { enum: ['x', 'y'] }, low: planePoint, high: planePoint })),
      rules: listOf({ type: 'object', required: ['text'], properties: { text } }),
      runs: count,
      gridRuns: count,
    },
  },
});

const spaceTime = objectOf(
  {
    study: text,
    variant: text,
    token,
    hash,
    verdict: { enum: [...VERDICT_KINDS] },
    epochMs: integer,
    lanes: listOf(
      objectOf({
        node: text,
        offsets: listOf({ type: 'array', items: integer, minItems: 2, maxItems: 2 }),
      }),
    ),
    steps: listOf(
      objectOf(
        { event: count, atMs: count, kind: text, label: text, text, effects: listOf(text) },
        { lane: position },
      ),
    ),
    messages: listOf(
      objectOf(
        {
          from: position,
          to: position,
          sent: position,
          lost: { type: 'boolean' },
          label: text,
          carries: { type: 'boolean' },
        },
        { ended: position },
      ),
    ),
    timers: listOf(
      objectOf(
        {
          lane: position,
          name: text,
          on: { enum: ['wall', 'elapsed'] },
          set: position,
          how: { enum: ['due', 'void', 'never'] },
          text,
        },
        { ended: position },
      ),
    ),
  },
  {
    record: objectOf({
      tracer: integer,
      key: text,
      lane: position,
      usedFrom: position,
      usedTo: position,
      holds: listOf(objectOf({ lane: position, from: position, to: position })),
      fate: { enum: FATES },
      end: objectOf({ position, lane: position, text }),
    }),
    decision: objectOf({
      position,
      lane: position,
      has: text,
      needs: text,
      margin: text,
      bad: { type: 'boolean' },
      title: text,
    }),
    sealedMs: count,
    partsAt: position,
    overview: objectOf({ endMs: count, steps: listOf(count) }),
  },
);

const collectors = objectOf({
  variants: listOf(text),
  rows: listOf(
    objectOf({
      collector: text,
      title: text,
      cells: listOf(
        objectOf({ variant: text, worst: { enum: [...OUTCOMES] }, text, finding: text }),
      ),
    }),
  ),
});

/**
 * JSON Schema (draft-07) of `ReportData`, the content of report.json.
 * @since 0.1.0
 */
export const REPORT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A verification by skewproof',
  ...objectOf(
    {
      format: { const: 1 },
      program: text,
      study: text,
      title: text,
      epochMs: integer,
      seed: count,
      asExpected: { type: 'boolean' },
      variants: listOf(variant),
      findings: listOf(finding),
      maps: listOf(map),
      runs: listOf(
        objectOf({ id: text, title: text, run: spaceTime }, { twin: spaceTime, twinDiffers: text }),
      ),
    },
    { reproduceOptions: text, explorer: text, purpose: { enum: ['search', 'run'] }, collectors },
  ),
};

/** The part of a report that a comparison reads. The rest may be of another version. */
export const COMPARED_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['format', 'study', 'findings', 'maps'],
  properties: {
    format: { const: 1 },
    study: text,
    findings: listOf(finding),
    maps: listOf(map),
    reproduceOptions: text,
  },
};
