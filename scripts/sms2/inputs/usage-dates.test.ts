/** Times of usage in every form of an export; what has no date; zones with folds and gaps. */
import test from 'ava';
import fc from 'fast-check';
import { readInstant } from './instant.js';
import { PLAUSIBLE_MS } from './number-instant.js';
import type { TimeForm } from './time-forms.js';
import { isNoDate, sentinelOf } from './undated.js';
import { parseUsage } from './usage.js';
import { zoneOf } from './zone.js';

const HEADER = 'client,user,program,start,end\n';
const AT = Date.UTC(2000, 9, 23, 8, 2, 11);
const UTC = zoneOf('Z');

const msOf = (text: string, form?: TimeForm): number | string => {
  const read = readInstant(text, { zone: UTC, form });
  return 'ms' in read ? read.ms : `${read.expected}, ${read.got}`;
};

test('instants - each form of an export is the same instant', (t) => {
  const forms = [
    ...[
      '2000-10-23T08:02:11Z',
      '2000-10-23 08:02:11',
      '20001023T080211Z',
      '2000-10-23 08:02:11 UTC',
    ],
    ...['972288131', '972288131000', '972288131000000', '972288131000000000', '972288131.000'],
    ...[
      '20001023080211',
      '20001023080211000',
      '20001023080211.000000+000',
      '20001023080211.000000+***',
    ],
    ...[
      '10/23/2000 8:02:11 AM',
      '23/10/2000 08:02:11',
      '23.10.2000 8:02:11',
      '2000/10/23 08:02:11',
    ],
    ...['23-Oct-2000 08:02:11', 'Oct 23 2000  8:02:11AM', 'Mon, 23 Oct 2000 08:02:11 GMT'],
    ...['126167617310000000', '36822.33484953704', '2000-10-23T09:02:11+01:00'],
  ];
  for (const text of forms) t.is(msOf(text), AT, text);
  t.is(msOf('1726000000123456'), 1_726_000_000_123);
  t.is(msOf('1726000000123456789'), 1_726_000_000_123);
});

test('instants - yyyyMMddHHmmss is a civil time, and no epoch milliseconds', (t) => {
  t.is(msOf('200010230802'), AT - 11_000);
  t.is(msOf('972288131123'), AT + 123, 'twelve digits that are no date');
  const naive = readInstant('20001023080211');
  t.true('expected' in naive && naive.expected.includes('--zone'));
});

test('instants - what can be read in two ways is refused with the question', (t) => {
  t.regex(
    String(msOf('08/12/2026 9:00')),
    /is 08 the month or the day\? Pass --times mdy or --times dmy/,
  );
  t.is(msOf('08/12/2026 9:00', 'dmy'), Date.UTC(2026, 11, 8, 9));
  t.is(msOf('08/12/2026 9:00', 'mdy'), Date.UTC(2026, 7, 12, 9));
  t.regex(String(msOf('2000102308')), /date and an hour, or epoch seconds/);
  t.is(msOf('2000102308', 'epoch-s'), 2_000_102_308_000);
  t.regex(String(msOf('634000000000000000')), /ticks or epoch-ns/);
  t.is(msOf('634000000000000000', 'ticks'), Date.UTC(2010, 0, 25, 7, 6, 40));
  t.is(msOf('35360.5', 'excel-1904'), Date.UTC(2000, 9, 23, 12));
});

test('instants - text that is no time', (t) => {
  const wrong = [
    ...[
      '2000-02-30T00:00:00Z',
      '13/13/2000 08:00',
      '10/23/00 8:00',
      '10/23/2000 13:02 PM',
      '36822',
    ],
    ...[
      '20001323080211',
      '12345678901',
      '999999999999999999999',
      '9.72288E+11',
      'now',
      '2000-10-23',
    ],
    ...['2000-10-23T08:02:60Z', '2000-10-23T08:02:11+25:00', '23 Foo 2000 08:00:00'],
  ];
  for (const text of wrong) t.is(typeof msOf(text), 'string', text);
});

