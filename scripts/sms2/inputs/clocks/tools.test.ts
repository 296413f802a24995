/** Each tool's output, with its sign, unit and bound, normalised to client minus true time. */
import test from 'ava';
import { read } from './_reading.test.js';
import { median } from './reading.js';

const TRACKING = (systemTime: string, leap = 'Normal', refid = 'C0000201', stratum = 3): string =>
  `${refid},192.0.2.1,${String(stratum)},972288000.1,${systemTime},0.1,0.1,1.2,0.0,0.1,0.25,0.5,64.2,${leap}`;

test('clocks - chronyc -c tracking: a positive System time is a clock that is slow', (t) => {
  const slow = read(TRACKING('86400.000400000'));
  t.like(slow, { client: 'PC-1', from: 'chronyc tracking', offsetMs: -86_400_000, samples: 1 });
  t.is(slow.boundMs, 625, 'root dispersion and half the root delay');
  t.is(read(TRACKING('-2.500500000')).offsetMs, 2_501);
  t.is(read(TRACKING('0.000000004')).offsetMs, 0);
  t.is(read(TRACKING('3021.868977123', 'Insert second')).offsetMs, -3_021_869);
});

test('clocks - chronyc tracking for people, and chronyd -Q', (t) => {
  const human = (words: string): string =>
    `Reference ID    : C0000201 (ntp.example.net)\nStratum         : 3\nSystem time     : ${words} of NTP time\nRoot delay      : 0.020 seconds\nRoot dispersion : 0.003 seconds\nLeap status     : Normal`;
  t.like(read(human('0.505170000 seconds slow')), { offsetMs: -505, boundMs: 13 });
  t.is(read(human('30.5 seconds fast')).offsetMs, 30_500);
  t.is(read(human('1.0 seconds fast').replace('C0000201', '7F7F0101')).offsetMs, undefined);
  const queried =
    '2026-01-05T09:00:00Z chronyd[1]: System clock wrong by -3021.868977 seconds (ignored)';
  t.like(read(queried), { from: 'chronyd -Q', offsetMs: 3_021_869 });
});

test('clocks - a client that follows no source or its own clock has no measurement', (t) => {
  for (const text of [
    TRACKING('0.000000000', 'Not synchronised'),
    TRACKING('0.000000000', 'Normal', '7F7F0101', 10),
    TRACKING('0.000000000', 'Normal', '00000000', 0),
    TRACKING('0.000000000', 'Normal', 'C0000201', 16),
  ])
    t.like(read(text), { offsetMs: undefined, samples: 0, unusable: 1 }, text);
});

test('clocks - chronyc sources, in both forms, is not the offset of the system clock', (t) => {
  for (const text of [
    '^,*,192.0.2.1,1,0,377,1,-0.000012838,-0.000013501,0.000146543',
    '210 Number of sources = 1\nMS Name/IP address         Stratum Poll Reach LastRx Last sample\n^* 192.0.2.95                   2  10   377   371    -91us[ -128us] +/-   30ms',
  ]) {
    t.is(read(text).offsetMs, undefined);
    t.regex(read(text).why ?? '', /run chronyc -c tracking/);
  }
  const both = read(`^,*,192.0.2.1,1,0,377,1,-0.00001,-0.00001,0.0001\n${TRACKING('3000.0')}`);
  t.is(both.offsetMs, -3_000_000);
  t.regex(both.notes, /chronyc sources/);
});

const NTPQ =
  '     remote           refid      st t when poll reach   delay   offset  jitter\n' +
  '='.repeat(78);

