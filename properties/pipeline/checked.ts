/** Checks the argument of `pipeline`: an error names the field, what is expected and what came. */
import { inputError } from '../../sim/model/errors.js';
import { PROPERTY_NAMES } from '../oracle/invariants.js';
import { FAULTS } from './scenario/faults.js';
import { PARAMETERS } from './scenario/parameters.js';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;

const shortly = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? typeof value : text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** The handlers of each part, each with its purpose. */
const HANDLERS = {
  agent: {
    record: 'the row that is kept of a use: (agent, use) => ({ ...use, at: agent.wall })',
    upload: 'what is sent when an upload is due: (agent) => agent.rows',
    answer: "what the server's answer changes: (agent, answer) => { agent.keep(…) }",
  },
  server: {
    receive:
      'what a request changes, and the answer: (server, rows) => { server.add(…); return … }',
  },
} as const;
const SERVED = {
  batch: 'a request as a collector reads it: (request) => ({ entries: […] })',
  answer: "a collector's answer as the agent takes it: (reply) => …",
} as const;
const MODEL = {
  agent: {
    model: '(name, variant) => a model',
    input: 'how a use reaches it: (use) => an input',
  },
  server: {
    model: '(variant) => a model',
    rows: 'what a console shows of its state: (state) => rows',
  },
} as const;

/** @throws SkewproofError SKEW-101 */
export function checkedPipeline(given: unknown): void {
  const fields = fieldsOf(given);
  const name = fields?.['name'];
  const called = typeof name === 'string' ? `pipeline "${name}"` : 'pipeline';
  const refuse = (field: string, expected: string, got: unknown, advice = ''): never => {
    throw inputError({ place: `${called}, ${field}`, expected, got: shortly(got), advice });
  };
  if (fields === undefined)
    throw inputError({
      place: 'pipeline',
      expected: 'an object with name, title, variants, agent and server',
      got: shortly(given),
    });
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name))
    refuse('name', 'lower-case letters, digits and hyphens', name);
  if (typeof fields['title'] !== 'string' || fields['title'] === '')
    refuse('title', 'one line that says what system it is', fields['title']);
  checkedVariants(fields['variants'], refuse);
  for (const part of ['agent', 'server'] as const) {
    const handlers = fieldsOf(fields[part]);
    if (handlers === undefined) {
      refuse(part, `an object with ${Object.keys(HANDLERS[part]).join(', ')}`, fields[part]);
      continue;
    }
    const wanted = 'model' in handlers ? MODEL[part] : HANDLERS[part];
    for (const [handler, what] of Object.entries(wanted))
      if (typeof handlers[handler] !== 'function')
        refuse(`${part}.${handler}`, `a function, ${what}`, handlers[handler]);
  }
  const served = fields['served'];
  if (served !== undefined)
    for (const [handler, what] of Object.entries(SERVED))
      if (typeof fieldsOf(served)?.[handler] !== 'function')
        refuse(`served.${handler}`, `a function, ${what}`, fieldsOf(served)?.[handler]);
  const uploadEveryMs = fieldsOf(fields['agent'])?.['uploadEveryMs'];
  for (const [field, value] of [
    ['agent.uploadEveryMs', uploadEveryMs],
    ['settleMs', fields['settleMs']],
    ['horizonMs', fields['horizonMs']],
  ] as const)
    if (value !== undefined && !(Number.isSafeInteger(value) && Number(value) > 0))
      refuse(field, 'a whole number of ms, 1 or more', value);
  for (const fault of (fields['without'] ?? []) as readonly string[])
    if (!Object.hasOwn(FAULTS, fault))
      refuse('without', `some of ${Object.keys(FAULTS).join(', ')}`, fault);
  for (const parameter of (fields['plane'] ?? []) as readonly string[])
    if (!Object.hasOwn(PARAMETERS, parameter))
      refuse('plane', `two of ${Object.keys(PARAMETERS).join(', ')}`, parameter);
}

function checkedVariants(
  variants: unknown,
  refuse: (field: string, expected: string, got: unknown, advice?: string) => never,
): void {
  const fields = fieldsOf(variants) ?? {};
  if (Object.keys(fields).length === 0)
    refuse('variants', 'one at least: { shipped: { title: … } }', variants);
  for (const [variant, value] of Object.entries(fields)) {
    const place = `variants.${variant}`;
    if (!/^[\w-]+$/.test(variant)) refuse(place, 'a name of letters, digits and hyphens', variant);
    const { title, violated = [] } = fieldsOf(value) ?? {};
    if (typeof title !== 'string')
      refuse(`${place}.title`, 'one line that says what is in it', title);
    if (!Array.isArray(violated))
      refuse(`${place}.violated`, 'a list of properties that it breaks', violated);
    for (const property of violated as readonly unknown[])
      if (!PROPERTY_NAMES.some((known) => known === property))
        refuse(`${place}.violated`, `some of ${PROPERTY_NAMES.join(', ')}`, property);
  }
}
