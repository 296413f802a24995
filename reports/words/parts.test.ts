/** Parts of a scenario are said in words, not as JSON. */
import test from 'ava';
import { differenceText, neighbourText } from './fields.js';
import { itemWords, pathWords } from './parts.js';

test('parts - a path is a place in words', (t) => {
  t.is(pathWords('faults.0.forMs'), 'fault 1, for');
  t.is(pathWords('actions.2'), 'action 3');
  t.is(pathWords('actions.0.at'), 'action 1, at');
  t.is(pathWords('network.latencyMsMax'), 'network, latency max');
  t.is(pathWords('seed'), 'seed');
});

test('parts - a fault and an act are their kind, then when and where, then the rest', (t) => {
  t.is(
    itemWords({ kind: 'remove', at: 72_682_830, client: 0, clean: true }),
    'remove at 20 h 11 min 22.830 s, client 0, clean true',
  );
  t.is(
    itemWords({
      kind: 'clock',
      at: 1_000,
      node: 'client-1',
      adjustment: { kind: 'step', byMs: -3_600_000 },
    }),
    'clock at 1 s of client-1, step by -1 h',
  );
  t.is(itemWords({ of: 1, in: 5 }), undefined);
});

test('parts - a difference and a neighbour have no JSON', (t) => {
  t.is(
    differenceText('actions.0 = {"kind":"set-clock","at":0,"client":0,"byMs":-60000}', {}),
    'action 1: set-clock at 0 s by -1 min, client 0',
  );
  t.is(differenceText('seed = 3', {}), 'seed = 3');
  t.is(differenceText('actions.0.at = 3600001', {}), 'action 1, at 1 h 0.001 s');
  t.is(neighbourText('actions.0.at', 39_942_496, {}), 'action 1, at 11 h 5 min 42.496 s');
});
