/** Rows of usage: the fields that are read, and the line number of every row that is not. */
import test from 'ava';
import { badRowsError } from './bad-row.js';
import { parseDuration } from './duration.js';
import { parseInstant } from './instant.js';
import { decodeText } from './text.js';
import { parseUsage } from './usage.js';
import { zoneOf } from './zone.js';

const HEADER = 'client,user,program,start,end\n';

test('usage - columns in any order, quotes, comments, other columns', (t) => {
  const { sessions, bad, ignoredColumns, comments } = parseUsage(
    '# invented\nend,start,Program,user,client,note\n2000-10-23T10:00:00+01:00,2000-10-23T08:00:00Z,"a ""b"".exe",ann,PC-1,x\n',
    'u.csv',
  );
  t.deepEqual(sessions, [
    {
      line: 3,
      client: 'PC-1',
      user: 'ann',
      program: 'a "b".exe',
      startMs: 972_288_000_000,
      endMs: 972_291_600_000,
    },
  ]);
  t.deepEqual([bad, ignoredColumns, comments], [[], ['note'], 1]);
});

test('usage - each bad row by its line and reason', (t) => {
  const { sessions, bad } = parseUsage(
    `${HEADER}a,b,c,2000-02-30T00:00:00Z,2000-10-23T09:00:00Z\n` +
      'a,b,c,2000-10-23T09:00:00,2000-10-23T10:00:00\n' +
      ',b,c,972288000,972288001\n' +
      'a,b,c,972288001,972288000\n' +
      'a,b,c\n' +
      'a,"b,c,972288000,972288001\n' +
      'a,b,c,972288000,972288001\n',
    'u.csv',
  );
  t.is(sessions.length, 1);
  t.deepEqual(
    bad.map((row) => row.line),
    [2, 3, 4, 5, 6, 7],
  );
  t.regex(bad[1]?.reason.expected ?? '', /--zone/);
  t.regex(badRowsError('u.csv', bad).message, /6 bad rows:[^]*u\.csv:2: [^]*--skip-bad-rows/);
});

test('usage - a header without its columns, an empty file, bytes that are not text', (t) => {
  t.throws(() => parseUsage('client;user;program;start;end\n', 'u'), { message: /not ";"/ });
  t.throws(() => parseUsage('\n', 'u'), { message: /an empty file/ });
  t.throws(() => decodeText(Uint8Array.of(0x61, 0xff), 'u'), { code: 'SKEW-101' });
  t.is(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0x00), 'u'), 'a');
});

test('usage - times without a zone get that of --zone, others keep their own', (t) => {
  t.is(parseInstant('2000-10-23T09:00:00', '+01:00'), 972_288_000_000);
  t.is(parseInstant('2000-10-23T09:00:00Z', '+01:00'), 972_291_600_000);
  const names = ['Z', '+0130', '-23', 'UTC', 'Europe/Berlin', '+24:00', 'CET', 'Mars/Base', ''];
  t.deepEqual(
    names.map((name) => zoneOf(name) !== undefined),
    [true, true, true, true, true, false, false, false, false],
  );
});

test('durations - a number with its unit, exactly, and nothing else', (t) => {
  t.is(parseDuration('-30d'), -2_592_000_000);
  t.is(parseDuration('2.0005s'), 2_001);
  t.is(parseDuration('-2.0005 s'), -2_001);
  t.is(parseDuration('0h'), 0);
  t.is(parseDuration('5y'), 157_680_000_000);
  t.deepEqual(
    ['-1h30m', '+2min 30s', '1500us', '-PT30S', 'PT-30S', 'P1DT1H', '-00:00:05', '5 seconds'].map(
      parseDuration,
    ),
    [-5_400_000, 150_000, 2, -30_000, -30_000, 90_000_000, -5_000, 5_000],
  );
  const none = [
    '30',
    'd',
    '1w',
    '',
    '1e3s',
    '11000y',
    '99999999999999999s',
    '30m1h',
    'P',
    'PT',
    '1:60:00',
  ];
  for (const text of none) t.is(typeof parseDuration(text), 'object', text);
});
