/**
 * Reads a moment of a run as users give it: ms from its start, a duration, or a time as the
 * timeline prints it.
 */
import { inputError } from '../../../sim/model/errors.js';
import { shown } from './bad-row.js';
import { parseDuration } from './duration.js';
import { parseInstant } from './instant.js';

const EXPECTED =
  'ms from the start of the run (1000), a duration (90min, 2d), or a true time as the timeline prints it (2000-10-22 04:00:00.000)';

/** True ms from the start of the run. */
export function parseTrueTime(text: string, epochMs: number, place: string): number {
  const given = /^\d{1,15}$/.test(text) ? Number(text) : parseDuration(text);
  const instant = typeof given === 'number' ? undefined : parseInstant(text, 'Z');
  const ms =
    typeof given === 'number'
      ? given
      : typeof instant === 'number' && text.includes('-')
        ? instant - epochMs
        : NaN;
  if (ms >= 0) return ms;
  throw inputError({
    place,
    expected: EXPECTED,
    got: Number.isNaN(ms) ? shown(text) : `${shown(text)}, which is before the run starts`,
  });
}
