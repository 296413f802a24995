/** Tests of broken contracts: names and functions that a study must define. */
import test from 'ava';
import * as fc from 'fast-check';
import {
  agentStep,
  courier,
  courierScenario,
  messageOf,
  serverStep,
  SMALL_SCOPE,
} from './_courier.test.js';
import type { CourierSteps } from './_courier.test.js';
import { toy, toyStudy } from './_toy.test.js';
import { assertEveryRecord } from './campaign/assert.js';
import { searchCanary } from './campaign/canary.js';
import { everyRecord } from './campaign/every-record.js';
import { explore } from './campaign/explore.js';
import { reproduce } from './campaign/reproduce.js';
import { check } from './check/check.js';
import { encodeToken } from './corpus/token.js';
import { frontier } from './frontier/frontier.js';
import { explain } from './explain/explain.js';
import { runScenario } from './oracle/judged-run.js';
import { recordedRun } from './trace/recorded.js';

// ---- names ------------------------------------------------------------------------------------

const NAVE =
  /^SKEW-102 at study courier: expected a variant \(naive\), got "nave"\. Did you mean "naive"\?$/;

test('contracts - an unknown variant, refused by every function that takes one', (t) => {
  const study = courier();
  const scenario = courierScenario({ variant: 'nave' });
  const [violation] = runScenario(toyStudy, toy('broken')).violations;
  for (const [name, call] of Object.entries({
    run: () => runScenario(study, scenario),
    explore: () => explore(study, 'nave', { seed: 1, runs: 1 }),
    guided: () => explore(study, 'nave', { seed: 1, runs: 1, guided: true }),
    nothing: () => explore(study, 'nave', { seed: 1, runs: 0 }),
    everyRecord: () => everyRecord(study, { variant: 'nave' }),
    check: () => check(study, { ...SMALL_SCOPE, variant: 'nave' }),
    reproduce: () => reproduce(study, scenario),
    canary: () => searchCanary({ ...study, canary: 'nave' }, 1),
    frontier: () => frontier(study, 'nave'),
    explain: () => violation && explain(study, scenario, violation),
    token: () => encodeToken(study, scenario),
    assertEveryRecord: () => {
      assertEveryRecord(study, { variant: 'nave' });
    },
    recordedRun: () => recordedRun(study, scenario),
  }))
    t.regex(messageOf(call), NAVE, name);
});

test('contracts - a defect that cannot be planted, and a space that does not exist', (t) => {
  const study = courier();
  t.regex(
    messageOf(() => explore(study, 'naive+slow', { seed: 1, runs: 1 })),
    /^SKEW-102 at study courier, variant naive: expected none, for there are none, got "slow"\.$/,
  );
  t.regex(
    messageOf(() => check(toyStudy, { ...SMALL_SCOPE, variant: 'edge+plantd' })),
    /a planted defect \(planted\), got "plantd"\. Did you mean "planted"\?/,
  );
  t.regex(
    messageOf(() => everyRecord(study, { variant: 'naive', space: 'everythin' })),
    /^SKEW-102 .*a space of courier \(everything\), got "everythin"\. Did you mean "everything"\?/,
  );
  t.false(
    messageOf(() => runScenario(study, courierScenario({ variant: 'zzz' }))).includes('mean'),
  );
});

// ---- errors of studies and models ------------------------------------------------------------------------------

const thrown = (): never => {
  throw new TypeError('no such row');
};

for (const [name, parts] of [
  ['shown', { shown: thrown }],
  ['build', { build: thrown }],
  ['labels', { labels: thrown }],
  ['metering', { metering: thrown }],
  ['metering (event)', { metering: () => ({ event: thrown, incident: () => undefined }) }],
  ['dateToleranceMs', { dateToleranceMs: thrown }],
  ['statedErrorMsMax', { statedErrorMsMax: thrown }],
  ['requiredMarks', { requiredMarks: thrown }],
  ['spaces.everything', { spaces: { everything: thrown } }],
] as const)
  test(`contracts - an error in a study’s function is attributed to the study: ${name}`, (t) => {
    const message = messageOf(() => explore(courier({}, parts), 'naive', { seed: 1, runs: 1 }));
    t.true(message.startsWith('SKEW-402'), message);
    t.true(message.includes(`study courier, function ${name}: `), message);
    t.true(
      message.includes(`got TypeError: no such row. No model threw but the study's own`),
      message,
    );
  });

