/** Compression of a hosted program, held to Node's own. */
import { conforms } from '../_conformance.test.js';
import { ZLIB_CASES } from './conformance.js';

conforms('zlib', ZLIB_CASES);
