/** Models that keep something outside their state, by how it shows: at once, later, or in other runs. */
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

/** A server that forgets a record which it, or another server before it, has heard of. */
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

/** A server that counts its steps beside its state, and says so. */
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

/** An agent that does something else once its like has made so many runs. */
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

/** An agent that does something else where another scenario than its own ran last. */
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

test('repeats - a record that only the first run keeps is no finding but nondeterminism, with its place', (t) => {
  const found = explore(remembering(), 'naive', { seed: 1, runs: 30 });
  t.is(found.verdict, 'nondeterminism');
  t.regex(
    found.reason ?? '',
    /^run 0: hashes \w+ and \w+, parted at step \d+, true time 1499 ms, node server, an effect \(show\): the first run did something else, a later one shows 0 item\(s\)$/,
  );
});

test('repeats - where each run differs, both are told', (t) => {
  const { verdict, reason } = explore(counting(), 'naive', { seed: 1, runs: 1 });
  t.is(verdict, 'nondeterminism');
  t.regex(
    reason ?? '',
    /parted at step \d+, true time 1499 ms, node server, an effect \(mark\): the first run did something else, a later one step \d+$/,
  );
});

test('repeats - what shows only after other runs is found at the end, or by a run made again late', (t) => {
  // Worn after the fifth run: what is repeated at once never differs.
  const end = explore(wearing(5), 'naive', { seed: 1, runs: 9 });
  t.is(end.verdict, 'nondeterminism');
  t.regex(end.reason ?? '', /^the first run, after all others: .* node agent, an effect \(mark\)/);
  const late = explore(wearing(14), 'naive', { seed: 1, runs: 21 });
  t.regex(late.reason ?? '', /^a run before run 20: /);
  t.is(explore(wearing(99), 'naive', { seed: 1, runs: 21 }).verdict, 'pass');
});

test('repeats - what one scenario leaves behind for another is found', (t) => {
  const { verdict, reason } = explore(leaking(), 'naive', { seed: 1, runs: 2 });
  t.is(verdict, 'nondeterminism');
  t.regex(reason ?? '', /node agent, an effect \(mark\)/);
  t.is(explore(leaking(), 'naive', { seed: 1, runs: 40, repeatOneIn: 0 }).verdict, 'pass');
});

test('repeats - guided campaigns repeat as well', (t) => {
  const { verdict } = explore(wearing(5), 'naive', { seed: 1, runs: 9, guided: true });
  t.is(verdict, 'nondeterminism');
});

test('repeats - a finding that cannot be shown again is dropped, not printed', (t) => {
  const lost = courier({
    server: (state, event) => (event.kind === 'message' ? [state, []] : serverStep(state, event)),
  });
  const real = explore(lost, 'naive', { seed: 1, runs: 12, shrink: false });
  t.is(real.verdict, 'violation');
  t.true(real.findings.length > 0);
  let runs = 0;
  // Loses only in the third run: that run is made again at once.
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

test('repeats - everyRecord fails with where the runs parted', (t) => {
  for (const study of [remembering(), counting(), wearing(14)]) {
    const { errorInstance } = fc.check(everyRecord(study, { variant: 'naive' }), { seed: 1 });
    const text = errorInstance instanceof Error ? errorInstance.message : '';
    t.regex(
      text,
      /^nondeterminism: .*hashes \w+ and \w+, parted at step \d+, true time \d+ ms, node/,
    );
  }
  t.false(fc.check(everyRecord(courier(), { variant: 'naive' }), { seed: 1 }).failed);
});

test('repeats - reproduce says where two runs of one scenario part', (t) => {
  const error = errorOf(() => reproduce(remembering(), courierScenario({ uses: 2 })));
  t.is(error?.code, 'SKEW-301');
  t.is(error?.place, 'courier/naive, seed 0');
  t.regex(error?.got ?? '', /parted at step \d+, true time 1499 ms, node server/);
});

test('repeats - a check runs steps again, at once and at its end', (t) => {
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

test('repeats - a map runs points again, at once, late and at its end', (t) => {
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
    t.regex(error?.got ?? '', /hashes \w+ and \w+, parted at step \d+, .* node (agent|server)/);
  }
});

test('repeats - a check meets a model that changes its own state', (t) => {
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
  t.is(error?.code, 'SKEW-301');
  t.regex(error?.got ?? '', /^(a|the next) state /);
});