test('contracts - a study may be an object of a class, and keeps its own `this`', (t) => {
  class Classy {
    readonly tolerance = 7;
    dateToleranceMs(): number {
      return this.tolerance;
    }
  }
  // eslint-disable-next-line @typescript-eslint/unbound-method -- the method is only omitted
  const { dateToleranceMs: _, ...rest } = courier();
  const study: ReturnType<typeof courier> = Object.assign(new Classy(), rest);
  t.is(runScenario(study, courierScenario()).verdict, 'pass');
});

test('contracts - an error in shown is attributed to the study in a check too', (t) => {
  const study = courier({}, { shown: thrown });
  t.regex(
    messageOf(() => check(study, SMALL_SCOPE)),
    /^SKEW-402 .*study courier, function shown/,
  );
});

test('contracts - a model that throws in a check is named with node, event and time', (t) => {
  const study = courier({
    server: (state, event) => (event.kind === 'message' ? thrown() : serverStep(state, event)),
  });
  t.regex(
    messageOf(() => check(study, SMALL_SCOPE)),
    /^SKEW-402 at check of courier\/naive, true time 0 ms, node server, message from agent: .*no such row/,
  );
});

/** An agent that keeps the message it has sent, and changes it at the next use. */
const changing: Partial<CourierSteps> = {
  agent: (state, event) => {
    if (event.kind !== 'input' || event.input.kind !== 'use') return [state, []];
    const before = state as { sent?: { record: number; count: number } } | null;
    if (before?.sent !== undefined) before.sent.count += 1;
    const sent = { record: event.input.record, count: 0 };
    return [{ sent }, [{ kind: 'send', to: 'server', message: sent }]];
  },
  server: (state, event) => {
    const [next, effects] = serverStep(state, event);
    if (event.kind !== 'message') return [next, effects];
    // Reads what another machine changes.
    const { count } = event.message as { count: number };
    return [{ ...(next as object), count }, effects];
  },
};

test('contracts - a model that changes in place what it has sent is named, not its reader', (t) => {
  const study = courier(changing);
  const changed = /node agent, input: .*TypeError: .*read only property 'count'.*in place/;
  t.regex(
    messageOf(() => check(study, { ...SMALL_SCOPE, records: 3 })),
    changed,
  );
  t.regex(
    messageOf(() => explore(study, 'naive', { seed: 1, runs: 10 })),
    changed,
  );
});

// ---- real time --------------------------------------------------------------------------------

test('contracts - a run that exceeds its budget of real time ends the campaign', (t) => {
  let ms = 0;
  let steps = 0;
  // Polls a clock that no scenario sets.
  const study = courier({
    agent: (state, event) => {
      steps += 1;
      ms += 20;
      if (event.kind === 'input' || event.kind === 'timer')
        return [state, [{ kind: 'elapsed-timer', timer: 'again', afterMs: 0 }]];
      return [state, []];
    },
  });
  const realTime = { now: () => ms, maxMs: 5_000 };
  const found = explore(study, 'naive', { seed: 1, runs: 100, realTime });
  t.is(found.verdict, 'out-of-budget');
  t.regex(found.reason ?? '', /^the run exceeded its budget of real time after \d+ events/);
  t.is(found.statistics.runs, 1);
  t.true(steps < 1_000, String(steps));
  const property = everyRecord(study, { variant: 'naive', realTime });
  const { errorInstance } = fc.check(property, { seed: 1 });
  t.regex(
    errorInstance instanceof Error ? errorInstance.message : '',
    /^out-of-budget: the run exceeded/,
  );
});

test('contracts - nodes that answer each other without end do not block a check', (t) => {
  let asked = 0;
  const study = courier({
    agent: (state, event) => {
      if (event.kind === 'message')
        return [state, [{ kind: 'send', to: 'server', message: { record: event.message } }]];
      return agentStep(state, event);
    },
    server: (state, event) => {
      if (event.kind !== 'message') return serverStep(state, event);
      asked += 1;
      const { record } = event.message as { record: number };
      return [state, [{ kind: 'send', to: 'agent', message: record + 1 }]];
    },
  });
  const found = check(study, { ...SMALL_SCOPE, statesMax: 20_000, stepsMax: 1 });
  t.is(found.ended, 'states');
  t.true(asked > 5_000);
});

// ---- tracers ----------------------------------------------------------------------------------

