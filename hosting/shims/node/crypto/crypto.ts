/**
 * `crypto`: digests, ciphers and signatures are the real ones; whatever draws random numbers draws
 * them from the process's stream, and whatever the real module does in threads is an event.
 */
import * as crypto from 'node:crypto';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notSimulated } from '../../../realm/refusal.js';
import { coded, invalidArgument } from '../node-errors.js';

type Done<T> = (error: Error | null, value: T) => void;

/** Draw from the system's own entropy, inside. */
const REFUSED = [
  'generateKey',
  'generateKeySync',
  'generateKeyPair',
  'generateKeyPairSync',
  'generatePrime',
  'generatePrimeSync',
  'createDiffieHellman',
  'createDiffieHellmanGroup',
  'getDiffieHellman',
  'createECDH',
  'diffieHellman',
  'publicEncrypt',
  'secureHeapUsed',
  'setEngine',
] as const;

const BYTES_MAX = 65_536;
const INT_RANGE_MAX = 2 ** 48;

interface Randomness {
  readonly fill: <T extends ArrayBufferView>(view: T, offset?: number, size?: number) => T;
  readonly uuid: () => ReturnType<typeof crypto.randomUUID>;
}

/** Random bytes and ids from the process's stream. */
export function randomness({ random }: HostedProcess): Randomness {
  const fill = <T extends ArrayBufferView>(view: T, offset = 0, size?: number): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const end = size === undefined ? bytes.length : offset + size;
    for (let i = offset; i < end; i += 4) {
      const bits = random.bits();
      for (let j = 0; j < 4 && i + j < end; j += 1) bytes[i + j] = (bits >>> (8 * j)) & 0xff;
    }
    return view;
  };
  const uuid = (): ReturnType<typeof crypto.randomUUID> => {
    const bytes = fill(Buffer.alloc(16));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
  return { fill, uuid };
}

/** The global `crypto`: random values, ids, and digests of `subtle`. */
export function webCryptoShim(host: HostedProcess): object {
  const { fill, uuid } = randomness(host);
  const digest = (
    algorithm: string | { name: string },
    data: ArrayBuffer | NodeJS.ArrayBufferView,
  ): Promise<ArrayBuffer> => {
    const name = (typeof algorithm === 'string' ? algorithm : algorithm.name).toUpperCase();
    const view = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    return new Promise((resolve, reject) => {
      host.tasks.complete(() => {
        if (!/^SHA-(1|256|384|512)$/.test(name)) {
          reject(new DOMException('Unrecognized algorithm name', 'NotSupportedError'));
          return;
        }
        const bytes = crypto.createHash(name.replace('-', '')).update(view).digest();
        resolve(new Uint8Array(bytes).buffer);
      });
    });
  };
  const subtle = new Proxy(
    { digest },
    {
      get: (known, key) => {
        if (key === 'digest' || typeof key === 'symbol') return Reflect.get(known, key) as unknown;
        return () => {
          throw notSimulated(`crypto.subtle.${key}`);
        };
      },
    },
  );
  return {
    getRandomValues: <T extends ArrayBufferView>(view: T): T => {
      if (view.byteLength > BYTES_MAX)
        throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
      return fill(view);
    },
    randomUUID: uuid,
    subtle,
  };
}

type Later = <T>(make: () => T, done: Done<T>) => void;

/** Makes a value as an event of its own: the real module makes it in a thread. */
const laterOn =
  (host: HostedProcess): Later =>
  (make, done) => {
    host.tasks.complete(() => {
      let value: ReturnType<typeof make>;
      try {
        value = make();
      } catch (error) {
        done(error as Error, undefined as never);
        return;
      }
      done(null, value);
    });
  };

/** Random bytes and numbers, at once or by callback. */
function randomCalls(
  host: HostedProcess,
  { fill, uuid }: Randomness,
  later: Later,
): Readonly<Record<string, unknown>> {
  const randomBytes = (size: number, done?: Done<Buffer>): Buffer | undefined => {
    if (typeof size !== 'number') throw invalidArgument('size', 'of type number', size);
    const make = (): Buffer => fill(Buffer.alloc(size));
    if (done === undefined) return make();
    later(make, done);
    return undefined;
  };
  const between = (min: number, max: number): number => {
    if (!Number.isSafeInteger(min)) throw invalidArgument('min', 'a safe integer', min);
    if (!Number.isSafeInteger(max)) throw invalidArgument('max', 'a safe integer', max);
    if (max <= min || max - min >= INT_RANGE_MAX)
      throw coded(
        new RangeError(
          `The value of "max" is out of range. It must be greater than the value of "min" (${String(min)}). Received ${String(max)}`,
        ),
        'ERR_OUT_OF_RANGE',
      );
    return host.random.integer(min, max - 1);
  };
  const randomInt = (...values: (number | Done<number>)[]): number | undefined => {
    const done = typeof values.at(-1) === 'function' ? (values.pop() as Done<number>) : undefined;
    const [a = 0, b] = values as number[];
    const [min, max] = b === undefined ? [0, a] : [a, b];
    if (done === undefined) return between(min, max);
    later(() => between(min, max), done);
    return undefined;
  };
  const randomFill = (view: ArrayBufferView, ...rest: unknown[]): void => {
    const done = rest.pop() as Done<ArrayBufferView>;
    later(() => fill(view, ...(rest as number[])), done);
  };
  return {
    randomUUID: uuid,
    randomBytes,
    pseudoRandomBytes: randomBytes,
    prng: randomBytes,
    rng: randomBytes,
    randomFillSync: fill,
    randomFill,
    randomInt,
  };
}

export function cryptoShim(host: HostedProcess, webcrypto: object): object {
  const later = laterOn(host);
  /** The asynchronous form is the synchronous one, later. */
  const threaded =
    (sync: (...values: never[]) => unknown) =>
    (...values: unknown[]): void => {
      const done = values.pop() as Done<unknown>;
      later(() => sync(...(values as never[])), done);
    };
  return {
    ...crypto,
    ...Object.fromEntries(
      REFUSED.map((name) => [
        name,
        () => {
          throw notSimulated(`crypto.${name}`);
        },
      ]),
    ),
    webcrypto,
    subtle: Reflect.get(webcrypto, 'subtle') as unknown,
    getRandomValues: Reflect.get(webcrypto, 'getRandomValues') as unknown,
    ...randomCalls(host, randomness(host), later),
    pbkdf2: threaded(crypto.pbkdf2Sync),
    scrypt: threaded(crypto.scryptSync),
    hkdf: threaded(crypto.hkdfSync),
  };
}
