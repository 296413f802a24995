/** Folders of a fleet: names, hosts' own folders, files that measure nothing, tables. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { clientOfFile, readClocks } from './clock-files.js';
import { parseClockTable } from './csv-table.js';

const root = mkdtempSync(join(tmpdir(), 'skewproof-clocks-'));
test.after.always(() => {
  rmSync(root, { recursive: true, force: true });
});

const SAMPLE = '11:21:53, +5.0s\n';

function folder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [file, content] of Object.entries(files)) {
    const path = join(root, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(root, name);
}

const clients = (...names: string[]): ReadonlySet<string> => new Set(names);

test('clock files - one bad file of a fleet is counted, and the others are read', (t) => {
  const path = folder('fleet', {
    'PC-1.txt': SAMPLE,
    'PC-2.txt': '',
    'PC-3.txt': 'The following error occurred: No such host is known. (0x80072AF9)\r\n',
    'PC-4.txt': `${SAMPLE}garbage\n`,
    'Thumbs.db': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0),
    'PC-5.txt.gz': Uint8Array.of(0x1f, 0x8b, 0x08),
  });
  const read = readClocks([path], clients('PC-1', 'PC-2', 'PC-3', 'PC-4', 'PC-5'));
  t.is(read.readings.get('PC-1')?.offsetMs, -5_000);
  t.is(read.readings.get('PC-4')?.offsetMs, -5_000);
  t.deepEqual(
    read.unread.map(({ client }) => client),
    ['PC-2', 'PC-3', 'PC-5', 'Thumbs.db'],
  );
  t.deepEqual(
    read.bad.map(({ rows, counted }) => [rows.length, counted]),
    [[1, true]],
  );
  t.regex(read.readings.get('PC-5')?.why ?? '', /gzip/);
});

test('clock files - folders per host, names with more in them, and gzip', (t) => {
  const path = folder('hosts', {
    'PC-1/var/log/chrony/clock.txt': SAMPLE,
    'PC-2.w32tm.txt': SAMPLE,
    'PC-3/loopstats.20260101': '50935 75440.031 0.5 13.7 0.0003 0.01 6\n',
    'PC-3/loopstats.20260102.gz': gzipSync('50936 75440.031 0.7 13.7 0.0003 0.01 6\n'),
    'pc.example.org.txt': SAMPLE,
  });
  const { readings } = readClocks([path], clients('PC-1', 'PC-2', 'PC-3', 'pc.example.org'));
  t.deepEqual(
    [...readings].map(([name, { offsetMs }]) => [name, offsetMs]),
    [
      ['PC-1', -5_000],
      ['PC-2', -5_000],
      ['PC-3', -600],
      ['pc.example.org', -5_000],
    ],
  );
  t.is(readings.get('PC-3')?.history?.length, 2);
  const inside = readClocks([join(path, 'PC-3')], clients('PC-3'));
  t.is(inside.readings.get('PC-3')?.samples, 2, 'the folder itself is the host');
});

test('clock files - a machine that was compared with another client is noted', (t) => {
  const path = folder('compared', {
    'PC-1.txt': `Tracking PC-2 [192.0.2.2:123].\n${SAMPLE}`,
    'PC-2.txt': `Tracking PC-2 [192.0.2.2:123].\n${SAMPLE}`,
  });
  const { readings } = readClocks([path], clients('PC-1', 'PC-2'));
  t.deepEqual(
    [...readings.values()].map(({ offsetMs }) => offsetMs),
    [-5_000, 5_000],
  );
  t.regex(
    readings.get('PC-1')?.remarks[0]?.text ?? '',
    /compared with PC-2, which is a client here too/,
  );
});

test('clock files - a client twice, an only file of no format, an empty folder', (t) => {
  const twice = folder('twice', { 'PC-1.txt': SAMPLE, 'PC-1.csv': SAMPLE });
  t.throws(() => readClocks([twice], clients('PC-1')), { message: /each client in one file/ });
  const none = folder('none', { 'x.txt': 'hello\n' });
  t.throws(() => readClocks([join(none, 'x.txt')], clients('x')), {
    code: 'SKEW-101',
    message: /x\.txt: .*none of these/,
  });
  mkdirSync(join(root, 'empty'));
  t.throws(() => readClocks([join(root, 'empty')], clients()), { message: /got none/ });
});

test('clock files - a table of all clients, in each way of giving the unit', (t) => {
  const days = parseClockTable('client,offset\na,-30d\nb,+1.5s\na,-31d\na,-29d\n', 'clocks.csv');
  t.deepEqual(
    days.readings.map(({ client, offsetMs, samples }) => ({ client, offsetMs, samples })),
    [
      { client: 'a', offsetMs: -2_592_000_000, samples: 3 },
      { client: 'b', offsetMs: 1_500, samples: 1 },
    ],
  );
  const one = (text: string) => parseClockTable(text, 'c').readings[0]?.offsetMs;
  t.is(one('offset_s,client\n-1.0005,a\n'), -1_001);
  t.is(one('client,offset_ms\na,7\n'), 7);
  t.is(one('client,offset\na,\u22125s\n'), -5_000);
  const bad = parseClockTable('client,offset\na,5\n,1s\nb,1s,2\nc,11000y\n', 'c').bad;
  t.deepEqual(
    bad.map((row) => row.line),
    [2, 3, 4, 5],
  );
  t.throws(() => parseClockTable('client,offset,offset_ms\n', 'c'), { code: 'SKEW-101' });
  t.throws(() => parseClockTable('client,skew\n', 'c'), { message: /none of them/ });
});

test('clock files - a table with times is a history', (t) => {
  const { readings, bad } = parseClockTable(
    'client,at,offset\na,2000-10-23T10:00:00Z,-5s\na,2000-10-23T08:00:00Z,0s\na,soon,1s\n',
    'c',
  );
  t.deepEqual(readings[0]?.history, [
    { atMs: 972_288_000_000, offsetMs: 0 },
    { atMs: 972_295_200_000, offsetMs: -5_000 },
  ]);
  t.is(bad[0]?.line, 4);
});

test('clock files - the name in a file name', (t) => {
  t.is(clientOfFile('a/b/pc.example.org.txt'), 'pc.example.org');
  t.is(clientOfFile('a\\PC-1.txt.gz'), 'PC-1');
  t.is(clientOfFile('PC-1'), 'PC-1');
});
