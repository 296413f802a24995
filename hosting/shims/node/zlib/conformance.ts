/** Cases that `zlib` of a hosted program and Node's own agree on; the packed bytes may differ. */
import type { ConformanceCase } from '../conformance-case.js';

export const ZLIB_CASES: readonly ConformanceCase[] = [
  {
    name: 'each packing is unpacked again, and unpacks what Node has packed',
    run: async (require, { tried }) => {
      const zlib = require('node:zlib');
      const text = 'ä text, a text, a text, '.repeat(20);
      const results = [];
      for (const [pack, unpack] of [
        ['gzipSync', 'gunzipSync'],
        ['deflateSync', 'inflateSync'],
        ['deflateRawSync', 'inflateRawSync'],
        ['brotliCompressSync', 'brotliDecompressSync'],
        ['gzipSync', 'unzipSync'],
      ]) {
        const packed = zlib[pack as string](text, { level: 6 });
        results.push(
          Buffer.isBuffer(packed),
          packed.length < 200,
          zlib[unpack as string](packed).toString() === text,
        );
      }
      return [
        ...results,
        zlib.gunzipSync(Buffer.from('H4sIAAAAAAAAA0tMBAAbwUMPAgAAAA==', 'base64')).toString(),
        zlib.gzipSync('x').subarray(0, 9).toString('hex'),
        await tried(() => zlib.gunzipSync(Buffer.from('no gzip'))),
        zlib.constants.Z_BEST_SPEED,
      ];
    },
  },
  {
    name: 'calls with callbacks, promisified calls, streams',
    run: async (require) => {
      const zlib = require('node:zlib');
      const { promisify } = require('node:util');
      const { pipeline } = require('node:stream/promises');
      const { Readable, PassThrough } = require('node:stream');
      const order: unknown[] = [];
      const packed = await new Promise<Buffer>((resolve) => {
        zlib.gzip('text', (error: unknown, bytes: Buffer) => {
          order.push('packed', error);
          resolve(bytes);
        });
        order.push('called');
      });
      const failed = await new Promise<any>((resolve) => {
        zlib.gunzip(Buffer.from('no'), (error: unknown) => {
          resolve(error);
        });
      });
      const out = new PassThrough();
      await pipeline(
        Readable.from(['a', 'b']),
        zlib.createGzip({ level: 9 }),
        zlib.createGunzip(),
        out,
      );
      return [
        order,
        zlib.gunzipSync(packed).toString(),
        failed.code,
        (await promisify(zlib.inflate)(await promisify(zlib.deflate)('p'))).toString(),
        out.read().toString(),
      ];
    },
  },
  {
    name: 'compression streams of the web',
    run: async () => {
      const packed = new Blob(['web text']).stream().pipeThrough(new CompressionStream('gzip'));
      const unpacked = packed.pipeThrough(new DecompressionStream('gzip'));
      let name = '';
      try {
        new CompressionStream('lzma' as any);
      } catch (error: any) {
        name = error.name;
      }
      return [await new Response(unpacked).text(), name];
    },
  },
  {
    name: 'each codec, there and back: by callback, and as a stream of its class',
    run: async (require) => {
      const zlib = require('node:zlib');
      const { promisify } = require('node:util');
      const { buffer } = require('node:stream/consumers');
      const text = Buffer.from('a text, '.repeat(50));
      const results: unknown[] = [];
      const streamed = (made: any, bytes: Buffer): Promise<Buffer> => {
        made.end(bytes);
        return buffer(made);
      };
      for (const [pack, unpack, made, unmade, Packer, Unpacker] of [
        ['deflate', 'inflate', 'createDeflate', 'createInflate', 'Deflate', 'Inflate'],
        [
          ...['deflateRaw', 'inflateRaw', 'createDeflateRaw', 'createInflateRaw'],
          ...['DeflateRaw', 'InflateRaw'],
        ],
        ['gzip', 'gunzip', 'createGzip', 'createGunzip', 'Gzip', 'Gunzip'],
        ['gzip', 'unzip', 'createGzip', 'createUnzip', 'Gzip', 'Unzip'],
        [
          ...['brotliCompress', 'brotliDecompress', 'createBrotliCompress'],
          ...['createBrotliDecompress', 'BrotliCompress', 'BrotliDecompress'],
        ],
      ] as string[][]) {
        const packed = await promisify(zlib[pack as string])(text);
        const back = await promisify(zlib[unpack as string])(packed);
        const packer = zlib[made as string]();
        const unpacker = zlib[unmade as string]();
        const again = await streamed(unpacker, await streamed(packer, text));
        results.push(
          [back.equals(text), again.equals(text)],
          [packer instanceof zlib[Packer as string], unpacker instanceof zlib[Unpacker as string]],
        );
      }
      return results;
    },
  },
];
