/** Columns by other names, exports of other programs, the log of a licence server, other encodings. */
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { parseColumns } from './columns.js';
import type { Columns } from './columns.js';
import { unpacked } from './compressed.js';
import { decodeText } from './text.js';
import { parseUsage } from './usage.js';
import { zoneOf } from './zone.js';

function columns(text: string): Columns {
  const read = parseColumns(text);
  if ('expected' in read) throw new Error(`${read.expected}, ${read.got}`);
  return read;
}

const UTC = zoneOf('Z');
const START = Date.UTC(2000, 9, 23, 8, 2, 11);
const END = Date.UTC(2000, 9, 23, 9, 40);

test('columns - a list of fields, with parts, alternatives and constants', (t) => {
  const read = parseUsage(
    'Computer,User Name,File,Day,From,To\nPC-1,ann,,2000-10-23,08:02:11,09:40:00\n',
    'u',
    {
      columns: columns(
        'client=Computer,user=User Name,program:=excel.exe,start=Day+From,end=Day+To',
      ),
      zone: UTC,
    },
  );
  t.like(read.sessions[0], {
    client: 'PC-1',
    user: 'ann',
    program: 'excel.exe',
    startMs: START,
    endMs: END,
  });
  t.deepEqual(read.ignoredColumns, ['file']);
  for (const text of ['', 'client', 'who=X', 'client==', 'sap'])
    t.true('expected' in parseColumns(text), text);
});

test('columns - software metering of Configuration Manager', (t) => {
  const text =
    'ResourceID,UserName,FileName,StartTimeGMT,EndTimeGMT,StillRunning\n16777220,EXAMPLE\\ann,excel.exe,10/23/2000 8:02:11 AM,10/23/2000 9:40:00 AM,False\n16777221,EXAMPLE\\bob,excel.exe,10/23/2000 8:02:11 AM,10/23/2000 9:40:00 AM,True\n16777221,EXAMPLE\\bob,excel.exe,10/23/2000 8:02:11 AM,NULL,False\n';
  const { sessions, undated } = parseUsage(text, 'u', { columns: columns('sccm') });
  t.like(sessions, [
    { client: '16777220', user: 'EXAMPLE\\ann', program: 'excel.exe', startMs: START, endMs: END },
  ]);
  t.deepEqual(
    undated.map(({ line }) => line),
    [3, 4],
  );
  t.throws(() => parseUsage(text, 'u'), { message: /--columns sccm/ });
});

test('columns - ActivityWatch, Toggl and Clockify', (t) => {
  const watched =
    'id,timestamp,duration,app,title\n1,2000-10-23T08:02:11.000000+00:00,12.5,firefox.exe,"Issues, page"\n';
  const own = columns('activitywatch,client:=PC-1,user:=ann');
  t.like(parseUsage(watched, 'u', { columns: own }).sessions[0], {
    client: 'PC-1',
    program: 'firefox.exe',
    startMs: START,
    endMs: START + 12_500,
  });
  t.throws(() => parseUsage(watched, 'u', { columns: columns('activitywatch') }), {
    message: /client:=NAME/,
  });
  const toggl =
    '\uFEFFUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\nAnn,ann@example.com,Acme,,Design,"Homepage, copy",Yes,2000-10-23,08:02:11,2000-10-23,09:40:00,01:37:49,,0.00\n';
  t.like(parseUsage(toggl, 'u', { columns: columns('toggl'), zone: UTC }).sessions[0], {
    client: 'ann@example.com',
    user: 'Ann',
    program: 'Homepage, copy',
    startMs: START,
    endMs: END,
  });
  t.throws(() => parseUsage(toggl, 'u'), { message: /--columns toggl/ });
  const clockify =
    'Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal)\nPlatform,ACME,,Development,Ann,,ann@example.com,"dev, billable",Yes,10/12/2000,08:02:11 AM,10/12/2000,09:40:00 AM,01:37:49,1.63\n';
  const asked = parseUsage(clockify, 'u', { columns: columns('clockify'), zone: UTC });
  t.regex(asked.bad[0]?.reason.got ?? '', /--times mdy or --times dmy/);
  const read = parseUsage(clockify, 'u', { columns: columns('clockify'), zone: UTC, times: 'mdy' });
  t.is(read.sessions[0]?.startMs, Date.UTC(2000, 9, 12, 8, 2, 11));
  t.throws(() => parseUsage(clockify, 'u'), { message: /--columns clockify/ });
});

