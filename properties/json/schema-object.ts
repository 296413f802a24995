/** Objects of a JSON Schema with exactly their fields. */

/** An object with exactly these fields; those under `optional` may be missing. */
export const objectOf = (
  required: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
) =>
  ({
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  }) as const;
