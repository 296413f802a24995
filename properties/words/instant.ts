/** Instants in as few characters as they need: `22 Oct`, `10:29`, `23:59:59.999`. */
import { civil } from './civil.js';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const PARTS = /^(.*)-(\d\d)-(\d\d) ((\d\d:\d\d)(:\d\d)(\.\d\d\d))$/;

/** 972172800000 → `22 Oct`, with the year `22 Oct 2000`. */
export function dayText(ms: number, withYear = false): string {
  const [, year = '', month = '', day = ''] = PARTS.exec(civil(ms)) ?? [];
  const short = `${String(Number(day))} ${MONTHS[Number(month) - 1] ?? ''}`;
  return withYear ? `${short} ${year}` : short;
}

/** The time of day without the seconds and milliseconds that are zero. */
export function clockText(ms: number): string {
  const [, , , , , minutes = '', seconds = '', fraction = ''] = PARTS.exec(civil(ms)) ?? [];
  if (fraction !== '.000') return `${minutes}${seconds}${fraction}`;
  return seconds === ':00' ? minutes : `${minutes}${seconds}`;
}

/** The time of day to the millisecond. */
export const exactClockText = (ms: number): string => PARTS.exec(civil(ms))?.[4] ?? '';

/** `22 Oct 10:29`; with the date of `besideMs`, only the time of day. */
export const instantText = (ms: number, besideMs?: number): string =>
  besideMs !== undefined && dayText(besideMs, true) === dayText(ms, true)
    ? clockText(ms)
    : `${dayText(ms)} ${clockText(ms)}`;

/** To the millisecond: `22 Oct 10:29:00.000`. */
export const exactText = (ms: number): string => `${dayText(ms)} ${exactClockText(ms)}`;
