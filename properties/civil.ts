/** Civil time by integer arithmetic (Gregorian calendar, UTC), and durations in words. */

const DAY_MS = 86_400_000;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Year, month and day of a day number counted from 1970-01-01. */
function dateOf(days: number): { year: number; month: number; day: number } {
  // Counted from 0000-03-01, so that the leap day is the last of a year; 146,097 days make 400 years.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 972172800000 → 2000-10-22 00:00:00.000 */
export function civil(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  const { year, month, day } = dateOf(days);
  const clock = `${pad(Math.floor(rest / 3_600_000), 2)}:${pad(Math.floor(rest / 60_000) % 60, 2)}:${pad(Math.floor(rest / 1_000) % 60, 2)}.${pad(rest % 1_000, 3)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)} ${clock}`;
}

/** 102720002 → 1 d 4 h 32 min 0.002 s; negative durations with a minus sign. */
export function duration(ms: number): string {
  if (ms < 0) return `-${duration(-ms)}`;
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor(ms / 3_600_000) % 24;
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${String(Math.floor(ms / 1_000) % 60)}.${pad(ms % 1_000, 3)} s`;
  const parts = [
    days > 0 ? `${String(days)} d` : '',
    days > 0 || hours > 0 ? `${String(hours)} h` : '',
    ms >= 60_000 ? `${String(minutes)} min` : '',
    seconds,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
