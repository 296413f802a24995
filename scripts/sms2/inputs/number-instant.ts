/** Instants that are written as one number, told apart by their digits. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';
import { civilMs } from './civil-time.js';
import type { Instant, TimeForm } from './time-forms.js';

/** A number without a zone: a time on the clock of some wall. */
interface LocalNumber {
  readonly localMs: number;
  readonly form: string;
}

type Read = Instant | LocalNumber | Reason;

const NUMBER = /^(\d+)(?:\.(\d+))?$/;
export const isNumeric = (text: string): boolean => NUMBER.test(text);

/** Uses are looked for between these, ms: personal computers, and the last day of `smalldatetime`. */
export const PLAUSIBLE_MS = [Date.UTC(1980, 0, 8), Date.UTC(2079, 5, 6)] as const;
const [FIRST_MS, END_MS] = PLAUSIBLE_MS;
const isPlausible = (ms: number): boolean => ms >= FIRST_MS && ms < END_MS;

/** 100 ns from 1601, and from the year 1, to 1970. */
const FILETIME_1970 = 116_444_736_000_000_000n;
const TICKS_1970 = 621_355_968_000_000_000n;
const HUNDRED_NS = 10_000n;
/** Day numbers of 1970-01-01 in the two systems of Excel. */
const EXCEL_1970 = 25_569;
const EXCEL_1904_1970 = 24_107;

const from100ns = (digits: string, zero: bigint): number =>
  Number((BigInt(digits) - zero) / HUNDRED_NS);

const compact = (digits: string, text: string): number | Reason => {
  const part = (at: number, length = 2): number => Number(digits.slice(at, at + length) || 0);
  return civilMs(
    {
      ...{ year: part(0, 4), month: part(4), day: part(6), hour: part(8), minute: part(10) },
      second: part(12),
      fraction: digits.slice(14),
    },
    text,
  );
};

const isCompact = (digits: string): boolean => {
  const ms = compact(digits, digits);
  return typeof ms === 'number' && isPlausible(ms);
};

function excel(text: string, zero: number): LocalNumber {
  // 15 digits of a double leave a microsecond or so: a time is meant to the ms.
  return {
    localMs: Math.round((Number(text) - zero) * DAY_MS),
    form: 'day numbers of a spreadsheet',
  };
}

/** The reading of a stated form. */
function inForm(text: string, whole: string, fraction: string, form: TimeForm): Read {
  const ms = (unit: number, name: string): Instant => ({
    ms: Number(whole) * unit + (unit < SECOND_MS ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'))),
    form: name,
  });
  switch (form) {
    case 'epoch-s':
      return ms(SECOND_MS, 'epoch seconds');
    case 'epoch-ms':
      return ms(1, 'epoch milliseconds');
    case 'epoch-us':
      return { ms: Number(BigInt(whole) / 1_000n), form: 'epoch microseconds' };
    case 'epoch-ns':
      return { ms: Number(BigInt(whole) / 1_000_000n), form: 'epoch nanoseconds' };
    case 'filetime':
      return { ms: from100ns(whole, FILETIME_1970), form: 'FILETIME' };
    case 'ticks':
      return { ms: from100ns(whole, TICKS_1970), form: 'ticks of .NET' };
    case 'excel':
      return excel(text, EXCEL_1970);
    case 'excel-1904':
      return excel(text, EXCEL_1904_1970);
    case 'mdy':
    case 'dmy':
    case 'compact': {
      const localMs = compact(whole, text);
      return typeof localMs === 'number' ? { localMs, form: 'yyyyMMddHHmmss' } : localMs;
    }
  }
}

const asCompact = (text: string, digits: string): Read => inForm(text, digits, '', 'compact');

/** 18 digits: three counts that began at three times; two of them rarely agree on a year. */
function eighteen(text: string): Read {
  const all = (['filetime', 'ticks', 'epoch-ns'] as const).flatMap((form) => {
    const read = inForm(text, text, '', form);
    return 'ms' in read && isPlausible(read.ms) ? [{ form, read }] : [];
  });
  const [one, other] = all;
  if (one === undefined) return reasonOf('18 digits of a time since 1980', shown(text));
  if (other === undefined) return one.read;
  return reasonOf(
    'a number that can be read in one way',
    `${shown(text)}: is it ${all.map(({ form }) => form).join(' or ')}? Pass --times ${one.form} or --times ${other.form}`,
  );
}

function byDigits(text: string, whole: string, fraction: string): Read {
  const of = (form: TimeForm): Read => inForm(text, whole, fraction, form);
  switch (whole.length) {
    case 5:
      if (fraction !== '' && isPlausible(excel(text, EXCEL_1970).localMs)) return of('excel');
      break;
    case 9:
      return of('epoch-s');
    case 10:
      if (fraction === '' && isCompact(whole))
        return reasonOf(
          'a number that can be read in one way',
          `${shown(text)}: is it a date and an hour, or epoch seconds? Pass --times compact or --times epoch-s`,
        );
      return of('epoch-s');
    case 12:
      return isCompact(whole) ? asCompact(text, whole) : of('epoch-ms');
    case 13:
      return of('epoch-ms');
    case 14:
    case 17:
      // Epoch milliseconds of that length are of 2286 and later; a zero date is one in this form, too.
      return asCompact(text, `${whole}${fraction}`);
    case 15:
    case 16:
      return of('epoch-us');
    case 18:
      return eighteen(whole);
    case 19:
      return of('epoch-ns');
  }
  return reasonOf(
    'an epoch time of 9 or 10 digits (seconds), 12 or 13 (milliseconds), 15 or 16 (microseconds), 18 or 19 (nanoseconds), or yyyyMMddHHmmss; --times says which form another number has',
    `${shown(text)}, ${text.length} ${text.includes('.') ? 'characters' : 'digits'}`,
  );
}

/** The digits of the largest double that is exact: a longer number would be rounded silently. */
const DIGITS_MAX = 20;

/** Reads a number; the form is stated, or recognised by its digits. */
export function numberInstant(text: string, form?: TimeForm): Read {
  const [, whole = '', fraction = ''] = NUMBER.exec(text) ?? [];
  if (whole.length > DIGITS_MAX) return reasonOf('at most 20 digits', shown(text));
  if (form === undefined || form === 'mdy' || form === 'dmy')
    return byDigits(text, whole, fraction);
  return inForm(text, whole, fraction, form);
}

/** `1:30:00`, `5400`, `12.5` as seconds, in ms; undefined for other text. */
export function spanOf(text: string): number | undefined {
  const clock = /^(\d+):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?$/.exec(text);
  if (clock !== null)
    return (
      Number(clock[1]) * HOUR_MS + Number(clock[2]) * MINUTE_MS + Number(clock[3] ?? 0) * SECOND_MS
    );
  return /^\d+(?:[.,]\d+)?$/.test(text)
    ? Math.round(Number(text.replace(',', '.')) * SECOND_MS)
    : undefined;
}
