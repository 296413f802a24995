/** Files as they are found: several runs, prompts, code pages, a last line that is cut, no output. */
import test from 'ava';
import fc from 'fast-check';
import { bytesOf, read, readBytes } from './_reading.test.js';

const RUN =
  'Tracking time.example.com [192.0.2.1:123].\r\nCollecting 2 samples.\r\nThe current time is 28.05.2025 11:21:53.\r\n11:21:53, +137.0856223s\r\n11:21:55, +137.0856000s\r\n';
const NTPQ = `     remote           refid      st t when poll reach   delay   offset  jitter\n${'='.repeat(78)}\n*192.0.2.13      198.51.100.202   2 u   63   64  377   22.654    0.231   1.964\n`;
const TRACKED = 'C0000201,192.0.2.1,3,972288000.1,3.5,0.1,0.1,1.2,0.0,0.1,0.1,0.1,64.2,Normal\n';

test('evidence - runs that were appended are samples of one clock', (t) => {
  t.like(read(`${RUN}${RUN.replace(/137/g, '139')}`), { offsetMs: -138_086, samples: 4, bad: [] });
  t.like(read(NTPQ + NTPQ.replace('0.231', '100.231')), { offsetMs: -50, samples: 2, bad: [] });
  t.like(read(TRACKED + TRACKED), { offsetMs: -3_500, samples: 2, bad: [] });
  const mixed = read(TRACKED + NTPQ);
  t.like(mixed, { from: 'chronyc tracking', samples: 1, bad: [] });
  t.regex(mixed.notes, /ntpq is there too/);
});

test('evidence - prompts and what was typed, before, between and after', (t) => {
  for (const prompt of [
    'PS C:\\Windows\\system32>',
    'C:\\>w32tm /stripchart',
    'root@host:~# ntpq -p',
    '[me@host ~]$ ntpq -p',
    '$ ntpq -p',
  ])
    for (const text of [RUN, NTPQ, TRACKED])
      t.like(
        read(`${prompt}\n${text}${prompt}\n${text}${prompt}`),
        { samples: text === RUN ? 4 : 2, bad: [] },
        prompt,
      );
});

test('evidence - every code page and every encoding of its ASCII', (t) => {
  const oem = Uint8Array.from(
    Buffer.from(`Suivi\nCollecte de 3 \u0082chantillons\n${RUN}`, 'latin1'),
  );
  const utf16 = (text: string, mark = '\uFEFF'): Uint8Array =>
    Uint8Array.from(Buffer.from(mark + text, 'utf16le'));
  const be = Uint8Array.from(Buffer.from(`\uFEFF${RUN}`, 'utf16le').swap16());
  for (const bytes of [oem, utf16(RUN), utf16(RUN, ''), be, bytesOf(`\uFEFF${RUN}`)])
    t.like(readBytes(bytes), { offsetMs: -137_086, samples: 2, bad: [] });
  // `>>` of PowerShell appends UTF-16 to whatever is there.
  const appended = Uint8Array.from([...bytesOf(RUN), ...utf16(RUN, '')]);
  t.like(readBytes(appended), { samples: 4, bad: [] });
});

test('evidence - a last line that is cut is no measurement, and no end of the command', (t) => {
  for (const text of [
    RUN,
    NTPQ + NTPQ,
    TRACKED + TRACKED,
    '50935 75440.031 0.5 13.7 0.0003 0.01 6\n'.repeat(2),
  ]) {
    const whole = read(text);
    for (let length = 1; length < 40; length += 1) {
      const cut = readBytes(bytesOf(text.trimEnd().slice(0, -length)));
      t.deepEqual(cut.bad, [], `${String(length)} of ${text}`);
      t.true(
        cut.samples === 0 || Math.abs((cut.offsetMs ?? NaN) - (whole.offsetMs ?? NaN)) <= 1,
        `${String(length)} of ${text}`,
      );
    }
  }
});

test('evidence - a recorded session is read, and the output of several machines is not', (t) => {
  const stars = '*'.repeat(22);
  const transcript = `${stars}\nWindows PowerShell transcript start\nStart time: 20260105090000\n${stars}\n${RUN}${stars}\nWindows PowerShell transcript end\nEnd time: 20260105090100\n${stars}`;
  t.like(read(transcript), { samples: 2, bad: [] });
  const one = `PC-1 | CHANGED | rc=0 >>\n${TRACKED}`;
  t.like(read(one), { offsetMs: -3_500, bad: [] });
  const both = read(`${one}PC-2 | CHANGED | rc=0 >>\n${TRACKED}`);
  t.is(both.offsetMs, undefined);
  t.regex(both.why ?? '', /2 machines in one file: PC-1, PC-2/);
});

test('evidence - a line that no tool prints is refused, however long', (t) => {
  const long = `Stratum${' '.repeat(200_000)}x`;
  t.is(read(`${TRACKED}${long}`).bad[0]?.line, 2);
});

test('evidence - nothing measured: empty, an error, output that cannot serve, no format', (t) => {
  for (const error of [
    '506 Cannot talk to daemon',
    '/usr/sbin/ntpq: read: Connection refused',
    'Es ist ein Fehler aufgetreten: (0x80072AF9)',
    'bash: chronyc: command not found',
  ])
    t.regex(read(error).why ?? '', /an error: /, error);
  const serving: Readonly<Record<string, string>> = {
    '     remote          local      st poll reach  delay   offset    disp': 'ntpq -pn',
    'synchronised to NTP server (192.0.2.1) at stratum 2\n   time correct to within 23 ms':
      'ntpq -pn',
    '               Local time: Mon 2026-01-05 09:00:00 CET\nSystem clock synchronized: yes':
      'timedatectl timesync-status',
    'Current time at \\\\SERVER is 1/5/2026 9:00 AM': 'w32tm /stripchart',
    'Local CMOS Clock': 'w32tm /stripchart',
    'ind assid status  conf reach auth condition  last_event cnt': 'ntpq -pn',
    '192.0.2.1,11,5,10,-0.001,0.02,0.000012,0.000034': 'chronyc -c tracking',
  };
  for (const [text, command] of Object.entries(serving))
    t.true(read(text).why?.includes(command), text);
  t.like(read('hello'), { offsetMs: undefined, why: 'none of the formats that are read' });
  t.is(readBytes(new Uint8Array(0)).offsetMs, undefined);
});

test('evidence - no mutation of real output ends in anything but a reading', (t) => {
  const texts = [RUN, NTPQ, TRACKED, '50935 75440.031 0.5 13.7 0.0003 0.01 6\n'];
  const mutation = fc.record({
    text: fc.constantFrom(...texts),
    at: fc.nat(400),
    remove: fc.nat(40),
    add: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...texts, '\0', '\u2028', '1e308', '-', '='),
    ),
  });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const text = mutations
        .map((one) => one.text.slice(0, one.at) + one.add + one.text.slice(one.at + one.remove))
        .join('');
      const one = readBytes(bytesOf(text));
      if (one.offsetMs !== undefined && !Number.isSafeInteger(one.offsetMs))
        throw new Error(String(one.offsetMs));
      if (one.samples > 0 && one.offsetMs === undefined)
        throw new Error('samples without an offset');
    }),
    { numRuns: 300, seed: 16 },
  );
  t.pass();
});
