/** A scenario whose run would need more than any run may is refused before it runs, by its field. */
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { DAY_MS } from '../../sim/model/time.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { sms2Study } from '../sms2/study.js';
import { toyStudy } from '../_toy.test.js';
import { checkedScenario } from './scenario-file.js';

const SIMPLEST = sms2.simplestScenario('fixed');
const [CLIENT] = SIMPLEST.clients;

/** A study that must not be asked for a world. */
const unbuilt = <Study extends object>(study: Study): Study => ({
  ...study,
  build: () => {
    throw new Error('built');
  },
});

const hostile = {
  sessions: { clients: Array.from({ length: 10_000 }, () => ({ ...CLIENT, sessions: 10_000 })) },
  polls: {
    durationMs: 3 * 365 * DAY_MS,
    pollMinutes: 1,
    clients: Array.from({ length: 10 }, () => CLIENT),
  },
  looks: { meteringServers: 20, looks: 10_000, durationMs: 1_000 * DAY_MS, collationMinutes: 1 },
};

test('cost - what would take minutes is refused with the field that costs most, and without a world', (t) => {
  for (const [name, parts, field] of [
    ['sessions', hostile.sessions, 'clients'],
    ['polls', hostile.polls, /durationMs|pollMinutes|clients/],
    ['looks', hostile.looks, /durationMs|collationMinutes|meteringServers/],
  ] as const) {
    const error = t.throws(
      () => checkedScenario(unbuilt(sms2Study), { ...SIMPLEST, ...parts }, 'x.json'),
      { instanceOf: SkewproofError },
      name,
    );
    t.is(error.code, 'SKEW-101');
    t.regex(
      error.place,
      new RegExp(`^x\\.json, field ${typeof field === 'string' ? field : field.source}`),
    );
    t.regex(error.message, /at most 5000000 steps .*, got about \de\d+, most of them by /);
    t.true(error.message.length < 400);
  }
});

test('cost - a large scenario of real use, and a study without an estimate, are not refused', (t) => {
  const clients = Array.from({ length: 1_000 }, () => ({ ...CLIENT, sessions: 100 }));
  t.notThrows(() => checkedScenario(sms2Study, { ...SIMPLEST, clients }, 'x.json'));
  const parts = Object.entries(sms2Study).filter(([name]) => name !== 'steps');
  const without = Object.fromEntries(parts) as typeof sms2Study;
  t.notThrows(() => checkedScenario(without, { ...SIMPLEST, ...hostile.polls }, 'x.json'));
  t.notThrows(() => checkedScenario(toyStudy, toyStudy.simplest('edge'), 'x.json'));
});
