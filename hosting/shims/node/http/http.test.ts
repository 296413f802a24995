/** HTTP of a hosted program, held to Node's own over loopback sockets. */
import { conforms } from '../_conformance.test.js';
import { HTTP_CASES } from './conformance.js';

conforms('http', HTTP_CASES);
