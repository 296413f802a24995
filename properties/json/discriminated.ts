/**
 * Rewrites OpenAPI's `discriminator` as plain JSON Schema.
 *
 * A `oneOf` whose branches differ in one field becomes a chain of if and else by that field. A
 * validator without support for discriminators then reports the error inside the intended branch,
 * and tries no other.
 */
import { get, isObject } from './tree.js';
import type { Json } from './tree.js';

type Fields = Readonly<Record<string, Json>>;

/** The target of a local reference, or the schema itself. */
export function resolved(schema: Json | undefined, root: Json): Json | undefined {
  if (!isObject(schema) || typeof schema['$ref'] !== 'string') return schema;
  const reference = schema['$ref'];
  return reference.startsWith('#') ? get(root, keysOf(reference)) : undefined;
}

/** Keys of a JSON Pointer in a URI fragment. */
export const keysOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));

/** Values of the field that select a branch; none: the branch does not state them. */
function tagsOf(branch: Json, field: string, root: Json): readonly Json[] {
  const schema = get(resolved(branch, root), ['properties', field]);
  if (!isObject(schema)) return [];
  if (schema['const'] !== undefined) return [schema['const']];
  return Array.isArray(schema['enum']) ? (schema['enum'] as readonly Json[]) : [];
}

function chainOf(branches: readonly Json[], field: string, root: Json): Json | undefined {
  const tags = branches.map((branch) => tagsOf(branch, field, root));
  if (tags.some((some) => some.length === 0)) return undefined;
  const tagged = (values: readonly Json[]): Fields => ({
    type: 'object',
    required: [field],
    properties: { [field]: { enum: values } },
  });
  return branches.reduceRight<Json>(
    (others, branch, i) => ({ if: tagged(tags[i] ?? []), then: branch, else: others }),
    tagged(tags.flat()),
  );
}

function rewritten(schema: Fields, root: Json): Fields {
  const { discriminator, oneOf, ...rest } = schema;
  const field = isObject(discriminator) ? discriminator['propertyName'] : undefined;
  if (typeof field !== 'string' || !Array.isArray(oneOf)) return schema;
  const chain = chainOf(oneOf as readonly Json[], field, root);
  if (chain === undefined) return schema;
  const others = Array.isArray(rest['allOf']) ? (rest['allOf'] as readonly Json[]) : [];
  return { ...rest, allOf: [...others, chain] };
}

/** Copies a schema and replaces each choice by discriminator by such a chain. */
export function withChains(schema: Json, root: Json = schema): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map((one) => withChains(one, root));
  if (!isObject(schema)) return schema;
  const copy = Object.entries(schema).map(
    ([key, value]) => [key, withChains(value, root)] as const,
  );
  return rewritten(Object.fromEntries(copy), root);
}
