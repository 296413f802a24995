/** Adds a scenario's schedule to its world, and the schema part that accepts a schedule. */
import { sortedByTime } from '../../sim/world/contract.js';
import type { InputSource, TimedInput, WorldSpec } from '../../sim/world/spec.js';
import type { Schedule } from '../../sim/queue/schedule.js';
import { inUnit, object, text } from './schema-parts.js';

/** The world with the inputs of the schedule; without a schedule, the world itself. */
export function scheduled<Message, Input>(
  spec: WorldSpec<Message, Input>,
  schedule: Schedule | undefined,
): WorldSpec<Message, Input> {
  if (schedule === undefined) return spec;
  const inputs = sortedByTime((schedule.inputs ?? []) as readonly TimedInput<Input>[]);
  let next = 0;
  const source: InputSource<Input> = {
    next: () => {
      next += 1;
      return inputs[next - 1];
    },
  };
  return { ...spec, schedule, sources: [...spec.sources, source] };
}

const ms = inUnit('ms', { type: 'integer', minimum: 0 });
const name = text();
const list = (items: object): object => ({ type: 'array', maxItems: 100_000, items });

/**
 * JSON Schema of the optional field `schedule`, to be put into a study's own schema.
 * @since 0.1.0
 */
export const SCHEDULE_SCHEMA = object(
  {
    messages: list(
      object({ from: name, to: name, number: { type: 'integer', minimum: 1 }, delaysMs: list(ms) }),
    ),
    order: list(object({ at: ms, event: name })),
    inputs: list(object({ at: ms, node: name, input: { type: 'object' } })),
    drawsAs: { type: 'object', additionalProperties: name },
  },
  ['inputs', 'drawsAs'],
);