test('clocks - ntpq -pn: ms, positive is behind, * is the system peer', (t) => {
  const rows =
    '*192.0.2.1  .GPS.      1 u   33   64  377    0.412  1234.56   0.087\n' +
    '+192.0.2.2  192.0.2.1  2 u   12 1024  377    0.633  -90011.   0.140\n' +
    ' 192.0.2.3  .INIT.    16 u    -   64    0    0.000    0.000   0.000\n';
  t.like(read(`${NTPQ}\n${rows}`), { from: 'ntpq', offsetMs: -1_235, unusable: 1, boundMs: 1 });
  const cut = read(`${NTPQ}\n*192.0.2.1 .GPS. 1 u 33 64 377 0.412 -864000 0.087`);
  t.is(cut.offsetMs, undefined);
  t.is(cut.bad[0]?.line, 3);
  t.regex(cut.bad[0]?.got ?? '', /may have lost digits/);
  const unsynchronised = `${NTPQ}\n*192.0.2.1 .STEP. 16 u 33 64 377 0.412 5.5 0.087`;
  t.is(read(unsynchronised).offsetMs, undefined);
  const units = read(`${NTPQ}\n*192.0.2.1 .GPS. 1 u 33 64 377 412us 1.5s 87ns`);
  t.is(units.offsetMs, -1_500, 'ntpsec prints units on request');
});

test('clocks - ntpq: names with blanks, long names on a line of their own, other columns', (t) => {
  const wrapped =
    '*2001:db8:1410:1401::4:db1\n                 192.0.2.81       2 u   12   64  377    0.442   -27.516   7.380';
  t.is(read(`${NTPQ}\n${wrapped}`).offsetMs, 28);
  t.is(
    read(`${NTPQ}\n*GPS NMEA(0)     .GPS.  0 l   12   64  377    0.000   -27.516   7.380`).offsetMs,
    28,
  );
  const apeers =
    '     remote       refid   assid  st t when poll reach   delay   offset  jitter\n*192.0.2.1 .GPS. 34567 1 u 33 64 377 0.412 7.5 0.087';
  t.is(read(apeers).offsetMs, -8);
  t.is(read(`${NTPQ}\n*2001:db8:1410:1401::4:db1`).bad[0]?.line, 3);
});

test('clocks - ntpq: the client’s own clock is no measurement, the reached server is', (t) => {
  for (const own of ['LOCAL(0)', '127.127.1.0']) {
    const one = read(
      `${NTPQ}\n 192.0.2.7 ${own} 9 u 49 64 377 0.242 -3742.2 1.049\n*${own} .LOCL. 10 l 2 64 377 0.000 0.000 0.001`,
    );
    t.like(one, { offsetMs: 3_742, noSourceFollowed: true, unusable: 1 }, own);
    t.regex(one.notes, /follows its own clock/);
    t.regex(one.notes, /not known to be true time/);
    const alone = read(`${NTPQ}\n*${own} .LOCL. 10 l 2 64 377 0.000 0.000 0.001`);
    t.is(alone.offsetMs, undefined);
  }
  t.is(
    read(`${NTPQ}\n*127.127.20.0 .GPS. 0 l 2 64 377 0.000 5.0 0.001`).offsetMs,
    -5,
    'a GPS clock',
  );
});

test('clocks - ntpq -c rv: the offset of the system, with its root distance', (t) => {
  const rv = (stratum: number, flags: string, refid = '192.0.2.1'): string =>
    `associd=0 status=0615 ${flags}, 1 event, clock_sync,\nversion="ntpd 4.2.8p15", processor="x86_64",\nstratum=${String(stratum)}, precision=-23, rootdelay=20.5, rootdisp=12.25, refid=${refid},\noffset=-3742.219, frequency=1.2, sys_jitter=0.087`;
  t.like(read(rv(3, 'leap_none, sync_ntp')), { from: 'ntpq rv', offsetMs: 3_742, boundMs: 23 });
  t.is(read(rv(16, 'leap_alarm, sync_unspec')).offsetMs, undefined);
  t.is(read(rv(6, 'leap_none, sync_local')).offsetMs, undefined);
  t.is(read(rv(6, 'leap_none, sync_ntp', '127.127.1.0')).offsetMs, undefined);
});

