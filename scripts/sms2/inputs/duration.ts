/** Durations with their unit, as options and cells give them: `90s`, `1h30m`, `-30d`, `PT5M`. */
import { OFFSET_MS_MAX, parseScaled } from './decimal.js';
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';

const MS = 1_000_000n;
const [SECOND, MINUTE, HOUR, DAY] = [1_000n * MS, 60_000n * MS, 3_600_000n * MS, 86_400_000n * MS];

/** Units in ns; a year is 365 days. */
const UNITS: Readonly<Record<string, bigint>> = {
  ...{ ns: 1n, us: 1_000n, µs: 1_000n, μs: 1_000n, ms: MS },
  ...{ s: SECOND, sec: SECOND, secs: SECOND, second: SECOND, seconds: SECOND },
  ...{ m: MINUTE, min: MINUTE, mins: MINUTE, minute: MINUTE, minutes: MINUTE },
  ...{ h: HOUR, hr: HOUR, hrs: HOUR, hour: HOUR, hours: HOUR },
  ...{ d: DAY, day: DAY, days: DAY, y: 365n * DAY, year: 365n * DAY, years: 365n * DAY },
};

const WITH_UNITS = /^([+-]?)((?:\d+(?:\.\d{1,6})? ?[a-zµμ]+ ?)+)$/i;
const PART = /(\d+(?:\.\d{1,6})?) ?([a-zµμ]+)/gi;
const ISO =
  /^([+-]?)P(?:([+-]?)(\d+)D)?(?:T(?:([+-]?)(\d+)H)?(?:([+-]?)(\d+)M)?(?:([+-]?)(\d+(?:\.\d{1,6})?)S)?)?$/;
const CLOCK = /^([+-]?)(\d{1,6}):(\d\d):(\d\d(?:\.\d{1,6})?)$/;

/** Numbers with their units in ns; undefined for text of another form, or of a unit that is none. */
function partsOf(text: string): { negative: boolean; parts: [string, bigint][] } | undefined {
  const iso = /^[+-]?P.*\d/.test(text) ? ISO.exec(text) : null;
  if (iso !== null) {
    const [, sign, ...rest] = iso;
    const units = [DAY, HOUR, MINUTE, SECOND];
    const signs = units.map((_, at) => rest[2 * at]).filter((one) => one === '-').length;
    const given = units.flatMap((unit, at): [string, bigint][] =>
      rest[2 * at + 1] === undefined ? [] : [[rest[2 * at + 1] ?? '', unit]],
    );
    // Parts of several signs are no offset that anything prints.
    if (signs > 0 && signs !== given.length) return undefined;
    return { negative: (sign === '-') !== signs > 0, parts: given };
  }
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [, sign, hours = '', minutes = '', seconds = ''] = clock;
    if (Number(minutes) > 59 || Number(seconds) >= 60) return undefined;
    return {
      negative: sign === '-',
      parts: [
        [hours, HOUR],
        [minutes, MINUTE],
        [seconds, SECOND],
      ],
    };
  }
  const found = WITH_UNITS.exec(text);
  if (found === null) return undefined;
  const parts: [string, bigint][] = [];
  for (const [, number = '', name = ''] of (found[2] ?? '').matchAll(PART)) {
    const unit = UNITS[name.toLowerCase()];
    if (unit === undefined || (parts.at(-1)?.[1] ?? unit + 1n) <= unit) return undefined;
    parts.push([number, unit]);
  }
  return { negative: found[1] === '-', parts };
}

/**
 * Signed duration in ms; a year is 365 days. A number without a unit is refused, because a guess
 * could be wrong.
 */
export function parseDuration(text: string): number | Reason {
  const found = partsOf(text.replace(/^[\u2212\u2013]/, '-'));
  if (found === undefined)
    return reasonOf('a number with its unit (ms, s, min, h, d or y), such as -30d', shown(text));
  let total = 0n;
  for (const [number, unit] of found.parts) {
    const millionths = parseScaled(number, 6, Number.MAX_SAFE_INTEGER, 'a duration');
    if (typeof millionths !== 'number') return millionths;
    total += BigInt(millionths) * unit;
  }
  // Halves are rounded away from zero, as in decimal.ts.
  const perMs = 1_000_000n * MS;
  const ms = Number((total + perMs / 2n) / perMs) * (found.negative ? -1 : 1);
  if (Math.abs(ms) > OFFSET_MS_MAX) return reasonOf('at most 10,000 years', shown(text));
  return ms === 0 ? 0 : ms;
}
