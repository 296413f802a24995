/** Civil time (UTC) and durations in words, as explanations and reports print them. */
import { formatUtc } from '../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** 972172800000 → 2000-10-22 00:00:00.000 */
export const civil = (ms: number): string => formatUtc(ms).slice(0, -1);

/** 102720002 → 1 d 4 h 32 min 0.002 s; negative durations with a minus sign. */
export function duration(ms: number): string {
  if (ms < 0) return `-${duration(-ms)}`;
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor(ms / HOUR_MS) % 24;
  const minutes = Math.floor(ms / MINUTE_MS) % 60;
  const seconds = `${String(Math.floor(ms / SECOND_MS) % 60)}.${pad(ms % SECOND_MS, 3)} s`;
  const parts = [
    days > 0 ? `${String(days)} d` : '',
    days > 0 || hours > 0 ? `${String(hours)} h` : '',
    ms >= MINUTE_MS ? `${String(minutes)} min` : '',
    seconds,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
