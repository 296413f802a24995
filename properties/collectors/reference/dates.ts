/** Dates of the reference agent: by its wall clock, or by the server's clock as an answer stated it. */
import { monthOf } from '../../../models/collectors/bounds.js';
import { HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import type { KnownLimits } from './limits.js';
import type { Agent, UsageRow } from './row.js';

/** Time for transit, and for the whole seconds of the header Date, ms. */
export const MARGIN_MS = 2 * MINUTE_MS;
/** Elapsed time after which an agent asks for the server's clock again, ms. */
const FRESH_MS = HOUR_MS;

/** The server's clock by estimate, ms since 1970; undefined: an answer has to state it first. */
export function serverNow({ memory, elapsed }: Agent): number | undefined {
  const { learnt } = memory;
  if (learnt === null || elapsed - learnt.elapsed > FRESH_MS) return undefined;
  return learnt.wall + (elapsed - learnt.elapsed);
}

/** A date, and the error that it may have, ms. */
interface AgentDate {
  readonly at: number;
  readonly boundMs: number;
}

/**
 * The date of a use by the server's clock. Within one process the elapsed clock measures its age. For a
 * use of an earlier process the wall clock does, which is wrong if it has been set since.
 */
export function designedDate(
  agent: Agent,
  row: UsageRow,
  now: number,
  limits: KnownLimits,
): AgentDate {
  const ageMs = row.run === runOf(agent) ? agent.elapsed - row.elapsed : agent.wall - row.at;
  const estimate = now - Math.max(0, ageMs);
  const at = Math.max(estimate, earliestOf(now, limits));
  return { at, boundMs: at - estimate + MARGIN_MS };
}

/**
 * The earliest date that the service accepts for certain, ms since 1970; of a service by the hour the
 * first hour that begins within the window.
 */
export function earliestOf(now: number, limits: KnownLimits): number {
  const { pastMs, isHourly, monthClosesMs } = limits;
  const inWindow = now - pastMs + MARGIN_MS;
  // The clock of the server may be ahead of the estimate, and the month closed.
  const inMonth =
    monthClosesMs === undefined ? -Infinity : monthOf(now + MARGIN_MS - monthClosesMs);
  const earliest = Math.max(inWindow, inMonth);
  return Math.min(now, isHourly ? Math.ceil(earliest / HOUR_MS) * HOUR_MS : earliest);
}

/** The process that made the newest row: rows of the present one are the last in the file. */
const runOf = ({ rows }: Agent): number | undefined => rows.at(-1)?.run;
