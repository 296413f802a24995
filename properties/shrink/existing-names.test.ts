/** Tests that a shrunk scenario names the machines that its faults befall. */
import test from 'ava';
import { HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { explain } from '../explain/explain.js';
import { runScenario } from '../oracle/judged-run.js';
import { pipeline } from '../pipeline/pipeline.js';
import type { PipelineScenario } from '../pipeline/scenario/scenario.js';
import { withExistingNames } from './existing-names.js';
import { minimise } from './minimise.js';

/** Rows that are too old by the agent's clock are dropped before an upload. */
const retention = pipeline({
  name: 'retention',
  title: 'rows are kept for an hour',
  variants: { shipped: { title: 'by the wall clock' } },
  agent: {
    uploadEveryMs: 10 * MINUTE_MS,
    record: (agent, use) => ({ ...use, id: agent.id, at: agent.wall }),
    upload: (agent) => {
      agent.keep(({ at }) => agent.wall - at < HOUR_MS);
      return agent.rows;
    },
    answer: (agent, ids: readonly number[]) => agent.keep(({ id }) => !ids.includes(id)),
  },
  server: {
    receive: (server, rows) => {
      server.addNew(rows, ({ id }) => id);
      return rows.map(({ id }) => id);
    },
  },
});

const AGENT = { offsetMs: 0, driftPpm: 0, uses: 1 };

const scenario: PipelineScenario = {
  ...retention.simplest('shipped'),
  agents: [AGENT, AGENT, AGENT],
  server: { offsetMs: 5, driftPpm: 0 },
  looks: 1,
  faults: [
    {
      kind: 'clock',
      at: 90_000,
      node: 'agent-3',
      adjustment: { kind: 'step', byMs: 2 * HOUR_MS },
    },
  ],
};

test('existing names - the minimal scenario names a machine that it has', (t) => {
  const [violation] = runScenario(retention, scenario).violations;
  if (violation === undefined) return t.fail('nothing is broken');
  const minimal = minimise(retention, scenario, explain(retention, scenario, violation));
  t.is(minimal.scenario.agents.length, 1);
  t.deepEqual(
    minimal.scenario.faults.map(({ node }) => node),
    ['agent-1'],
  );
  t.true(minimal.minimal);
});

test('existing names - the run stays the same, and present names stay', (t) => {
  const wrapped = { ...scenario, agents: [AGENT, AGENT] };
  const [fault] = scenario.faults;
  const hashOf = (one: PipelineScenario): string => runScenario(retention, one).summary.hash;
  // The third of two agents is the first.
  const named = withExistingNames(retention, wrapped);
  t.is(named.faults[0]?.node, 'agent-1');
  t.is(hashOf(named), hashOf(wrapped));
  t.not(hashOf(named), hashOf({ ...wrapped, faults: [{ ...fault, node: 'agent-2' } as never] }));
  t.is(withExistingNames(retention, scenario), scenario);
});
