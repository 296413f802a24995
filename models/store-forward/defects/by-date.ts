/** Dates of records, and their comparison with a limit, for the defects that decide by dates. */
import { msOf } from '../../../sim/model/time.js';
import type { Decision, LocalTime } from '../../../sim/model/node.js';
import { dropWhere } from '../agent/log.js';
import { logOf } from '../agent/state.js';
import type { AgentState, AgentStep } from '../agent/state.js';
import type { TelemetryRecord } from '../protocol.js';
import { compared } from '../rules.js';
import { SERVER } from '../scenario.js';

interface Limit {
  readonly name: string;
  readonly value: number;
  readonly clock?: string;
}

/** The comparison of a record's date with a limit; both ms since 1970. */
export const dateAgainst = (
  name: string,
  { at, agent, record }: TelemetryRecord,
  comparison: '<=' | '>=',
  limit: Limit,
  outcome = 'the record is dropped',
): Decision =>
  compared(
    name,
    { name: "record's date", value: at, clock: agent, latchedBy: 'measure' },
    comparison,
    limit,
    outcome,
    record,
  );

/** The same comparison for a batch, which is decided as a whole by one of its records. */
export function batchAgainst(
  name: string,
  deciding: TelemetryRecord,
  comparison: '<=' | '>=',
  limit: Limit,
): Decision {
  const { record: _one, ...decision } = dateAgainst(
    name,
    deciding,
    comparison,
    limit,
    'the whole batch is refused',
  );
  return decision;
}

/**
 * Drops the records of the log for which a comparison does not hold, and states it for the first.
 */
export function dropUnless(
  state: AgentState,
  holds: (record: TelemetryRecord) => Decision,
): AgentStep {
  const first = logOf(state).find((record) => !holds(record).held);
  if (first === undefined) return [state, []];
  const [next, effects] = dropWhere(state, (record) => !holds(record).held);
  return [next, [{ kind: 'decide', decision: holds(first) }, ...effects]];
}

/** The server's clock, shifted by a tolerance, ms. */
export const serverClock = (now: LocalTime, byMs: number, name: string): Limit => ({
  name,
  value: msOf(now.wall) + byMs,
  clock: SERVER,
});

/** The record with another date. */
export function datedAt(record: TelemetryRecord, at: number): TelemetryRecord {
  const { record: tracer, agent, item, incarnation, sequence, endAt } = record;
  const dated = { record: tracer, agent, item, at, incarnation, sequence };
  return endAt === undefined ? dated : { ...dated, endAt };
}
