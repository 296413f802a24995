/** The buffer study under Node's own test runner. */
import test from 'node:test';
import * as fc from 'fast-check';
import { everyRecord } from 'skewproof';
import bufferStudy from '../../buffer/study.js';
import { parameters, variant } from '../variant.js';

void test('the buffer keeps every record', () => {
  fc.assert(everyRecord(bufferStudy, { variant }), parameters);
});
