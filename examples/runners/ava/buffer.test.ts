/** The buffer study under AVA. */
import test from 'ava';
import * as fc from 'fast-check';
import { everyRecord } from 'skewproof';
import bufferStudy from '../../buffer/study.js';
import { parameters, variant } from '../variant.js';

test('the buffer keeps every record', (t) => {
  // AVA prints a thrown error's message twice; that of a comparison once.
  const details = fc.check(everyRecord(bufferStudy, { variant }), parameters);
  t.is(fc.defaultReportMessage(details), undefined);
});
