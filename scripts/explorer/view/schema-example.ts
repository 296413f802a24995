/** An example of a value that a schema accepts. */
import { get, isObject } from '../../../properties/json/tree.js';
import type { Json } from '../../../properties/json/tree.js';
import { HOUR_MS } from '../../../sim/model/time.js';

interface Example {
  /** A moment within the run, true ms. */
  readonly momentMs: number;
  /** Names of the nodes, for fields whose schema gives no examples. */
  readonly nodes: readonly string[];
}

const DURATION = /^(forMs|downMs|byMs)$/;

/** An example that a schema accepts, at a moment of the run; undefined: none was found. */
export function exampleOf(schema: Json | undefined, example: Example, name = ''): Json | undefined {
  if (!isObject(schema)) return undefined;
  if (schema['const'] !== undefined) return schema['const'];
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(branches)) return exampleOf((branches as readonly Json[])[0], example, name);
  const listed = schema['enum'];
  if (Array.isArray(listed)) return (listed as readonly Json[])[0];
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, example);
    case 'integer':
    case 'number':
      return numberOf(schema, example, name);
    case 'string':
      return textOf(schema, example, name);
    case 'boolean':
      return false;
    case 'array':
      return [];
    default:
      return undefined;
  }
}

function objectOf(schema: { readonly [key: string]: Json }, example: Example): Json | undefined {
  const required = schema['required'] ?? [];
  const names = (Array.isArray(required) ? required : []) as readonly string[];
  const entries = names.map((name) => {
    return [name, exampleOf(get(schema, ['properties', name]), example, name)] as const;
  });
  return entries.some(([, value]) => value === undefined)
    ? undefined
    : (Object.fromEntries(entries) as Json);
}

export const isMoment = (schema: Json | undefined, name: string): boolean =>
  /(^at|AtMs)$/.test(name) || saysMoment(get(schema, ['$comment']));

const saysMoment = (comment: Json | undefined): boolean =>
  typeof comment === 'string' && comment.startsWith('true time from the start');

function numberOf(schema: Json, { momentMs }: Example, name: string): number {
  const least = Number(get(schema, ['minimum']) ?? 0);
  const most = Number(get(schema, ['maximum']) ?? Number.MAX_SAFE_INTEGER);
  const wanted = isMoment(schema, name) ? momentMs : DURATION.test(name) ? HOUR_MS : 0;
  return Math.min(most, Math.max(least, wanted));
}

function textOf(schema: Json, { nodes }: Example, name: string): string | undefined {
  const listed = get(schema, ['examples']);
  const pattern = get(schema, ['pattern']);
  const matching = typeof pattern === 'string' ? new RegExp(pattern, 'u') : /^/;
  const known = Array.isArray(listed) ? (listed as readonly Json[]).map(String) : nodes;
  const examples = known.filter((one) => matching.test(one));
  // The other end of a link is another machine.
  return name === 'to' ? examples.find((one) => one !== examples[0]) : examples[0];
}
