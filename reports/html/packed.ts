/** Data of a page, packed to a tenth of its size for the client to unpack. */
import { packedText } from '../../properties/json/packed.js';

export const packed = (value: unknown): string => packedText(JSON.stringify(value));
