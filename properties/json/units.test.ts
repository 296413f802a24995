/** Tests of units: a schema's statement is found through lists and kinds, and precedes the name. */
import test from 'ava';
import * as parts from '../study/schema-parts.js';
import { unitAt } from './units.js';

const schema = parts.object({
  faults: parts.faults(['a']),
  pollMinutes: parts.integer(0, 9),
  lengthMs: parts.integer(0, 9),
  keepDays: parts.integer(0, 9),
  grace: parts.ms,
  wobbleMs: { ...parts.integer(0, 9), 'x-unit': 's' },
  oddMs: { ...parts.integer(0, 9), 'x-unit': 'fortnights' },
});
const scenario = {
  faults: [
    { kind: 'clock', at: 1, node: 'a', adjustment: { kind: 'slew', byMs: 2, ratePpm: 3 } },
    { kind: 'crash', at: 1, node: 'a', severity: 'power', downMs: 2 },
  ],
};

test('units - a stated unit is found in lists, kinds and nested kinds', (t) => {
  const at = (...path: (string | number)[]): string => unitAt(schema, scenario, path);
  t.is(at('grace'), 'ms');
  t.is(at('faults', 0, 'at'), 'ms');
  t.is(at('faults', 1, 'downMs'), 'ms');
  t.is(at('faults', 0, 'adjustment', 'ratePpm'), 'ppm');
  t.is(at('faults', 0, 'adjustment', 'byMs'), 'ms');
});

test('units - a stated unit precedes the name; an unknown one does not', (t) => {
  t.is(unitAt(schema, scenario, ['wobbleMs']), 's');
  t.is(unitAt(schema, scenario, ['oddMs']), 'ms');
});

test('units - without a statement the end of the name counts', (t) => {
  const of = (name: string): string => unitAt(schema, scenario, [name]);
  t.deepEqual(['pollMinutes', 'lengthMs', 'keepDays', 'uses'].map(of), ['min', 'ms', 'd', '1']);
  t.is(unitAt({}, scenario, ['faults', 0, 'at']), 'ms');
  t.is(unitAt({}, { sizes: [3] }, ['sizes', 0]), '1');
});
