/** The gate: what fails it gets a diagnosis that says what to mend, and no verdict. */
import test from 'ava';
import * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import { assertEveryRecord } from '../campaign/assert.js';
import { everyRecord } from '../campaign/every-record.js';
import { explore } from '../campaign/explore.js';
import type { HostedParts } from './hosted-study.js';
import type { Rules } from './_programs.test.js';
import { programOf, studyWith } from './_programs.test.js';

test('gate - a right program passes', (t) => {
  t.notThrows(() => {
    studyWith().gate?.('shipped');
  });
});

let calls = 0;
const REFUSED: readonly (readonly [string, Partial<Rules>, Partial<HostedParts>, RegExp])[] = [
  [
    'a request without a marker',
    { marker: () => '' },
    {},
    /missing: 1, .*none held a marker; the first was POST http:\/\/collector\/v1 with the body .*record\.marker/s,
  ],
  ['records that come twice', { dropsAt: 'never' }, {}, /more than once: 1, /],
  ['a process that is not up', { startsUp: false }, {}, /0 of 10 uses reached a running process/],
  ['no request at all', { kept: () => [], reports: false }, {}, /sent no request at all/],
  [
    'a loss that is reported',
    { kept: () => [] },
    {},
    /missing: 1, .*it said {2}warn: dropping sk~1~: expired/s,
  ],
  [
    'a record that is dropped before it is sent',
    { kept: (queue) => queue.filter(({ records }) => records[0] !== 2), reports: false },
    {},
    /missing: 2; no request held them, and all others were accepted/,
  ],
  [
    'a collector that refuses',
    {},
    { collector: () => ({ status: 401 }) },
    /the collector answered 401/,
  ],
  [
    'two runs that differ',
    {},
    {
      program: () => ({
        hash: '0123456789abcdef',
        model: () => programOf({ delay: () => 10_000 + ((calls += 1) % 7) }),
      }),
    },
    /two runs of one scenario differ/,
  ],
];

for (const [name, rules, parts, message] of REFUSED)
  test(`gate - refused: ${name}`, (t) => {
    const study = studyWith(rules, parts);
    const error = t.throws(() => study.gate?.('shipped'), { instanceOf: SkewproofError });
    t.is(error.code, 'SKEW-103');
    t.is(error.place, 'program toy/shipped, in calm weather');
    t.regex(error.message, message);
  });

test('gate - comes before every search, and is no verdict', (t) => {
  const study = studyWith({ dropsAt: 'never' });
  const refused = { instanceOf: SkewproofError, code: 'SKEW-103' };
  t.throws(() => explore(study, 'shipped', { seed: 1, runs: 10 }), refused);
  t.throws(
    () => {
      assertEveryRecord(study, { variant: 'shipped' });
    },
    { message: /SKEW-103/ },
  );
  t.throws(
    () => {
      fc.assert(everyRecord(study, { variant: 'shipped' }));
    },
    { message: /SKEW-103 at program toy\/shipped, in calm weather/ },
  );
});
