/** Markers are found in whatever form a body, an address or a header carries them. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import test from 'ava';
import fc from 'fast-check';
import { markerOf, recordsIn, recordsInRequest } from './markers.js';
import { unpack } from '../shims/node/zlib/zlib.js';

const record = fc.nat({ max: 1_000_000 });
/** Text around a marker that holds no `~`. */
const around = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('~', '-'));

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in JSON': (text) => JSON.stringify({ a: [{ b: text }] }),
  'in a form': (text) => new URLSearchParams({ a: text }).toString(),
  'in an address': (text) => new URL(`http://a/?q=${encodeURIComponent(text)}`).href,
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 in a form': (text) =>
    new URLSearchParams({ a: Buffer.from(`?>~?>~${text}ÿÿÿ`).toString('base64') }).toString(),
  'in base64 of an address': (text) => Buffer.from(text).toString('base64url'),
  'in base64 of JSON of base64': (text) =>
    Buffer.from(JSON.stringify({ a: Buffer.from(text).toString('base64') })).toString('base64'),
  'in gzip': (text) => gzipSync(text).toString('latin1'),
  'in base64 of gzip': (text) => gzipSync(text).toString('base64'),
};

for (const [form, written] of Object.entries(FORMS))
  test(`markers - are found ${form}`, (t) => {
    t.notThrows(() => {
      fc.assert(
        fc.property(record, around, around, (n, before, after) => {
          const found = recordsIn(written(before + markerOf(n) + after), unpack);
          return found.includes(n) && found.length === 1;
        }),
        { numRuns: 60, seed: 7 },
      );
    });
  });

test('markers - a request is searched in its address, its headers and its packed body', (t) => {
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const) {
    const body = pack('{"a":"sk~3~","b":"sk~1~"}').toString('latin1');
    const headers = [
      ['x-a', 'sk~2~'],
      ['Content-Encoding', encoding],
    ] as const;
    t.deepEqual(recordsInRequest('http://a/sk%7E9%7e', headers, body, unpack), [9, 2, 3, 1]);
  }
});

test('markers - nothing is found where there is none, however odd the text', (t) => {
  for (const text of [
    '',
    'sk~~',
    'sk~x~',
    'sk~12',
    '\x1f\x8bbroken',
    'AAAAAAAAA',
    'c2t+'.repeat(99),
  ])
    t.deepEqual(recordsIn(text, unpack), [], text);
  t.deepEqual(recordsInRequest('http://a/', [['content-encoding', 'gzip']], 'no gzip', unpack), []);
  t.deepEqual(recordsInRequest('http://a/', [['content-encoding', 'zstd']], 'sk~1~', unpack), [1]);
});