test('clocks - w32tm /stripchart: positive is behind; failed samples; other languages; /rdtsc', (t) => {
  const text =
    'Zeitserver wird verfolgt\r\n' +
    '12:00:01, +05.1234567s\r\n' +
    '12:00:03, +05,1230000s\r\n' +
    '12:00:05, error: 0x800705B4\r\n' +
    '12:00:07, +05.2000000s\r\n';
  t.like(read(text), {
    from: 'w32tm /stripchart',
    offsetMs: -5_123,
    samples: 3,
    unusable: 1,
    bad: [],
  });
  t.is(read('17:39:48 d:-00.0000840s o:-25.3004160s [@ | ]').offsetMs, 25_300);
  t.is(read('9:39:48 AM, d:+00.0541615s o:-00.0031265s').offsetMs, 3);
  t.is(read(`${text}Tracking again`).bad[0]?.line, 6);
  const rdtsc = read(
    'RdtscStart, RdtscEnd, FileTime, RoundtripDelay, NtpOffset\n1, 2, 131951236975542534, +00.0240255, -00.5111940\n3, 4, 131951237098903116, error: 0x800705B4',
  );
  t.like(rdtsc, { offsetMs: 511, samples: 1, unusable: 1 });
});

test('clocks - w32tm: run elsewhere about the client, the sign turns; about itself, it is nothing', (t) => {
  const about = (host: string, ip = '192.0.2.50:123'): string =>
    `Tracking ${host} [${ip}].\nCollecting 1 samples.\nThe current time is 28.05.2025 11:21:53.\n11:21:53, +137.0856223s`;
  t.is(read(about('time.example.com')).offsetMs, -137_086);
  for (const host of ['PC-1', 'pc-1', 'pc-1.example.com']) {
    const seen = read(about(host));
    t.is(seen.offsetMs, 137_086, host);
    t.regex(seen.notes, /the sign is turned/);
  }
  t.is(read(`PC-1 [192.0.2.50:123] wird verfolgt.\n11:21:53, +137.0856223s`).offsetMs, 137_086);
  t.is(read(about('PC-11')).offsetMs, -137_086);
  t.is(read(about('localhost', '127.0.0.1:123')).offsetMs, undefined);
  t.is(read(about('localhost', '[::1]:123')).offsetMs, undefined);
  const appended = about('time.example.com', '[2001:db8::1]:123');
  t.like(read(`${appended}\n${appended}`), { samples: 2, bad: [] });
  t.is(
    read(about('192.0.2.50'), '192.0.2.50').offsetMs,
    137_086,
    'a client that is called by its address',
  );
});

test('clocks - w32tm /query and /monitor are named with the command that serves', (t) => {
  const query =
    'Sprungindikator: 0(keine Warnung)\nStratum: 5 (Sekund\u00E4rreferenz)\nPr\u00E4zision: -23 (119.209ns pro Tick)\nStammverz\u00F6gerung: 0.0161789s\nReferenz-ID: 0xC0000210 (Quell-IP: 192.0.2.16)\nPhasenoffset: -412.5000000s';
  t.regex(read(query).why ?? '', /w32tm \/query .*w32tm \/stripchart/);
  const monitor =
    'dc1.example.com *** PDC ***[192.0.2.10:123]:\n    ICMP: 0ms delay\n    NTP: -412.0023811s offset from dc1.example.com';
  t.regex(read(monitor).why ?? '', /w32tm \/monitor .*w32tm \/stripchart/);
});

