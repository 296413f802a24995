/**
 * Models that keep data outside their state: differences that show at once, later, or in other
 * runs.
 */
import test from 'ava';
import * as fc from 'fast-check';
import { agentStep, courier, courierScenario, serverStep, SMALL_SCOPE } from '../_courier.test.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { check } from '../check/check.js';
import { frontier } from '../frontier/frontier.js';
import { everyRecord } from './every-record.js';
import { explore } from './explore.js';
import { reproduce } from './reproduce.js';

type Courier = ReturnType<typeof courier>;

/** A server that ignores a record which it, or another server before it, has received. */
function remembering(): Courier {
  const heard = new Set<number>();
  return courier({
    server: (state, event) => {
      if (event.kind !== 'message') return serverStep(state, event);
      const { record } = event.message as { record: number };
      if (heard.has(record)) return [state, []];
      heard.add(record);
      return serverStep(state, event);
    },
  });
}

/** A server that counts its steps outside its state and reports them. */
function counting(): Courier {
  let steps = 0;
  return courier({
    server: (state, event) => {
      steps += 1;
      const [next, effects] = serverStep(state, event);
      return event.kind === 'input'
        ? [next, [{ kind: 'mark', mark: `step ${String(steps)}` }, ...effects]]
        : [next, effects];
    },
  });
}

/** An agent that behaves differently after this number of runs. */
function wearing(runs: number): Courier {
  let starts = 0;
  return courier({
    agent: (state, event) => {
      if (event.kind === 'start') starts += 1;
      if (event.kind === 'start' && starts > runs) return [state, [{ kind: 'mark', mark: 'worn' }]];
      return agentStep(state, event);
    },
  });
}

/** An agent that behaves differently if another scenario ran before. */
function leaking(): Courier {
  let last = -1;
  const study = courier();
  return {
    ...study,
    build: (scenario) => {
      const mark = last !== -1 && last !== scenario.seed;
      last = scenario.seed;
      const spec = study.build(scenario);
      const [agent, ...others] = spec.nodes;
      if (agent === undefined) return spec;
      const { model } = agent;
      const marking: typeof model = {
        ...model,
        step: (state, event, now) =>
          event.kind === 'start' && mark
            ? [state, [{ kind: 'mark', mark: 'after another' }]]
            : model.step(state, event, now),
      };
      return { ...spec, nodes: [{ ...agent, model: marking }, ...others] };
    },
  };
}

const errorOf = (call: () => unknown): SkewproofError | undefined => {
  try {
    call();
  } catch (error) {
    return error instanceof SkewproofError ? error : undefined;
  }
  return undefined;
};

test('repeats - a record kept only by the first run is nondeterminism, with its place, and no finding', (t) => {
  const found = explore(remembering(), 'naive', { seed: 1, runs: 30 });
  t.is(found.verdict, 'nondeterminism');
  t.regex(
    found.reason ?? '',
    /^run 0: hashes \w+ and \w+, diverged at step \d+, true time 1499 ms, node server, an effect \(show\): the first run had another entry, a later one shows 0 items$/,
  );
});

test('repeats - if every run differs, both entries are reported', (t) => {
  const { verdict, reason } = explore(counting(), 'naive', { seed: 1, runs: 1 });
  t.is(verdict, 'nondeterminism');
  t.regex(
    reason ?? '',
    /diverged at step \d+, true time 1499 ms, node server, an effect \(mark\): the first run had another entry, a later one step \d+$/,
  );
});

test('repeats - a difference after other runs is found at the end, or by a late repetition', (t) => {
  // The model changes after the fifth run: immediate repetitions never differ.
  const end = explore(wearing(5), 'naive', { seed: 1, runs: 9 });
  t.is(end.verdict, 'nondeterminism');
  t.regex(end.reason ?? '', /^the first run, after all others: .* node agent, an effect \(mark\)/);
  const late = explore(wearing(14), 'naive', { seed: 1, runs: 21 });
  t.regex(late.reason ?? '', /^a run before run 20: /);
  t.is(explore(wearing(99), 'naive', { seed: 1, runs: 21 }).verdict, 'pass');
});

test('repeats - data left behind by another scenario is found', (t) => {
  const { verdict, reason } = explore(leaking(), 'naive', { seed: 1, runs: 2 });
  t.is(verdict, 'nondeterminism');
  t.regex(reason ?? '', /node agent, an effect \(mark\)/);
  t.is(explore(leaking(), 'naive', { seed: 1, runs: 40, repeatOneIn: 0 }).verdict, 'pass');
});

test('repeats - guided campaigns repeat runs too', (t) => {
  const { verdict } = explore(wearing(5), 'naive', { seed: 1, runs: 9, guided: true });
  t.is(verdict, 'nondeterminism');
});

