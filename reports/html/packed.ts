/**
 * Data of a page packed to a tenth of its size, for the client to unpack. A second door to
 * node:zlib, beside the tokens'.
 */
import { deflateRawSync } from 'node:zlib';

export const packed = (value: unknown): string =>
  deflateRawSync(Buffer.from(JSON.stringify(value), 'utf8'), { level: 9 }).toString('base64');
