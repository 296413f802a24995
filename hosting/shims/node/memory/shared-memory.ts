/**
 * Memory of Node that many owners share. A buffer that is not filled holds bytes of earlier runs, and a
 * small one is a part of a pool whose offset depends on them: here each is zeroed and stands alone.
 */
import { Buffer } from 'node:buffer';
import type { Swap } from '../../../realm/node/stage.js';

type From = (...values: readonly unknown[]) => Buffer;

const from = Buffer.from.bind(Buffer) as From;
const alloc = Buffer.alloc.bind(Buffer) as (size: number) => Buffer;

/** A copy in memory of its own; a view of memory that the program named stays what it is. */
function alone(value: unknown, buffer: Buffer): Buffer {
  if (buffer.buffer.byteLength === buffer.length || value instanceof ArrayBuffer) return buffer;
  if (value instanceof SharedArrayBuffer) return buffer;
  const own = alloc(buffer.length);
  own.set(buffer);
  return own;
}

const ownFrom: From = (...values) => alone(values[0], from(...values));

/** Functions of `Buffer` while a program runs. */
export const memorySwaps = (): readonly Swap[] => [
  { on: Buffer, key: 'allocUnsafe', value: alloc },
  { on: Buffer, key: 'allocUnsafeSlow', value: alloc },
  { on: Buffer, key: 'from', value: ownFrom },
];
