/** Mutation tests: mistakes that a user of the form can make, each caught by the property that it breaks. */
import test from 'ava';
import { explore } from '../campaign/explore.js';
import { CHUNK_RUNS, chunkOf } from '../campaign/sampling.js';
import { runScenario } from '../oracle/judged-run.js';
import type { PropertyName } from '../study/contract.js';
import { systemWith } from './_system.test.js';
import type { Rules } from './_system.test.js';

const SEEDS = [1, 2, 3] as const;
const RUNS_MAX = 400;

const MISTAKES: Readonly<
  Record<string, { readonly rules: Partial<Rules>; readonly property: PropertyName }>
> = {
  'rows are deleted when they are sent': {
    rules: {
      upload: (agent) => {
        const { rows } = agent;
        agent.keep(() => false);
        return rows;
      },
    },
    property: 'conservation',
  },
  'repetitions are stored': {
    rules: {
      receive: (server, rows) => {
        for (const row of rows) server.add(row);
        return rows.map(({ id }) => id);
      },
    },
    property: 'no-duplicates',
  },
  'numbers begin again with every process': {
    rules: { record: (agent, use) => ({ ...use, id: agent.number, at: agent.wall }) },
    property: 'conservation',
  },
  'stamps tell rows apart': {
    rules: { record: (agent, use) => ({ ...use, id: agent.wall, at: agent.wall }) },
    property: 'conservation',
  },
  'any answer is for all rows': {
    rules: {
      answer: (agent) => {
        agent.keep(() => false);
      },
    },
    property: 'conservation',
  },
  'a full buffer forgets its oldest row without a report': {
    rules: {
      upload: (agent) => {
        const newest = agent.rows.slice(-2);
        agent.keep((row) => newest.includes(row));
        return agent.rows;
      },
    },
    property: 'conservation',
  },
  'rows that are still sent are reported as lost': {
    rules: {
      upload: (agent) => {
        if (agent.rows.length > 3) agent.report('too many', agent.rows.slice(3));
        return agent.rows;
      },
    },
    property: 'reports-true',
  },
  'the server keeps ten rows': {
    rules: {
      receive: (server, rows) => {
        server.addNew(rows, ({ id }) => id);
        const newest = server.rows.slice(-10);
        server.keep((row) => newest.includes(row));
        return rows.map(({ id }) => id);
      },
    },
    property: 'console-monotone',
  },
  'the server never answers': {
    rules: { upload: () => [] },
    property: 'eventual-delivery',
  },
  'rows are dated by the clock of the agent': {
    rules: { dated: ({ at }) => ({ at }) },
    property: 'dates',
  },
};

/** Number of the run, from 1, in which the property is first broken. */
function firstCaught(rules: Partial<Rules>, property: PropertyName, seed: number): number {
  const study = systemWith(rules);
  const arbitrary = study.spaces['everything']?.('right');
  for (let run = 0; arbitrary !== undefined && run < RUNS_MAX; run += CHUNK_RUNS)
    for (const [index, scenario] of chunkOf(arbitrary, seed, run / CHUNK_RUNS).entries())
      if (runScenario(study, scenario).violations.some((one) => one.property === property))
        return run + index + 1;
  return Infinity;
}

for (const [mistake, { rules, property }] of Object.entries(MISTAKES))
  test(`teeth - ${mistake}: caught by ${property} with every seed`, (t) => {
    const runs = SEEDS.map((seed) => firstCaught(rules, property, seed));
    t.log(`at run ${runs.map(String).join(', ')}`);
    t.true(runs.every((run) => run <= RUNS_MAX));
  });

test('teeth - the system without a mistake breaks nothing, with the same seeds', (t) => {
  for (const seed of SEEDS) {
    const { verdict, reason } = explore(systemWith(), 'right', { seed, runs: RUNS_MAX });
    t.is(verdict, 'pass', reason);
  }
});
