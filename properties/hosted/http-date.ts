/** Dates as HTTP writes them, by integer arithmetic alone. */
import { civilOf } from '../../sim/clock/zone.js';
import { DAY_MS } from '../../sim/model/time.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** 1970-01-01 was a Thursday. */
const FIRST_DAY = 4;

const two = (value: number): string => String(value).padStart(2, '0');

/** @param wallMs ms since 1970 */
export function httpDate(wallMs: number): string {
  const { year, month, day, hour, minute, second } = civilOf(wallMs);
  const weekday = (((FIRST_DAY + Math.floor(wallMs / DAY_MS)) % 7) + 7) % 7;
  const date = `${two(day)} ${MONTHS[month - 1] ?? ''} ${String(year).padStart(4, '0')}`;
  return `${DAYS[weekday] ?? ''}, ${date} ${two(hour)}:${two(minute)}:${two(second)} GMT`;
}
