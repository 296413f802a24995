/** Fields of a scenario in words: faults by their names, and nothing that is not known. */
import test from 'ava';
import { differenceText } from './fields.js';

const line = (fault: object): string => `faults.0 = ${JSON.stringify(fault)}`;

test('fields - a fault is named as in a timeline, with its time', (t) => {
  const crash = { kind: 'crash', at: 960_000, node: 'server', severity: 'power' };
  t.is(
    differenceText(line({ ...crash, downMs: 10_800_000 }), {}),
    'power failure of server, down for 3 h, at 16 min',
  );
  t.is(
    differenceText(line({ kind: 'wipe', at: 1, node: 'client-1' }), {}),
    'disk of client-1 wiped, at 0.001 s',
  );
  t.is(
    differenceText(line({ ...crash, severity: 'torn', downMs: 0, at: 0, intoSyncMs: 0 }), {}),
    'power failure of server, with half an entry written, in the middle of a sync, down for 0 s, at 0 s',
  );
});

test('fields - what another study calls a fault stays as it is', (t) => {
  for (const other of [
    line({ kind: 'flood', at: 1, node: 'a' }),
    line({ kind: 'wipe' }),
    'faults.0 = 3',
    'faults.0 = none',
    'weather.0 = {"kind":"wipe","at":1,"node":"a"}',
  ])
    t.is(differenceText(other, {}), other);
});
