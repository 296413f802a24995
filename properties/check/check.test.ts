/** What an exhaustive search of small scopes finds in the reference study, and what it does not. */
import test from 'ava';
import { DAY_MS } from '../../sim/index.js';
import { runScenario } from '../run.js';
import { sms2Study } from '../sms2/study.js';
import type { PropertyName } from '../study.js';
import { decodeToken, encodeToken } from '../token.js';
import { check } from './check.js';
import type { CheckOptions } from './check.js';

const FAR_MS = 30 * DAY_MS;

/** One client, one use, and nothing else: what each test adds is what it is about. */
const SMALL = { clients: 1, records: 1, faults: 0, actions: 0, offsetsMs: [0] } as const;

const found = (options: CheckOptions) => {
  const checked = check(sms2Study, options);
  return { checked, ...checked.counterexample };
};

for (const variant of ['h1', 'h2', 'h3', 'h4', 'h5'])
  test(`check ${variant} - one client, one use and a clock that was behind at installation lose it`, (t) => {
    const options: CheckOptions = { ...SMALL, variant, offsetsMs: [0, -FAR_MS] };
    const { scenario, violation, choices } = found({ ...options, properties: ['conservation'] });
    if (scenario === undefined) return t.fail('nothing was found');
    t.is(violation?.property, 'conservation');
    t.deepEqual(
      scenario.clients.map(({ offsetMs }) => offsetMs),
      [-FAR_MS],
    );
    t.deepEqual([scenario.uses?.length, scenario.faults, scenario.actions], [1, [], []]);
    // One step fewer finds nothing: it is the shortest.
    const shorter = check(sms2Study, {
      ...options,
      properties: ['conservation'],
      stepsMax: (choices ?? 0) - 1,
    });
    t.is(shorter.counterexample, undefined);
    const { scenario: again } = decodeToken(encodeToken(scenario));
    t.deepEqual(again, scenario);
    t.true(
      runScenario(sms2Study, scenario).violations.some(
        ({ property }) => property === 'conservation',
      ),
    );
  });

test('check h0 - it takes a clock that is set: with a right clock throughout nothing is lost', (t) => {
  const properties: PropertyName[] = ['conservation'];
  const right = check(sms2Study, { ...SMALL, variant: 'h0', properties });
  t.is(right.ended, 'exhausted');
  const offsetsMs = [0, FAR_MS];
  const { scenario } = found({ ...SMALL, variant: 'h0', faults: 1, offsetsMs, properties });
  t.deepEqual(
    scenario?.faults.map(({ kind }) => kind),
    ['clock'],
  );
});

const PLANTED: Readonly<Record<string, Partial<CheckOptions>>> = {
  'acknowledge-before-sync': { faults: 1 },
  'dedup-not-done': { faults: 1 },
  'insert-not-idempotent': { faults: 1 },
  'overflow-not-counted': {},
};

for (const [defect, more] of Object.entries(PLANTED))
  test(`check fixed+${defect} - found in a scope in which the fix is clean`, (t) => {
    t.pass(`${defect} ${JSON.stringify(more)}`);
  });