test('clocks - timedatectl: timesync-status and show-timesync, server minus client', (t) => {
  const status = (offset: string, more = ''): string =>
    `       Server: 192.0.2.8 (time.example.com)\n         Leap: normal\n      Stratum: 2\nRoot distance: 40.580ms (max: 5s)\n       Offset: ${offset}\n Packet count: 620${more}`;
  t.like(read(status('-1.087495s')), {
    from: 'timedatectl timesync-status',
    offsetMs: 1_087,
    boundMs: 41,
  });
  t.is(read(status('+1min 2.5s')).offsetMs, -62_500);
  t.is(read(status('-734us')).offsetMs, 1);
  t.is(read(status('+3ms').replace('620', '0')).offsetMs, undefined);
  t.is(read(status('17')).bad[0]?.line, 5, 'a unit is missing');
  const message = (destination: string): string =>
    `ServerName=time.example.com\nNTPMessage={ Leap=0, Version=4, Stratum=1, RootDelay=0, RootDispersion=91us, OriginateTimestamp=Mon 2020-07-20 01:41:11 UTC, ReceiveTimestamp=Mon 2020-07-20 02:41:11 UTC, TransmitTimestamp=Mon 2020-07-20 02:41:11 UTC, DestinationTimestamp=${destination}, Ignored=no, PacketCount=5, Jitter=5.386ms }`;
  t.like(read(message('Mon 2020-07-20 01:41:11 UTC')), { offsetMs: -3_600_000, boundMs: 1_001 });
  t.is(read(message('')).offsetMs, undefined);
});

test('clocks - ntpdate, sntp and ntpdig: seconds, positive is behind', (t) => {
  const queried =
    'server 192.0.2.29, stratum 1, offset 3.500141, delay 0.10440\nserver 192.0.2.28, stratum 0, offset 0.000000, delay 0.00000\n15 Sep 02:42:18 ntpdate[11738]: step time server 192.0.2.29 offset 3.500141 sec';
  t.like(read(queried), { from: 'ntpdate', offsetMs: -3_500, samples: 1, unusable: 1 });
  t.is(read('server 192.0.2.50, stratum 3, offset 3.5, delay 0.1').offsetMs, -3_500);
  t.is(read('server 192.0.2.50, stratum 3, offset 3.5, delay 0.1', '192.0.2.50').offsetMs, 3_500);
  const stepped = read(
    ' 5 Nov 17:27:55 ntpdate[14508]: step time server 2001:db8::c7 offset -3021.868977 sec',
  );
  t.is(stepped.offsetMs, 3_021_869);
  t.regex(stepped.notes, /the one before/);
  t.is(
    read('15 Sep 02:42:18 ntpdate[1]: no server suitable for synchronization found').offsetMs,
    undefined,
  );
  const line =
    '2018-09-26 10:00:01.123456 (+0200) +2.501234 +/- 0.023456 time.example.com 192.0.2.125 s1 no-leap';
  t.like(read(`sntp 4.2.8p10@1.3728-o Tue Mar 21 14:36:42 UTC 2017\n${line}`), {
    from: 'sntp',
    offsetMs: -2_501,
    boundMs: 24,
  });
  t.is(read(line.replace('s1', 's16')).offsetMs, undefined);
  t.is(read('-0.512345 +/- 0.023456 time.example.com 192.0.2.125').offsetMs, 512);
  t.is(
    read('{"time":"2026-01-05","offset":-1.25,"precision":0.01,"host":"a","stratum":2}').offsetMs,
    1_250,
  );
});

test('clocks - phc2sys and ptp4l: ns, positive is ahead; what is no system clock is said', (t) => {
  const log =
    'phc2sys[1232.390]: reconfiguring after port state change\nphc2sys[1232.392]: CLOCK_REALTIME phc offset  2500000000 s0 freq  -10694 delay   5604';
  t.like(read(log), { from: 'phc2sys', offsetMs: 2_500 });
  t.is(read('phc2sys[1.3]: eth0 sys offset 250000000 s2 freq +1 delay 5').offsetMs, undefined);
  t.is(
    read('phc2sys[1.3]: CLOCK_REALTIME rms 787 max 1208 freq -38601 +/- 1071 delay 14 +/- 0')
      .offsetMs,
    undefined,
  );
  t.regex(
    read('phc2sys[1.3]: CLOCK_REALTIME phc offset -37000001630 s0 freq +0 delay 5').notes,
    /TAI/,
  );
  const card = read('ptp4l[46.11]: master offset  -23000000 s2 freq +1 path delay 123');
  t.is(card.offsetMs, -23);
  t.regex(card.notes, /phc2sys/);
});

