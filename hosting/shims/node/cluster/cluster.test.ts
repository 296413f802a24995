/** Holds `cluster` to the real one. */
import { conforms } from '../_conformance.test.js';
import { CLUSTER_CASES } from './conformance.js';

conforms('cluster', CLUSTER_CASES);
