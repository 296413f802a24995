/** Civil time (UTC) as explanations and reports print it; durations are `formatDuration`. */
import { formatUtc } from '../../sim/clock/zone.js';

/** 972172800000 → 2000-10-22 00:00:00.000 */
export const civil = (ms: number): string => formatUtc(ms).slice(0, -1);