/** A server with tracers in another field, which it never shows. */
const byId: Partial<CourierSteps> = {
  agent: (state, event) =>
    event.kind === 'input' && event.input.kind === 'use'
      ? [state, [{ kind: 'send', to: 'server', message: { id: event.input.record } }]]
      : [state, []],
  server: (state, event) => {
    const { waiting = [] } = state as { waiting?: readonly unknown[] };
    return event.kind === 'message'
      ? [{ rows: [], waiting: [...waiting, event.message] }, []]
      : serverStep(state, event);
  },
};

test('contracts - tracers in an unstated field: the campaign warns', (t) => {
  const options = { seed: 1, runs: 30, shrink: false } as const;
  const blind = explore(courier(byId), 'naive', options);
  t.regex(
    blind.warnings?.join() ?? '',
    /^no copy of any record was ever seen .*"record".*tracerFields/,
  );
  t.deepEqual(
    [...new Set(blind.findings.map(({ explanation }) => explanation.violation.fate))],
    ['destroyed'],
  );
  const seen = explore(courier(byId, { tracerFields: { record: ['id'] } }), 'naive', options);
  t.is(seen.warnings, undefined);
  t.true(seen.findings.every(({ fingerprint }) => fingerprint.includes('stranded')));
  t.true(seen.findings.length > 0);
  const { counterexample } = fc.check(everyRecord(courier(byId), { variant: 'naive' }), {
    seed: 1,
  });
  t.regex(fc.stringify(counterexample?.[0]), /\nwarning: no copy of any record was ever seen/);
});

test('contracts - check finds copies by the field names that the study states', (t) => {
  const fateOf = (study: ReturnType<typeof courier>): string | undefined =>
    check(study, SMALL_SCOPE).counterexample?.violation.fate;
  t.regex(fateOf(courier(byId)) ?? '', /destroyed/);
  t.regex(fateOf(courier(byId, { tracerFields: { record: ['id'] } })) ?? '', /stranded/);
});

test('contracts - tracers in an unstated field: a check warns, clean or not', (t) => {
  const carrying: Partial<CourierSteps> = {
    ...byId,
    server: (state, event) => {
      const rows = state as readonly { id: number }[];
      if (event.kind === 'message') return [[...rows, event.message], []];
      const view = rows.map(({ id }) => ({ record: id }));
      return [state, event.kind === 'input' ? [{ kind: 'show', view }] : []];
    },
  };
  const unseen = /^no copy of any record was ever seen .*"record".*tracerFields/;
  const clean = check(courier(carrying, {}, []), SMALL_SCOPE);
  t.is(clean.ended, 'exhausted');
  t.regex(clean.warnings?.join() ?? '', unseen);
  const lost = check(courier(byId), SMALL_SCOPE);
  t.is(lost.counterexample?.violation.fate, 'destroyed');
  t.regex(lost.warnings?.join() ?? '', unseen);
  const stated = { tracerFields: { record: ['id'] } };
  t.is(check(courier(carrying, stated, []), SMALL_SCOPE).warnings, undefined);
  t.is(check(courier(byId, stated), SMALL_SCOPE).warnings, undefined);
  t.is(check(courier(), SMALL_SCOPE).warnings, undefined);
  const unmetered = { metering: () => ({ event: () => undefined, incident: () => undefined }) };
  // Each shown record was never used.
  t.is(check(courier({}, unmetered), SMALL_SCOPE).warnings, undefined);
  const mute = check(courier({}, { ...unmetered, shown: () => [] }), SMALL_SCOPE);
  t.regex(mute.warnings?.join() ?? '', /^no record was metered in any run/);
});

test('contracts - a campaign without any record warns that it tests nothing', (t) => {
  const study = courier(
    {},
    { metering: () => ({ event: () => undefined, incident: () => undefined }) },
  );
  const found = explore(study, 'naive', { seed: 1, runs: 3 });
  t.regex(found.warnings?.join() ?? '', /^no record was metered in any run/);
  t.is(explore(courier(), 'naive', { seed: 1, runs: 3 }).warnings, undefined);
});

test('contracts - out-of-order inputs of a schedule are played in order', (t) => {
  const use = (record: number, at: number): object => ({
    at,
    node: 'agent',
    input: { kind: 'use', record },
  });
  const run = (inputs: readonly object[]): string =>
    runScenario(
      courier(),
      courierScenario({
        uses: 0,
        schedule: { messages: [], order: [], inputs: inputs as never },
      }),
    ).summary.hash;
  const [a, b, c] = [use(1, 100), use(2, 100), use(3, 50)];
  t.is(run([a, b, c]), run([c, a, b]));
  t.not(run([a, b, c]), run([c, b, a]));
});
