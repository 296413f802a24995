/** Each tool's output, with its sign and unit, normalised to client minus true time. */
import test from 'ava';
import { clientOfFile, median, parseClocks } from './clocks.js';

const TRACKING = (systemTime: string, leap = 'Normal'): string =>
  `C0000201,192.0.2.1,3,972288000.1,${systemTime},0.1,0.1,1.2,0.0,0.1,0.1,0.1,64.2,${leap}`;
const NTPQ_HEADER =
  '     remote           refid      st t when poll reach   delay   offset  jitter\n' +
  '='.repeat(78);

const one = (text: string, place = 'folder/PC-1.txt') => {
  const { readings, bad } = parseClocks(text, place);
  return { ...readings[0], readings: readings.length, bad };
};

test('clocks - chronyc -c tracking: a positive System time is a clock that is slow', (t) => {
  const slow = one(TRACKING('86400.000400000'));
  t.like(slow, { client: 'PC-1', from: 'chronyc tracking', offsetMs: -86_400_000, samples: 1 });
  t.is(one(TRACKING('-2.500500000')).offsetMs, 2_501);
  t.is(one(TRACKING('0.000000004')).offsetMs, 0);
});

test('clocks - chronyc without a followed source has no measurement', (t) => {
  const alone = one(TRACKING('0.000000000', 'Not synchronised'));
  t.like(alone, { offsetMs: undefined, samples: 0, unusable: 1 });
});

test('clocks - chronyc -c sources: positive is ahead; the followed source counts alone', (t) => {
  const text =
    '^,*,192.0.2.1,2,6,377,34,12.5,12.4,0.001\n' +
    '^,-,192.0.2.2,2,6,377,34,99.0,99.0,0.001\n' +
    '#,?,PPS0,0,4,0,4294967295,0.0,0.0,0.0\n';
  t.like(one(text), { from: 'chronyc sources', offsetMs: 12_500, samples: 1, unusable: 1 });
  const unfollowed = one(text.replace(',*,', ',x,'));
  t.like(unfollowed, { offsetMs: 55_750, samples: 2, noSourceFollowed: true });
  t.is(unfollowed.step, undefined, 'two sources that differ are no step');
});

test('clocks - ntpq -pn: ms, positive is behind, * is the system peer', (t) => {
  const rows =
    '*192.0.2.1  .GPS.      1 u   33   64  377    0.412  1234.56   0.087\n' +
    '+192.0.2.2  192.0.2.1  2 u   12 1024  377    0.633  -90011.   0.140\n' +
    ' 192.0.2.3  .INIT.    16 u    -   64    0    0.000    0.000   0.000\n';
  t.like(one(`${NTPQ_HEADER}\n${rows}`), { from: 'ntpq', offsetMs: -1_235, unusable: 1 });
  const cut = one(`${NTPQ_HEADER}\n*192.0.2.1 .GPS. 1 u 33 64 377 0.412 -864000 0.087\n`);
  t.is(cut.offsetMs, undefined);
  t.is(cut.bad[0]?.line, 3);
  t.regex(cut.bad[0]?.reason.got ?? '', /may have lost digits/);
});

test('clocks - w32tm /stripchart: positive is behind; the median; failed samples; other languages', (t) => {
  const text =
    'Zeitserver wird verfolgt\r\n' +
    '12:00:01, +05.1234567s\r\n' +
    '12:00:03, +05,1230000s\r\n' +
    '12:00:05, error: 0x800705B4\r\n' +
    '12:00:07, +05.2000000s\r\n';
  t.like(one(text), { from: 'w32tm', offsetMs: -5_123, samples: 3, unusable: 1, bad: [] });
  const drawn = one('17:39:48 d:-00.0000840s o:-25.3004160s [@ | ]');
  t.is(drawn.offsetMs, 25_300);
  t.is(one(`${text}Tracking again`).bad[0]?.line, 6);
});

test('clocks - a step is reported with its line, size and sign', (t) => {
  const { step } = one('12:00:01, +00.1s\n12:00:02, +01.0s\n12:00:03, +3600.0s\n');
  t.deepEqual(step, { line: 3, byMs: -3_599_000 });
  t.is(one('12:00:01, +00.1s\n12:00:02, +01.1s\n').step, undefined);
});

test('clocks - a table of all clients, in each way of giving the unit', (t) => {
  const days = parseClocks('client,offset\na,-30d\nb,+1.5s\na,-31d\na,-29d\n', 'clocks.csv');
  t.deepEqual(
    days.readings.map(({ client, offsetMs, samples }) => ({ client, offsetMs, samples })),
    [
      { client: 'a', offsetMs: -2_592_000_000, samples: 3 },
      { client: 'b', offsetMs: 1_500, samples: 1 },
    ],
  );
  t.is(parseClocks('offset_s,client\n-1.0005,a\n', 'c').readings[0]?.offsetMs, -1_001);
  t.is(parseClocks('client,offset_ms\na,7\n', 'c').readings[0]?.offsetMs, 7);
  const bad = parseClocks('client,offset\na,5\n,1s\nb,1s,2\nc,11000y\n', 'c').bad;
  t.deepEqual(
    bad.map((row) => row.line),
    [2, 3, 4, 5],
  );
  t.throws(() => parseClocks('client,offset,offset_ms\n', 'c'), { code: 'SKEW-101' });
  t.throws(() => parseClocks('client,skew\n', 'c'), { message: /none of them/ });
});

test('clocks - an unknown format is refused, with a remedy', (t) => {
  t.throws(() => parseClocks('hello\n', 'x'), { code: 'SKEW-101', message: /at x:/ });
  t.throws(() => parseClocks('System time     : 0.1 seconds slow of NTP time\n', 'x'), {
    message: /Run chronyc with -c/,
  });
});

test('clocks - median and the name in a file name', (t) => {
  t.is(median([]), undefined);
  t.is(median([3, 1, 2]), 2);
  t.is(median([-1, 0, 1, 1_000]), 1);
  t.is(clientOfFile('a/b/pc.example.org.txt'), 'pc.example.org');
  t.is(clientOfFile('PC-1'), 'PC-1');
});
