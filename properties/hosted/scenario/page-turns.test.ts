/** Turns in the life of pages: what is drawn is admitted, and befalls the page that it names. */
import test from 'ava';
import { arbitraryOf, scenariosFrom } from '../../campaign/sampling.js';
import { checkedScenario } from '../../corpus/scenario-file.js';
import { jsonOf } from '../../json/scenario.js';
import { pageStudy } from '../_agents.test.js';
import { turnInputs, turnsOf } from './page-turns.js';
import type { PageTurn } from './page-turns.js';

test('turns - all that a campaign draws is admitted, and each kind is drawn', (t) => {
  const study = pageStudy('right');
  const next = scenariosFrom(arbitraryOf(study, 'shipped'), 5, 0);
  const kinds = new Set<string>();
  for (let run = 0; run < 60; run += 1) {
    const scenario = next();
    t.notThrows(() => checkedScenario(study, jsonOf(scenario), 'drawn'));
    for (const { kind } of scenario.pages ?? []) kinds.add(kind);
  }
  t.deepEqual([...kinds].sort(), ['frozen', 'hidden', 'tab-crash']);
});

const TURNS: readonly PageTurn[] = [
  { kind: 'hidden', node: 'agent-1', at: 5, forMs: 10 },
  { kind: 'frozen', node: 'agent-2', at: 7, forMs: 100 },
  { kind: 'tab-crash', node: 'agent-2', at: 9 },
  { kind: 'tab-crash', node: 'agent-1', at: 60 },
];

test('turns - each befalls its own machine, and ends when the world is healed', (t) => {
  const names = (node: string) =>
    turnInputs(node, TURNS, 50).map(({ at, input }) => [
      at,
      input.kind === 'call' ? input.name : '',
    ]);
  t.deepEqual(names('agent-1'), [
    [5, 'hide'],
    [15, 'show'],
  ]);
  t.deepEqual(names('agent-2'), [
    [7, 'hide'],
    [7, 'freeze'],
    [50, 'show'],
    [9, 'crash'],
  ]);
  t.deepEqual(
    turnsOf(TURNS, 'agent-2').map(({ node }) => node),
    ['agent-1', 'agent-1'],
  );
});
