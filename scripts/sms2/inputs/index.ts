/** The door of scripts/inputs: files from outside, read without dropping anything in silence. */
export { badRowsError, counted } from './bad-row.js';
export type { BadRow } from './bad-row.js';
export { parseClocks } from './clocks.js';
export type { ClockReading } from './clocks.js';
export { parseDuration } from './duration.js';
export { isZone } from './instant.js';
export { clockNotes, usageNotes } from './notes.js';
export { decodeText } from './text.js';
export { parseUsage } from './usage.js';
export type { ParsedUsage } from './usage.js';
export { parseTrueTime } from './true-time.js';
export { scenarioGiven } from './scenario.js';
