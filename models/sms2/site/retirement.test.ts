/** A server that retires keeps its histories until another has them. */
import test from 'ava';
import { MINUTE_MS } from '../../../sim/model/time.js';
import { askToRetire, homeOf, RETIREMENT_TIMER, retirementStep } from './retirement.js';

const SERVERS = ['one', 'two', 'three'];
const HISTORY = { tip: undefined, seen: {}, closed: false };
const CLIENTS = Array.from({ length: 30 }, (_, at) => `client-${String(at + 1)}`);

test('retirement - the first server is asked, and again after a quarter of an hour', (t) => {
  t.deepEqual(askToRetire(SERVERS), [
    { kind: 'send', to: 'one', message: { kind: 'retire' } },
    { kind: 'elapsed-timer', timer: RETIREMENT_TIMER, afterMs: 15 * MINUTE_MS },
  ]);
});

test('retirement - it is done when there were no histories, or the next server has them', (t) => {
  const done = ['done', [{ kind: 'cancel-timer', timer: RETIREMENT_TIMER }]];
  t.deepEqual(retirementStep(SERVERS, { kind: 'retired', histories: [] }), done);
  t.deepEqual(retirementStep(SERVERS, { kind: 'adopted' }), done);
  const histories = [['client-1', HISTORY]] as const;
  t.deepEqual(retirementStep(SERVERS, { kind: 'retired', histories }), [
    'under-way',
    [{ kind: 'send', to: 'two', message: { kind: 'adopt', histories } }],
  ]);
});

test('retirement - only clients of the retired server move, to the second, and only when it is done', (t) => {
  const homes = (retirement?: 'under-way' | 'done'): readonly string[] =>
    CLIENTS.map((client) => homeOf(SERVERS, retirement, client));
  const before = homes();
  t.deepEqual([...new Set(before)].sort(), [...SERVERS].sort());
  t.deepEqual(homes('under-way'), before);
  t.deepEqual(
    homes('done'),
    before.map((home) => (home === 'one' ? 'two' : home)),
  );
});

test('retirement - a home is the remainder of the FNV-1a hash of the name', (t) => {
  // Of the published test vectors: "" 811c9dc5, "a" e40c292c, "foobar" bf9cf968.
  const many = Array.from({ length: 1_000 }, (_, at) => String(at));
  t.is(homeOf(many, undefined, ''), String(0x811c9dc5 % 1_000));
  t.is(homeOf(many, undefined, 'a'), String(0xe40c292c % 1_000));
  t.is(homeOf(many, undefined, 'foobar'), String(0xbf9cf968 % 1_000));
});
