/** Mutated files of usage: rows that are read, or an error with its place; never anything else. */
import test from 'ava';
import fc from 'fast-check';
import { SkewproofError } from '../../../sim/model/errors.js';
import { parseColumns } from './columns.js';
import { decodeText } from './text.js';
import { parseUsage } from './usage.js';
import { zoneOf } from './zone.js';

const FILES = [
  'client,user,program,start,end\nPC-1,ann,excel.exe,2000-10-23T08:02:11Z,2000-10-23T09:40:00Z\nPC-2,"b ""ob""",x,972288131,972294000\n',
  'ResourceID,UserName,FileName,StartTimeGMT,EndTimeGMT,StillRunning\n1,a,x.exe,10/23/2000 8:02:11 AM,10/23/2000 9:40:00 AM,False\n',
  ' 8:02:11 (acad) TIMESTAMP 10/23/2000\n 8:02:11 (acad) OUT: "A" ann@PC-1\n 9:40:00 (acad) IN: "A" ann@PC-1\n',
];
const COLUMNS = [undefined, 'sccm', 'flexnet', 'client=user,program=client'].map((text) => {
  const columns = text === undefined ? undefined : parseColumns(text);
  return columns !== undefined && 'fields' in columns ? columns : undefined;
});

test('usage - no mutation of a file ends in anything but rows or an error with its place', (t) => {
  const zone = zoneOf('Europe/Berlin');
  const mutation = fc.record({
    file: fc.constantFrom(...FILES),
    at: fc.nat(260),
    remove: fc.nat(30),
    add: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ',',
        '"',
        '\n',
        '\0',
        '9'.repeat(19),
        '36822.5',
        '2000-03-26 02:30:00',
        '1e9',
        '\u2212',
        '#',
      ),
    ),
  });
  let read = 0;
  fc.assert(
    fc.property(
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...COLUMNS),
      (mutations, columns) => {
        const text = mutations
          .map(({ file, at, remove, add }) => file.slice(0, at) + add + file.slice(at + remove))
          .join('');
        try {
          const bytes = new TextEncoder().encode(text);
          const { sessions } = parseUsage(decodeText(bytes, 'u.csv'), 'u.csv', { columns, zone });
          read += sessions.length;
          for (const { startMs, endMs } of sessions)
            if (!Number.isSafeInteger(startMs) || !Number.isSafeInteger(endMs) || endMs < startMs)
              throw new Error(`${startMs} to ${endMs}`);
        } catch (error) {
          if (!(error instanceof SkewproofError) || !error.message.includes('u.csv')) throw error;
        }
      },
    ),
    { numRuns: 400, seed: 16 },
  );
  t.true(read > 100, String(read));
});
