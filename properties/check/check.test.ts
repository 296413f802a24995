/**
 * Tests of exhaustive search in small scopes of the reference study: planted defects and clean
 * scopes.
 */
import test from 'ava';
import { DAY_MS } from '../../sim/model/time.js';
import { runScenario } from '../oracle/judged-run.js';
import { sms2Study } from '../sms2/study.js';
import type { PropertyName } from '../study/contract.js';
import { decodeToken, encodeToken } from '../corpus/token.js';
import { check, systemOf } from './check.js';
import type { CheckOptions } from './check.js';
import { Search } from './search/search.js';
import type { TransitionSystem } from './search/search.js';

const FAR_MS = 30 * DAY_MS;
const LOST: readonly PropertyName[] = ['conservation'];

/** One client and one use; each test adds its own subject. */
const SMALL = { clients: 1, records: 1, faults: 0, actions: 0, offsetsMs: [0] } as const;

/** The same system without completion of runs at the last level of the search. */
const unfinished = (system: TransitionSystem): TransitionSystem => ({
  width: system.width,
  initial: (out) => {
    system.initial(out);
  },
  successors: (state, out) => {
    system.successors(state, out);
  },
  isDetermined: (state) => system.isDetermined?.(state) === true,
  follow: (state) => system.follow?.(state) === true,
  violation: (state) => system.violation?.(state),
});

for (const variant of ['h1', 'h2', 'h3', 'h4', 'h5'])
  test(`check ${variant} - a clock that was behind at installation loses the first use, and no path is shorter`, (t) => {
    const options = { ...SMALL, variant, offsetsMs: [0, -FAR_MS], properties: LOST };
    const { counterexample } = check(sms2Study, options);
    if (counterexample === undefined) {
      t.fail('no violation was found');
      return;
    }
    const { scenario, violation, choices } = counterexample;
    t.is(violation.property, 'conservation');
    t.deepEqual(
      scenario.clients.map(({ offsetMs }) => offsetMs),
      [-FAR_MS],
    );
    t.deepEqual([scenario.uses?.length, scenario.faults, scenario.actions], [1, [], []]);
    const shorter = new Search(unfinished(systemOf(sms2Study, options)), { stepsMax: choices - 1 });
    t.is(shorter.run().ended, 'steps');
    // The counterexample is an ordinary scenario.
    const { scenario: again } = decodeToken(encodeToken(sms2Study, scenario), () => sms2Study);
    t.deepEqual(again, scenario);
    const broken = runScenario(sms2Study, scenario).violations.map(({ property }) => property);
    t.true(broken.includes('conservation'));
  });

test('check h0 - no record is lost until a clock is set', (t) => {
  const options = { ...SMALL, variant: 'h0', properties: LOST };
  t.is(check(sms2Study, options).ended, 'exhausted');
  const offsetsMs = [0, FAR_MS];
  t.is(check(sms2Study, { ...options, offsetsMs }).ended, 'exhausted');
  const { counterexample } = check(sms2Study, { ...options, offsetsMs, faults: 1 });
  t.deepEqual(
    counterexample?.scenario.faults.map(({ kind }) => kind),
    ['clock'],
  );
});

/**
 * The property that each planted defect breaks, and the scope it needs beyond one use and one
 * fault.
 */
const PLANTED: Readonly<Record<string, readonly [PropertyName, Partial<CheckOptions>?]>> = {
  'acknowledge-before-sync': ['conservation'],
  'acknowledged-by-count': ['conservation'],
  'boots-not-told-apart': ['dates', { offsetsMs: [0, -FAR_MS] }],
  'collected-before-inserted': ['conservation'],
  'dates-not-corrected': ['dates', { offsetsMs: [0, -FAR_MS] }],
  'dedup-by-timestamp': ['conservation', { records: 2 }],
  'deleted-when-sent': ['conservation'],
  'insert-answered-before-sync': ['conservation'],
  'insert-not-idempotent': ['no-duplicates'],
  'offset-measured-once': ['dates', { offsetsMs: [0, -FAR_MS] }],
  'sequence-reset-at-start': ['conservation', { records: 2 }],
  'tail-stranded': ['conservation'],
  'torn-tail-discards-log': ['conservation', { records: 2 }],
  'upload-by-wall-clock': ['conservation', { offsetsMs: [0, -FAR_MS] }],
};

for (const [defect, [property, more]] of Object.entries(PLANTED))
  test(`check fixed+${defect} - ${property} is broken in a small scope`, (t) => {
    const options = { ...SMALL, faults: 1, ...more, variant: `fixed+${defect}` };
    const { counterexample, ended } = check(sms2Study, options);
    t.is(ended, 'violation');
    t.is(counterexample?.violation.property, property);
    t.log(`${String(counterexample?.choices)} choices`);
  });

test('check fixed - the scopes that reveal its defects are clean without them', (t) => {
  for (const more of [{ offsetsMs: [0, -FAR_MS] }, { records: 2 }]) {
    const { ended, judged } = check(sms2Study, { ...SMALL, faults: 1, ...more, variant: 'fixed' });
    t.is(ended, 'exhausted');
    t.true(judged > 1_000);
  }
});

test('check - symmetry reduction of clients leaves fewer states and the same verdicts', (t) => {
  const scope = { ...SMALL, clients: 2, stepsMax: 16 };
  for (const [variant, offsetsMs, ended] of [
    ['fixed', [0], 'steps'],
    ['h4', [0, -FAR_MS], 'violation'],
  ] as const) {
    const options = { ...scope, variant, offsetsMs, properties: LOST };
    const apart = check(sms2Study, { ...options, symmetry: false });
    const symmetric = check(sms2Study, options);
    t.is(apart.ended, ended);
    t.is(symmetric.ended, ended);
    t.true(
      symmetric.distinct < 0.7 * apart.distinct,
      `${String(symmetric.distinct)} of ${String(apart.distinct)}`,
    );
    t.is(symmetric.counterexample?.choices, apart.counterexample?.choices);
    t.is(symmetric.counterexample?.violation.fate, apart.counterexample?.violation.fate);
  }
});

test('check - a state with its nodes renamed is one that the search reaches, tables by name included', (t) => {
  // The server keeps its clients in order of name.
  const options = { ...SMALL, clients: 2, actions: 1, stepsMax: 9, variant: 'fixed' };
  const choices = (symmetry: boolean): number => {
    const { distinct, determined } = check(sms2Study, { ...options, symmetry });
    return distinct - determined;
  };
  const apart = choices(false);
  // Of two states that differ by a permutation one is left; few states are their own image.
  const own = 2 * choices(true) - apart;
  t.true(own >= 0 && own < 0.01 * apart, `${String(own)} of ${String(apart)}`);
});

test('check - a repeated search gives the same result, and a limit that is reached is reported', (t) => {
  const options = { ...SMALL, variant: 'fixed', faults: 1 };
  t.deepEqual(check(sms2Study, options), check(sms2Study, options));
  t.is(check(sms2Study, { ...options, statesMax: 1_000 }).ended, 'states');
});
