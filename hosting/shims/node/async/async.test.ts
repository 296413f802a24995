/** Contexts and channels of a hosted program, held to Node's own. */
import { conforms } from '../_conformance.test.js';
import { ASYNC_CASES } from './conformance.js';

conforms('async', ASYNC_CASES);