test('repeats - a finding that cannot be reproduced is dropped', (t) => {
  const lost = courier({
    server: (state, event) => (event.kind === 'message' ? [state, []] : serverStep(state, event)),
  });
  const real = explore(lost, 'naive', { seed: 1, runs: 12, shrink: false });
  t.is(real.verdict, 'violation');
  t.true(real.findings.length > 0);
  let runs = 0;
  // Loses only in the third run, which is repeated at once.
  const once = courier({
    server: (state, event) => {
      if (event.kind === 'start') runs += 1;
      return runs === 3 && event.kind === 'message' ? [state, []] : serverStep(state, event);
    },
  });
  const phantom = explore(once, 'naive', { seed: 1, runs: 12, shrink: false });
  t.is(phantom.verdict, 'nondeterminism');
  t.deepEqual(phantom.findings, []);
});

test('repeats - everyRecord fails with the place where the runs diverged', (t) => {
  for (const study of [remembering(), counting(), wearing(14)]) {
    const { errorInstance } = fc.check(everyRecord(study, { variant: 'naive' }), { seed: 1 });
    const text = errorInstance instanceof Error ? errorInstance.message : '';
    t.regex(
      text,
      /^nondeterminism: .*hashes \w+ and \w+, diverged at step \d+, true time \d+ ms, node/,
    );
  }
  t.false(fc.check(everyRecord(courier(), { variant: 'naive' }), { seed: 1 }).failed);
});

test('repeats - reproduce reports where two runs of one scenario diverge', (t) => {
  const error = errorOf(() => reproduce(remembering(), courierScenario({ uses: 2 })));
  t.is(error?.code, 'SKEW-301');
  t.is(error?.place, 'courier/naive, seed 0');
  t.regex(error?.got ?? '', /diverged at step \d+, true time 1499 ms, node server/);
});

test('repeats - a check repeats steps at once and at its end', (t) => {
  for (const study of [remembering(), counting()]) {
    const error = errorOf(() => check(study, SMALL_SCOPE));
    t.is(error?.code, 'SKEW-301');
    t.regex(error?.place ?? '', /^check of courier\/naive, true time \d+ ms, node server, /);
  }
  let steps = 0;
  // Differs from its fifth step on.
  const late = courier({
    server: (state, event) => {
      steps += 1;
      const [next, effects] = serverStep(state, event);
      return steps > 4 && event.kind === 'start'
        ? [{ ...(next as object), late: true }, effects]
        : [next, effects];
    },
  });
  const error = errorOf(() => check(late, SMALL_SCOPE));
  t.is(error?.code, 'SKEW-301');
  t.regex(
    error?.got ?? '',
    /^the next state \{"rows":\[\]\}, and run again \{"rows":\[\],"late":true\}$/,
  );
  t.is(check(courier(), SMALL_SCOPE).ended, 'exhausted');
});

test('repeats - a map repeats points at once, late and at its end', (t) => {
  const options = { x: 'uses', y: 'healAt', resolution: 8 };
  const mapOf = (study: Courier) =>
    frontier(
      {
        ...study,
        parameters: {
          uses: {
            title: 'uses',
            unit: 'count',
            from: 1,
            to: 9,
            set: (scenario, uses) => ({ ...scenario, uses }),
          },
          healAt: {
            title: 'faults end',
            unit: 'ms',
            from: 1_000,
            to: 1_009,
            set: (scenario, healAt) => ({ ...scenario, healAt }),
          },
        },
      },
      'naive',
      options,
    );
  const { runs } = mapOf(courier());
  t.true(runs > 40);
  for (const study of [remembering(), counting(), wearing(3), wearing(22), wearing(runs + 3)]) {
    const error = errorOf(() => mapOf(study));
    t.is(error?.code, 'SKEW-301');
    t.regex(error?.place ?? '', /^courier\/naive, uses \d, healAt \d+$/);
    t.regex(error?.got ?? '', /hashes \w+ and \w+, diverged at step \d+, .* node (agent|server)/);
  }
});

test('repeats - a check detects a model that changes its own state', (t) => {
  const study = courier(
    {
      server: (state, event) => {
        if (event.kind !== 'message') return serverStep(state, event);
        (state as { rows: unknown[] }).rows.push(event.message);
        return [state, []];
      },
    },
    {},
    { rows: [] },
  );
  const error = errorOf(() => check(study, SMALL_SCOPE));
  t.is(error?.code, 'SKEW-402');
  t.regex(error?.message ?? '', /node server, message .*not extensible.*its state .* in place/);
});

/** A server that marks what it received, in the very objects that the agent still keeps. */
function scribbling(): Courier {
  return courier({
    server: (state, event) => {
      if (event.kind === 'message') (event.message as { read?: boolean }).read = true;
      return serverStep(state, event);
    },
  });
}

test('repeats - a model that changes a message in place is refused, with its name', (t) => {
  const refusal = {
    instanceOf: SkewproofError,
    code: 'SKEW-402',
    message: /node server, .*(not extensible|read only).*changes its state or an event in place/s,
  };
  t.throws(() => explore(scribbling(), 'naive', { seed: 1, runs: 20 }), refusal);
  t.throws(() => reproduce(scribbling(), courierScenario()), refusal);
});