test('instants - epoch numbers of every unit, over the whole span of usage', (t) => {
  const [from, to] = PLAUSIBLE_MS;
  fc.assert(
    fc.property(fc.integer({ min: from, max: to - 1 }), (ms) => {
      // Nine digits and fewer of seconds end in 2001; the few that are dates and hours, in 2032 to 2035.
      for (const text of [`${ms}`, `${ms}000`, `${ms}000000`]) {
        const read = readInstant(text, { zone: UTC });
        if ('ms' in read && read.ms !== ms) throw new Error(`${text} is read as ${read.ms}`);
        if (!('ms' in read) && !read.got.includes('Pass --times')) throw new Error(text);
      }
    }),
    { seed: 4 },
  );
  t.pass();
});

test('usage - one row without a date does not hide the others', (t) => {
  const wrong = [
    '1970-01-01T00:00:00Z',
    '1601-01-01T00:00:00Z',
    '1899-12-30T00:00:00Z',
    '1900-01-01T01:00:00+01:00',
    '0001-01-01T00:00:00Z',
    '2099-12-31T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2038-01-19T03:14:07Z',
    '1980-01-01T00:00:00Z',
    'NULL',
    '',
    '0',
    '0000-00-00 00:00:00',
    '1970-01-01',
    '9999-12-31 00:00:00',
    '1/1/1970 12:00:00 AM GMT',
    '-62135596800000',
  ];
  for (const text of wrong) {
    const start = parseUsage(
      `${HEADER}b,u,p,${text},2000-10-23T09:40:00Z\na,u,p,972288000,972288060\n`,
      'u',
    );
    t.deepEqual(
      [start.sessions.length, start.undated.map(({ line }) => line), start.bad.length],
      [1, [2], 0],
      text,
    );
    const end = parseUsage(`${HEADER}a,u,p,972288000,972288060\nb,u,p,972288000,${text}\n`, 'u');
    t.deepEqual(
      [end.sessions.length, end.undated.map(({ line }) => line), end.bad.length],
      [1, [3], 0],
      text,
    );
  }
  t.is(sentinelOf(Number(msOf('99991231235959'))), 'after 2079');
  t.false(isNoDate('2000'));
  t.is(sentinelOf(AT), undefined);
});

test('usage - civil dates take the order that one of them shows', (t) => {
  const days = (...dates: string[]): string =>
    HEADER + dates.map((date) => `a,u,p,${date} 08:00,${date} 09:00\n`).join('');
  const zone = UTC;
  const both = parseUsage(days('23/10/2000', '05/10/2000'), 'u', { zone });
  t.deepEqual(
    both.sessions.map(({ startMs }) => new Date(startMs).getUTCMonth()),
    [9, 9],
  );
  t.is(
    parseUsage(days('23/10/2000', '10/23/2000', '05/10/2000'), 'u', { zone }).bad.length,
    1,
    'two orders',
  );
  t.is(parseUsage(days('05/10/2000'), 'u', { zone }).bad.length, 1);
  t.is(parseUsage(days('05/10/2000'), 'u', { zone, times: 'dmy' }).sessions.length, 1);
});

test('usage - a zone by name: folds and gaps are listed, and an end is after its start', (t) => {
  const zone = zoneOf('Europe/Berlin');
  const read = parseUsage(
    `${HEADER}a,u,p,2000-10-29T02:30:00,2000-10-29T02:10:00\na,u,p,2000-03-26T02:30:00,2000-03-26T03:30:00\na,u,p,2000-07-01T12:00:00,2000-12-01T12:00:00\n`,
    'u',
    { zone },
  );
  t.deepEqual(read.bad, []);
  const [fold, gap, plain] = read.sessions;
  t.is((fold?.endMs ?? 0) - (fold?.startMs ?? 0), 40 * 60_000);
  t.is(fold?.startMs, Date.UTC(2000, 9, 29, 0, 30));
  t.is(gap?.startMs, Date.UTC(2000, 2, 26, 1, 30));
  t.deepEqual(
    [plain?.startMs, plain?.endMs],
    [Date.UTC(2000, 6, 1, 10), Date.UTC(2000, 11, 1, 11)],
  );
  t.deepEqual([read.folds, read.gaps], [[2, 2], [3]]);
  t.regex(zone?.tzdb ?? '', /^20\d\d[a-z]$/);
  t.is(zoneOf('europe/berlin')?.name, 'Europe/Berlin');
});

test('usage - rows that repeat another in every field', (t) => {
  const row = 'a,u,p,972288000,972288060\n';
  t.deepEqual(parseUsage(HEADER + row + row + row.replace('a,', 'b,') + row, 'u').duplicates, [
    [2, 3, 5],
  ]);
});
