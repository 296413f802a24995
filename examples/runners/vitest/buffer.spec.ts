/** The buffer study under Vitest. */
import * as fc from 'fast-check';
import { everyRecord } from 'skewproof';
import { test } from 'vitest';
import bufferStudy from '../../buffer/study.js';
import { parameters, variant } from '../variant.js';

test('the buffer keeps every record', () => {
  fc.assert(everyRecord(bufferStudy, { variant }), parameters);
});
