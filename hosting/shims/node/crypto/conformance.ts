/** Cases that `crypto` of a hosted program and Node's own agree on. */
import type { ConformanceCase } from '../conformance-case.js';

export const CRYPTO_CASES: readonly ConformanceCase[] = [
  {
    name: 'digests, keyed digests, ciphers',
    run: (require) => {
      const crypto = require('node:crypto');
      const cipher = crypto.createCipheriv('aes-256-cbc', Buffer.alloc(32, 1), Buffer.alloc(16, 2));
      return [
        crypto.createHash('sha256').update('a').digest('hex'),
        crypto.createHmac('md5', 'key').update('a').digest('base64'),
        cipher.update('text', 'utf8', 'hex') + cipher.final('hex'),
        crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')),
        crypto.pbkdf2Sync('p', 's', 10, 8, 'sha1').toString('hex'),
      ];
    },
  },
  {
    name: 'shapes of random values, and what is refused',
    run: async (require, { tried }) => {
      const crypto = require('node:crypto');
      const uuid = crypto.randomUUID();
      const drawn = Array.from({ length: 200 }, () => crypto.randomInt(3));
      return [
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid),
        uuid === crypto.randomUUID(),
        crypto.randomBytes(5).length,
        Buffer.isBuffer(crypto.randomBytes(5)),
        [...new Set(drawn)].sort(),
        crypto.randomInt(5, 6),
        crypto.randomFillSync(new Uint8Array(4)).length,
        [...crypto.randomFillSync(new Uint8Array(4), 4)],
        globalThis.crypto.getRandomValues(new Uint16Array(3)).length,
        typeof globalThis.crypto.randomUUID(),
        await tried(() => globalThis.crypto.getRandomValues(new Uint8Array(65_537))),
        await tried(() => crypto.randomInt(5, 5)),
        await tried(() => crypto.randomBytes('x')),
      ];
    },
  },
  {
    name: 'calls with callbacks come later',
    run: (require) =>
      new Promise((resolve) => {
        const crypto = require('node:crypto');
        const order: unknown[] = [];
        crypto.randomBytes(4, (error: unknown, bytes: Buffer) => {
          order.push(['bytes', error, bytes.length]);
          crypto.scrypt('p', 's', 8, (failed: unknown, key: Buffer) => {
            order.push(['scrypt', failed, key.toString('hex')]);
            crypto.pbkdf2('p', 's', 10, 8, 'sha1', (_: unknown, other: Buffer) => {
              order.push(['pbkdf2', other.toString('hex')]);
              crypto.randomInt(4, 5, (none: unknown, value: number) => {
                crypto.randomFill(Buffer.alloc(2), (no: unknown, filled: Buffer) => {
                  resolve([...order, none ?? null, value, no ?? null, filled.length]);
                });
              });
            });
          });
        });
        order.push('called');
      }),
  },
  {
    name: 'digests of subtle',
    run: async (require, { tried }) => {
      const bytes = new TextEncoder().encode('a');
      const hex = async (name: string) =>
        Buffer.from(await crypto.subtle.digest(name, bytes)).toString('hex');
      const { webcrypto } = require('node:crypto');
      return [
        await hex('SHA-1'),
        await hex('SHA-256'),
        await hex('sha-512'),
        webcrypto.subtle === crypto.subtle,
        ((await tried(() => crypto.subtle.digest('MD5', bytes))) as any).error.name,
      ];
    },
  },
  {
    name: 'a key that is derived, by callback',
    run: async (require) => {
      const { hkdf, hkdfSync } = require('node:crypto');
      const { promisify } = require('node:util');
      const key = await promisify(hkdf)('sha256', 'key', 'salt', 'about', 8);
      return [
        Buffer.from(key).toString('hex'),
        Buffer.from(hkdfSync('sha256', 'key', 'salt', 'about', 8)).toString('hex'),
      ];
    },
  },
];