test('clocks - chrony’s tracking.log: offset less remaining correction, over time', (t) => {
  const line = (time: string, offset: string, remaining: string, leap = 'N'): string =>
    `2021-11-20 ${time} 192.0.2.12      2   -764.442      0.010 ${offset} ${leap}  3  1.084e-03 ${remaining}  1.064e-02  1.310e-04  6.698e-03`;
  const log = read(
    `${'='.repeat(20)}\n   Date (UTC) Time     IP Address   St   Freq ppm   Skew ppm     Offset L Co  Offset sd Rem. corr. Root delay Root disp. Max. error\n${line('04:01:47', '-3.000e+03', '0.000e+00')}\n${line('04:19:00', '1.000e-03', '2.900e+03')}\n${line('04:36:00', '0.000e+00', '0.000e+00', '?')}`,
  );
  t.like(log, { from: 'chrony tracking.log', samples: 2, unusable: 1, boundMs: 6 });
  t.deepEqual(log.history, [
    { atMs: 1_637_380_907_000, offsetMs: -3_000_000 },
    { atMs: 1_637_381_940_000, offsetMs: -2_899_999 },
  ]);
  const measured = read(
    '2019-09-05 06:34:59 192.0.2.52  N  2 111 111 1111  10 10 0.66 -3.572e-03  6.332e-02  1.038e-06  3.204e-04  7.339e-03 D8E4C035 4B K K',
  );
  t.like(measured, { from: 'chrony measurements.log', offsetMs: 4 });
  t.regex(measured.notes, /tracking\.log has it/);
  const statistics =
    '2017-08-31 16:27:19 10.30.121.252 4.611e-06 3.391e-05 5.239e-06 9.759e-07 9.758e-04 4.9e-04 3 0 3 0.00';
  t.regex(read(statistics).why ?? '', /chronyc -c tracking/);
});

test('clocks - loopstats and peerstats: a history in true time', (t) => {
  const loops = read(
    '50935 75440.031 3600.000006019 13.778190 0.000351733 0.0133806 6\n50935 75456.031 0.001 13.7 0.0003 0.01 6',
  );
  t.like(loops, { from: 'loopstats', samples: 2 });
  // The first stamp is of a clock that is an hour behind.
  const midnightMs = (50_935 - 40_587) * 86_400_000;
  t.deepEqual(loops.history, [
    { atMs: midnightMs + 75_456_031 + 1, offsetMs: -1 },
    { atMs: midnightMs + 75_440_031 + 3_600_000, offsetMs: -3_600_000 },
  ]);
  t.is(read('50935 75440.031 -0.5 13.778190 6').offsetMs, 500, 'five columns of old');
  const peers = read(
    '48773 10847.650 192.0.2.4 9614 -1.5 0.000000000 0.001424877 0.000958674\n48773 10848.650 192.0.2.5 9314 -9.5 0.0 0.001 0.0009',
  );
  t.like(peers, { from: 'peerstats', offsetMs: 1_500, samples: 1 });
  t.is(read('48773 10847.650 127.127.1.0 9614 0.0 0.0 0.0 0.0').offsetMs, undefined);
  t.is(read('49213 525.624 128.4.1.1 963a 8a message').offsetMs, undefined, 'protostats');
});

test('clocks - a step is reported with its line, size and sign; a range with its ends', (t) => {
  const three = read('12:00:01, +00.1s\n12:00:02, +01.0s\n12:00:03, +3600.0s');
  t.deepEqual(three.step, { line: 3, byMs: -3_599_000 });
  t.deepEqual(three.rangeMs, [-3_600_000, -100]);
  t.is(read('12:00:01, +00.1s\n12:00:02, +01.1s').step, undefined);
});

test('clocks - median', (t) => {
  t.is(median([]), undefined);
  t.is(median([3, 1, 2]), 2);
  t.is(median([-1, 0, 1, 1_000]), 1);
});
