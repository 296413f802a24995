/** The file system of a hosted program, held to a real one. */
import { conforms } from '../_conformance.test.js';
import { FS_CASES } from './conformance.js';

conforms('fs', FS_CASES);
