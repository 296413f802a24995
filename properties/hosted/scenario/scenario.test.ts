/** Drawn scenarios are valid, carry their program, and lose nothing on the way through a token. */
import test from 'ava';
import { SkewproofError } from '../../../sim/model/errors.js';
import { MINUTE_MS } from '../../../sim/model/time.js';
import { assertScenario } from '../../campaign/assert.js';
import { chunkOf } from '../../campaign/sampling.js';
import { checkedIdentity, onPresent } from '../../corpus/identity.js';
import { checkedScenario } from '../../corpus/scenario-file.js';
import { decodeToken, encodeToken } from '../../corpus/token.js';
import { frontier } from '../../frontier/frontier.js';
import { runScenario } from '../../oracle/judged-run.js';
import { programOf, studyWith } from '../_programs.test.js';
import type { ProgramScenario } from './scenario.js';
import { withRightClocks } from './scenario.js';

const study = studyWith();
const changed = studyWith(
  {},
  { program: () => ({ hash: 'fedcba9876543210', model: () => programOf() }) },
);

const drawn = (space: string, chunk: number): readonly ProgramScenario[] =>
  chunkOf((study.spaces[space] as NonNullable<(typeof study.spaces)[string]>)('shipped'), 3, chunk);

for (const space of Object.keys(study.spaces))
  test(`scenario - what the space ${space} draws is valid and comes back from a token`, (t) => {
    for (const chunk of [0, 1])
      for (const scenario of drawn(space, chunk)) {
        t.notThrows(() => checkedScenario(study, scenario, 'drawn'));
        const { scenario: decoded } = decodeToken(encodeToken(study, scenario), () => study);
        t.deepEqual(decoded, JSON.parse(JSON.stringify(scenario)));
      }
  });

test('scenario - a token names its program, and one of another program says so', (t) => {
  const scenario = { ...study.simplest('shipped'), seed: 5 };
  const token = encodeToken(study, scenario);
  const decoded = decodeToken(token, () => changed).scenario as ProgramScenario;
  t.is(decoded.program, '0123456789abcdef');
  t.notThrows(() => checkedIdentity(study, decoded, 'token'));
  const error = t.throws(() => checkedIdentity(changed, decoded, 'token'), {
    instanceOf: SkewproofError,
    code: 'SKEW-101',
  });
  t.is(error.place, 'token, field program');
  t.regex(error.message, /"fedcba9876543210".*the program has changed since\. With --present/);
  t.deepEqual(onPresent(changed, decoded), { ...scenario, program: 'fedcba9876543210' });
  // A regression test outlives the program that it was written for.
  t.notThrows(() => {
    assertScenario(changed, decoded);
  });
});

test('scenario - right clocks keep the oscillators and the moments at which clocks are set', (t) => {
  const simplest = study.simplest('shipped');
  t.is(withRightClocks(simplest), undefined);
  const step = { kind: 'step', byMs: 5 } as const;
  const drift = { kind: 'drift', driftPpm: 3 } as const;
  const wrong: ProgramScenario = {
    ...simplest,
    agents: [{ offsetMs: 9, driftPpm: 4, uses: 1 }],
    faults: [
      { kind: 'clock', at: 1, node: 'agent-1', adjustment: step },
      { kind: 'clock', at: 2, node: 'agent-1', adjustment: drift },
      { kind: 'restart', at: 3, node: 'agent-1' },
      { kind: 'synchronise', at: 4, node: 'agent-1', to: 'server' },
    ],
  };
  const right = withRightClocks(wrong);
  if (right === undefined) return t.fail();
  t.deepEqual(right.agents, [{ offsetMs: 0, driftPpm: 4, uses: 1 }]);
  const still = { kind: 'step', byMs: 0 } as const;
  const slew = { kind: 'slew', byMs: 7, ratePpm: 5 } as const;
  t.deepEqual(right.faults, [
    { kind: 'clock', at: 1, node: 'agent-1', adjustment: still },
    { kind: 'clock', at: 2, node: 'agent-1', adjustment: drift },
    { kind: 'restart', at: 3, node: 'agent-1' },
    { kind: 'clock', at: 4, node: 'agent-1', adjustment: still },
  ]);
  t.is(withRightClocks(right), undefined);
  const slewed = { kind: 'clock', at: 1, node: 'agent-1', adjustment: slew } as const;
  t.deepEqual(withRightClocks({ ...simplest, faults: [slewed] })?.faults, [
    { ...slewed, adjustment: { ...slew, byMs: 0 } },
  ]);
});

test('scenario - an outage is survived, and what is answered twice is shown once', (t) => {
  const simplest = study.simplest('shipped');
  const weather = { at: 30_000, forMs: 5 * MINUTE_MS };
  const kinds = ['refused', 'black-hole', 'reset-before', 'reset-after', 'answer-lost'] as const;
  for (const kind of kinds) {
    const scenario: ProgramScenario = {
      ...simplest,
      agents: [{ offsetMs: 0, driftPpm: 0, uses: 3 }],
      healAtMs: 10 * MINUTE_MS,
      weather: [{ kind, ...weather }],
    };
    const { verdict, fates, metered } = runScenario(study, scenario);
    t.is(verdict, 'pass', kind);
    t.is(fates.totals.counted, metered, kind);
    t.is(metered, 4, kind);
  }
});

test('scenario - a map of the default plane has a boundary where the age limit is', (t) => {
  const limit = 12 * 60 * MINUTE_MS;
  const expiring = studyWith({
    kept: (queue, wall) => queue.filter(({ at }) => wall - at <= limit),
    reports: false,
  });
  const map = frontier(expiring, 'shipped', {
    resolution: 4,
    yRange: { from: 0, to: 4 * MINUTE_MS },
  });
  t.true(map.rules.length > 0);
});