test('columns - the debug log of FlexNet: dates, midnight, several at once, what is open', (t) => {
  const log = [
    ' 8:00:00 (lmgrd) FLEXnet Licensing (v11.16 build 1 x64_n6) started on host (linux) (10/23/2000)',
    ' 8:02:11 (acad) OUT: "ACAD_2000" ann@PC-1  ',
    ' 8:05:00 (acad) OUT: "ACAD_2000" ann@PC-1  (2 licenses)',
    ' 9:40:00 (acad) IN: "ACAD_2000" ann@PC-1  ',
    '23:59:00 (acad) OUT: "LT" bob@PC-2  ',
    ' 0:01:00 (acad) IN: "LT" bob@PC-2  (INACTIVE)',
    ' 0:02:00 (acad) DENIED: "LT" eve@PC-3  (Licensed number of users already reached. (-4,342))',
    ' 0:03:00 (acad) IN: "LT" eve@PC-3  ',
    ' 6:00:00 (acad) TIMESTAMP 10/25/2000',
    ' 6:01:00 (acad) OUT: "LT" bob@PC-2  ',
    ' 6:02:00 (acad) IN: "LT" bob@PC-2  ',
  ].join('\r\n');
  const { sessions, undated, bad } = parseUsage(log, 'u', {
    columns: columns('flexnet'),
    zone: UTC,
  });
  t.deepEqual(
    sessions.map(({ client, program, startMs, endMs }) => [client, program, startMs, endMs]),
    [
      ['PC-1', 'ACAD_2000', START, END],
      ['PC-2', 'LT', Date.UTC(2000, 9, 23, 23, 59), Date.UTC(2000, 9, 24, 0, 1)],
      ['PC-2', 'LT', Date.UTC(2000, 9, 25, 6, 1), Date.UTC(2000, 9, 25, 6, 2)],
    ],
  );
  t.deepEqual([undated.map(({ line }) => line), bad], [[3, 8], []]);
  t.is(parseUsage(log, 'u', { columns: columns('flexnet') }).bad.length, 8, 'no zone');
  t.throws(() => parseUsage(log, 'u'), { message: /--columns flexnet/ });
});

test('text - stated encodings, marks, UTF-16 without one, and gzip', (t) => {
  const text = 'client\nM\u00FCller\n';
  t.is(decodeText(Uint8Array.from(Buffer.from(text, 'latin1')), 'u', 'windows-1252'), text);
  t.is(decodeText(Uint8Array.of(0x4d, 0x81), 'u', 'cp850'), 'M\u00FC');
  t.throws(() => decodeText(Uint8Array.of(0x4d, 0x81), 'u'), { message: /--encoding/ });
  t.is(decodeText(Uint8Array.from(Buffer.from(text, 'utf16le')), 'u'), text);
  t.is(decodeText(Uint8Array.from(Buffer.from(text, 'utf16le').swap16()), 'u'), text);
  t.is(decodeText(unpacked(gzipSync(text), 'u'), 'u'), text);
  t.throws(() => unpacked(gzipSync(text).subarray(0, 12), 'u'), { code: 'SKEW-101' });
  t.throws(() => decodeText(Uint8Array.of(0x50, 0x4b, 3, 4, 0xff), 'u'), {
    message: /ZIP archive, or a workbook.*Unpack/s,
  });
});
