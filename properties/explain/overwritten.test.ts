/** Tests of explanations of rows that another row overwrites, and of rows that vanish. */
import test from 'ava';
import { HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { runScenario } from '../oracle/judged-run.js';
import type { Violation } from '../oracle/verdict.js';
import { pipeline } from '../pipeline/pipeline.js';
import type { PipelineScenario } from '../pipeline/scenario/scenario.js';
import type { PropertyName } from '../study/contract.js';
import { explain } from './explain.js';
import { storyOf } from './story.js';
import type { Story } from './story-types.js';

/** Files are named by the hour of the wall clock; the server keeps the last file of a name. */
const hourly = pipeline({
  name: 'hourly',
  title: 'files named by the hour; the server overwrites a file of the same name',
  variants: { shipped: { title: 'a file is named by the hour' } },
  agent: {
    uploadEveryMs: 10 * MINUTE_MS,
    record: (agent, use) => ({
      ...use,
      id: agent.id,
      file: Math.floor(agent.wall / HOUR_MS) * HOUR_MS,
    }),
    upload: (agent) => agent.rows.filter(({ file }) => file === agent.rows[0]?.file),
    answer: (agent, ids: readonly number[]) => agent.keep(({ id }) => !ids.includes(id)),
  },
  server: {
    receive: (server, rows) => {
      const ids = rows.map(({ id }) => id);
      server.keep((row) => ids.includes(row.id) || !rows.some(({ file }) => file === row.file));
      server.addNew(rows, ({ id }) => id);
      return ids;
    },
  },
});

const scenarioWith = (uses: number, looks: number): PipelineScenario => ({
  ...hourly.simplest('shipped'),
  agents: [{ offsetMs: 0, driftPpm: 0, uses }],
  looks,
});

const brokenBy = (scenario: PipelineScenario, property: PropertyName): Violation | undefined =>
  runScenario(hourly, scenario).violations.find((one) => one.property === property);

function storyFor(scenario: PipelineScenario, property: PropertyName): Story {
  const violation = brokenBy(scenario, property);
  if (violation === undefined) throw new Error(`${property} holds`);
  return storyOf(hourly, scenario, explain(hourly, scenario, violation));
}

test('overwritten - the step that wrote another row in its place is named, before the sync', (t) => {
  const { chain, paragraph } = storyFor(scenarioWith(10, 0), 'conservation');
  const [written, synced] = chain.slice(-2);
  t.is(written?.what, 'upload from agent-1, with record 10; writes stored (1 item), without it');
  t.is(synced?.what, 'stored is on disk; the last copy is gone');
  t.true(
    paragraph.includes(
      `The last copy was dropped at 2028-02-28 12:10:00.000 true time on server, step ${String(written?.step)}: upload from agent-1, with record 10;`,
    ),
    paragraph,
  );
});

test('overwritten - several rows in its place are counted, and the first are named', (t) => {
  const { chain } = storyFor(scenarioWith(20, 1), 'console-monotone');
  t.regex(
    chain.at(-2)?.what ?? '',
    /^upload from agent-1, with 9 records \(11, 12, 13, …\); writes stored \(1 item\), without it$/,
  );
});

test('vanished row - its twin is a run in which no look misses it, though it is lost later', (t) => {
  const { twin, paragraph } = storyFor(scenarioWith(20, 1), 'console-monotone');
  t.is(twin?.field, 'agents.0.uses');
  t.is(twin?.twinValue, 19);
  const passing = twin?.scenario as PipelineScenario;
  t.is(brokenBy(passing, 'console-monotone'), undefined);
  t.regex(paragraph, /Record 10 .*, vanishes from the console: shown by one look/);
  t.regex(paragraph, /With agents\.0\.uses = 19 instead of 20 it does not vanish/);
});

test('vanished row - the path ends as its record does, and not as counted', (t) => {
  const { chain } = storyFor(scenarioWith(20, 1), 'console-monotone');
  t.false(chain.some(({ what }) => what.includes('counted')));
});
