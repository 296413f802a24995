/** Hours of dates, for queries by the hour. */
import { HOUR_MS } from '../../../sim/model/time.js';
import type { Row } from '../protocol.js';

/** Number of the hour that contains a date, since 1970. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);

/** Hours that contain rows, and their neighbours, in order. */
export const hoursAround = (rows: readonly Row[]): readonly number[] =>
  [...new Set(rows.flatMap(({ at }) => [hourOf(at) - 1, hourOf(at), hourOf(at) + 1]))].sort(
    (a, b) => a - b,
  );
