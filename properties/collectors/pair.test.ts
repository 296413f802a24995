/** Pairs of agent and collector: edges with both sides run, and three forms of one agent. */
import test from 'ava';
import { collectorNamed } from '../../models/collectors/index.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import { runScenario } from '../oracle/judged-run.js';
import { systemWith } from '../pipeline/_system.test.js';
import { decodeToken, encodeToken } from '../corpus/token.js';
import { eraseStudy } from '../study/erase.js';
import { exploredPair, worstEdge } from './explored.js';
import { outcomeOf } from './outcome.js';
import { checkedServed, searchedPair } from './pair.js';
import type { Pair } from './pair.js';
import { meteringAgentStudy } from './reference/study.js';

const study = eraseStudy(meteringAgentStudy);

function pairOf(form: string, name: string, axes?: readonly string[]): Pair {
  const row = collectorNamed(name);
  if (row === undefined) throw new Error(name);
  return searchedPair(study, form, row, axes);
}

const lossesOf = ({ edges }: Pair): readonly (readonly [string, number, string])[] =>
  edges
    .filter(({ becomes }) => becomes !== 'misdated')
    .map(({ parameter, at, becomes }) => [parameter, at, becomes]);

test('pair - Loki: the clock of the last use, four minutes before the upload, is the edge', (t) => {
  const naive = pairOf('naive', 'loki', ['offset']);
  t.is(naive.calm, 'kept');
  t.deepEqual(lossesOf(naive), [
    ['offset', 14 * MINUTE_MS + 1, 'lost'],
    ['offset', -(7 * DAY_MS - 9 * MINUTE_MS) - 1, 'lost'],
  ]);
  t.deepEqual(lossesOf(pairOf('documented', 'loki', ['offset'])), [
    ['offset', 14 * MINUTE_MS + 1, 'reported'],
    ['offset', -(7 * DAY_MS - 9 * MINUTE_MS) - 1, 'reported'],
  ]);
  t.deepEqual(lossesOf(pairOf('designed', 'loki', ['offset'])), []);
});

test('pair - both sides of each edge are runs: the scenario ends worse than its neighbour', (t) => {
  const { edges } = pairOf('naive', 'stripe-meter-events-v2');
  t.true(edges.length > 6);
  for (const { parameter, before, at, becomes, scenario } of edges) {
    t.is(Math.abs(at) - Math.abs(before), 1);
    t.is(outcomeOf(runScenario(study, scenario)), becomes);
    const base = study.plane?.base('naive') ?? study.simplest('naive');
    const collector = { name: 'stripe-meter-events-v2' };
    const other = study.parameters?.[parameter]?.set(checkedServed(study)(base, collector), before);
    t.not(other && outcomeOf(runScenario(study, other)), becomes, parameter);
  }
});

test('pair - seconds are rounded down: the edge is the second, not the millisecond', (t) => {
  const [ahead] = lossesOf(pairOf('naive', 'datadog-events', ['offset']));
  t.deepEqual(ahead, ['offset', 124 * MINUTE_MS + SECOND_MS, 'lost']);
});

test('pair - a slot an hour: two uses of one hour are one, unless they are summed', (t) => {
  t.is(pairOf('naive', 'azure-marketplace-usage-event', []).calm, 'lost');
  t.is(pairOf('documented', 'azure-marketplace-usage-event', []).calm, 'kept');
  t.is(pairOf('naive', 'aws-marketplace-meter-usage', []).calm, 'lost');
  t.is(pairOf('designed', 'aws-marketplace-meter-usage', []).calm, 'kept');
});

test('pair - a token of its scenario brings the collector back, and its finding names the bound', (t) => {
  const pair = pairOf('naive', 'kafka-4', ['offset']);
  const edge = worstEdge(pair);
  if (edge === undefined) throw new Error('no edge');
  const token = encodeToken(study, edge.scenario);
  const { scenario } = decodeToken(token, () => study);
  t.deepEqual(scenario, edge.scenario);
  const { findings, verdict } = exploredPair(study, pair);
  t.is(verdict, 'violation');
  const [first] = findings;
  t.regex(first?.fingerprint ?? '', /conservation/);
  t.regex(JSON.stringify(first?.story), /kafka-4, bound future/);
});

test('pair - a study that states no way to be served is refused, with the way to state one', (t) => {
  const error = t.throws(() => checkedServed(eraseStudy(systemWith())));
  t.regex(error.message, /small/);
  t.regex(error.message, /field served/);
});
